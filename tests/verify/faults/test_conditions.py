"""Conditions that a statement leaves out."""

from __future__ import annotations

from functools import cache

import pytest

from service.core.check import FaultKind
from service.core.document import Document
from service.verify.check import Checker

from ..articles import article


@cache
def bridge() -> Document:
    return article(
        "Mayor Ada Brenn said that the bridge would cost 12 million euros if the ferry company withdrew. "
        "Lena Holt warned that the pillars could collapse unless they were replaced by June. "
        "If the rain stops, the market will open again on Friday. "
        "The council asked if the harbour would close. "
        "Even if prices fall, the school keeps its 300 places."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Ada Brenn said that the bridge would cost 12 million euros.",
        "Lena Holt warned that the pillars could collapse.",
        "The market will open again on Friday.",
    ],
)
def test_a_condition_that_is_not_told_is_a_fault(text: str) -> None:
    (fault,) = Checker(bridge()).check(text).faults
    assert fault.kind is FaultKind.CERTAINTY
    assert fault.source is not None
    assert bridge().slice(fault.source).lower() in ("if", "unless")


@pytest.mark.parametrize(
    "text",
    [
        "Ada Brenn said that the bridge would cost 12 million euros if the ferry company withdrew.",
        "Should the ferry company withdraw, the bridge would cost 12 million euros, said Ada Brenn.",
        "Lena Holt warned that without new pillars by June they could collapse.",
        "The market will open again on Friday if the rain stops.",
        "The council asked about the closing of the harbour.",
        "The school keeps its 300 places.",
    ],
)
def test_what_is_told_or_is_no_condition_is_none(text: str) -> None:
    assert FaultKind.CERTAINTY not in {fault.kind for fault in Checker(bridge()).check(text).faults}
