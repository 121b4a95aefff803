"""The claims of the embedded drafter: what is worth most, one checkable thing each, standing alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from service.core.draft import DraftedClaim
from service.core.summary import ClaimKind
from service.draft.kinds import claim_kind
from service.draft.merging import SAME_PLACE, same, weight_of
from service.draft.references import points_outside
from service.draft.sentences import Candidate, Reader
from service.draft.splitting import parts
from service.draft.standing import standing
from service.models.base import Vectors
from service.reading.commentary import AUTHOR
from service.reading.words import quoted_spans, unquoted, word_count

SAID = 0.15  # worth of a claim that somebody makes, besides what was learnt of sentences
HELD = 0.1  # and what each loaded word takes from it
QUOTED = 0.1  # and a quotation through and through: it colours what another sentence says
PART = 0.2  # worth that the second part of a claim lacks to the first
MUCH = 40  # words of a claim; each further one takes
LONGER = 0.02  # this of its worth
POINTS = 0.15  # and what points at something that another sentence tells
POINTING = re.compile(
    r"\b(?:that|whether|if) (?:this|these|such)\b(?! (?:year|month|week|autumn|winter|spring|summer|time)\b)"
)
# Of the article, not of what it tells: PORT ADEN, Tuesday, May 4. The author is a painter.
ABOUT = re.compile(rf"[A-Z][A-Z' -]{{3,}}, [^.]{{0,40}}\d{{1,2}}(?:, \d{{4}})?\.$|{AUTHOR.pattern}")
LOOKED_AT = 3  # times as many candidates as claims are asked for, that others may tell again
LEAST_KEPT = 0.3  # share of a reported sentence's words below which it no longer says what was said


def claims(
    reader: Reader, candidates: Sequence[Candidate], worth: Vectors, vectors: Vectors, most: int
) -> list[DraftedClaim]:
    """The `most` claims of the highest worth, in the order of the article; what is told twice is one of them."""
    told = [c for c in candidates if c.whole and not empty(c) and not ABOUT.match(c.text)]
    value = {c.index: float(worth[c.index]) + _manner(c) for c in told if c.alone}
    again: dict[int, list[Candidate]] = {}
    doubles: set[int] = set()
    for candidate in sorted((c for c in told if c.alone), key=lambda c: (-value[c.index], c.index)):
        if len(again) >= LOOKED_AT * most:
            break
        if candidate.index not in doubles:
            again[candidate.index] = found = _doubles(candidate, told, vectors)
            doubles.update(c.index for c in found)
            value[candidate.index] += weight_of(len(found))
    best = sorted(again, key=lambda index: (-value[index], index))[:most]
    made = _apart([standing(reader, candidates[index]) for index in best], value, most)
    return [_claim(reader, part, again[part.index]) for part in sorted(made, key=lambda c: c.index)]


def _doubles(candidate: Candidate, told: Sequence[Candidate], vectors: Vectors) -> list[Candidate]:
    """The others that say what `candidate` says."""
    alike = vectors @ vectors[candidate.index]
    return [
        other
        for other in told
        if alike[other.index] >= SAME_PLACE
        and other.index != candidate.index
        and same(
            candidate.text, other.text, float(alike[other.index]), speakers=(candidate.voice.name, other.voice.name)
        )
    ]


def _apart(ranked: Sequence[Candidate], value: Mapping[int, float], most: int) -> list[Candidate]:
    """The claims one thing each, where there is room for all their parts: a part is worth less than a whole claim."""
    kept, made = list(ranked), list[Candidate]()
    count = len(kept)
    for at, claim in enumerate(ranked):
        if at >= len(kept):
            break
        found = parts(claim)
        more = len(found) - 1
        while more and count + more > most and at < len(kept) - 1 and value[kept[-1].index] < value[claim.index] - PART:
            kept.pop()
            count -= 1
        fits = count + more <= most
        made += found if fits else [claim]
        count += more if fits else 0
    return made


def empty(candidate: Candidate) -> bool:
    """Whether the words that are left no longer say what was said."""
    return bool(candidate.voice.name) and candidate.kept < LEAST_KEPT


def _manner(candidate: Candidate) -> float:
    said = SAID if candidate.voice.name else 0.0
    against = HELD * candidate.held + QUOTED * _quotation(candidate) + POINTS * _points(candidate.text)
    return said - against - LONGER * max(0, candidate.words - MUCH)


def _points(text: str) -> bool:
    return POINTING.search(text) is not None or points_outside(unquoted(text))


def _quotation(candidate: Candidate) -> bool:
    quoted = sum(word_count(candidate.text[span.start : span.end]) for span in quoted_spans(candidate.text))
    return 2 * quoted > candidate.words


def _claim(reader: Reader, c: Candidate, again: Sequence[Candidate]) -> DraftedClaim:
    cue = reader.document.slice(c.voice.cue).lower() if c.voice.cue else ""
    kind = claim_kind(c.text, cue, c.kind, reported=bool(c.voice.name)) if reader.english else c.kind
    attribution = c.attribution
    if not c.voice.name:
        judged = reader.english and (kind is ClaimKind.EVALUATION or reader.commentary)
        speaker = "the article" if judged else None  # it judges; what it tells, it tells
        attribution = attribution.model_copy(update={"speaker": speaker})
    return DraftedClaim(
        c.text,
        c.sources,
        c.swaps,
        c.flags,
        drops=c.drops,
        again=tuple(double.span for double in again),
        kind=kind,
        attribution=attribution,
    )
