"""Amounts that one side tells in another way, or beside another amount, and that the other side need not have.

- A day of the month as a day of the week: news says 22일 in Korean and Tuesday in English. A year or a month by its
  place beside this one: 지난해 10월 is October 2007.
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
YEARS = {
    "en": re.compile(r"\b(?:last|this|next|past|previous|coming) year\b", re.IGNORECASE),
    "ko": re.compile(r"지난해|작년|올해|금년|내년|재작년|이듬해"),
    "zh": re.compile(r"[去今明前后後本当當]年"),
    "ru": re.compile(r"\b(?:прошл|минувш|эт|нынешн|текущ|следующ|будущ)\w* год", re.IGNORECASE),
    "fr": re.compile(r"\b(?:l['’]an(?:née)? derni|l['’]an(?:née)? prochain|cette année)", re.IGNORECASE),
    "es": re.compile(r"\b(?:el año (?:pasado|próximo|que viene)|este año|el (?:pasado|próximo) año)\b", re.IGNORECASE),
}
MONTHS = {
    "en": re.compile(r"\b(?:last|this|next|past|previous|coming) month\b", re.IGNORECASE),
    "ko": re.compile(r"지난 ?달|이번 ?달|이달|다음 ?달|내달"),
    "zh": re.compile(r"(?:上|本|下|这|這|当|當)[个個]?月"),
    "ru": re.compile(r"\b(?:прошл|минувш|эт|нынешн|текущ|следующ|будущ)\w* месяц", re.IGNORECASE),
    "fr": re.compile(r"\b(?:le mois dernier|le mois prochain|ce mois)\b", re.IGNORECASE),
    "es": re.compile(r"\b(?:el mes (?:pasado|próximo|que viene)|este mes|el (?:pasado|próximo) mes)\b", re.IGNORECASE),
}
RETOLD = {Kind.DAY: WEEKDAYS, Kind.YEAR: YEARS, Kind.MONTH: MONTHS}
BRACKET = re.compile(r"\s?[(（]\s?(?:약|大约|约|около|about|approximately|roughly|environ|unos|some)?\s?")
BESIDE = re.compile(r"[\s-]?(?:of )?")


def as_words(items: list[Amount], language: str, text: str, other_language: str, other: str) -> list[Amount]:
    """Those of `items` of `text` that are left when each weekday, last year or next month that only the other side has
    stands for a day, a year or a month."""
    budget = {kind: _count(of, other_language, other) - _count(of, language, text) for kind, of in RETOLD.items()}
    left = []
    for item in items:
        if budget.get(item.kind, 0) > 0:
            budget[item.kind] -= 1
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


def _count(words: dict[str, re.Pattern[str]], language: str, text: str) -> int:
    return len(words[language.partition("-")[0]].findall(text))
