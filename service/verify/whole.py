"""Statements read one after the other, as a reader gets them: does each "she" still have somebody to stand for?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.core.check import Check, Fault, FaultKind
from service.core.document import Span
from service.reading.dates import CALENDAR
from service.reading.people import NAME as PERSON

PRONOUN = re.compile(r"^(?:[\"“‘(]?)(?P<word>He|She|They|His|Her|Their)\b")
NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][\w’'-]+|^[A-Z][\w’'-]+ (?:[A-Z][\w’'-]+|said|says|told|\w+ed\b)")
OPENING_NAME = re.compile(rf"{PERSON}(?=[ ,])")
PEOPLE = re.compile(
    r"\b(?:\w+(?:men|women|people|workers|ers|ists|ians|ants|ors|ees)|police|staff|officials|residents|families|children|"
    r"parents|members|teams?|clubs?|companies|countries|states|governments|unions?|parties|banks?|critics|sides|man|woman|"
    r"minister|president|director|leader|governor|spokes\w+|professor|doctor|judge|lawyer|chief|head|captain|mayor)\b",
    re.IGNORECASE,
)


def opening_pronoun(text: str) -> str:
    """The pronoun for people that opens `text`; "" when none does."""
    found = PRONOUN.match(text)
    return found["word"] if found else ""


def resolved(text: str, before: str) -> str:
    """`text` with the pronoun that opens it replaced by the name that opens the statement `before` it, if one does.

    So a reader takes it; whether it is true of that person is then for the check to say.
    """
    found, name = PRONOUN.match(text), OPENING_NAME.match(before)
    if found is None or name is None or found["word"] in ("They", "Their"):
        return text
    owned = "'s" if found["word"] in ("His", "Her") else ""
    return text[: found.start("word")] + name.group() + owned + text[found.end("word") :]


def lost_reference(text: str, before: str) -> Fault | None:
    """The pronoun that opens `text` when the statement `before` it names nobody whom it could stand for."""
    found = PRONOUN.match(text)
    named = CALENDAR.sub("", before)
    if found is None or NAME.search(named) or PEOPLE.search(named):
        return None
    return Fault(
        kind=FaultKind.REFERENCE,
        detail=f"{found['word']!r} stands for nobody named before it",
        span=Span(start=found.start("word"), end=found.end("word")),
    )


def lost_references(checks: Sequence[Check]) -> tuple[Check, ...]:
    """The same checks, with that fault added where it is; it changes no verdict."""
    found: list[Check] = []
    for check in checks:
        fault = lost_reference(check.text, found[-1].text if found else "")
        found.append(_with(check, fault) if fault else check)
    return tuple(found)


def _with(check: Check, fault: Fault) -> Check:
    return check.model_copy(update={"flags": (*check.flags, fault.kind.value), "faults": (*check.faults, fault)})
