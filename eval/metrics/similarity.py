"""The encoder's cosine between the abstract and the references. It cannot check facts: it is here to be distrusted."""

from __future__ import annotations

from eval.case import Case
from eval.metrics.base import Better, Metric, Needs


def _score(case: Case) -> dict[str, float]:
    vectors = case.embed([case.prediction.abstract, *case.abstracts])
    return {"similarity": max(0.0, float((vectors[1:] @ vectors[0]).mean()))}


SIMILARITY = Metric(names={"similarity": Better.HIGHER}, score=_score, needs=Needs.ABSTRACTS)
