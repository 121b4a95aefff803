"""What is so under a condition, told as if it were so in any case."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.core.check import Fault, FaultKind
from service.core.document import Span
from service.reading.stems import words
from service.verify.faults.pair import Pair

# A question ("asked if", "see if") and a concession ("even if", "as if") are no conditions.
CONDITION = re.compile(
    r"(?<!\beven )(?<!\bas )(?<!\basked )(?<!\bask )(?<!\bsee )(?<!\bknow )(?<!\bwonder )(?<!\bwondered )"
    r"\b(?P<word>if|unless|provided that|on condition that|as long as)\b(?P<clause>[^,;:.]*)",
    re.IGNORECASE,
)
TOLD = re.compile(
    r"\b(?:if|unless|should|in case|in the event|provided|condition\w*|depend\w*|as long as|when|without|otherwise)\b",
    re.IGNORECASE,
)
BORDER = re.compile(r"[,;:]")
MOST = 0.6  # share of the main clause's words that a statement has when it tells that clause


def condition_faults(pair: Pair) -> Iterator[Fault]:
    """The first condition of the sentence whose main clause the statement tells without it."""
    if not pair.same_matter or TOLD.search(pair.text):
        return
    sentence = pair.index.document.sentences[pair.best]
    text = pair.index.document.slice(sentence)
    for found in CONDITION.finditer(text):
        clause, main = _stems(found["clause"]), _stems(_main(text, found))
        if not clause or not main or 2 * len(clause & pair.said.stems) > len(clause):
            continue
        if len(main & pair.said.stems) >= MOST * len(main):
            yield Fault(
                kind=FaultKind.CERTAINTY,
                detail=f"the source's {found['word']!r} is not told",
                source=Span(start=sentence.start + found.start("word"), end=sentence.start + found.end("word")),
            )
            return


def _main(text: str, condition: re.Match[str]) -> str:
    """The clause that the condition is on: before it, or after it when it stands first."""
    before = BORDER.split(text[: condition.start()].rstrip(" ,"))[-1]
    if len(before.split()) > 2:
        return before
    return BORDER.split(text[condition.end() :].lstrip(" ,"))[0]


def _stems(text: str) -> set[str]:
    return {token.stem for token in words(text) if token.content}
