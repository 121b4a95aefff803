"""Amounts that one side tells in another way, or beside another amount, and that the other side need not have.

- A day of the month as a day of the week: news says 22일 in Korean and Tuesday in English.
- The month of a day, where the other side has the day alone.
- A measure or a sum in brackets beside the same in another unit: 111 km (69 miles), $50bn (£27bn).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.translate.numbers.amount import Amount, Kind
from service.translate.numbers.grammar import converted

WEEKDAYS = {
    "en": re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"),
    "ko": re.compile(r"[월화수목금토일]요일"),
    "zh": re.compile(r"(?:星期|礼拜|周|週)[一二三四五六日天]"),
    "ru": re.compile(r"\b(?:понедельник|вторник|в среду|четверг|пятниц|суббот|воскресень)", re.IGNORECASE),
    "fr": re.compile(r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b", re.IGNORECASE),
    "es": re.compile(r"\b(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b", re.IGNORECASE),
}
BRACKET = re.compile(r"\s?[(（]\s?(?:약|大约|约|около|about|approximately|roughly|environ|unos|some)?\s?")
BESIDE = re.compile(r"[\s-]?(?:of )?")


def as_weekdays(items: list[Amount], language: str, text: str, other_language: str, other: str) -> list[Amount]:
    """Those of `items` of `text` that are left when each weekday that only the other side has stands for a day."""
    budget = _weekdays(other, other_language) - _weekdays(text, language)
    left = []
    for item in items:
        if item.kind is Kind.DAY and budget > 0:
            budget -= 1
        else:
            left.append(item)
    return left


def without_conversions(items: list[Amount], text: str, matched: Sequence[Amount]) -> list[Amount]:
    """Those of `items` of `text` that tell none of `matched` again in another unit or currency."""
    return [item for item in items if not any(_converts(item, other, text) for other in matched)]


def without_months(items: list[Amount], text: str, days: Sequence[Amount]) -> list[Amount]:
    """Those of `items` of `text` that are no month beside one of `days`."""
    return [
        item
        for item in items
        if item.kind is not Kind.MONTH or not any(BESIDE.fullmatch(_between(item, day, text)) for day in days)
    ]


def _converts(item: Amount, other: Amount, text: str) -> bool:
    sums = item.kind is other.kind is Kind.MONEY and item.unit != other.unit
    return bool(BRACKET.fullmatch(_between(item, other, text))) and (sums or converted(item, other))


def _between(one: Amount, other: Amount, text: str) -> str:
    first, second = sorted((one, other), key=lambda amount: amount.span.start)
    return text[first.span.end : second.span.start]


def _weekdays(text: str, language: str) -> int:
    return len(WEEKDAYS[language.partition("-")[0]].findall(text))
