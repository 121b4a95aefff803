"""What a long English sentence can lose: clauses that add to it and carry nothing of it.

Deletion rules over the marks and the closed-class words of a sentence, in the tradition of sentence compression (Knight
and Marcu, 2000; Clarke and Lapata, 2008), from the least loss to the greatest, until the sentence is short enough. What
restricts what it stands in, a denial, a condition, a figure and who says it are never lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from service.reading.words import quoted_spans, word_count

LONG = 32  # words; above this a statement of an abstract is compressed
LEAST = 7  # words that stand before a clause at the end of a sentence

# A verb after the comma that closes a clause between subject and verb.
VERB = (
    r"(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|said|says|told|made|came|took|began|"
    r"won|lost|fell|rose|met|held|led|left|went|gave|saw|set|cut|put|ran|sent|won|hit|froze|spoke|sold|"
    r"grew|drew|struck|beat|broke|built|bought|brought|caught|chose|drove|fought|found|kept|paid|shut|spent|stood|"
    r"swept|taught|threw|wrote|became|remains?|serves?|did|does|"
    r"(?!aged|based|named|called|born)\w{2,}ed)"
)
CLOSED = re.compile(rf"(?:, (?=(?:\w+ly )?{VERB}\b)|(?=, (?:but|while|though|although) )|(?=;)|(?=[.!?]['\"”’]?$))")
# What no clause that goes may hold: a figure, a denial or a doubt, a condition, or the dispute of what it stands in.
KEPT = re.compile(
    r"\d|%|\b(?:not|no (?:evidence|proof|one|longer)|never|nor|none|nobody|nothing|neither|without|cannot|hardly|only|"
    r"if|unless|until|except|but|than|allege\w*|claim\w*|reported\w*|suppos\w+|accus\w+|suspect\w*|"
    r"den(?:y|ies|ied|ying|ial)|disput\w+|reject\w*|contest\w*|refut\w+|contradict\w*|critici[sz]\w+|oppos\w+|"
    r"said|says|saying|told|according|false\w*|one|two|three|four|five|six|seven|eight|nine|ten|twice|dozens?|hundreds?|"
    r"thousands?|millions?|half|third|quarter|doubled|halved)\b|n['’]t\b",
    re.IGNORECASE,
)
PARENTHESIS = re.compile(r" \((?![A-Z][A-Za-z&-]{0,9}\))[^()]{3,120}\)(?=[ ,.;:])(?! [A-Z])")
AGED = re.compile(r", \d{1,3}$")
RELATIVE = re.compile(r", (?:(?:in|of|for|from|to|with|on|by) which|which|who|whose|where)\b(?:[^,;:–—]|,(?=\d)){8,}")
PARTICIPLE = re.compile(
    r", (?:thereby |thus |further |also )?(?!including|excluding|following|according|regarding|concerning|"
    r"during|pending|barring|considering|depending|notwithstanding|morning|evening|meaning|being|nothing|something|"
    r"everything|anything|king|spring|saying)[a-z]{2,}ing\b[^,;:–—]{6,}(?=[.!?]$)"
)
GERUND = re.compile(r"\b(?!spring|morning|evening|building|meeting|during|king|ring|\w*thing\b)[a-z]{2,}ing\b")
EXAMPLES = re.compile(r", (?:including|such as|among them|especially|notably|namely)\b[^;:–—]{5,}?(?=[.!?]$)")
EXAMPLES_INSIDE = re.compile(
    rf", (?:including|such as|among them|notably|namely)\b[^,;:–—]{{5,}}"
    rf"(?:, (?=(?:\w+ly )?{VERB}\b|to [a-z]+\b)|(?=, (?:it|he|she|they|we|there)\b))"
)
# What is no part of a list, though it stands behind a comma: the clause that the examples interrupt.
CLAUSE_BEHIND = re.compile(
    rf", (?:(?:and|but|or) )?(?:to [a-z]+\b|(?:it|he|she|they|we|there|this|that)\b|[^,]*\b{VERB}\b)", re.IGNORECASE
)
SUBORDINATE = re.compile(
    r"(?:^|\bthat |, )(?:if|unless|when|while|although|though|because|once|as)\b[^,]*$", re.IGNORECASE
)
NAME_BEFORE = re.compile(r"\b[A-Z][\w’'-]+$")
SECOND_TITLE = re.compile(
    r" and (?:president|secretary|chairman|member|first|vice|general|minister|head|director)\b(?:(?! to )[^,]){3,120}"
    rf"(?=, (?:\w+ly )?{VERB}\b)"  # the comma closes who somebody is, and no list
)
PARTICIPIAL = re.compile(r"[A-Z][a-z]+(?:ing|ed)\b[^,;:]*")
DASHES = re.compile(r" [–—-] [^–—]{5,160} [–—-] (?=[a-z])")


class Drop(NamedTuple):
    """Half-open offsets into the sentence, and the name of the rule."""

    start: int
    end: int
    rule: str


Rule = Callable[[str], Iterator[Drop]]


def drops(text: str, most: int = LONG, rules: Sequence[Rule] = ()) -> list[Drop]:
    """What `text` can lose, until it has `most` words or no rule is left; nothing where it has them already.

    By `rules`, those of this module when left out. Quotations are never cut into.
    """
    found: list[Drop] = []
    left = word_count(text)
    quotes = quoted_spans(text)
    for rule in rules or RULES:
        for drop in rule(text):
            if left <= most:
                return found
            if any(drop.start < other.end and other.start < drop.end for other in found):
                continue
            if any(drop.start < quote.end and quote.start < drop.end for quote in quotes):
                continue
            found.append(drop)
            left -= word_count(text[drop.start : drop.end])
    return found


def _parentheses(text: str) -> Iterator[Drop]:
    for match in PARENTHESIS.finditer(text):
        if not KEPT.search(match.group()):
            yield Drop(match.start(), match.end(), "parenthesis")


def _relatives(text: str) -> Iterator[Drop]:
    """Clauses after a comma: what restricts its noun has none."""
    for match in RELATIVE.finditer(text):
        end = match.start() + len(match.group().rstrip(".!?\"'”’"))
        if KEPT.search(match.group()) or not (closed := CLOSED.match(text, end)):
            continue
        verb = closed.group().startswith(",")
        if verb and re.match(r"[^,]* and ", match.group()) and "who" not in match.group()[:6]:
            continue  # `, which opened and closed, ...`: the verb behind may be the clause's own
        if not verb and word_count(text[: match.start()]) < LEAST:
            continue
        aged = AGED.search(text[: match.start()])  # `Orrin, 32, was`: the comma closes the age
        yield Drop(match.start(), end + (verb and not aged), "relative clause")


def _participles(text: str) -> Iterator[Drop]:
    """`, leaving the port to the town`: what comes of it, at the end of the sentence."""
    for match in PARTICIPLE.finditer(text):
        before = text[: match.start()]
        clause = before[max(before.rfind(","), before.rfind(";")) + 1 :]
        if KEPT.search(match.group()) or GERUND.search(clause) or word_count(clause) < LEAST:
            continue  # one of several: `by cutting rents, closing ports and ...`
        if len(GERUND.findall(match.group())) > 1 or re.match(r"[^,]*, (?:who|which|and|or)\b", clause):
            continue
        yield Drop(match.start(), match.end(), "participle")


def _examples(text: str) -> Iterator[Drop]:
    for match in EXAMPLES_INSIDE.finditer(text):
        if not KEPT.search(match.group()):
            yield Drop(match.start(), len(match.group().rstrip()) + match.start(), "examples")
    for match in EXAMPLES.finditer(text):
        before = text[: match.start()]
        goes_on = CLAUSE_BEHIND.search(match.group(), 1) or SUBORDINATE.search(before)
        if not KEPT.search(match.group()) and not goes_on and word_count(before) >= LEAST:
            yield Drop(match.start(), match.end(), "examples")


def _dashes(text: str) -> Iterator[Drop]:
    """A clause between two dashes."""
    for match in DASHES.finditer(text):
        if PARTICIPIAL.fullmatch(text, 0, match.start()):
            continue  # `Closing the pier — ... — the council left`: the marks part what a comma would
        if not KEPT.search(match.group()) and text.count(" – ") + text.count(" — ") + text.count(" - ") == 2:
            yield Drop(match.start(), match.end() - 1, "aside")


def _titles(text: str) -> Iterator[Drop]:
    """The second of two titles of one person."""
    for match in SECOND_TITLE.finditer(text):
        if not re.search(r"\d", match.group()):
            yield Drop(match.start(), match.end(), "second title")


RULES: tuple[Rule, ...] = (
    _parentheses, _titles, _dashes, _relatives, _examples, _participles,
)  # fmt: skip
