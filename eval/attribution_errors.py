"""What kinds of error an attribution reader makes, against people's annotations: counts by kind and by cue."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

OVERLAP = 0.1  # of the union of two contents; with less they are not about each other
PRONOUN = re.compile(r"(?:i|we|you|he|she|they|it|who|which|that|his|her|their|its)$", re.IGNORECASE)


@dataclass(frozen=True)
class Said:
    """Content as character offsets, the source's words and place, and the words of the cue and the content."""

    content: frozenset[int]
    source: str
    place: frozenset[int]
    cue: str
    words: str


@dataclass
class Errors:
    """`missed`, `wrong` and `sources` count by kind; `missed_cues` and `wrong_cues` by the words of the cue."""

    missed: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)
    missed_cues: Counter[str] = field(default_factory=Counter)
    wrong_cues: Counter[str] = field(default_factory=Counter)

    def miss(self, item: Said, predicted: list[Said]) -> None:
        kind = _beside(item, predicted) or f"nothing read: {_form(item)}"
        self.missed[kind] += 1
        if kind.startswith("nothing"):
            self.missed_cues[item.cue.casefold()] += 1

    def invent(self, item: Said, annotated: list[Said]) -> None:
        beside = _beside(item, annotated)
        self.wrong["content of another extent" if beside else f"false alarm: {_form(item)}"] += 1
        if not beside:
            self.wrong_cues[item.cue.casefold()] += 1

    def misattribute(self, mine: Said, theirs: Said) -> None:
        if not mine.place:
            kind = "no source given"
        elif PRONOUN.match(theirs.source):
            kind = "a pronoun is the source"
        elif re.search(r"\band\b", theirs.source):
            kind = "several are the source"
        else:
            kind = "another name or noun"
        self.sources[kind] += 1


def _beside(item: Said, others: list[Said]) -> str:
    """How the content differs from the one that overlaps it most; "" when none does."""
    best = max(others, key=lambda other: len(item.content & other.content), default=None)
    if best is None or len(item.content & best.content) < OVERLAP * len(item.content | best.content):
        return "in the content of another" if best and item.content and item.content <= best.content else ""
    if best.content < item.content:
        return "content too short"
    return "content too long" if item.content < best.content else "content shifted"


def _form(item: Said) -> str:
    opening = item.words[:1]
    if opening in "\"“'‘«":
        return "quotation"
    if re.match(r"(?:that|whether|if|how|why|what)\b", item.words):
        return "clause with its conjunction"
    if re.match(r"to \w", item.words):
        return "infinitive"
    if re.match(r"(?:who|which)\b", item.words):
        return "relative clause"
    if re.search(r"\baccording\b", item.cue, re.IGNORECASE):
        return "according to"
    return "half sentence" if len(item.words.split()) <= 6 else "clause or long phrase"
