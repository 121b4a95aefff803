"""Whether a sentence needs no other to be understood."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.core.summary import Swap
from service.draft.references import points_outside
from service.reading.company import FIRST_PERSON
from service.reading.dates import CALENDAR
from service.reading.speech import Prose
from service.reading.speech.naming import RULE as SPEAKER
from service.reading.voice import Voice
from service.reading.words import unquoted, word_count

TIME = (
    r"(?:the|of|a|early|late|end|beginning|start|middle|last|next|following|same|this|that|years?|months?|weeks?|days?|"
    rf"night|evening|morning|afternoon|spring|summer|autumn|winter|\d+|{CALENDAR.pattern})"
)
# An opening or an object that points outside the sentence.
ANAPHOR = re.compile(
    r"^(?:(?:It|There)\b(?! is (?:stipulated|necessary|important|a )| was not for)|"
    r"(?:He|She|They|This|That|These|Those|Such|Here|Among them|Under another|Another|Other|His|Her|Its|"
    r"Their|So|Thus|"
    r"Therefore|Presumably|Perhaps with that|"
    r"Click here|Share your|Follow us|Read more|Sign up|Keeping with|"
    r"By (?:comparison|contrast)|Instead|Otherwise|Likewise|Similarly|"
    r"As a result(?! of)|In (?:this|that|it|so)|At (?:this|that|the same)|On (?:this|that)|For (?:this|that|"
    r"example|instance)|(?:Because of|Following|Despite) (?:this|that)|The moment|Both|One of them|We|Our|Us|I|My)\b|"
    r"(?:[A-Z]\w+ly )?[A-Za-z]\w+ed(?: and \w+ed)? (?:was|were)\b|"  # by whom, another sentence tells
    rf"(?:In|On|At|By|Since|Until|During|Late|Early|Last|Earlier|Later) (?:{TIME}[ ,]+){{1,6}}(?:he|she|they|"
    r"it(?! (?:was|is|has|had|will|would|took|emerged|became|rained|snowed|turned)\b))\b|"
    r"According to [^,]{2,60}, (?:it(?! (?:is|was|will|would|has|had) (?:\w+ )?(?:to|that)\b)|these|they)\b)"
)
OBJECT_PRONOUN = re.compile(
    r"\s(?:(?:him|it|them|this view|that account|to do so|the same)[.,;]|greeted (?:him|her)\b|them as |"
    r"contributed to this report|of this (?=took|was|is|has|had))"
)
# What it was that somebody gave a name to, unless the sentence opened with it: "Closing the pier, she called it ...".
NAMED = re.compile(r"(?![A-Z]\w+ing\b).*\s(?:called|termed|deemed|labell?ed|branded|described) (?:it|them|this)\b")
OWN = re.compile(r"(?:We|Our|Us|I|My)\b")
GREETING = re.compile(
    r"\b(?:thank(?:s|ed| you)?|welcom\w+|congratulat\w+|ladies and gentlemen|(?:dear|honou?red|esteemed|distinguished) "
    r"(?:friends|guests|colleagues|comrades|compatriots)|bless|long live|glory to)\b",
    re.IGNORECASE,
)
UNRESOLVED = frozenset("he she it they".split())
LEAST_OWN = 4  # words of a sentence without a speaker or a figure that tells a reader anything
QUOTATION = frozenset('«“„「『"—–')
NO_CLAIM = re.compile(r"[:?]['\"”]?$|\b(?:went on|as follows)[:.]?$")


def alone(text: str, voice: Voice, *, keep_pronoun: bool) -> bool:
    """Whether an English sentence needs no other to be understood."""
    if voice.name and voice.name.lower() in UNRESOLVED:
        return False
    if NO_CLAIM.search(text) or OBJECT_PRONOUN.search(text) or NAMED.match(text):
        return False
    if ANAPHOR.match(text) and not (keep_pronoun and voice.name):
        return False
    return not FIRST_PERSON.search(unquoted(text))


def quotable(source: str) -> bool:
    """Whether what somebody says in a speech of theirs needs no other sentence, and is more than a greeting."""
    points = points_outside(source) or (ANAPHOR.match(source) and not OWN.match(source))
    return not (points or NO_CLAIM.search(source) or OBJECT_PRONOUN.search(source) or GREETING.search(source))


def alone_in(prose: Prose, text: str, voice: Voice, swaps: Sequence[Swap], *, keep_pronoun: bool) -> bool:
    """The same of another language than English, `swaps` being what was put into the sentence."""
    if voice.name is None and word_count(text) < LEAST_OWN and not re.search(r"\d", text):
        return False
    subject = voice.report.subject if voice.report else None
    kept = keep_pronoun and bool(voice.name)  # the sentence before tells who
    told = kept or any(swap.rule == SPEAKER for swap in swaps)
    if voice.name in UNRESOLVED or (subject and subject[0] == subject[1] and not told):
        return False
    opens_quoted = bool(voice.report and voice.report.form == "after" and text[:1] in QUOTATION)
    return prose.alone(text, spoken_first=opens_quoted or kept)
