"""Denials put in or left out: each is held against the denials of the same words in the other text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.core.check import Fault, FaultKind
from service.core.document import Span
from service.reading import modality
from service.reading.modality import Mark
from service.reading.passage import Passage
from service.reading.reporting import report
from service.reading.stems import Token
from service.verify.faults.pair import Pair
from service.verify.faults.scope import missing_between, same_sentence

REACH = 4  # content words between a denial and the word that it bears on
SUBJECTS = frozenset("none nobody neither nor never no nothing".split()) | {"no one"}  # these bear on the whole clause
DENIED = re.compile(r"den(?:y|ies|ied|ying)$", re.IGNORECASE)  # what somebody says is not so
CONTRAST = re.compile(r"(?:\b(?:and|but)|,) $")  # this and not that: without "that" nothing is denied


def denial_faults(pair: Pair) -> Iterator[Fault]:
    """The first denial that only one of the two texts has."""
    if not pair.same_matter:
        return
    for mark in pair.said.marks(modality.NEGATION):
        if _unheard(pair, mark):
            yield Fault(
                kind=FaultKind.NEGATION,
                detail=f"{mark.text!r} is not in the source",
                span=Span(start=mark.start, end=mark.end),
            )
            return
    for mark in pair.there.marks(modality.NEGATION):
        if _untold(pair, mark):
            yield Fault(
                kind=FaultKind.NEGATION,
                detail=f"the source's {mark.text!r} is not told",
                source=Span(start=mark.start, end=mark.end),
            )
            return
    if not (_denials(pair.said) or pair.said.marks(modality.TELLS) or report(pair.text)):
        for mark in pair.there.marks(modality.DENYING):
            content = _borne(pair.there, mark)
            if DENIED.match(mark.text) and content and all(token.stem in pair.said.stems for token in content):
                yield Fault(
                    kind=FaultKind.NEGATION,
                    detail=f"the source's {mark.text!r} is not told",
                    source=Span(start=mark.start, end=mark.end),
                )
                return


def _denials(passage: Passage) -> list[Mark]:
    return passage.marks(modality.NEGATION) + passage.marks(modality.DENYING)


def _unheard(pair: Pair, mark: Mark) -> bool:
    """Whether the source denies what the statement's `mark` bears on less often than the statement does."""
    said, there = pair.said, pair.there
    for token in _borne(said, mark):
        if token.stem in there.stems:
            if mark.text.lower() in SUBJECTS and any(_heard(there, stem) for stem in said.stems & there.stems):
                return False
            return _heard(there, token.stem) < _bearing(said, token)
    return missing_between(said, mark, there, _denials(there))


def _untold(pair: Pair, mark: Mark) -> bool:
    """Whether the statement tells what the source's `mark` denies, and the source tells it nowhere else."""
    said, there = pair.said, pair.there
    if CONTRAST.search(there.text, 0, mark.start - there.at):
        return False
    borne = _borne(there, mark)[:1]
    if borne and borne[0].stem in said.stems:
        stem = borne[0].stem
        undenied = any(token.stem == stem and not _bearing(there, token) for token in there.content)
        if not undenied and _heard(said, stem) == 0:
            return not _subjects(said) - _subjects(there)
    return missing_between(there, mark, said, _denials(said))


def _subjects(passage: Passage) -> set[str]:
    return {mark.text.lower() for mark in passage.marks(modality.NEGATION)} & SUBJECTS


def _borne(passage: Passage, mark: Mark) -> list[Token]:
    """The words that a denial bears on: the two after it, or at the end of a sentence the one before it."""
    after = [token for token in passage.after(mark.end, 2) if same_sentence(passage, mark.end, token.start)]
    return after or passage.before(mark.start, 1)


def _heard(passage: Passage, stem: str) -> int:
    """How many denials bear on a word, where it has the most."""
    return max((_bearing(passage, token) for token in passage.content if token.stem == stem), default=0)


def _bearing(passage: Passage, token: Token) -> int:
    """How many denials bear on one place of a word: over it, before it, or after it at the end of the sentence."""
    return sum(_bears(passage, mark, token) for mark in set(_denials(passage)))


def _bears(passage: Passage, mark: Mark, token: Token) -> bool:
    if mark.end <= token.start:
        near = passage.between(mark.end, token.start) <= REACH and same_sentence(passage, mark.end, token.start)
        gap = passage.text[mark.end - passage.at : token.start - passage.at] if near else ","
        return near and (mark in passage.marks(modality.NEGATION) or not re.search("[,;:]", gap))
    if mark.start < token.end:
        return True
    return passage.between(token.end, mark.start) == 0 and token in _borne(passage, mark)
