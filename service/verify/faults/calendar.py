"""Dates that the source does not have, or has another in their place: months, days, and those told from today."""

from __future__ import annotations

from collections.abc import Iterator

from service.core.check import Fault, FaultKind
from service.core.document import Span
from service.reading.dates import DAY, NAMED, RELATIVE, WEEK, day, relative, short
from service.verify.faults.pair import Pair

NEAR = frozenset("day night week weekend month".split())  # told from today, these may stand for a named day or month


def date_faults(pair: Pair) -> Iterator[Fault]:
    """Months, days of the week, days of months and dates like "last year" that the source lacks or has otherwise.

    A named date for a relative one, or the other way round, is no fault: only the day of publication could tell.
    """
    own = pair.said.dates
    if own.names:
        yield from _names(pair)
    if own.days:
        yield from _days(pair)
    if own.relative:
        yield from _relative(pair)


def _names(pair: Pair) -> Iterator[Fault]:
    there = pair.there.dates
    for match in NAMED.finditer(pair.text):
        name = short(match.group())
        if name in there.names or any(name in passage.dates.names for passage in pair.around):
            continue
        rivals = {other for other in there.names - pair.said.dates.names if (other in WEEK) == (name in WEEK)}
        if not rivals and any(what in NEAR for _, what in there.relative):
            continue
        if name not in pair.index.dates.names or (rivals and pair.same_matter):
            yield _fault(match.group(), match.span(), sorted(rivals))


def _days(pair: Pair) -> Iterator[Fault]:
    days = pair.index.dates.days
    for match in DAY.finditer(pair.text):
        month, number = day(match)
        if any(name == month for name, _ in days) and (month, number) not in days:
            yield _fault(match.group(), match.span(), [])


def _relative(pair: Pair) -> Iterator[Fault]:
    there = pair.there.dates
    if not pair.same_matter:
        return
    for match in RELATIVE.finditer(pair.text):
        date = relative(match)
        if date in there.relative:
            continue
        rivals = [
            other
            for other in RELATIVE.finditer(pair.there.text)
            if relative(other) not in pair.said.dates.relative and relative(other)[1] == date[1]
        ]
        dated = there.names or there.days or there.relative or any(char.isdigit() for char in pair.there.text)
        if rivals or not (dated or date in pair.index.dates.relative):
            yield _fault(match.group(), match.span(), [other.group() for other in rivals])


def _fault(words: str, place: tuple[int, int], rivals: list[str]) -> Fault:
    return Fault(
        kind=FaultKind.DATE,
        detail=f"{words} is not there" + (f"; the source has {', '.join(rivals)}" if rivals else ""),
        span=Span(start=place[0], end=place[1]),
    )
