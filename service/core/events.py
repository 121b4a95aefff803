"""What is told while one document is worked on: how far the work has come, and what was verified."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from service.core.document import Frozen
from service.core.summary import Claim, Statement


class Stage(StrEnum):
    """In this order, save that claims are verified as well, before they are merged; no drafter needs all of them."""

    INGESTED = "ingested"
    CACHED = "cached"  # the summary was there already: nothing is drafted
    DRAFTING = "drafting"  # done and total count chunks; sentences where they are chosen by rules
    MERGING = "merging"
    VERIFYING = "verifying"  # done and total count statements
    LOOKING_UP = "looking up"  # terms, names and like translations; done and total count segments


class Event(Frozen):
    """`done` of `total` parts of the stage; 0 of 0 where it has no parts. One that is told again says: still at it."""

    stage: Stage
    done: int = 0
    total: int = 0


# A claim is told when it is known to be shown, a statement of the abstract when it has passed the gate: both as they
# will stand in the summary, in its order, none left out.
Told = Event | Claim | Statement

# May raise Cancelled: then the work stops.
Notify = Callable[[Told], None]


def unheard(_: Told) -> None:
    """For callers who do not want to know."""


def events_of(notify: Notify) -> Notify:
    """Tells how far the work is, and nothing of what was verified: it will be shown in other words."""

    def told(one: Told) -> None:
        if isinstance(one, Event):
            notify(one)

    return told


class Progress:
    """The parts of one stage, told to `notify` as they are done."""

    def __init__(self, notify: Notify, stage: Stage, total: int = 0) -> None:
        self._notify = notify
        self._event = Event(stage=stage, total=total)
        notify(self._event)

    def one_done(self) -> None:
        self.reached(self._event.done + 1)

    def reached(self, done: int) -> None:
        self._event = self._event.model_copy(update={"done": done})
        self._notify(self._event)

    def still(self) -> None:
        """Tell the same again: who wants the work no more can say so."""
        self._notify(self._event)
