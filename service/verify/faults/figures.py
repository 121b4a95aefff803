"""Numbers that the source does not have, or has another in their place."""

from __future__ import annotations

from collections.abc import Iterator

from service.core.check import Fault, FaultKind
from service.core.document import Span
from service.reading import modality
from service.reading.quantities import Quantity, same_amount, same_unit
from service.verify.faults.pair import Pair


def number_faults(pair: Pair) -> Iterator[Fault]:
    """Amounts that the source does not have, or has with another unit or bound."""
    there = pair.there.quantities
    for wanted in pair.said.quantities:
        if wanted.unit == "" and pair.text[wanted.start : wanted.end].lower() in ("one", "zero"):
            continue
        span = Span(start=wanted.start, end=wanted.end)
        equal = [given for given in there if same_amount(wanted, given)]
        if not equal:
            if _counted(pair, wanted):
                continue
            elsewhere = _elsewhere(pair, wanted)
            anywhere = elsewhere or wanted.amount in pair.index.amounts
            rival = _rival(pair, wanted, there)
            if rival is None and _is_year(wanted) and any(what == "year" for _, what in pair.there.dates.relative):
                continue  # 2022 for last year: only the day of publication tells
            if not anywhere or (rival and pair.same_matter and not elsewhere):
                yield _number(pair, wanted, rival)
            continue
        if not any(same_unit(wanted, given) for given in equal):
            given = equal[0]
            if any(same_unit(wanted, other) for other in _elsewhere(pair, wanted)):
                continue
            rival = _rival(pair, wanted, there) if given.unit == "ordinal" else None  # four days are no fourth day
            if rival:
                yield _number(pair, wanted, rival)
                continue
            yield Fault(
                kind=FaultKind.UNIT,
                detail=f"{_words(pair.text, wanted)}; the source has {_words(pair.source, given)}",
                span=span,
                source=Span(start=given.start, end=given.end),
            )
            continue
        said = modality.bound(pair.text, wanted.start, wanted.end)
        if said and said not in {modality.bound(pair.source, given.start, given.end) for given in equal}:
            given = equal[0]
            yield Fault(
                kind=FaultKind.BOUND,
                detail=f"{_words(pair.text, wanted)} is told as a bound that the source does not give",
                span=span,
                source=Span(start=given.start, end=given.end),
            )


def _number(pair: Pair, wanted: Quantity, rival: Quantity | None) -> Fault:
    return Fault(
        kind=FaultKind.NUMBER,
        detail=f"{_words(pair.text, wanted)} is not there"
        + (f"; the source has {_words(pair.source, rival)}" if rival else ""),
        span=Span(start=wanted.start, end=wanted.end),
        source=Span(start=rival.start, end=rival.end) if rival else None,
    )


def _elsewhere(pair: Pair, wanted: Quantity) -> list[Quantity]:
    """The same amount near the window, or in the other windows."""
    return [given for passage in pair.around for given in passage.quantities if same_amount(wanted, given)]


def _counted(pair: Pair, wanted: Quantity) -> bool:
    """Whether a small number counts things that the source lists rather than numbers."""
    return wanted.amount <= 3 and pair.text[wanted.start].isalpha() and wanted.unit != "percent"


def _is_year(wanted: Quantity) -> bool:
    return wanted.unit == "" and 1800 <= wanted.amount < 2200 and wanted.amount == int(wanted.amount)


def _rival(pair: Pair, wanted: Quantity, there: list[Quantity]) -> Quantity | None:
    """The amount of the window in whose place `wanted` seems to stand."""
    own = pair.said.quantities
    free = [given for given in there if not any(same_amount(item, given) for item in own)]
    alike = [given for given in free if given.unit == wanted.unit or (given.unit and same_unit(wanted, given))]
    return alike[0] if alike else None


def _words(text: str, quantity: Quantity) -> str:
    return text[quantity.start : quantity.end].strip()
