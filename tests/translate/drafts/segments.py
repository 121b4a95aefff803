"""Segments of short documents, for tests."""

from __future__ import annotations

from typing import Any

from service.core.translation import Segment


def segments(*sources: str, **update: Any) -> list[Segment]:
    """One for each source, in order; those with the text of an earlier one repeat it."""
    first: dict[str, int] = {}
    found, at = [], 0
    for number, source in enumerate(sources, 1):
        before = first.setdefault(source, number)
        repeats = before if before != number else None
        found.append(
            Segment(
                number=number, start=at, end=at + len(source), line=number, source=source, repeats=repeats, **update
            )
        )
        at += len(source) + 1
    return found
