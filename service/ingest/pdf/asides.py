"""What stands beside the running text: tables, captions, footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from service.ingest.pdf.lines import Printed
from service.ingest.rows import FULL_STOP

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
