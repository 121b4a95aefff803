"""Running heads and feet, and page numbers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import groupby
from statistics import median

from service.ingest.pdf.lines import Printed
from service.ingest.pdf.words import SAME_ROW

OUTER = 3  # rows at the top and the bottom of a page that can be running heads and feet
SAME_PLACE = 4.0  # points
FEW_PAGES = 4  # up to which a head that comes twice runs; of more pages it is three times
COUNTING = 0.5  # share of pages on which a number is as far ahead of the page's, if it is the page's
LARGE = 1.15  # times the usual size, from which on a line with a number is a heading and no head
DIGITS = re.compile(r"\d+")
AT_END = re.compile(r"^(\d{1,5})\b|\b(\d{1,5})$")
NUMBER = r"(?:\d{1,5}|[ivxlc]{1,8}|[IVXLC]{1,8})"
PAGE_NUMBER = re.compile(
    rf"[-–—|·•~\[(<\s]*(?:(?:page|seite|página|pagina|side|стр|страница|pág|pg|p|s)\.?|第|페이지|صفحة)?\s*{NUMBER}"
    rf"(?:\s*(?:of|von|de|di|sur|из|/)\s*\d{{1,5}})?\s*(?:页|頁|쪽|페이지|面)?[-–—|·•~\])>\s]*",
    re.I,
)


def without_running(lines: list[Printed], pages: int) -> list[Printed]:
    """The lines without what repeats, digits aside, at one place at the top or the bottom, and without page numbers."""
    outer = [_outer(list(page)) for _, page in groupby(lines, key=lambda line: line.page)]
    places: defaultdict[str, list[tuple[float, int]]] = defaultdict(list)
    for line in (line for group in outer for line in group):
        places[_key(line)].append((line.baseline, line.page))
    for found in places.values():
        found.sort()
    usual = median(line.size for line in lines) if lines else 0.0
    least = 2 if pages <= FEW_PAGES else 3
    dropped = {line.number for group in outer for line in group if _runs(line, places[_key(line)], least)}
    ahead = Counter(number for group in outer for number in {n for line in _ends(group) for n in _ahead(line)})
    for group in outer:
        for line in _ends([line for line in group if line.number not in dropped]):
            if line.size > LARGE * usual:  # a heading
                continue
            counts_up = any(ahead[number] >= max(2, COUNTING * pages) for number in _ahead(line))
            if counts_up or PAGE_NUMBER.fullmatch(line.text):
                dropped.add(line.number)
    return [line for line in lines if line.number not in dropped]


def _outer(lines: list[Printed]) -> list[Printed]:
    """The lines on the outermost rows of a page, from the top down."""
    ordered = sorted(lines, key=lambda line: -line.baseline)
    rows: list[list[Printed]] = []
    for line in ordered:
        if not rows or rows[-1][0].baseline - line.baseline > SAME_ROW * line.size:
            rows.append([])
        rows[-1].append(line)
    chosen = rows if len(rows) < 2 * OUTER else [*rows[:OUTER], *rows[-OUTER:]]
    return [line for row in chosen for line in row]


def _key(line: Printed) -> str:
    return DIGITS.sub("#", line.text)


def _runs(line: Printed, places: list[tuple[float, int]], least: int) -> bool:
    """Whether the line's text stands where it does on so many pages; `places` are its heights and pages, in order."""
    seen: set[int] = set()
    for index in range(bisect_left(places, (line.baseline - SAME_PLACE, 0)), len(places)):
        baseline, page = places[index]
        if baseline > line.baseline + SAME_PLACE or len(seen) == least:
            break
        seen.add(page)
    return len(seen) == least


def _ends(lines: list[Printed]) -> list[Printed]:
    """The first line and the last one."""
    return [*lines[:1], *lines[1:][-1:]]


def _ahead(line: Printed) -> set[int]:
    """By how much a number at either end of the line is ahead of its page's: on all pages the same for page numbers."""
    return {int(found) - line.page for match in AT_END.finditer(line.text) for found in match.groups() if found}
