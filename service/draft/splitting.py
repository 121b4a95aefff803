"""A long claim as several, one checkable thing each: coordinated clauses with their subject. English.

Each part takes words of the claim in their order, so that it rests on the same sentence; nothing is put in but the
reporting verb for a participle, which is listed.
"""

from __future__ import annotations

import re
from dataclasses import replace

from service.core.summary import Swap
from service.draft.alone import ANAPHOR
from service.draft.sentences import Candidate
from service.draft.wording import whole
from service.reading.modality import NEGATION
from service.reading.reporting import report
from service.reading.verb_forms import PARTICIPLES
from service.reading.words import UPPER, quoted_spans, word_count

LONG = 24  # words; a shorter claim is one thing
LEAST = 7  # words of a part
AND_THAT = re.compile(r",? (?:and|but) that (?=\w)")
THAT = re.compile(r"(?:,? (?:and|but)|,) that (?=\w)")
# What holds of both clauses: `If the dam broke, A would happen, and B would`.
SCOPE = re.compile(
    r"(?:If|When|While|After|Before|Unless|Until|Since|Although|Though|As|In|On|At|By|From|Under|With|Without|For|"
    r"According|During|Had|Should|Were)\b"
)
VERB = r"(?:is|are|was|were|has|had|have|will|would|could|may|might|must|should|said|says|voted|won|fell|rose|\w+ed)"
# Another clause with a subject of its own.
CLAUSE = re.compile(
    rf"(?:; |, (?:and|but|while) )(?P<subject>(?:[Tt]he |an? )?(?:[{UPPER}\d][\w’'-]*|[a-z][\w’-]*(?: [a-z][\w’-]*)?)"
    rf"(?: [{UPPER}][\w’'-]*){{0,4}}(?:, [^,;]{{4,60}},)?) {VERB}\b"
)
NO_SUBJECT = re.compile(
    r"(?:he|she|it|they|its|his|her|their|this|that|these|those|which|who|what|there|so|then|also|not|in|on|at|to|of|"
    r"by|for|with|from|both|some|none|others?|one|neither|had|has|was|were|is|are|would|will|could)\b",
    re.IGNORECASE,
)
# Two things that are asked for; not where one phrase may govern both: `to stop it by closing A and opening B`.
NEEDS = re.compile(
    r"(?P<head>[^,;]*?\b(?:need|necessity)) (?P<first>to \w+(?:(?! by | so as | in order )[^,;])+?),? and "
    r"(?P<second>to \w+ .+)$"
)
CALLS = re.compile(
    r"(?P<head>[^,;]*?\bcalled for) (?P<first>\w+ing (?:(?! by | for \w+ing)[^,;])+?),? and "
    r"(?P<second>(?!during)\w+ing .+)$"
)
ADDING = re.compile(r", (?P<cue>adding|saying|noting|stating|warning) (?=that )")


def parts(claim: Candidate) -> list[Candidate]:
    """The claims that `claim` is made of, in its order: itself alone when it is one."""
    if claim.words < LONG or quoted_spans(claim.text) or NEGATION.search(claim.text):
        return [claim]
    found = report(claim.text)
    if found and found.form != "before":
        return [claim]
    head = claim.text[: found.cue[1]] if found else ""
    texts = _adding(claim.text, found.subject) if found else None
    texts = texts or _asked(claim.text) or (_that(claim.text, head) if found else _clauses(claim.text))
    if len(texts) < 2 or not all(_stands(text) for text, _ in texts):
        return [claim]
    return [
        replace(
            claim,
            text=text,
            words=word_count(text),
            swaps=(*(swap for swap in claim.swaps if swap.text in text), *swaps),
        )
        for text, swaps in texts
    ]


Part = tuple[str, tuple[Swap, ...]]


def _that(text: str, head: str) -> list[Part]:
    """`X said that A, that B and that C`."""
    content = text[len(head) :]
    if not content.startswith(" that ") or not AND_THAT.search(content):
        return []
    first, *others = THAT.split(content)
    last = others.pop()
    return [(f"{head}{first}.", ()), *((f"{head} that {other}.", ()) for other in others), (f"{head} that {last}", ())]


def _asked(text: str) -> list[Part]:
    """`X spoke of the need to A and to B`, `X called for closing A and opening B`."""
    for pattern in (NEEDS, CALLS):
        if cut := pattern.match(text):
            return [(f"{cut['head']} {cut['first']}.", ()), (f"{cut['head']} {cut['second']}", ())]
    return []


def _adding(text: str, subject: tuple[int, int]) -> list[Part]:
    """`X said A, adding that B`."""
    if not (cut := ADDING.search(text)):
        return []
    verb = PARTICIPLES[cut["cue"]]
    second = f"{text[subject[0] : subject[1]]} {verb} {text[cut.end() :]}"
    return [(text[: cut.start()] + ".", ()), (second, (Swap(source=cut["cue"], text=verb, rule="participle"),))]


def _clauses(text: str) -> list[Part]:
    """`A did B, and C did D`."""
    cut = CLAUSE.search(text)
    if not cut or NO_SUBJECT.match(cut["subject"]) or SCOPE.match(text):
        return []
    at = cut.start("subject")
    return [(text[: cut.start()] + ".", ()), (text[at].upper() + text[at + 1 :], ())]


def _stands(text: str) -> bool:
    return whole(text) and word_count(text) >= LEAST and not ANAPHOR.match(text)
