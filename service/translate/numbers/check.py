"""Numbers of a source that its translation lacks, has otherwise, or has too many of."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from service.core.document import Span
from service.core.translation import Issue, Severity
from service.translate.numbers.amount import DATES, Amount, Kind
from service.translate.numbers.grammar import MEASURES, converted
from service.translate.numbers.reader import amounts, grammar_of
from service.translate.numbers.retold import as_words, without_conversions, without_months

MISTRANSLATION, OMISSION, ADDITION = "accuracy/mistranslation", "accuracy/omission", "accuracy/addition"
EXACT, LOOSE, ROUNDED = range(3)


def issues(source: str, target: str, source_language: str, target_language: str) -> list[Issue]:
    """What a translator should look at, in order of the source. Languages are BCP 47 codes.

    Amounts of the two sides are assigned to one another by value, as far as that goes (a maximum bipartite matching,
    Kuhn 1955); one that is told twice may stand once on the other side. Raises KeyError for a language unknown here.
    """
    wanted, given = amounts(source, source_language), amounts(target, target_language)
    pairs = _assign(wanted, given)
    found = [issue for item, other in pairs if (issue := _differs(wanted[item], given[other]))]
    left = [item for at, item in enumerate(wanted) if item.certain and at not in dict(pairs) and not _told(item, given)]
    used = {other for _, other in pairs}
    extra = [
        item
        for at, item in enumerate(given)
        if item.certain and at not in used and not _told(item, wanted, of_target=True)
    ]
    left, extra = [item for item in left if not _one(item)], [item for item in extra if not _one(item)]
    left = as_words(left, source_language, source, target_language, target)
    extra = as_words(extra, target_language, target, source_language, source)
    left = without_conversions(left, source, [wanted[at] for at, _ in pairs])
    extra = without_conversions(extra, target, [given[at] for at in used])
    if all(item.kind is not Kind.MONTH for item in wanted):
        extra = without_months(extra, target, [given[other] for at, other in pairs if wanted[at].kind is Kind.DAY])
    found += _identifiers(wanted, given)
    found += _changed(left, extra)
    found += [_missing(item) for item in left]
    found += [_added(item) for item in extra]
    found += _lunar(source, target, source_language, target_language)
    return sorted(found, key=lambda issue: issue.source_span.start if issue.source_span else len(source))


def _assign(wanted: Sequence[Amount], given: Sequence[Amount]) -> list[tuple[int, int]]:
    """Pairs of places: as many as can be, those that agree best first."""
    costs = [[_cost(item, other) for other in given] for item in wanted]
    partner: dict[int, int] = {}

    def place(item: int, limit: int, seen: set[int]) -> bool:
        for other, cost in enumerate(costs[item]):
            if cost is not None and cost <= limit and other not in seen:
                seen.add(other)
                if other not in partner or place(partner[other], limit, seen):
                    partner[other] = item
                    return True
        return False

    order = sorted(range(len(wanted)), key=lambda at: not wanted[at].certain)
    for limit in range(7):
        for item in order:
            if item not in partner.values() and any(cost is not None and cost <= limit for cost in costs[item]):
                place(item, limit, set())
    return [(item, other) for other, item in sorted(partner.items())]


def _cost(first: Amount, second: Amount) -> int | None:
    """How badly two amounts agree: 0 the same in value and kind, up to 6; None when they do not."""
    if not (first.certain or second.certain):
        return None
    match = _agree(first, second)
    if match is None:
        return None
    other_kind = first.kind is not second.kind or first.unit != second.unit
    doubtful = not (first.certain and second.certain)
    return 2 * match + other_kind + (2 if doubtful else 0)


def _agree(first: Amount, second: Amount) -> int | None:
    if first.kind is Kind.MONTH or second.kind is Kind.MONTH:
        loose = {Kind.MONTH, Kind.COUNT, Kind.ORDINAL}  # the third of a month is no March
        if not {first.kind, second.kind} <= loose or first.rounded or second.rounded:
            return None
        if first.kind is not second.kind and not (first.certain and second.certain):
            return None
    if first.value == second.value:
        return EXACT
    if set(first.readings) & set(second.readings):
        return LOOSE
    if _rounds(first, second) or _same_span(first, second):
        return ROUNDED
    return None


def _rounds(exact: Amount, told: Amount) -> bool:
    """Whether `told` is `exact` to fewer figures, at least two of them: 3,512,480 as 3.5 million."""
    if not told.rounded or told.kind in DATES or told.value == 0:
        return False
    figures = max(len(told.value.normalize().as_tuple().digits), 2)
    place = Decimal(1).scaleb(exact.value.adjusted() - figures + 1)
    return any(exact.value.quantize(place, way) == told.value for way in (ROUND_HALF_UP, ROUND_DOWN))


def _same_span(first: Amount, second: Amount) -> bool:
    """14 days are two weeks, and half a million metres are 500 km."""
    if first.kind is not Kind.MEASURE or second.kind is not Kind.MEASURE or first.unit == second.unit:
        return False
    (base, size), (other, scale) = MEASURES[first.unit], MEASURES[second.unit]
    return base == other and first.value * Decimal(size) == second.value * Decimal(scale)


def _told(item: Amount, others: Sequence[Amount], *, of_target: bool = False) -> bool:
    """Whether the other side has the amount in another place already."""
    return any(
        (_agree(other, item) if of_target else _agree(item, other)) is not None
        for other in others
        if (item.kind is Kind.MONTH) is (other.kind is Kind.MONTH)
    )


def _one(item: Amount) -> bool:
    """A single thing is told by an article, or by nothing."""
    return item.value == 1 and item.kind in (Kind.COUNT, Kind.ORDINAL, Kind.MEASURE, Kind.TIMES)


def _differs(item: Amount, other: Amount) -> Issue | None:
    """What is wrong with amounts of one value."""
    if not (item.certain and other.certain):
        return None
    if {item.kind, other.kind} == {Kind.PERCENT, Kind.POINTS}:
        message = f"“{item.surface}” is {item.kind}, and “{other.surface}” is {other.kind}."
        return _issue("percent_points_mixed", MISTRANSLATION, message, item, other)
    if item.kind is other.kind is Kind.MONEY and item.unit != other.unit and item.unit and other.unit:
        message = f"“{item.surface}” is in {item.unit}, and “{other.surface}” is in {other.unit}."
        return _issue("currency_changed", MISTRANSLATION, message, item, other)
    return None


def _identifiers(wanted: Sequence[Amount], given: Sequence[Amount]) -> list[Issue]:
    """Digits of a name or a code are compared with those behind the same letters."""
    found = []
    for other in (item for item in given if item.kind is Kind.IDENTIFIER and item.unit and not item.certain):
        same = [item for item in wanted if item.kind is Kind.IDENTIFIER and item.unit == other.unit]
        if same and all(item.value != other.value for item in same) and not _told(other, wanted, of_target=True):
            message = f"“{same[0].surface}” became “{other.surface}”."
            found.append(_issue("number_changed", MISTRANSLATION, message, same[0], other))
    return found


def _changed(left: list[Amount], extra: list[Amount]) -> list[Issue]:
    """Pairs of what is left on both sides, the likeliest first; they are taken out of both."""
    found = []
    for alike in (_other_magnitude, converted, _alike, _any):
        for item in list(left):
            other = next((other for other in extra if alike(item, other)), None)
            if other is None:
                continue
            left.remove(item)
            extra.remove(other)
            found.append(_change(item, other))
    return found


def _change(item: Amount, other: Amount) -> Issue:
    if converted(item, other):
        message = f"“{item.surface}” became “{other.surface}”: the unit was converted; look whether it should be."
        return _issue("unit_converted", MISTRANSLATION, message, item, other, Severity.MINOR)
    if item.kind in DATES and other.kind in DATES:
        message = f"“{item.surface}” became “{other.surface}”: another date."
        return _issue("date_changed", MISTRANSLATION, message, item, other)
    message = f"“{item.surface}” is {_plain(item.value)}, and “{other.surface}” is {_plain(other.value)}."
    return _issue("number_changed", MISTRANSLATION, message, item, other)


def _other_magnitude(item: Amount, other: Amount) -> bool:
    return _digits(item) == _digits(other) and Kind.MONTH not in (item.kind, other.kind)


def _digits(item: Amount) -> tuple[int, ...]:
    return item.value.normalize().as_tuple().digits


def _alike(item: Amount, other: Amount) -> bool:
    return item.kind is other.kind and item.unit == other.unit


def _any(_: Amount, __: Amount) -> bool:
    return True


def _missing(item: Amount) -> Issue:
    message = f"The translation lacks “{item.surface}” ({_plain(item.value)})."
    return _issue("number_missing", OMISSION, message, item, None)


def _added(item: Amount) -> Issue:
    message = f"The source has nothing for “{item.surface}” ({_plain(item.value)})."
    return _issue("number_added", ADDITION, message, None, item)


def _lunar(source: str, target: str, source_language: str, target_language: str) -> list[Issue]:
    lunar = grammar_of(source_language).lunar.search(source)
    if not lunar or grammar_of(target_language).lunar.search(target):
        return []
    message = f"“{lunar.group()}” is a date by the lunar calendar, and the translation does not say so."
    place = Span(start=lunar.start(), end=lunar.end())
    return [
        Issue(
            code="lunar_date_flag",
            severity=Severity.MINOR,
            category=MISTRANSLATION,
            message=message,
            source_span=place,
        )
    ]


def _issue(
    code: str,
    category: str,
    message: str,
    item: Amount | None,
    other: Amount | None,
    severity: Severity = Severity.MAJOR,
) -> Issue:
    return Issue(
        code=code,
        severity=severity,
        category=category,
        message=message,
        source_span=item.span if item else None,
        target_span=other.span if other else None,
    )


def _plain(value: Decimal) -> str:
    return f"{value.normalize():,f}"
