"""Right-to-left text: what stands on a page from left to right, in the order of reading.

A short form of the Unicode Bidirectional Algorithm (UAX #9) the other way round, with one level of embedding.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import groupby

RIGHT_TO_LEFT = ("R", "AL")
LEFT_TO_RIGHT = ("L", "EN", "AN")


def turned(text: str) -> bool:
    """Whether any of it is written from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(character) in RIGHT_TO_LEFT for character in text)


def in_reading_order(parts: Sequence[str]) -> list[str]:
    """`parts` (letters of a word, words of a line) stand from left to right; signs go with what they follow."""
    kinds = [_turned(part) for part in parts]
    base = kinds.count(True) >= kinds.count(False)
    resolved: list[bool] = []
    for kind in kinds if not base else reversed(kinds):
        resolved.append(kind if kind is not None else base)
    ordered = list(parts) if not base else list(reversed(parts))
    result: list[str] = []
    for kind, run in groupby(zip(resolved, ordered, strict=True), key=lambda pair: pair[0]):
        texts = [text for _, text in run]
        result += texts if kind == base else reversed(texts)
    return result


def _turned(part: str) -> bool | None:
    """True from right to left, False from left to right, None for signs."""
    kinds = [unicodedata.bidirectional(character) for character in part]
    if any(kind in RIGHT_TO_LEFT for kind in kinds):
        return True
    return False if any(kind in LEFT_TO_RIGHT for kind in kinds) else None
