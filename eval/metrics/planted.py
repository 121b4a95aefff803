"""Whether the checker tells the planted false statements from the true claims: of the checker, not of a system."""

from __future__ import annotations

from eval.case import Case
from eval.dataset import FalseKind
from eval.metrics.base import Better, Metric, Needs
from service.core.check import Verdict

NAMES = ("false_caught", "true_passed", "balanced_accuracy", *(f"caught_{kind}" for kind in FalseKind))


def _score(case: Case) -> dict[str, float]:
    caught = {
        statement.kind: float(case.checker.check(statement.text).verdict is not Verdict.SUPPORTED)
        for statement in case.reference.false_statements
    }
    true = [case.checker.check(claim.text).verdict is Verdict.SUPPORTED for claim in case.reference.claims]
    found, passed = sum(caught.values()) / len(caught), sum(true) / len(true)
    return {
        "false_caught": found,
        "true_passed": passed,
        "balanced_accuracy": (found + passed) / 2,
        **{f"caught_{kind}": caught[kind] for kind in FalseKind},
    }


PLANTED = Metric(names=dict.fromkeys(NAMES, Better.HIGHER), score=_score, needs=Needs.REFERENCE)
