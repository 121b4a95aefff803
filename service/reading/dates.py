"""Months, days of the week and days of a month, as a text names them. English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

MONTHS = "January February March April May June July August September October November December".split()
_SHORT = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
_DAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
# "May" and "March" are other words too: in a statement with a number, or after a word of time.
_TIME = "|".join(
    rf"(?<=\b{word} )" for word in "in In since Since until Until by last next this of early late mid".split()
)
NAMED = re.compile(
    rf"\b(?:(?:{'|'.join(month for month in MONTHS if month not in ('March', 'May'))})\b|"
    rf"(?:March|{_SHORT})\b\.?(?= \d)|(?<=\d )(?:March|May)\b|(?:{_TIME})(?:March|May)\b|{_DAY}\b)"
)
ANY = re.compile(rf"{NAMED.pattern}|\b(?:March|May)\b")  # in a source it may be meant
CALENDAR = re.compile(rf"(?:Juche|{'|'.join(MONTHS)}|{_SHORT}|{_DAY}s?)\.?")
DAY = re.compile(
    rf"\b(?P<m1>(?:{'|'.join(MONTHS)}|{_SHORT})\.?) (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,\d)|"
    rf"\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m2>(?:{'|'.join(MONTHS)}|{_SHORT})\b)"
)
UNTIL = re.compile(r"(?: ?[-–] ?| (?:to|and|until|through) )(\d{1,2})\b")
_FROM_NOW = frozenset(
    "yesterday today tonight tomorrow last past previous preceding this current next coming following ago earlier "
    "before".split()
)
_WORDS = _FROM_NOW | frozenset(
    [name.lower() for name in MONTHS]
    + _SHORT.lower().split("|")
    + "monday tuesday wednesday thursday friday saturday sunday".split()
)
LETTERS = re.compile(r"[a-z]+")
WEEK = frozenset("mon tue wed thu fri sat sun".split())


@dataclass(frozen=True)
class Calendar:
    """`names` are first three letters of months and days of the week; `days` are pairs of a month and a number.

    `relative` are dates that are told from the day of writing, as pairs of when and what: (last, year), (next, day).
    """

    names: frozenset[str]
    days: frozenset[tuple[str, str]]
    relative: frozenset[tuple[str, str]] = frozenset()


_LAST, _THIS, _NEXT = "last|past|previous|preceding", "this|current", "next|coming|following"
RELATIVE = re.compile(
    rf"\b(?:(?P<day>yesterday|today|tonight|tomorrow)|(?:(?P<last>{_LAST})|(?P<this>{_THIS})|(?P<next>{_NEXT})) "
    rf"(?P<what>day|night|week(?:end)?|month|quarter|year|decade|century|spring|summer|autumn|fall|winter|{_DAY}))\b|"
    r"\b(?P<ago>(?:a|one) (?P<unit>day|week|month|year|decade|century) (?:ago|earlier|before))\b",
    re.IGNORECASE,
)
DAYS = {"yesterday": "last", "today": "this", "tonight": "this", "tomorrow": "next"}
NONE = Calendar(frozenset(), frozenset())


def read_dates(text: str) -> Calendar:
    """Every date of `text`."""
    found = _WORDS.intersection(LETTERS.findall(text.lower()))
    if not found:
        return NONE
    named, from_now = not found <= _FROM_NOW, not found.isdisjoint(_FROM_NOW)
    return Calendar(
        names=frozenset(short(match.group()) for match in ANY.finditer(text)) if named else frozenset(),
        days=frozenset(chain.from_iterable(map(_days, DAY.finditer(text)))) if named else frozenset(),
        relative=frozenset(relative(match) for match in RELATIVE.finditer(text)) if from_now else frozenset(),
    )


def _days(match: re.Match[str]) -> Iterator[tuple[str, str]]:
    """The day of a match of DAY, and the last one when it goes on: March 2 to 4."""
    yield day(match)
    if until := UNTIL.match(match.string, match.end()):
        yield day(match)[0], until.group(1).lstrip("0")


def relative(match: re.Match[str]) -> tuple[str, str]:
    """When and what of a match of RELATIVE."""
    if match["day"]:
        return DAYS[match["day"].lower()], "day"
    if match["ago"]:
        return "last", match["unit"].lower()
    return next(when for when in ("last", "this", "next") if match[when]), match["what"].lower()


def short(name: str) -> str:
    """A month or a day of the week as its first three letters, in lower case."""
    return name[:3].lower()


def day(match: re.Match[str]) -> tuple[str, str]:
    """The month and the number of a match of DAY."""
    return short(match.group("m1") or match.group("m2")), (match.group("d1") or match.group("d2")).lstrip("0")
