"""Opposites and hedges, and what a stretch loses with the words before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.core.check import Fault, FaultKind
from service.core.document import Span
from service.reading import modality
from service.reading.modality import Mark
from service.reading.passage import Passage
from service.verify.faults.pair import Pair
from service.verify.faults.scope import answered, beside, lost, missing_between, scope

# What makes the words before a clause bear on it: a conjunction, or a small word right before it.
OPENS = re.compile(
    rf"(?:\b(?:that|whether|if)|{modality.NEGATION.pattern.pattern}|\b(?:may|might|could|allegedly|reportedly))\s*$",
    re.IGNORECASE,
)


def opposite_faults(pair: Pair) -> Iterator[Fault]:
    """The first word whose opposite the source has."""
    if not pair.same_matter:
        return
    for first, second in opposites(pair.said, pair.there):
        if not beside(pair.said, first) & beside(pair.there, second):
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


def certainty_faults(pair: Pair) -> Iterator[Fault]:
    """What may be told as what is, and the other way round."""
    if not pair.same_matter:
        return
    there = [mark for words in (modality.HEDGED, modality.ALLEGED) for mark in pair.there.marks(words)]
    for mark in pair.said.marks(modality.PLAIN_HEDGE):
        stems = scope(pair.said, mark)
        unheard = stems and answered(pair.there, stems, there) is False
        if unheard or missing_between(pair.said, mark, pair.there, there):
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
            if lost(mark, pair.there, pair.said, own):
                yield Fault(
                    kind=FaultKind.CERTAINTY,
                    detail=f"the source's {mark.text!r} is not told",
                    source=Span(start=mark.start, end=mark.end),
                )
                return
