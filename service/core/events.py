"""How far the work on one document has come."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from service.core.document import Frozen


class Stage(StrEnum):
    """In this order; a drafter without a model skips those that it does not need."""

    INGESTED = "ingested"
    DRAFTING = "drafting"  # done and total count chunks
    MERGING = "merging"
    VERIFYING = "verifying"


class Event(Frozen):
    """`done` of `total` parts of the stage; 0 of 0 where it has no parts."""

    stage: Stage
    done: int = 0
    total: int = 0


Notify = Callable[[Event], None]


def unheard(_: Event) -> None:
    """For callers who do not want to know."""
