"""Initials that hang beside the first lines of a text."""

from __future__ import annotations

from dataclasses import replace
from statistics import median

from service.ingest.pdf.words import INITIAL, Row, Word

BESIDE = 1.5  # em of the text between an initial and its lines, at most
MOST = 8  # on a page


def with_initials(rows: list[Row]) -> list[Row]:
    """The rows with each initial at the head of its first line; the lines beside it begin where it does."""
    if not rows:
        return []
    size = median(word.size for row in rows for word in row)
    found = [word for row in rows for word in row if len(word.text) == 1 and word.text.isalpha()]
    for initial in [word for word in found if word.size >= INITIAL * size][:MOST]:
        beside = [row for row in rows if _beside(row, initial, size) is not None]
        if len(beside) < 2:
            continue
        for index, row in enumerate(beside):
            at = _beside(row, initial, size)
            assert at is not None
            text = row[at].text if index else initial.text + row[at].text
            row[at] = replace(row[at], text=text, left=initial.left)
        for row in rows:
            row[:] = [word for word in row if word is not initial]
    return [row for row in rows if row]


def _beside(row: Row, initial: Word, size: float) -> int | None:
    """Which word of the row stands right of the initial, between its foot and its head."""
    for index, word in enumerate(row):
        near = initial.right - 0.5 * size <= word.left <= initial.right + BESIDE * size
        if near and word is not initial:
            above = word.baseline - initial.baseline
            return index if -0.3 * size <= above <= initial.size else None
    return None
