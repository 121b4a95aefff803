"""`On Monday`, `last year`: words that say when, resolved from the day an article appeared.

Values are ISO 8601: a day, a month, a year, or an interval of two days for a week. What may mean two of them, or is
said inside quotation marks (on a day of its own), is left as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from service.core.summary import DatedWords
from service.reading.words import quotations

YEARS = 9  # within which a day without its year is looked for: the 29th of February is rare


@dataclass(frozen=True)
class _Language:
    rules: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]
    tense: re.Pattern[str] | None
    weekdays: dict[str, int]
    months: dict[str, int]
    numbers: dict[str, int]


def resolve(text: str, published: date | None, language: str) -> tuple[DatedWords, ...]:
    """The relative dates of one statement, in order; none without the day, or in a language without rules."""
    known = _languages().get(language)
    if published is None or known is None:
        return ()
    taken = [range(start, end) for start, end in quotations(text)]
    found: list[DatedWords] = []
    for pattern, rule in known.rules:
        for match in pattern.finditer(text):
            span = range(match.start(), match.end())
            if any(span.start < other.stop and other.start < span.stop for other in taken):
                continue
            if value := _value(known, rule, match, published):
                taken.append(span)
                found.append(DatedWords(start=span.start, end=span.stop, text=match.group(), date=value))
    return tuple(sorted(found, key=lambda words: words.start))


def _value(known: _Language, rule: tuple[str, ...], match: re.Match[str], published: date) -> str | None:
    """What `match` stands for by `rule`; None when that is not certain."""
    match rule:
        case ("day", step):
            return (published + timedelta(days=int(step))).isoformat()
        case ("week", step):
            return _week(published, int(step))
        case ("month", "near"):
            future = _future(known, match)
            return None if future is None else _named_month(known, match, published, future=future)
        case ("month", step):
            return _month(published, int(step))
        case ("year", step):
            return f"{published.year + int(step):04}"
        case ("ago",):
            return _ago(known, match, published)
        case ("weekday", "week", step):
            return _day_of_week(published, int(step), _weekday(known, match))
        case ("weekday", when):
            future = _future(known, match) if when == "near" else when == "next"
            return None if future is None else _near_weekday(published, _weekday(known, match), when, future=future)
        case ("date", when):
            future = _future(known, match) if when == "near" else when == "next"
            return None if future is None else _date(known, match, published, future=future)
    raise ValueError(f"There is no rule {' '.join(rule)}.")


def _future(known: _Language, match: re.Match[str]) -> bool | None:
    """Whether the verb that the words go with is of the future: the last one before them, else the first one after."""
    assert known.tense, "a rule with `near` needs verbs"
    before = list(known.tense.finditer(match.string, 0, match.start()))
    verb = before[-1] if before else known.tense.search(match.string, match.end())
    return None if verb is None else verb["future"] is not None


def _ago(known: _Language, match: re.Match[str], published: date) -> str:
    said = match["n"]
    number = int(said) if said.isdigit() else known.numbers[said.lower()]
    match _units()[match["unit"]]:
        case "day":
            return (published - timedelta(days=number)).isoformat()
        case "week":
            return _week(published, -number)
        case "month":
            return _month(published, -number)
    return f"{published.year - number:04}"


def _week(published: date, step: int) -> str:
    monday = published + timedelta(days=7 * step - published.weekday())
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def _month(published: date, step: int) -> str:
    year, month = divmod(12 * published.year + published.month - 1 + step, 12)
    return f"{year:04}-{month + 1:02}"


def _weekday(known: _Language, match: re.Match[str]) -> int:
    """0 for Monday."""
    return next(
        known.weekdays[name.lower()] for key, name in match.groupdict().items() if name and key.startswith("weekday")
    )


def _day_of_week(published: date, step: int, weekday: int) -> str:
    return (published + timedelta(days=7 * step + weekday - published.weekday())).isoformat()


def _near_weekday(published: date, weekday: int, when: str, *, future: bool) -> str | None:
    back = (published.weekday() - weekday) % 7
    if future:
        sure = back or when == "next"  # else today, or in a week
        return (published + timedelta(days=7 - back)).isoformat() if sure else None
    return (published - timedelta(days=back or (7 if when == "last" else 0))).isoformat()


def _date(known: _Language, match: re.Match[str], published: date, *, future: bool) -> str | None:
    """The last such day up to that of publication, or the first one from it on."""
    month = known.months[match["m"].lower()] if match["m"] else None
    for step in range(12 * YEARS):
        text = _month(published, step if future else -step)
        if month and int(text[-2:]) != month:
            continue
        try:
            day = date.fromisoformat(f"{text}-{int(match['d']):02}")
        except ValueError:  # no such day in this month
            continue
        if (day >= published) if future else (day <= published):
            return day.isoformat()
    return None


def _named_month(known: _Language, match: re.Match[str], published: date, *, future: bool) -> str:
    month = known.months[match["m"].lower()]
    step = (month - published.month) % 12 if future else -((published.month - month) % 12)
    return _month(published, step)


@cache
def _raw() -> dict[str, Any]:
    raw: dict[str, Any] = yaml.safe_load(
        files("service.reading").joinpath("data/relative_dates.yaml").read_text("utf-8")
    )
    return raw


@cache
def _units() -> dict[str, str]:
    return {word: unit for unit, words in _raw()["units"].items() for word in words}


@cache
def _languages() -> dict[str, _Language]:
    return {code: _language(raw) for code, raw in _raw().items() if code != "units"}


def _language(raw: dict[str, Any]) -> _Language:
    weekdays, months, numbers = raw["weekdays"], raw["months"], raw.get("numbers", {})
    names = {"{weekday}": weekdays, "{month}": sorted(months, key=len, reverse=True), "{number}": numbers}
    rules = []
    for template, rule in raw["dates"]:
        pattern = template
        for mark, words in names.items():
            pattern = pattern.replace(mark, f"(?:{'|'.join(map(re.escape, words))})")
        exact = "(?P<m>" in pattern  # May is a month, may is not
        rules.append((re.compile(pattern, 0 if exact else re.IGNORECASE), tuple(rule.split())))
    tense = f"(?P<future>{raw['future']})|(?P<past>{raw['past']})" if "future" in raw else ""
    return _Language(
        rules=tuple(rules),
        tense=re.compile(tense, re.IGNORECASE) if tense else None,
        weekdays={name.lower(): number for number, name in enumerate(weekdays)},
        months={name.lower(): number for number, name in enumerate(months, 1)},
        numbers=numbers,
    )
