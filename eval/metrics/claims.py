"""Key claims against the reference's, matched one to one so that their scores sum to the most (Kuhn, 1955)."""

from __future__ import annotations

import re

from scipy.optimize import linear_sum_assignment

from eval.case import Case
from eval.dataset import ReferenceClaim, locate
from eval.metrics.base import Better, Metric, Needs
from eval.metrics.judge import THRESHOLD, pairs
from eval.predictions import SaidClaim
from service.reading.words import WORD

NOT_A_NAME = re.compile(
    r"(?i)\b(?:the|a|an|mr|mrs|ms|dr|prof|president|minister|secretary|general|respected|comrade)\b"
)


def matches(case: Case) -> list[tuple[ReferenceClaim, SaidClaim]]:
    """The reference claims that were made, each with the claim that makes it."""
    wanted, said = case.reference.claims, case.prediction.claims
    scores = pairs([claim.text for claim in wanted], [claim.text for claim in said], case.embed)
    rows, columns = linear_sum_assignment(scores, maximize=True)
    return [
        (wanted[row], said[column])
        for row, column in zip(rows, columns, strict=True)
        if scores[row, column] >= THRESHOLD
    ]


def _score(case: Case) -> dict[str, float]:
    wanted, said, matched = case.reference.claims, case.prediction.claims, matches(case)
    recall, precision = len(matched) / len(wanted), len(matched) / max(1, len(said))
    return {
        "claim_recall": recall,
        "claim_precision": precision,
        "claim_f1": 2 * recall * precision / (recall + precision) if matched else 0.0,
        "speaker_accuracy": _share([same_speaker(claim.speaker, other.speaker) for claim, other in matched]),
        "kind_accuracy": _share([claim.kind == other.kind for claim, other in matched]),
        "evidence_hit": _evidence(case),
    }


def same_speaker(wanted: str | None, given: str | None) -> bool:
    """Whether two names are one speaker: the words of one, titles aside, are among the other's."""
    if wanted is None or given is None:
        return wanted is given
    if wanted.casefold() == given.casefold():
        return True
    first, second = ({word.casefold() for word in WORD.findall(NOT_A_NAME.sub(" ", name))} for name in (wanted, given))
    return bool(first and second) and (first <= second or second <= first)


def _evidence(case: Case) -> float:
    """The share of the reference claims whose evidence the claims or the abstract point to."""
    given = [span for said in (*case.prediction.claims, *case.prediction.statements) for span in said.evidence]
    hits = []
    for claim in case.reference.claims:
        places = [place for passage in claim.evidence if (place := locate(case.document, passage))]
        hits.append(any(span.start < place.end and place.start < span.end for place in places for span in given))
    return _share(hits)


def _share(hits: list[bool]) -> float:
    return sum(hits) / max(1, len(hits))


CLAIMS = Metric(
    names=dict.fromkeys(
        ("claim_recall", "claim_precision", "claim_f1", "speaker_accuracy", "kind_accuracy", "evidence_hit"),
        Better.HIGHER,
    ),
    score=_score,
    needs=Needs.REFERENCE,
)
