"""Amounts with their units, in figures or words: English, Korean, Chinese and Russian scales.

`3.4 million crowns`, `340만`, `1.2亿元`, `5 тыс.`, `twenty-two percent` and `$3bn` become numbers that can be compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from service.reading.dates import MONTHS

SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "k": 1_000,
    "m": 10**6,
    "mn": 10**6,
    "bn": 10**9,
    "tn": 10**12,
    "dozen": 12,
    "тыс": 1_000,
    "млн": 10**6,
    "млрд": 10**9,
    "трлн": 10**12,
    "천": 1_000,
    "만": 10**4,
    "억": 10**8,
    "조": 10**12,
    "千": 1_000,
    "万": 10**4,
    "萬": 10**4,
    "亿": 10**8,
    "億": 10**8,
    "兆": 10**12,
}
ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORDS = {word: value for value, word in enumerate(ONES)} | {word: 10 * value for value, word in enumerate(TENS, 2)}
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
NUMBER_WORDS = frozenset([*ONES, *TENS, *ORDINALS, *"half hundred thousand million billion dozen".split()])
CURRENCY = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₩": "won", "₽": "rouble"}
SMALL = "|".join([*ONES, *TENS])
_SCALE = r"hundred|thousand|million|billion|trillion|dozen|bn|mn|tn|тыс|млн|млрд|трлн"
# Thousands may be set apart by a space: a hard or thin one, or a plain one when it is no date that stands before them.
FIGURE = re.compile(
    r"(?P<sign>(?<![\w)])(?:[-−](?=\d)|[Mm]inus ))?(?P<money>[$€£¥₩₽] ?)?"
    r"(?P<figure>\d{1,3}(?:[    ]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
    rf"(?:(?P<joined>[천만억조千万萬亿億兆]{{1,3}})|[ -]?(?P<scale>(?i:{_SCALE})s?\b\.?)|(?P<letter>[kKmM])\b)?"
)
AFTER_DATE = re.compile(rf"(?:{'|'.join(MONTHS)}|\b(?:[Ii]n|[Ss]ince|[Oo]f|[Bb]y|[Uu]ntil)) $")
_A = r"a(?= (?:hundred|thousand|million|billion|dozen))"
_HALF = rf"(?:a )?half(?: an?)? (?:{_SCALE})|(?:{SMALL}) and a half (?:{_SCALE})"
SPELLED = re.compile(rf"\b(?P<words>{_HALF}|(?:{SMALL}|{_A})(?:[ -](?:and )?(?:{SMALL}|{_SCALE}))*)\b", re.IGNORECASE)
ORDINAL = re.compile(rf"\b(?P<figure>\d+)(?:st|nd|rd|th)\b|\b(?P<word>{'|'.join(ORDINALS)})\b", re.IGNORECASE)
PERCENT = re.compile(
    r"\s?(?:%|％)|[ -](?:percent|per cent|pct)\b(?! point)|\s?(?:процент\w*|퍼센트|프로(?![가-힣]))|(?<=\d)(?:%)"
)
POINTS = re.compile(r"\s?(?:%|％|[ -]?percent|[ -]?percentage)[ -]points?\b|\s?bp\b|[ -]basis[ -]points?\b")
UNIT = re.compile(
    r"[ -](?P<unit>(?!(?:of|and|or|to|in|at|on|for|by|from|with|the|a|an|per|percent)\b)[a-zа-я][\w’'-]*)"
)
DIGIT = re.compile(r"\d")
LETTERS = re.compile(r"[a-z]+")
YEARS = 200  # of a calendar that counts from 1912
LONGEST = 24  # characters of a figure with its scale
JUCHE = re.compile(r"(?:juche|주체|主体|主體|чучхе) ?\Z", re.IGNORECASE)  # its year 1 is 1912
FORWARD = re.compile(r"(?<=[천만억조千万萬亿億兆]) ?(?=\d)")


class Quantity(NamedTuple):
    """`amount` in plain units; `unit` is percent, points, ordinal, a currency, or the word that follows; "" without.

    `start` and `end` are offsets into the text; `rounded` is true for an amount told with a scale word.
    """

    amount: Decimal
    unit: str
    start: int
    end: int
    rounded: bool = False


def quantities(text: str, at: int = 0) -> list[Quantity]:
    """Every amount of `text`, in order, with offsets that count from `at`. Years and days count as amounts too."""
    plain = text.replace("ſ", "s")  # the long s of old print matches s where case does not count
    spelled = not NUMBER_WORDS.isdisjoint(LETTERS.findall(plain.lower()))
    figures = bool(DIGIT.search(text))
    found = list(_ordinals(plain)) if spelled or figures else []
    if figures:
        found += _figures(text, {quantity.start for quantity in found})
    if spelled:
        found += _in_words(text, plain)
    found.sort(key=lambda quantity: quantity.start)
    return [item._replace(start=item.start + at, end=item.end + at) for item in found] if at else found


def _ordinals(text: str) -> Iterator[Quantity]:
    for match in ORDINAL.finditer(text):
        amount = Decimal(match["figure"] or ORDINALS.index(match["word"].lower()) + 1)
        yield Quantity(amount, "ordinal", match.start(), match.end())


def _figures(text: str, ordinals: set[int]) -> Iterator[Quantity]:
    at = 0
    while figure := FIGURE.search(text, at):
        start, at = figure.start("figure"), figure.end()
        if start in ordinals or at - start > LONGEST:  # nobody writes a longer amount
            continue
        if " " in figure["figure"] and AFTER_DATE.search(text, max(0, start - 12), start):
            at = start + figure["figure"].index(" ")  # In 2023 150 people ...: two figures
            yield Quantity(Decimal(text[start:at]), "", start, at)
            continue
        try:
            amount, at, rounded = _figure(text, figure)
        except InvalidOperation:
            continue  # a version, a date in figures: marks that no number has
        if amount < YEARS and JUCHE.search(text, max(0, start - 6), start):
            yield Quantity(amount + 1911, "", start, at)
            continue
        unit, end = _unit(text, at, figure["money"])
        yield Quantity(amount, unit, figure.start(), end, rounded)


def _in_words(text: str, plain: str) -> Iterator[Quantity]:
    for match in SPELLED.finditer(plain):
        unit, end = _unit(text, match.end(), None)
        spelled = match["words"].lower()
        rounded = any(scale in spelled for scale in ("thousand", "illion"))
        yield Quantity(_spelled(spelled), unit, match.start(), end, rounded)


def same_amount(wanted: Quantity, given: Quantity) -> bool:
    """Equal amounts; a rounded one is equal to what rounds to it."""
    if wanted.amount == given.amount:
        return True
    if not (wanted.rounded or given.rounded) or wanted.amount == 0:
        return False
    digits = max(len(wanted.amount.normalize().as_tuple().digits), 2)
    exponent = given.amount.adjusted() - digits + 1
    return given.amount.quantize(Decimal(1).scaleb(exponent)) == wanted.amount if wanted.rounded else False


def same_unit(wanted: Quantity, given: Quantity) -> bool:
    """Units that do not exclude each other: a percentage is no count, a dollar no euro, a tonne no kilometre."""
    first, second = _kind(wanted.unit), _kind(given.unit)
    if first == second or not first or not second:
        return True
    hard = HARD | set(CURRENCY.values())
    return not (first in hard or second in hard)


HARD = frozenset(
    "percent points ordinal tonne kilogram gram kilometre metre mile hectare acre litre barrel megawatt gigawatt "
    "degree second minute hour day week month year".split()
)
KINDS = {
    "tons": "tonne",
    "ton": "tonne",
    "kg": "kilogram",
    "km": "kilometre",
    "kilometer": "kilometre",
    "meter": "metre",
    "liter": "litre",
    "mw": "megawatt",
    "gw": "gigawatt",
    "ha": "hectare",
    "ruble": "rouble",
    "t": "tonne",
}


def _kind(unit: str) -> str:
    bare = unit.lower()
    bare = KINDS.get(bare, bare)
    if bare.endswith("s") and len(bare) > 3:
        bare = bare[:-1]
    return KINDS.get(bare, bare)


def _figure(text: str, match: re.Match[str]) -> tuple[Decimal, int, bool]:
    """The amount, where it ends, and whether a scale word rounds it. East Asian parts are added up: 3억 5,000만.

    Raises InvalidOperation when the marks between the digits are no number's.
    """
    amount, end = _decimal(match["figure"]), match.end()
    letter = match["letter"] if match["money"] else None  # $5m, but the 100m race
    if joined := match["joined"]:
        amount *= _product(joined)
        while (gap := FORWARD.match(text, end)) and (more := FIGURE.match(text, gap.end())):
            amount += _decimal(more["figure"]) * _product(more["joined"] or "")
            end = more.end()
        return _signed(amount, match), end, "." in match["figure"]
    if scale := match["scale"] or letter:
        bare = scale.lower().rstrip(".")
        amount *= SCALES.get(bare) or SCALES[bare.rstrip("s")]
    elif match["letter"]:
        end = match.start("letter")
    return _signed(amount, match), end, bool(scale)


def _signed(amount: Decimal, match: re.Match[str]) -> Decimal:
    return -amount if match.group("sign") else amount


def _product(scales: str) -> int:
    value = 1
    for character in scales:
        value *= SCALES[character]
    return value


def _decimal(figure: str) -> Decimal:
    """`1,234.5`, `1 234,5` and `1.234,5` as English, French and German write them. Raises InvalidOperation."""
    bare = re.sub(r"\s", "", figure)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", bare):
        bare = bare.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}", bare):
        bare = bare.replace(".", "").replace(",", ".")
    else:
        bare = bare.replace(",", ".")
    return Decimal(bare)


def _spelled(words: str) -> Decimal:
    total, current = Decimal(0), Decimal(0)
    if "half" in words:
        current, words = Decimal("0.5"), re.sub(r"\b(?:and a |a )?half(?: an?)?\b", "", words).strip()
    for word in re.split(r"[ -]+", words):
        bare = word.rstrip("s") if word.rstrip("s") in SCALES else word
        if word == "and":
            continue
        if word == "a":
            current += Decimal(1)
        elif bare in ("hundred", "dozen"):
            current = (current or Decimal(1)) * SCALES[bare]
        elif bare in SCALES:
            total += (current or Decimal(1)) * SCALES[bare]
            current = Decimal(0)
        else:
            current += Decimal(WORDS[word])
    return total + current


def _unit(text: str, end: int, money: str | None) -> tuple[str, int]:
    if match := POINTS.match(text, end):
        return "points", match.end()
    if match := PERCENT.match(text, end):
        return "percent", match.end()
    if money:
        return CURRENCY[money.strip()], end
    if match := UNIT.match(text, end):
        return match.group("unit").lower(), match.end()
    return "", end
