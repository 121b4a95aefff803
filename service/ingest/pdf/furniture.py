"""What a page carries beside its text: running heads and feet, page numbers, tables, footnotes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from service.ingest.layout import FULL_STOP
from service.ingest.pdf.lines import Printed

OUTER = 3  # rows at the top and the bottom of a page that can be running heads and feet
SAME_PLACE = 4.0  # points
FEW_PAGES = 4  # up to which a head that comes twice runs; of more pages it is three times
DIGITS = re.compile(r"\d+")
AT_END = re.compile(r"^(\d{1,5})\b|\b(\d{1,5})$")
NUMBER = r"(?:\d{1,5}|[ivxlc]{1,8}|[IVXLC]{1,8})"
PAGE_NUMBER = re.compile(
    rf"[-–—|·•~\[(<\s]*(?:(?:page|seite|página|pagina|side|стр|страница|pág|pg|p|s)\.?|第|페이지|صفحة)?\s*{NUMBER}"
    rf"(?:\s*(?:of|von|de|di|sur|из|/)\s*\d{{1,5}})?\s*(?:页|頁|쪽|페이지|面)?[-–—|·•~\])>\s]*",
    re.I,
)
SMALL = 0.93  # of the text's size
NOTE = re.compile(r"(?:\d{1,3}|[*†‡§¶]{1,3}|\[\d{1,3}\]|\(\d{1,3}\))[.)]?\s")
CAPTION = re.compile(
    r"(?:fig(?:ure|\.)?|table|tab\.|chart|plate|photo|abb(?:ildung|\.)|tabelle|tableau|figura|tabla|"
    r"рис(?:унок|\.)|табл(?:ица|\.)|그림|사진|표|図表?|表|图表?)\s*\d+(?:[.-]\d+)*\s*[.:：|—–-]",
    re.I,
)
ALIGNED = 0.6  # em by which the cells of a column differ
BETWEEN = 2  # lines of a cell that go on between two rows of a table
SHORT = 0.6  # of the column that such a line fills at most


def without_running(lines: list[Printed], pages: int) -> list[Printed]:
    """The lines without running heads and feet: what repeats, digits aside, at one place; and page numbers."""
    outer = {
        page: [*_outer(group, top=True), *_outer(group, top=False)]
        for page, group in ((page, list(group)) for page, group in groupby(lines, key=lambda line: line.page))
    }
    places: defaultdict[str, list[float]] = defaultdict(list)
    for group in outer.values():
        for key, baseline in {(_key(line), line.baseline) for line in group}:
            places[key].append(baseline)
    for found in places.values():
        found.sort()
    least = 2 if pages <= FEW_PAGES else 3

    def runs(line: Printed) -> bool:
        found = places[_key(line)]
        low, high = line.baseline - SAME_PLACE, line.baseline + SAME_PLACE
        return bisect_right(found, high) - bisect_left(found, low) >= least

    dropped = {line.number for group in outer.values() for line in group if runs(line)}
    ahead = Counter(number for group in outer.values() for number in {n for line in _ends(group) for n in _ahead(line)})
    for line in [
        line for group in outer.values() for line in _ends([line for line in group if line.number not in dropped])
    ]:
        counts_up = any(ahead[number] >= max(2, 0.5 * pages) for number in _ahead(line))
        if counts_up or PAGE_NUMBER.fullmatch(line.text):
            dropped.add(line.number)
    return [line for line in lines if line.number not in dropped]


def _ends(lines: list[Printed]) -> list[Printed]:
    return [*lines[:1], *lines[1:][-1:]]


def _ahead(line: Printed) -> set[int]:
    """By how much a number at either end of the line is ahead of its page's: on all pages the same for page numbers."""
    return {int(found) - line.page for match in AT_END.finditer(line.text) for found in match.groups() if found}


def _outer(lines: list[Printed], *, top: bool) -> Iterator[Printed]:
    """The lines on the outermost rows, from the top down."""
    ordered = sorted(lines, key=lambda line: line.baseline, reverse=top)
    rows, last, found = 0, None, []
    for line in ordered:
        if last is None or abs(line.baseline - last) > SAME_PLACE:
            rows, last = rows + 1, line.baseline
        if rows > OUTER:
            break
        found.append(line)
    return iter(found if top else reversed(found))


def _key(line: Printed) -> str:
    return DIGITS.sub("#", line.text)


def without_tables(lines: list[Printed]) -> list[Printed]:
    """The lines without rows of cells that stand below each other."""
    dropped: set[int] = set()
    last: int | None = None  # the row of cells before
    for index, line in enumerate(lines):
        if len(line.cells) < 2:
            continue
        if last is not None and _same_table(lines[last : index + 1]):
            dropped.update(range(last, index + 1))
        last = index
    return [line for index, line in enumerate(lines) if index not in dropped]


def _same_table(lines: list[Printed]) -> bool:
    first, last, between = lines[0], lines[-1], lines[1:-1]
    if first.region != last.region or len(between) > BETWEEN:
        return False
    if any(line.right - line.left > SHORT * (line.edge - line.margin) for line in between):
        return False
    near = ALIGNED * last.size
    return any(
        abs(a[0] - b[0]) < near or abs(a[1] - b[1]) < near or abs(sum(a) - sum(b)) < 2 * near
        for a in first.cells[1:]
        for b in last.cells[1:]
    )


def footnotes(lines: Iterable[Printed], body: float) -> tuple[list[Printed], list[Printed]]:
    """The text, and the footnotes: small type at the bottom of a column, from the first line with a mark on.

    `body` is the size of the text. A note that the page before left in mid-sentence goes on without a mark.
    """
    text: list[Printed] = []
    notes: list[Printed] = []
    for _, page in groupby(lines, key=lambda line: line.page):
        group = list(page)
        regions = [list(region) for _, region in groupby(group, key=lambda line: line.region)]
        open_note = bool(notes) and not FULL_STOP.search(notes[-1].text)
        for region in regions:
            cut = _first_note(region, group, body, open_note)
            text += region[:cut]
            notes += region[cut:]
    return text, notes


def _first_note(region: list[Printed], page: list[Printed], body: float, open_note: bool) -> int:
    """Where the footnotes of a column begin; at its end, when it has none."""
    start = len(region)
    while start and region[start - 1].size < SMALL * body:
        start -= 1
    if start == len(region) or _text_below(region[start], page, body):
        return len(region)
    for index in range(start, len(region)):
        line = region[index]
        if line.note or NOTE.match(line.text):
            return index
    goes_on = open_note and start and not CAPTION.match(region[start].text)
    return start if goes_on else len(region)


def _text_below(line: Printed, page: list[Printed], body: float) -> bool:
    """Whether the page's text goes on below the line."""
    return any(
        other.size >= SMALL * body
        and other.baseline < line.baseline
        and other.left < line.right
        and other.right > line.left
        for other in page
    )
