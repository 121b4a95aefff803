"""Reading order: the columns of a page, and what stands above, between and below them.

White space that many rows share is a gutter where prose stands on both sides of it. The page is cut there, for as many
rows as leave it free, and each part again (after the recursive X-Y cut of Nagy and Seth, 1984; the vertical cut goes
first, because rows of neighbouring columns stand at one height).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from service.ingest.pdf.words import Row

GUTTER = 0.8  # em of white space between two columns, at least
LEAST_ROWS = 3  # of a column
LEAST_WIDTH = 6.0  # em of a column's usual row; narrower ones are cells and numbers
FULL = 0.55  # of its column's width that a usual row of prose fills
MOST_KNOWN = 8  # gutters of a file that are remembered
MOST_CUTS = 12  # one inside the other
EDGED = 0.35  # of its rows that begin where a column does; half, where two columns stand at different heights
INSIDE = 3  # gutters on one side of another: of columns whose rows stand at different heights
CANDIDATES = 12  # places for a gutter that are tried, those with the most white space first


@dataclass(frozen=True)
class Gutter:
    first: int  # row
    end: int
    at: float


def regions(rows: list[Row], known: list[float], cuts: int = 0) -> Iterator[list[Row]]:
    """The parts of a page in reading order, their rows from the top down.

    `known` gutters are those of the pages before, in points from the left, and get this page's: a column of which only
    a line is left on the last page is one by the others.
    """
    gutter = _gutter(rows, known) if cuts < MOST_CUTS else None
    if gutter is None:
        if rows:
            yield rows
        return
    if gutter.at not in known and len(known) < MOST_KNOWN:
        known.append(gutter.at)
    left, right = _split(rows[gutter.first : gutter.end], gutter.at)
    for part in (rows[: gutter.first], left, right, rows[gutter.end :]):
        yield from regions(part, known, cuts + 1)


def _split(rows: list[Row], at: float) -> tuple[list[Row], list[Row]]:
    left = [[word for word in row if word.left < at] for row in rows]
    right = [[word for word in row if word.left >= at] for row in rows]
    return [row for row in left if row], [row for row in right if row]


def _gutter(rows: list[Row], known: Sequence[float] = (), inside: int = INSIDE) -> Gutter | None:
    """The gutter that most rows share; `inside` is how often a side of it may be parted again."""
    if len(rows) < LEAST_ROWS:
        return None
    em = median(row[0].size for row in rows)
    start, end = min(row[0].left for row in rows), max(word.right for row in rows for word in row)
    if end - start < 2 * LEAST_WIDTH * em:
        return None
    white = [_white(row, start, end, GUTTER * em) for row in rows]
    best: Gutter | None = None
    for at in [*known, *_candidates(white, GUTTER * em)]:
        for run in _free(white, at):
            first, stop = _trimmed(rows, *run)
            if best and stop - first <= best.end - best.first:
                continue
            sides = _split(rows[first:stop], at)
            enough = any if at in known and all(sides) else all
            if enough(_prose(side, em, inside) for side in sides) and (at in known or _edged(*sides, em)):
                best = Gutter(first, stop, at)
    return best


def _white(row: Row, start: float, end: float, least: float) -> list[tuple[float, float]]:
    """The wide gaps of a row, those to the page's text edges too."""
    gaps = []
    reached = start - least
    for word in row:
        if word.left - reached >= least:
            gaps.append((reached, word.left))
        reached = max(reached, word.right)
    gaps.append((reached, end + least))
    return gaps


def _candidates(white: list[list[tuple[float, float]]], least: float) -> list[float]:
    """Places that white space of many rows covers, the most first."""
    events = sorted(event for gaps in white for left, right in gaps for event in ((left, 1), (right, -1)))
    places: list[tuple[int, float]] = []
    covered = 0
    for index, (at, step) in enumerate(events[:-1]):
        covered += step
        if step > 0 and events[index + 1][1] < 0 and covered >= LEAST_ROWS:
            places.append((covered, (at + events[index + 1][0]) / 2))
    chosen: list[float] = []
    for _, at in sorted(places, reverse=True):
        if all(abs(at - other) > least for other in chosen):
            chosen.append(at)
            if len(chosen) == CANDIDATES:
                break
    return chosen


def _free(white: list[list[tuple[float, float]]], at: float) -> Iterator[tuple[int, int]]:
    """The runs of rows with nothing at that place."""
    first = 0
    for index, gaps in enumerate(white):
        if not any(left <= at <= right for left, right in gaps):
            if index - first >= LEAST_ROWS:
                yield first, index
            first = index + 1
    if len(white) - first >= LEAST_ROWS:
        yield first, len(white)


def _trimmed(rows: list[Row], first: int, end: int) -> tuple[int, int]:
    """Without rows of other type at the top and the end that stand apart: they belong to the width of the page."""
    size = median(word.size for row in rows[first:end] for word in row)

    def apart(row: Row, inner: Row) -> bool:
        return abs(row[0].size - size) > 0.06 * size and abs(row[0].baseline - inner[0].baseline) >= row[0].size

    while first + 1 < end and apart(rows[first], rows[first + 1]):
        first += 1
    while end - 1 > first and apart(rows[end - 1], rows[end - 2]):
        end -= 1
    return first, end


def _edged(left: list[Row], right: list[Row], em: float) -> bool:
    """Whether a straight edge bounds the gutter, of rows that begin or end at one place: rivers of space have none."""
    edges = [row[0].left for row in right], [row[-1].right for row in left]
    return any(
        max(Counter(round(edge / em) for edge in side).values(), default=0) >= EDGED * len(side) for side in edges
    )


def _prose(side: list[Row], em: float, inside: int) -> bool:
    """Whether these rows can be a column of running text, or several, and not cells."""
    if len(side) < LEAST_ROWS:
        return False
    widths = [row[-1].right - row[0].left for row in side]
    width = max(row[-1].right for row in side) - min(row[0].left for row in side)
    usual = median(widths)
    if usual < LEAST_WIDTH * em:
        return False
    return usual >= FULL * width or (inside > 0 and _gutter(side, inside=inside - 1) is not None)
