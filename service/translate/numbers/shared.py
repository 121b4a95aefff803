"""Numbers that every language writes alike: dates and times in figures, Juche years, identifiers, Roman numerals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from service.core.document import Span
from service.translate.numbers.amount import Amount, Kind

JUCHE_ERA = 1911  # its year 1 is 1912
_JUCHE = r"(?:juche|주체|主体|主體|чучхе)"
JUCHE = re.compile(
    rf"{_JUCHE}\s?(?P<year>\d{{1,3}})(?!\d)(?:\s?(?:년|年))?(?:\s?[(（]\s?(?P<common>\d{{4}})\s?(?:년|年)?\s?[)）])?(?:\s?(?:년|年))?|"
    rf"(?P<common2>\d{{4}})\s?[(（]{_JUCHE}\s?(?P<year2>\d{{1,3}})[)）]",
    re.IGNORECASE,
)
ISO = re.compile(
    r"(?<![\d.])(?P<year>[12]\d{3})(?P<mark>[-./])(?P<month>0?\d|1[0-2])(?P=mark)(?P<day>[0-3]?\d)(?![\d])"
)
DAY_FIRST = re.compile(
    r"(?<![\d.])(?P<day>[0-3]?\d)(?P<mark>[-./])(?P<month>[0-3]?\d)(?P=mark)(?P<year>[12]\d{3}|\d{2})(?![\d.])"
)
CLOCK = re.compile(
    r"(?<![\d:.])(?P<hour>[01]?\d|2[0-4])(?P<mark>[:：])(?P<minute>[0-5]\d)(?![\d:])(?:\s?(?P<half>[ap])\.?\s?m\b)?",
    re.I,
)
PHONE = re.compile(
    r"(?<![\w.,])\+?\d{2,4}(?:[- ]\d{3,4}){2,3}(?![\w,]|\.\d)|(?<![\w.,])\+?\d{2,4}-\d{3,4}-\d{2,4}(?:-\d{2})?(?!\w)"
)
WIDE = str.maketrans("０１２３４５６７８９％．，：－", "0123456789%.,:-")
IDENTIFIER = re.compile(
    r"(?<![A-Za-z0-9_])(?P<letters>(?!(?:US|USD|EUR|RMB|CNY|KRW|GBP|JPY|RUB|No|NO|p|pp|in|of|at|to|the|age|aged)\b)(?:[A-Z][A-Za-z]{0,9}|[a-z]{1,2}))"
    r"(?P<gap>[-‐‑]?)(?P<digits>\d+(?:[.,]\d+)*)(?P<tail>[A-Za-z]\w*)?"
)
FRACTION = re.compile(r"(?<![\d/.,])(?P<upper>[1-9])/(?P<lower>[2-9]|10)(?![\d/])|(?P<sign>[½⅓⅔¼¾⅕⅛])")
SIGNS = {"½": "0.5", "⅓": "0.333333", "⅔": "0.666667", "¼": "0.25", "¾": "0.75", "⅕": "0.2", "⅛": "0.125"}
ROMAN = re.compile(
    r"(?P<before>\bsiglo |\b[Cc]entury )?\b"
    r"(?P<roman>(?=[MDCLXVI])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))"
    r"(?P<after>(?:-[а-я]+)?\s(?:век|вв?\.|столет)|(?:e|ème|er) siècle| centur)?(?!\w)"
)
LEADING_POINT = re.compile(r"(?<![\w.,])\.(?P<digits>\d{1,3})(?![\w]|[.,]\d)")  # .268, as sports have it


def fraction(upper: int | Decimal, lower: int | Decimal) -> Decimal:
    """To six places, so that the same fraction is the same value."""
    return round(Decimal(upper) / Decimal(lower), 6)


def amount(text: str, start: int, end: int, value: Decimal | int | str, kind: Kind, **more: object) -> Amount:
    found = Amount(Decimal(value), kind, Span(start=start, end=end), text[start:end])
    return replace(found, **more) if more else found  # type: ignore[arg-type]


def shared(text: str, language: str) -> Iterator[Amount]:
    """What `language` needs no grammar for. Places overlap where one reading goes before another: the first holds."""
    for match in JUCHE.finditer(text):
        year = int(match["year"] or match["year2"]) + JUCHE_ERA
        common = match["common"] or match["common2"]
        yield amount(text, *match.span(), Decimal(common or year), Kind.YEAR, also=(Decimal(year),) if common else ())
    for match in PHONE.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if len(digits) >= 7:
            yield amount(text, *match.span(), Decimal(digits), Kind.IDENTIFIER, unit="phone")
    for match in ISO.finditer(text):
        for part, kind in (("year", Kind.YEAR), ("month", Kind.MONTH), ("day", Kind.DAY)):
            yield amount(text, *match.span(part), match[part], kind)
    for match in DAY_FIRST.finditer(text):
        yield from _day_first(match, language)
    for match in CLOCK.finditer(text):
        yield from _clock(match)
    for match in IDENTIFIER.finditer(text):
        digits = match["digits"]
        if re.fullmatch(r"\d+", digits) and match["letters"] != "Juche":
            yield amount(
                text, *match.span(), Decimal(digits), Kind.IDENTIFIER, unit=match["letters"].upper(), certain=False
            )
    for match in FRACTION.finditer(text):
        value = SIGNS[match["sign"]] if match["sign"] else fraction(int(match["upper"]), int(match["lower"]))
        yield amount(text, *match.span(), value, Kind.FRACTION, certain=bool(match["sign"]))
    for match in LEADING_POINT.finditer(text):
        yield amount(text, *match.span(), "0" + match.group(), Kind.COUNT, also=(Decimal(match["digits"]),))
    for match in ROMAN.finditer(text):
        if match["roman"] and (match["before"] or match["after"] or len(match["roman"]) > 1):
            century = bool(match["before"] or match["after"])
            kind = Kind.CENTURY if century else Kind.ORDINAL
            yield amount(text, *match.span("roman"), roman(match["roman"]), kind, certain=century)


def _day_first(match: re.Match[str], language: str) -> Iterator[Amount]:
    text, first, second = match.string, int(match["day"]), int(match["month"])
    if not (0 < first <= 31 and 0 < second <= 31 and min(first, second) <= 12):
        return
    year = Decimal(match["year"])
    if len(match["year"]) == 2:
        if match["mark"] == ".":
            return
        year += 2000 if year < 50 else 1900
    month, day = (
        ("day", "month")
        if (language == "en" and match["mark"] == "/" and first <= 12) or second > 12
        else ("month", "day")
    )
    other = {"month": second, "day": first}
    both = first <= 12 and second <= 12
    yield amount(text, *match.span(month), match[month], Kind.MONTH, also=(Decimal(other[day]),) if both else ())
    yield amount(text, *match.span(day), match[day], Kind.DAY, also=(Decimal(other[month]),) if both else ())
    yield amount(text, *match.span("year"), year, Kind.YEAR)


def _clock(match: re.Match[str]) -> Iterator[Amount]:
    text, hour = match.string, int(match["hour"])
    yield amount(text, *match.span("hour"), hour, Kind.HOUR, also=other_half(hour))
    if int(match["minute"]):
        yield amount(text, *match.span("minute"), match["minute"], Kind.COUNT)


def other_half(hour: int | Decimal) -> tuple[Decimal, ...]:
    """The same hour in the other way of counting, twelve or twenty-four."""
    if hour == 0:
        return (Decimal(12), Decimal(24))
    return (Decimal(hour) + 12,) if 0 < hour < 12 else (Decimal(hour) - 12,) if 12 < hour < 24 else ()


def roman(numeral: str) -> int:
    values = [dict(zip("IVXLCDM", (1, 5, 10, 50, 100, 500, 1000), strict=True))[letter] for letter in numeral]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))
