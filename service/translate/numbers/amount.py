"""What a number in a text says, whatever language and script it is written in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from service.core.document import Span


class Kind(StrEnum):
    COUNT = "count"
    PERCENT = "percent"
    POINTS = "percentage points"
    MONEY = "money"
    MEASURE = "measure"
    ORDINAL = "ordinal"
    FRACTION = "fraction"
    TIMES = "times"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    HOUR = "hour"
    CENTURY = "century"
    IDENTIFIER = "identifier"


DATES = frozenset({Kind.YEAR, Kind.MONTH, Kind.DAY})


@dataclass(frozen=True)
class Amount:
    """`value` in plain units: 3.5 million is 3500000, five percent is 5, February is 2.

    `unit` is a currency by ISO 4217, a measure, or the letters before an identifier's digits; "" without. `also` are
    other values that the same words may mean (7 p.m. is 19). An amount that is not `certain` may be no number at all
    (one, half, second): it can stand for a number of the other side, and is never asked for. `rounded` is one told
    with a scale word. `span` counts code points of the text, `surface` is what stands there.
    """

    value: Decimal
    kind: Kind
    span: Span
    surface: str
    unit: str = ""
    certain: bool = True
    rounded: bool = False
    also: tuple[Decimal, ...] = ()

    @property
    def readings(self) -> tuple[Decimal, ...]:
        return (self.value, *self.also)


@dataclass(frozen=True)
class Numeral:
    """A number before anyone looked at what it counts. Offsets are into the text."""

    value: Decimal
    start: int
    end: int
    certain: bool = True
    scale: int = 1
    ordinal: bool = False
    also: tuple[Decimal, ...] = ()


GROUPED = {".": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"), ",": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")}


def decimal(figure: str, *, comma: bool) -> tuple[Decimal, tuple[Decimal, ...]]:
    """The value of a figure, and what else it may be; with `comma`, of a language with decimal commas.

    Raises InvalidOperation for marks that no number has: versions, lists.
    """
    bare = re.sub(r"[\s'’]", "", figure)
    point, group = (",", ".") if comma else (".", ",")
    if GROUPED[group].fullmatch(bare):
        value = Decimal(bare.replace(group, "").replace(point, "."))
        return value, (Decimal(bare),) if comma and bare.count(".") == 1 and "," not in bare else ()
    if GROUPED[point].fullmatch(bare) and (bare.count(point) > 1 or group in bare):  # as other languages write it
        return Decimal(bare.replace(point, "").replace(group, ".")), ()
    value = Decimal(bare.replace(",", "."))
    if comma and GROUPED[","].fullmatch(bare):
        return value, (Decimal(bare.replace(",", "")),)
    return value, ()


def valid(figure: str, *, comma: bool) -> bool:
    try:
        decimal(figure, comma=comma)
    except InvalidOperation:
        return False
    return True
