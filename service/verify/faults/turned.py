"""Denials, opposites and hedges: what turns a fact round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from service.core.check import Fault, FaultKind
from service.core.document import Span
from service.reading import modality
from service.reading.modality import Mark
from service.reading.passage import Passage
from service.verify.faults.pair import Pair

NEAR = 40  # characters between a small word and the words that it bears on
# What makes the words before a clause bear on it: a conjunction, or a small word right before it.
OPENS = re.compile(
    rf"(?:\b(?:that|whether|if)|{modality.NEGATION.pattern.pattern}|\b(?:may|might|could|allegedly|reportedly))\s*$",
    re.IGNORECASE,
)
SCOPE = 3  # content words after a small word that it bears on


def polarity_faults(pair: Pair) -> Iterator[Fault]:
    """Denials put in or left out, and opposites."""
    if not pair.same_matter:
        return
    own, there = pair.said.marks(modality.NEGATION), pair.there.marks(modality.NEGATION)
    own_any = own + pair.said.marks(modality.DENYING)
    there_any = there + pair.there.marks(modality.DENYING)
    for mark in own:
        scope = _scope(pair.said, mark)
        unheard = not there_any and bool(pair.there.stems & set(scope))
        if unheard or _missing_between(pair.said, mark, pair.there, there_any):
            yield Fault(
                kind=FaultKind.NEGATION,
                detail=f"{mark.text!r} is not in the source",
                span=Span(start=mark.start, end=mark.end),
            )
            break
    else:
        for mark in there:
            if _lost(mark, pair, own_any):
                yield Fault(
                    kind=FaultKind.NEGATION,
                    detail=f"the source's {mark.text!r} is not told",
                    source=Span(start=mark.start, end=mark.end),
                )
                break
    for first, second in opposites(pair.said, pair.there):
        if not _beside(pair.said, first) & _beside(pair.there, second):
            continue
        yield Fault(
            kind=FaultKind.OPPOSITE,
            detail=f"{first.text!r}; the source has {second.text!r}",
            span=Span(start=first.start, end=first.end),
            source=Span(start=second.start, end=second.end),
        )
        return


def opposites(own: Passage, there: Passage) -> Iterator[tuple[Mark, Mark]]:
    """Words of the one whose opposites stand in the other, where neither text has both sides."""
    for pair in modality.OPPOSITES:
        for said, against in (pair, pair[::-1]):
            if not (first := own.marks(said)) or own.marks(against) or there.marks(said):
                continue
            if second := there.marks(against):
                yield first[0], second[0]


def _lost(mark: Mark, pair: Pair, answers: list[Mark]) -> bool:
    """Whether the statement speaks of what the source's `mark` bears on, and answers it with none of `answers`."""
    scope = _scope(pair.there, mark)[:2]
    unheard = bool(scope) and scope[0] in pair.said.stems and _answered(pair.said, scope, answers) is False
    return unheard or _missing_between(pair.there, mark, pair.said, answers)


def surroundings_faults(before: str) -> Iterator[Fault]:
    """What a stretch of a sentence loses when it is told without the words `before` it: "It is not true that"."""
    bearing = OPENS.search(before)
    if bearing is None:
        return
    clause = re.split(r"[,;:]", before)[-1]
    for kind, classes in (
        (FaultKind.NEGATION, (modality.NEGATION, modality.DENYING)),
        (FaultKind.CERTAINTY, (modality.HEDGED, modality.ALLEGED)),
    ):
        for words in classes:
            if found := words.search(clause):
                yield Fault(kind=kind, detail=f"the source's {found.group()!r} is not told")
                return


def _missing_between(passage: Passage, mark: Mark, other: Passage, answers: list[Mark]) -> bool:
    """Whether the content words on both sides of `mark` are neighbours in the other text, without an answer."""
    before, after = passage.before(mark.start, 1), passage.after(mark.end, 1)
    if not before or not after or not {before[0].stem, after[0].stem} <= other.stems:
        return False
    for first, second in pairwise(other.content):
        if first.stem == before[0].stem and second.stem == after[0].stem:
            low, high = first.start - 1, second.end + 1
            return not any(low <= answer.start and answer.end <= high for answer in answers)
    return False


def _beside(passage: Passage, mark: Mark) -> set[str]:
    """The stems of the two content words on either side of `mark`."""
    return {token.stem for token in (*passage.before(mark.start, 2), *passage.after(mark.end, 2))}


def _scope(passage: Passage, mark: Mark) -> list[str]:
    """The stems of the content words that a small word bears on: those right after it."""
    return [token.stem for token in passage.after(mark.end, SCOPE)]


def _answered(passage: Passage, scope: list[str], answers: list[Mark]) -> bool | None:
    """Whether one of `answers` stands near where the other text speaks of `scope`; None when it does not."""
    places = [token for token in passage.content if token.stem in scope]
    if not places:
        return None
    return any(
        -NEAR <= token.start - answer.end <= NEAR or answer.start <= token.start < answer.end
        for token in places
        for answer in answers
    )


def certainty_faults(pair: Pair) -> Iterator[Fault]:
    """What may be told as what is, and the other way round."""
    if not pair.same_matter:
        return
    there = [mark for words in (modality.HEDGED, modality.ALLEGED) for mark in pair.there.marks(words)]
    for mark in pair.said.marks(modality.PLAIN_HEDGE):
        scope = _scope(pair.said, mark)
        unheard = scope and _answered(pair.there, scope, there) is False
        if unheard or _missing_between(pair.said, mark, pair.there, there):
            yield Fault(
                kind=FaultKind.CERTAINTY,
                detail=f"{mark.text!r} is not in the source",
                span=Span(start=mark.start, end=mark.end),
            )
            return
    for mark in pair.said.marks(modality.ASSURED):
        if not any(passage.marks(modality.ASSURED) for passage in (pair.there, *pair.around)):
            yield Fault(
                kind=FaultKind.CERTAINTY,
                detail=f"{mark.text!r} is more than the source says",
                span=Span(start=mark.start, end=mark.end),
            )
            return
    for opening, answers in modality.OPENINGS:
        own = [mark for words in answers for mark in pair.said.marks(words)]
        for mark in pair.there.marks(opening):
            if _lost(mark, pair, own):
                yield Fault(
                    kind=FaultKind.CERTAINTY,
                    detail=f"the source's {mark.text!r} is not told",
                    source=Span(start=mark.start, end=mark.end),
                )
                return
