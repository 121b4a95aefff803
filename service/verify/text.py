"""A text of somebody else's against its source, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.core.check import Check
from service.core.errors import EmptyDocument, TooLarge
from service.core.events import Notify, Progress, Stage, unheard
from service.segment import split
from service.verify.check import Checker
from service.verify.whole import lost_references

LISTED = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")


def statements_of(text: str, *, limit: int) -> list[str]:
    """The sentences of each line, marks of a list left out; `limit` in characters. Raises TooLarge, EmptyDocument."""
    if len(text) > limit:
        raise TooLarge(
            f"The text to check has {len(text):,} characters; the limit is {limit:,}.", limit=limit, actual=len(text)
        )
    lines = [LISTED.sub("", line) for line in text.splitlines()]
    statements = [line[span.start : span.end] for line in lines for span in split(line)]
    if not statements:
        raise EmptyDocument("The text to check is empty.")
    return statements


def check_each(checker: Checker, statements: Sequence[str], notify: Notify = unheard) -> tuple[Check, ...]:
    """The verdict on each of a text's statements, in their order; `notify` hears how many are done."""
    progress = Progress(notify, Stage.VERIFYING, len(statements))
    checks = []
    for statement in statements:
        checks.append(checker.check(statement))
        progress.one_done()
    return lost_references(checks)
