"""The table of metrics. A new one is one line."""

from __future__ import annotations

from eval.metrics.base import Better, Metric
from eval.metrics.claims import CLAIMS
from eval.metrics.cost import COST
from eval.metrics.coverage import COVERAGE
from eval.metrics.faithfulness import FAITHFULNESS
from eval.metrics.neutrality import MARKED, NEUTRALITY
from eval.metrics.overlap import OVERLAP
from eval.metrics.planted import PLANTED
from eval.metrics.shape import SHAPE
from eval.metrics.similarity import SIMILARITY

METRICS: tuple[Metric, ...] = (
    CLAIMS,
    COVERAGE,
    OVERLAP,
    SIMILARITY,
    FAITHFULNESS,
    NEUTRALITY,
    MARKED,
    SHAPE,
    COST,
)
CHECKER = PLANTED  # of the checker, once for a suite: no system has a part in it
BETTER: dict[str, Better] = {"failed": Better.LOWER} | {
    name: better for metric in METRICS for name, better in metric.names.items()
}
