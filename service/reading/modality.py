"""Negation, hedges, bounds and opposites: the small words that turn a fact round. English; `data/modality.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

Answers = tuple[re.Pattern[str], ...]
_data: dict[str, Any] = yaml.safe_load(files("service.reading").joinpath("data/modality.yaml").read_text("utf-8"))


def _pattern(*names: str, but: tuple[str, ...] = ()) -> re.Pattern[str]:
    return _words([entry for name in names for entry in _data[name] if entry not in but])


def _words(entries: list[str], or_else: str = "") -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(entries)})\b{or_else}", re.IGNORECASE)


NEGATION = _words(_data["negation"], r"|n['’]t\b")
DENYING = _pattern("denying")
PLANNED = _pattern("planned")
ALLEGED = _pattern("alleged")
HEDGED = _pattern("hedged")
PLAIN_HEDGE = _pattern("plain_hedge")
ASSURED = _pattern("assured")
SAYS = _pattern("says")
TELLS = _pattern("tells")
# What has to be told when a source says it, and what tells it.
OPENINGS: tuple[tuple[re.Pattern[str], Answers], ...] = (
    (_pattern("may_be"), (_pattern("hedged", but=("would",)), ALLEGED)),
    (_pattern("is_planned"), (PLANNED, HEDGED)),
    (_pattern("is_alleged"), (ALLEGED, HEDGED, SAYS)),
)
BOUNDS = {side: _pattern(side) for side in ("above", "below")}
_OPPOSITES = tuple((_words(one), _words(other)) for one, other in _data["opposites"])
_ANY_OPPOSITE = _words([entry for pair in _data["opposites"] for side in pair for entry in side])
REACH = 26  # characters before an amount in which its bound stands
TOUCH = 6  # characters that may stand between the two


@dataclass(frozen=True)
class Mark:
    """One such word, with its half-open offsets."""

    text: str
    start: int
    end: int


def marks(pattern: re.Pattern[str], text: str) -> list[Mark]:
    return [Mark(match.group(), match.start(), match.end()) for match in pattern.finditer(text)]


def opposites(statement: str, source: str) -> Iterator[tuple[Mark, Mark]]:
    """Words of the statement whose opposites stand in the source, where neither text has both sides."""
    if not _ANY_OPPOSITE.search(statement):
        return
    for one, other in _OPPOSITES:
        for said, against in ((one, other), (other, one)):
            first = said.search(statement)
            if not first or against.search(statement) or said.search(source):
                continue
            if second := against.search(source):
                yield Mark(first.group(), *first.span()), Mark(second.group(), *second.span())


def bound(text: str, start: int, end: int) -> str:
    """above or below, when the amount at `start` to `end` is told as a bound; "" when it is told as it is."""
    before, after = text[max(0, start - REACH) : start], text[end : end + 16]
    near = [
        (match.start(), side)
        for side, pattern in BOUNDS.items()
        for match in pattern.finditer(before)
        if len(before) - match.end() <= TOUCH
    ]
    if near:
        return min(near)[1]  # "no more than" begins before its "more than"
    if re.match(r" (?:or (?:more|above|over)|at least)\b", after):
        return "above"
    return "below" if re.match(r" (?:or (?:less|fewer|under|below)|at most)\b", after) else ""
