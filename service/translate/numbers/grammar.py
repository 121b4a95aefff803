"""What a language has for numbers: words, months, and the marks of what is counted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from service.translate.numbers.amount import Amount, Kind

Marks = tuple[tuple[re.Pattern[str], Kind, str], ...]


@dataclass(frozen=True)
class Grammar:
    """`words` add up, `hundreds` and `scales` multiply; `ordinals` end a number. All are in lower case, ё as е.

    `after` and `before` are tried in order where a number ends and starts. `loose` are words that may stand for a
    number, or be none. `comma` says that decimals follow a comma.
    """

    comma: bool = False
    words: dict[str, int] = field(default_factory=dict)
    ordinals: dict[str, int] = field(default_factory=dict)
    hundreds: frozenset[str] = frozenset()
    scales: dict[str, int] = field(default_factory=dict)
    joiner: str = ""
    months: tuple[tuple[re.Pattern[str], int, bool], ...] = ()
    after: Marks = ()
    before: Marks = ()
    loose: tuple[tuple[re.Pattern[str], tuple[Decimal, ...]], ...] = ()
    half: re.Pattern[str] | None = None
    lunar: re.Pattern[str] = re.compile(r"(?!)")


def marks(kind: Kind, pairs: dict[str, str], flags: re.RegexFlag = re.IGNORECASE) -> Marks:
    """Patterns with their units, as marks of a kind."""
    return tuple((re.compile(pattern, flags), kind, unit) for unit, pattern in pairs.items())


def mark(kind: Kind, pattern: str) -> Marks:
    return marks(kind, {"": pattern})


def loose(*pairs: tuple[str, object]) -> tuple[tuple[re.Pattern[str], tuple[Decimal, ...]], ...]:
    """Patterns with the values that they may stand for."""
    return tuple(
        (re.compile(pattern, re.IGNORECASE), tuple(Decimal(str(value)) for value in as_tuple(values)))
        for pattern, values in pairs
    )


def as_tuple(values: object) -> tuple[object, ...]:
    return values if isinstance(values, tuple) else (values,)


def month_names(*patterns: str, doubtful: tuple[int, ...] = ()) -> tuple[tuple[re.Pattern[str], int, bool], ...]:
    """Patterns of January to December with their numbers; `doubtful` ones are other words too."""
    return tuple(
        (re.compile(rf"\b(?:{pattern})", re.IGNORECASE), number, number not in doubtful)
        for number, pattern in enumerate(patterns, 1)
    )


CURRENCY_SIGNS = marks(
    Kind.MONEY,
    {
        "CNY": r"(?:RMB|CNY|人民币) ?",
        "USD": r"(?:US ?\$|USD|\$|＄|us dollars? ) ?",
        "EUR": r"(?:€|EUR) ?",
        "GBP": r"(?:£|GBP) ?",
        "JPY": r"(?:¥|￥|JPY) ?",
        "KRW": r"(?:₩|￦|KRW) ?",
        "RUB": r"(?:₽|RUB) ?",
    },
)
MEASURES = {  # to the base unit of each measure; the names are those of `unit`
    "km": ("m", "1000"),
    "m": ("m", "1"),
    "cm": ("m", "0.01"),
    "mm": ("m", "0.001"),
    "mile": ("m", "1609.344"),
    "foot": ("m", "0.3048"),
    "inch": ("m", "0.0254"),
    "yard": ("m", "0.9144"),
    "kg": ("kg", "1"),
    "g": ("kg", "0.001"),
    "tonne": ("kg", "1000"),
    "pound": ("kg", "0.45359237"),
    "ounce": ("kg", "0.02834952"),
    "jin": ("kg", "0.5"),
    "m2": ("m2", "1"),
    "km2": ("m2", "1000000"),
    "hectare": ("m2", "10000"),
    "acre": ("m2", "4046.8564"),
    "mu": ("m2", "666.6667"),
    "foot2": ("m2", "0.09290304"),
    "pyeong": ("m2", "3.305785"),
    "litre": ("l", "1"),
    "gallon": ("l", "3.785412"),
    "day": ("day", "1"),
    "week": ("day", "7"),
    "month": ("month", "1"),
    "year": ("month", "12"),
    "decade": ("month", "120"),
    "hour": ("minute", "60"),
    "minute": ("minute", "1"),
}
ROUNDING = Decimal("0.03")  # of the value: units are converted with rounding


def converted(item: Amount, other: Amount) -> bool:
    """Whether `other` is `item` in another unit."""
    if item.kind is not Kind.MEASURE or other.kind is not Kind.MEASURE or item.unit == other.unit or not item.value:
        return False
    (base, size), (second, scale) = MEASURES[item.unit], MEASURES[other.unit]
    whole, told = item.value * Decimal(size), other.value * Decimal(scale)
    return base == second and abs(told - whole) <= whole * ROUNDING
