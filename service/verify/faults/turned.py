"""Denials, opposites and hedges: what turns a fact round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from service.core.check import Fault, FaultKind
from service.core.document import Span
from service.reading import modality
from service.reading.modality import Mark
from service.reading.stems import Token
from service.verify.faults.pair import Pair

NEAR = 40  # characters between a small word and the words that it bears on
# What makes the words before a clause bear on it: a conjunction, or a small word right before it.
OPENS = re.compile(
    rf"(?:\b(?:that|whether|if)|{modality.NEGATION.pattern}|\b(?:may|might|could|allegedly|reportedly))\s*$",
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
        scope = _scope(pair.said.tokens, mark)
        unheard = not there_any and bool(pair.there.stems & set(scope))
        if unheard or _missing_between(pair.said.tokens, mark, pair.there.tokens, there_any):
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
                    source=pair.in_source(mark.start, mark.end),
                )
                break
    for first, second in modality.opposites(pair.text, pair.source):
        if not _beside(pair.said.tokens, first) & _beside(pair.there.tokens, second):
            continue
        yield Fault(
            kind=FaultKind.OPPOSITE,
            detail=f"{first.text!r}; the source has {second.text!r}",
            span=Span(start=first.start, end=first.end),
            source=pair.in_source(second.start, second.end),
        )
        return


def _lost(mark: Mark, pair: Pair, answers: list[Mark]) -> bool:
    """Whether the statement speaks of what the source's `mark` bears on, and answers it with none of `answers`."""
    scope = _scope(pair.there.tokens, mark)[:2]
    unheard = bool(scope) and scope[0] in pair.said.stems and _answered(pair.said.tokens, scope, answers) is False
    return unheard or _missing_between(pair.there.tokens, mark, pair.said.tokens, answers)


def surroundings_faults(before: str) -> Iterator[Fault]:
    """What a stretch of a sentence loses when it is told without the words `before` it: "It is not true that"."""
    bearing = OPENS.search(before)
    if bearing is None:
        return
    clause = re.split(r"[,;:]", before)[-1]
    for kind, patterns in (
        (FaultKind.NEGATION, (modality.NEGATION, modality.DENYING)),
        (FaultKind.CERTAINTY, (modality.HEDGED, modality.ALLEGED)),
    ):
        for pattern in patterns:
            if found := pattern.search(clause):
                yield Fault(kind=kind, detail=f"the source's {found.group()!r} is not told")
                return


def _missing_between(tokens: list[Token], mark: Mark, others: list[Token], answers: list[Mark]) -> bool:
    """Whether the content words on both sides of `mark` are neighbours in the other text, without an answer."""
    before = [token.stem for token in tokens if token.content and token.end <= mark.start][-1:]
    after = [token.stem for token in tokens if token.content and token.start >= mark.end][:1]
    if not before or not after:
        return False
    row = [token for token in others if token.content]
    for first, second in pairwise(row):
        if first.stem == before[0] and second.stem == after[0]:
            low, high = first.start - 1, second.end + 1
            return not any(low <= answer.start and answer.end <= high for answer in answers)
    return False


def _beside(tokens: list[Token], mark: Mark) -> set[str]:
    """The stems of the two content words on either side of `mark`."""
    before = [token.stem for token in tokens if token.content and token.end <= mark.start]
    after = [token.stem for token in tokens if token.content and token.start >= mark.end]
    return {*before[-2:], *after[:2]}


def _scope(tokens: list[Token], mark: Mark) -> list[str]:
    """The stems of the content words that a small word bears on: those right after it."""
    after = [token.stem for token in tokens if token.content and token.start >= mark.end]
    return after[:SCOPE]


def _answered(tokens: list[Token], scope: list[str], answers: list[Mark]) -> bool | None:
    """Whether one of `answers` stands near where the other text speaks of `scope`; None when it does not."""
    places = [token for token in tokens if token.stem in scope and token.content]
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
    there = [mark for pattern in (modality.HEDGED, modality.ALLEGED) for mark in pair.there.marks(pattern)]
    for mark in pair.said.marks(modality.PLAIN_HEDGE):
        scope = _scope(pair.said.tokens, mark)
        unheard = scope and _answered(pair.there.tokens, scope, there) is False
        if unheard or _missing_between(pair.said.tokens, mark, pair.there.tokens, there):
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
        own = [mark for pattern in answers for mark in pair.said.marks(pattern)]
        for mark in pair.there.marks(opening):
            if _lost(mark, pair, own):
                yield Fault(
                    kind=FaultKind.CERTAINTY,
                    detail=f"the source's {mark.text!r} is not told",
                    source=pair.in_source(mark.start, mark.end),
                )
                return
