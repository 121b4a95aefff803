"""What is told twice is one claim: the article tells it again, or a model drafted it of several chunks."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np

from service.core.summary import Claim, ClaimKind
from service.models.base import Vectors
from service.reading.facts import names
from service.reading.passage import Passage
from service.reading.retelling import differ, within

SAME = 0.93  # cosine above which two claims of one speaker say the same
SAME_PLACE = 0.80  # and above which they do when they rest on the same words
LIKE = 0.84  # and above which they do when the shorter one has hardly a word that the longer one lacks
SHARED = 0.8  # share of its words that the longer one has then
LEAST = 3  # words of content in common below which words alone do not tell
DIGIT = re.compile(r"\d")


def same(
    first: str, second: str, cosine: float, *, speakers: tuple[str | None, str | None], together: bool = False
) -> bool:
    """Whether two claims say the same of the same; `cosine` is that of their vectors, `together`: on the same words.

    Never where they differ in who says it or in what turns a fact round (`differ`).
    """
    if first == second:
        return _one_speaker(*speakers)
    if cosine < SAME_PLACE or not _one_speaker(*speakers) or differ(first, second):
        return False
    return cosine >= (SAME_PLACE if together else SAME) or (cosine >= LIKE and _within(first, second))


def weight_of(doubles: int) -> float:
    """What being told `doubles` times more adds to the weight of a claim, 0 to 0.1."""
    return 0.1 * min(1.0, math.log1p(doubles))


def _one_speaker(first: str | None, second: str | None) -> bool:
    """Whether nobody, or one person or body, says both: the European Commission is the Commission."""
    if first is None or second is None:
        return True
    one, other = ({word for word in name.casefold().split() if word != "the"} for name in (first, second))
    return one <= other or other <= one


def _within(first: str, second: str) -> bool:
    """Whether the one with fewer words of content has hardly any, and no name, that the other lacks."""
    one, other = Passage(first).stems, Passage(second).stems
    short, long = (first, second) if len(one) <= len(other) else (second, first)
    return within(one, other, share=SHARED, least=LEAST) and all(name in long for name in names(short))


def merge(claims: Sequence[Claim], vectors: Vectors) -> list[tuple[Claim, float]]:
    """Each different claim with its weight, about 0 to 1, in the order of the article.

    Of doubles the best supported is kept, with the evidence of all. `vectors` has a unit row for each claim. A claim
    weighs more the closer it is to what all say (Radev et al., 2004), the earlier it stands, and the more often it
    was drafted. Quadratic in the claims only as a product of matrices.
    """
    if not claims:
        return []
    order = sorted(range(len(claims)), key=lambda at: (-claims[at].support, _place(claims[at]), at))
    kept: list[int] = []
    doubles: dict[int, list[int]] = {}
    for at in order:
        alike = vectors[kept] @ vectors[at] if kept else np.zeros(0, dtype=np.float32)
        near = [index for index, cosine in zip(kept, alike, strict=True) if _double(claims[index], claims[at], cosine)]
        if near:
            doubles[near[0]].append(at)
        else:
            kept.append(at)
            doubles[at] = []
    centre = vectors.mean(axis=0)
    central = vectors @ (centre / max(float(np.linalg.norm(centre)), 1e-12))
    end = max(_place(claim) for claim in claims) + 1
    merged = [
        (
            _with_evidence(claims[at], [claims[other] for other in doubles[at]]),
            0.6 * float(central[at])
            + 0.2 * (1 - _place(claims[at]) / end)
            + weight_of(len(doubles[at]))
            + 0.1 * (claims[at].kind is ClaimKind.FIGURE or bool(DIGIT.search(claims[at].text))),
        )
        for at in kept
    ]
    return sorted(merged, key=lambda pair: _place(pair[0]))


def heaviest(weighed: Sequence[tuple[Claim, float]], most: int) -> list[Claim]:
    """The `most` claims of the greatest weight, in the order of the article."""
    chosen = sorted(range(len(weighed)), key=lambda at: (-weighed[at][1], at))[:most]
    return [weighed[at][0] for at in sorted(chosen)]


def _place(claim: Claim) -> int:
    return claim.evidence[0].start if claim.evidence else 0


def _double(first: Claim, second: Claim, cosine: float) -> bool:
    together = any(a.start < b.end and b.start < a.end for a in first.evidence for b in second.evidence)
    speakers = first.attribution.speaker, second.attribution.speaker
    return same(first.text, second.text, float(cosine), speakers=speakers, together=together)


def _with_evidence(claim: Claim, doubles: Sequence[Claim]) -> Claim:
    evidence = list(claim.evidence)
    for item in (item for double in doubles for item in double.evidence):
        if not any(item.start < other.end and other.start < item.end for other in evidence):
            evidence.append(item)
    return claim.model_copy(update={"evidence": tuple(evidence)})
