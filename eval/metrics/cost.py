"""What an output cost."""

from __future__ import annotations

from eval.case import Case
from eval.metrics.base import Better, Metric


def _score(case: Case) -> dict[str, float]:
    return {
        "seconds": case.prediction.seconds,
        "tokens": float(case.prediction.tokens),
        "peak_mb": case.prediction.peak_mb,
    }


COST = Metric(names=dict.fromkeys(("seconds", "tokens", "peak_mb"), Better.NEITHER), score=_score)
