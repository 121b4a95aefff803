"""How many of the statements that reached the reader stand in the source, and how many were held back."""

from __future__ import annotations

from eval.case import Case
from eval.metrics.base import Better, Metric
from service.core.check import Verdict


def _score(case: Case) -> dict[str, float]:
    texts = [item.text for item in (*case.prediction.statements, *case.prediction.claims)]
    verdicts = [case.checker.check(text).verdict for text in dict.fromkeys(texts)]
    drafted = len(texts) + case.prediction.withheld
    return {
        "supported": sum(verdict is Verdict.SUPPORTED for verdict in verdicts) / max(1, len(verdicts)),
        "withheld": case.prediction.withheld / max(1, drafted),
    }


FAITHFULNESS = Metric(names={"supported": Better.HIGHER, "withheld": Better.NEITHER}, score=_score)
