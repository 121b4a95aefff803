"""What a statement says otherwise than its place in the source: facts one by one, never averaged away.

Each check takes the `Pair` of a statement and the window of the source that speaks of it, and gives the faults of its
kind. A fact that the window lacks is a fault when the source lacks it too, or when the window has another one in its
place; otherwise it may have come from elsewhere in the source. A new check is a function and a line in CHECKS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from service.core.check import Fault
from service.verify.faults.calendar import date_faults
from service.verify.faults.conditions import condition_faults
from service.verify.faults.denials import denial_faults
from service.verify.faults.figures import number_faults
from service.verify.faults.names import name_faults
from service.verify.faults.pair import Pair
from service.verify.faults.shares import share_faults
from service.verify.faults.turned import certainty_faults, opposite_faults, surroundings_faults
from service.verify.faults.voices import pronoun_faults, quotation_faults, speaker_faults

CHECKS: tuple[Callable[[Pair], Iterator[Fault]], ...] = (
    number_faults,
    date_faults,
    name_faults,
    share_faults,
    denial_faults,
    opposite_faults,
    certainty_faults,
    condition_faults,
    quotation_faults,
    speaker_faults,
    pronoun_faults,
)


def faults(pair: Pair) -> tuple[Fault, ...]:
    """Every fault of the statement, in the order of the table."""
    return tuple(fault for check in CHECKS for fault in check(pair))


__all__ = ["Pair", "faults", "speaker_faults", "surroundings_faults"]
