"""The amounts of a text in English, Korean, Chinese, Russian, French or Spanish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from service.core.document import Span
from service.translate.numbers import alphabetic, east_asian
from service.translate.numbers.amount import Amount, Kind, Numeral
from service.translate.numbers.chinese import CHINESE
from service.translate.numbers.english import ENGLISH
from service.translate.numbers.french import FRENCH
from service.translate.numbers.grammar import Grammar
from service.translate.numbers.korean import KOREAN, NATIVE, korean_only, native
from service.translate.numbers.russian import RUSSIAN
from service.translate.numbers.shared import WIDE, amount, fraction, other_half, shared
from service.translate.numbers.spanish import SPANISH

GRAMMARS = {"en": ENGLISH, "ko": KOREAN, "zh": CHINESE, "ru": RUSSIAN, "fr": FRENCH, "es": SPANISH}
PARTS = re.compile(r"분의|分之|分の")
RANGE = re.compile(
    r"\s?(?:[-–—~〜～]|至|到|내지|에서|부터|to|and|or|or more like|до|и|или|à|a|et|y|o|e|ou|,|、)\s?(?:[$€£¥₩₽])?\s?"
)
DECADE = re.compile(r"['’]?s\b|-[ехм]+\b|\s?년대|\s?年代|대(?![가-힣])")
SHORT_YEAR = re.compile(r"['’]\Z")
ARTICLE = re.compile(r"(?<![A-Za-z])(?:[Nn]o\.?|№|#|n\.?º|n°)\s?\Z")


def amounts(text: str, language: str) -> list[Amount]:
    """Every amount of `text`, in order of place. `language` is a BCP 47 code; raises KeyError for one unknown here."""
    grammar, plain = grammar_of(language), text.translate(WIDE)
    code = language.partition("-")[0]
    found: list[Amount] = []
    taken = bytearray(len(text))
    for item in shared(plain, code):
        _take(item, found, taken)
    if code == "ko":
        for item in korean_only(plain):
            _take(item, found, taken)
    for item in _months(plain, grammar):
        _take(item, found, taken)
    for item in _counted(plain, code, grammar):
        _take(item, found, taken)
    for pattern, values in grammar.loose:
        for match in pattern.finditer(plain):
            found.append(amount(plain, *match.span(), values[0], Kind.COUNT, certain=False, also=values[1:]))
    found.sort(key=lambda item: (item.span.start, item.span.end))
    return [replace(item, surface=text[item.span.start : item.span.end]) for item in _ranges(found, plain)]


def grammar_of(language: str) -> Grammar:
    return GRAMMARS[language.partition("-")[0]]


def _take(item: Amount, found: list[Amount], taken: bytearray) -> None:
    """Keep an amount whose place no earlier one holds."""
    start, end = item.span.start, item.span.end
    if not any(taken[start:end]):
        taken[start:end] = b"\1" * (end - start)
        found.append(item)


def _months(text: str, grammar: Grammar) -> Iterator[Amount]:
    for pattern, number, sure in grammar.months:
        for match in pattern.finditer(text):
            dated = re.search(r"\d[a-z]{0,2}[ -]?(?:of )?\Z", text[: match.start()]) or re.match(
                r"[.,]? \d", text[match.end() :]
            )
            yield amount(text, *match.span(), number, Kind.MONTH, certain=sure or bool(dated))


def _counted(text: str, code: str, grammar: Grammar) -> Iterator[Amount]:
    east = code in ("ko", "zh")
    numerals = list(east_asian.numerals(text, korean=code == "ko") if east else alphabetic.numerals(text, grammar))
    if code == "ko":
        for match in NATIVE.finditer(text):
            numerals.append(Numeral(Decimal(native(match)), *match.span(), certain=native(match) > 10))
    at = 0
    for number, numeral in enumerate(numerals):
        if numeral.start < at:
            continue
        upper = numerals[number + 1] if number + 1 < len(numerals) else None
        parts = PARTS.match(text, numeral.end)
        if east and parts and upper and upper.start - parts.end() in (0, 1) and numeral.value:
            percent = numeral.value == 100 and code == "zh"
            value = upper.value if percent else fraction(upper.value, numeral.value)
            at = upper.end
            yield amount(text, numeral.start, at, value, Kind.PERCENT if percent else Kind.FRACTION)
            continue
        yield _kind(text, numeral, code, grammar)


def _kind(text: str, numeral: Numeral, code: str, grammar: Grammar) -> Amount:
    start, end = numeral.start, numeral.end
    kind, unit, also = (Kind.ORDINAL if numeral.ordinal else Kind.COUNT), "", numeral.also
    for pattern, after, name in grammar.after:
        if match := pattern.match(text, end):
            kind, unit, end = after, name, match.end()
            break
    else:
        for pattern, before, name in grammar.before:
            if match := re.compile(rf"(?:{pattern.pattern})\Z", re.IGNORECASE).search(text, max(0, start - 12), start):
                kind, unit, start = before, name, match.start()
                break
    value = numeral.value
    whole = value == value.to_integral()
    surface = text[numeral.start : numeral.end]
    if (
        kind in (Kind.COUNT, Kind.ORDINAL)
        and whole
        and 1000 <= value < 2100
        and numeral.scale == 1
        and len(surface) == 4
    ):
        kind = Kind.YEAR
    if kind in (Kind.YEAR, Kind.COUNT, Kind.ORDINAL) and whole and 10 <= value < 100:
        decade = DECADE.match(text, numeral.end) or SHORT_YEAR.search(text, 0, numeral.start)
        if decade or kind is Kind.YEAR:
            also = (*also, 1900 + value, 2000 + value)
    if unit == "decade":
        also = (*also, value * 10)
    if kind is Kind.CENTURY:
        also = (*also, (value - 1) * 100)
    if kind is Kind.HOUR and whole:
        also = (*also, *other_half(value))
    if kind is Kind.TIMES and code == "zh":
        also = (*also, value + 1, value * 100)
    if kind is Kind.TIMES or (kind is Kind.PERCENT and value in (100, 200, 300)):
        also = (*also, value * 100, value / 100, value / 100 + 1)
    if kind is Kind.FRACTION and value:
        also = (*also, value * 100)
    return Amount(
        value,
        kind,
        Span(start=start, end=end),
        text[start:end],
        unit,
        numeral.certain,
        numeral.scale >= 1000,
        also,
    )


def _ranges(found: list[Amount], text: str) -> Iterator[Amount]:
    """The scale of the last number may be meant for the one before: 2-3 million, 5~6만."""
    for at, item in enumerate(found):
        after = next((other for other in found[at + 1 :] if other.span.start >= item.span.end and other.certain), None)
        if (
            after
            and after.rounded
            and item.certain
            and not item.rounded
            and item.value < 1000
            and RANGE.fullmatch(text, item.span.end, after.span.start)
        ):
            scale = Decimal(10) ** (3 * (max(after.value.adjusted(), 0) // 3))
            also = [item.value * size for size in (scale, 10**4, 10**8) if size <= after.value * 1000]
            yield replace(item, also=(*item.also, *also))
        else:
            yield item
