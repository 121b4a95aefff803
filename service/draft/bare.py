"""What an English sentence can lose in a headline: who somebody is, when it was, and what came before and after.

Deletion rules as those of `compression`, with the same things kept; the first of them cost a reader least (headlines by
trimming: Dorr, Zajic and Schwartz, 2003).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.draft.compression import KEPT, LEAST, NAME_BEFORE, RULES, VERB, Drop, Rule
from service.reading.dates import CALENDAR, MONTHS
from service.reading.words import UPPER, word_count

DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
PART = r"(?: (?:morning|afternoon|evening|night))?"
AGE = re.compile(rf"(?<=[a-z]), \d{{1,3}}(?:,(?= (?:\w+ly )?{VERB}\b)|(?=,))")
# `on Monday`, `late Tuesday`, `last week`, `on 6 May 2026`; not `until Monday`, `Friday's`, `Monday to Friday`.
WHEN = re.compile(
    rf"(?<=[a-z\"”’)])(?P<comma>,)?(?: (?:late |early )?on)?(?: (?:late|early))? "
    rf"(?:{DAY}{PART}|(?:yesterday|today){PART}|(?<=on )(?:{'|'.join(MONTHS)}) \d{{1,2}}|(?<=on )\d{{1,2}} "
    rf"(?:{'|'.join(MONTHS)})|(?:last|this) (?:week|month))"
    r"(?(comma),?)(?=[.,;]| [a-z])(?! (?:and|or|to|until|through)\b)"
)
TO_WHEN = re.compile(
    r"\b(?:until|by|since|from|between|for|of|the|to|on|in|at|last|next|this|every|each|and|or|before|after|as)$", re.I
)
APPOSITION = re.compile(rf", (?:[a-z][\w’'-]* )(?:[^,;:–—]|,(?=\d)){{3,110}}, (?=(?:\w+ly )?{VERB}\b)")
# What came before, or when it was: never a condition, and never the world in which it is so (`In the film, ...`).
OPENING = re.compile(
    rf"(?:(?:After|Before|Following|During|While|Since|When) (?:[^,;:–—]|,(?=\d))+|"
    rf"(?:On|In|At|Late|Early|Earlier|Last) (?:(?:the|a|of|late|early|last|this|week|month|year|day|morning|evening|"
    rf"night|afternoon|on|to|\d+|{CALENDAR.pattern})[ ,]*)+), (?=[{UPPER}\d]|the |an? )"
)
CLOSING = re.compile(
    r",? (?:(?:after|before|while|during|amid|following)\b|"
    rf"as (?=(?:the|an?|it|he|she|they|[{UPPER}]\w+) [^,]*\b{VERB}\b))(?:[^,;:–—]|,(?=\d))+(?=[.!?]$)"
)
REMARK = re.compile(r", an? (?:[\w-]+ ){1,3}(?:that|which|aimed|intended|designed)\b[^;:–—]+(?=[.!?]$)")
SECOND = re.compile(
    r" and (?:also |later |then )?(?:was|were|had|has|\w+ed|told|took|made|gave|left|put|held)\b[^,;:–—]+(?=[.!?]$)"
)
# Where it was, at the end: a name of a place; not `believed in Orla`, `based in Orla`.
PLACE = re.compile(
    rf"(?<=[a-z]) (?:in|at|near|outside) (?:the )?[{UPPER}][\w’'-]*(?:,? (?:and |of (?:the )?)?[{UPPER}][\w’'-]*)*"
    r"(?=[.!?]$|, )"
)
# What a clause behind it may be a part of: `the first defeat since ...`, `would resign after ...`, `not paid when ...`
BOUND = re.compile(
    r"\b(?:not|never|no|nor|none|only|every|all|each|first|last|most|least|record|will|would|can|could|may|might|must|"
    r"should|to (?!(?:the|an?|his|her|its|their)\b|[A-Z])|soon|"
    r"shortly|long|just|days?|weeks?|months?|years?|hours?|minutes?|more|less|even|such|so|\w+est)\b|"
    r"n['’]t\b|^No\b"
)
EQUALS = re.compile(r"\b(?:as [\w-]+|such|same|comes?|came)$")  # `as recently as`, `comes after`
# Words that a place belongs to: a verb or an adjective that lacks it, a thing that is somewhere.
ENDS_OPEN = r"(?:\b(?:is|are|was|were|be|been|[a-z]+(?:ed|ing|en)|live|lives|stay|stays|arrive|arrives|born|share|"
ENDS_OPEN += (
    r"stake|interest|confidence|people|fall|rise|drop|cut|increase|change|role|part|held|met|won|lost|put|out|up))$"
)
DATE = re.compile(
    rf"\b(?:\d{{1,2}} )?(?:{CALENDAR.pattern})(?: \d{{1,2}})?(?:,? \d{{4}})?\b|\b(?:in|of|since) \d{{4}}\b"
)


def _keeps(clause: str) -> bool:
    """Whether it holds what no clause that goes may hold; a date may go."""
    return KEPT.search(DATE.sub("", clause)) is not None


def _ages(text: str) -> Iterator[Drop]:
    for match in AGE.finditer(text):
        yield Drop(match.start(), match.end(), "age")


def _days(text: str) -> Iterator[Drop]:
    for match in WHEN.finditer(text):
        if TO_WHEN.search(text[: match.start()]):
            continue
        yield Drop(match.start(), match.end(), "day")


def _appositions(text: str) -> Iterator[Drop]:
    """Who somebody is, between the name and the verb."""
    for match in APPOSITION.finditer(text):
        if NAME_BEFORE.search(text[: match.start()]) and not KEPT.search(match.group()):
            yield Drop(match.start(), match.end() - 1, "apposition")


def _openings(text: str) -> Iterator[Drop]:
    if (match := OPENING.match(text)) and not _keeps(match.group()):
        yield Drop(0, match.end(), "opening")


def _places(text: str) -> Iterator[Drop]:
    for match in PLACE.finditer(text):
        before = text[: match.start()]
        comma = text.startswith(", ", match.end()) and "," not in match.group()
        if re.search(ENDS_OPEN, before) or BOUND.search(before) or comma or word_count(before) < LEAST:
            continue
        yield Drop(match.start(), match.end(), "place")


def _remarks(text: str) -> Iterator[Drop]:
    """`, a move that ...`: what it is called, at the end."""
    if (match := REMARK.search(text)) and word_count(text[: match.start()]) >= LEAST:
        yield Drop(match.start(), match.end(), "remark")


def _closings(text: str) -> Iterator[Drop]:
    """What else was going on, at the end; the last clause first."""
    for match in reversed(list(CLOSING.finditer(text))):
        before = text[: match.start()]
        if _keeps(match.group()) or BOUND.search(before) or EQUALS.search(before) or word_count(before) < LEAST:
            continue
        yield Drop(match.start(), match.end(), "circumstance")


def _seconds(text: str) -> Iterator[Drop]:
    """The second thing that somebody did: not where there are three, nor where both are denied or foreseen."""
    if (match := SECOND.search(text)) and not _keeps(match.group()):
        before = text[: match.start()]
        if not (BOUND.search(before) or "," in before or re.search(r"\b(?:both|who|which|that)\b", before)):
            yield Drop(match.start(), match.end(), "second predicate")


BARE: tuple[Rule, ...] = (*RULES, _ages, _days, _appositions, _remarks, _openings, _closings, _places, _seconds)
