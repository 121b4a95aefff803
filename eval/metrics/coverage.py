"""Which of the reference's claims the abstract states."""

from __future__ import annotations

from eval.case import Case
from eval.metrics.base import Better, Metric, Needs
from eval.metrics.judge import THRESHOLD, presence


def _score(case: Case) -> dict[str, float]:
    stated = presence(case.example.claims, case.sentences, case.embed) >= THRESHOLD
    return {"claim_coverage": float(stated.mean())}


COVERAGE = Metric(names={"claim_coverage": Better.HIGHER}, score=_score, needs=Needs.CLAIMS)
