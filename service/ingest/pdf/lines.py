"""Printed lines: the words of a row in one column, as text, with where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import quantiles

from service.ingest.pdf.direction import in_reading_order, turned
from service.ingest.pdf.words import Row, Word
from service.ingest.plain import clean
from service.ingest.rows import tidy

CELL = 1.5  # em between two cells of a table, at least
ITEM = re.compile(r"[-–—*•·▪◦○●□■◆※]|\(?\w{1,3}[.)]")  # what stands before an item of a list
EXACT = 1.0  # points
JUSTIFIED = 0.5  # share of lines that end exactly at the margin
DOTS = re.compile(r"\.(?: \.){4,}")  # leaders that are set apart
PART = 0.15  # of a line's characters that its size can be told by
RULE = re.compile(r"[-_=*~. ]+")


@dataclass(frozen=True, slots=True)
class Printed:
    """A line of a page; lengths in points, y from the page's bottom up."""

    text: str
    page: int  # 1-based
    number: int  # 1-based, in the file
    region: int  # lines that stand below each other in one column share it
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    note: bool  # begins with a raised mark
    first_word: float  # its width
    cells: tuple[tuple[float, float], ...]  # where each begins and ends; one where the line is no row of a table
    margin: float  # where the lines of the region begin,
    edge: float  # and end,
    justified: bool  # most of them exactly there

    @property
    def room(self) -> float:
        """What is left of the line."""
        return self.edge - self.right


def printed(parts: list[list[Row]], page: int, region: int, number: int) -> Iterator[Printed]:
    """The lines of a page's parts in reading order; `region` and `number` are those of the first."""
    for index, rows in enumerate(parts):
        margin, edge = _bounds(rows)
        exact = sum(abs(row[-1].right - edge) < EXACT for row in rows)
        for row in rows:
            text = tidy(DOTS.sub(".....", clean(_text(row))))
            if not text or RULE.fullmatch(text):
                continue
            main = _main(row)
            yield Printed(
                text=text,
                page=page,
                number=number,
                region=region + index,
                left=row[0].left,
                right=row[-1].right,
                baseline=main.baseline,
                size=main.size,
                bold=all(word.bold for word in row if word.text),
                note=row[0].note,
                first_word=row[0].right - row[0].left,
                cells=_cells(row, main.size),
                margin=margin,
                edge=edge,
                justified=exact >= JUSTIFIED * len(rows),
            )
            number += 1


def _main(row: Row) -> Word:
    """A word of the largest type that is more than a few characters: names of programs are often set smaller."""
    letters = Counter[float]()
    for word in row:
        letters[word.size] += len(word.text)
    large = max(size for size, count in letters.items() if count >= PART * letters.total())
    return max((word for word in row if word.size == large), key=lambda word: len(word.text))


def _bounds(rows: list[Row]) -> tuple[float, float]:
    """The left margin that most rows keep, and the right one that few pass."""
    counts: dict[int, int] = {}
    for row in rows:
        key = round(row[0].left)
        counts[key] = counts.get(key, 0) + 1
    margin = min(key for key, count in counts.items() if count >= 0.3 * max(counts.values()))
    rights = [row[-1].right for row in rows]
    return float(margin), quantiles(rights, n=20, method="inclusive")[-1] if len(rights) > 1 else rights[0]


def _cells(row: Row, size: float) -> tuple[tuple[float, float], ...]:
    cells = [(row[0].left, row[0].right)]
    for index, word in enumerate(row[1:], 1):
        left, right = cells[-1]
        if word.left - right > CELL * size and not (index == 1 and ITEM.fullmatch(row[0].text)):
            cells.append((word.left, word.right))
        else:
            cells[-1] = (left, max(right, word.right))
    return tuple(cells)


def _text(row: Row) -> str:
    texts = [word.text for word in row if word.text]
    return " ".join(in_reading_order(texts) if turned("".join(texts)) else texts)
