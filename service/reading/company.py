"""A company that presents its results says `we` of itself: `the company` and `its` for that, as a reporter writes.

Whether a document is such a speech is told by its first person, its figures and what only companies report. A sentence
is put into the third person as a whole or not at all: where the form of a verb, or whom `we` means, is not sure, it
stays. English.
"""

from __future__ import annotations

import re

from service.core.document import Document
from service.core.summary import Swap
from service.reading.verb_forms import BE, EITHER, PAST, PRESENT, third_person
from service.reading.words import UPPER, unquoted

RULE = "company"  # the name of these swaps
NAME = "the company"
FIRST_PERSON = re.compile(r"\b(?:(?i:we|our|ours|I|me|my|myself)|(?<!the )(?<!The )[Uu]s)\b")  # not the US
SPOKEN = 0.3  # share of sentences in the first person, from which a document is somebody's speech
SPEECH = 30  # sentences; less is an interview or a quotation
FIGURES = 0.2  # share of sentences with a figure, from which a speech presents results
# What a company reports and a ministry does not, in words.
OF_A_COMPANY = re.compile(
    r"\b(?:per (?:diluted )?share|EPS|EBITDA|(?:share|stock)(?:hold|own)ers?|(?:operating|gross) (?:margin|profit)|"
    r"(?:net|operating) income|same-store|comparable (?:store )?sales)\b"
)
# And what its analysts do not call theirs.
OWNED = re.compile(
    r"\b[Oo]ur (?:[\w’'-]+ ){0,3}?(?:customers|clients|employees|teams?|results|guidance|revenues?|sales|earnings|"
    r"margins?|business(?:es)?|segments?|shareholders|stockholders|products|stores)\b"
)
# Who speaks of others' shares: an analyst, a fund.
INVESTOR = re.compile(
    r"\b(?:price target|target price|(?:buy|sell|hold|neutral|outperform|overweight|underweight) rating|"
    r"[Oo]ur (?:[\w’'-]+ ){0,4}?(?:estimates?|rating|fund|holdings))\b"
)
LEAST = 3  # mentions of either
# From here on others ask, who say `we` too.
QUESTIONS = re.compile(
    r"\b(?:our|the|your) first question\b|^Operator\b|\bquestion[- ]and[- ]answer session (?:will|is) now\b", re.I
)

ADVERB = (
    r"(?:(?!(?:apply|supply|imply|comply|reply|rely|multiply)\b)[a-z]{2,}ly|"
    r"also|now|still|again|already|just|always|never|not|therefore|further|once)"
)
SUBJECT = re.compile(
    rf"\b[Ww]e(?P<short>['’](?:re|ve|ll))?(?P<adverbs>(?: {ADVERB})*) (?P<verb>[a-z]+(?:n['’]t)?)(?![\w'’])", re.ASCII
)
OTHER = re.compile(r"\b(?P<own>[Oo]ur)\b(?= \w)|\b(?P<object>us)\b")
SHORT = {"re": "is", "ve": "has", "ll": "will"}
MODAL = frozenset("will would can could may might must should shall cannot".split())
DO = {"do": "does", "don't": "doesn't", "aren't": "isn't", "weren't": "wasn't", "haven't": "hasn't"}
MODAL |= {"did", "didn't", "won't", "can't", "couldn't", "wouldn't", "shouldn't"}
BUSINESS = frozenset(
    """
    aim anticipate drive estimate execute expand feel finish focus forecast grow invest look manage move
    plan project pursue remain report see serve target update view work
    """.split()
)  # plain forms that are nouns elsewhere
PLAIN = (frozenset(PRESENT) | BUSINESS) - EITHER
# A second verb of the same `we` would have to change as well.
SECOND = re.compile(rf"\b(?:and|but|or|then)(?: {ADVERB})* (?P<verb>[a-z]+(?:n['’]t)?)(?![\w'’])")
INFINITIVE = re.compile(r" (?:[a-z]+ )?to (?!be\b)[a-z]+\b[^,;:]*$")  # `We continue to invest and grow`
OUTLOOK = frozenset("expect plan intend anticipate believe aim".split())  # but not `We hope to grow and expect`
# The speaker, the audience, everybody; or `we` behind its verb.
UNSURE = re.compile(
    r"\b(?:I|my|me|mine|you|your|yours|ours|ourselves|[Ll]et['’]s|[Ww]e['’]d|[Ww]e (?:all|both|each|as)|"
    r"(?:as|if|when|what) we (?:all )?know|who we are|[Bb]efore we|[Ww]e (?:live|need not|look forward|remind)|us all|"
    r"(?i:let|contact|follow|visit|with) us|(?i:ladies and gentlemen)|questions|"
    r"(?:the|this|today['’]s) (?:call|webcast)|"
    r"(?i:are|were|do|did|have|had|will|can|should|is|was|has) we|"
    r"(?i:all|both|many|most|each|some|one) of us|(?i:join(?:s|ed|ing)?) us|"
    r"(?i:our) (?:country|nation|world|planet|society|lives|time|times|government|economy|"
    r"(?:call|presentation|website|remarks|slides?|speakers?)))\b"
)
# How a speaker leads over to a sentence, which stands without it.
OPENING = re.compile(
    r"(?:(?:Turning|Moving|Looking)(?: now)? (?:on )?to |On |As shown on )?[Ss]lide \d+, "
    r"|Number (?:one|two|three|four|five), |As [A-Z][\w’'-]+ (?:and [A-Z][\w’'-]+ )?(?:just |have |has |had )?"
    r"(?:mentioned|noted|said|discussed|indicated|highlighted|outlined)(?: earlier| previously| before)?, "
    r"|(?:I|We)(?:['’]m|['’]re| am| are) (?:\w+ )?(?:pleased|happy|proud|excited|delighted|glad) to "
    r"(?:report|announce|share|say|note) that (?=\w)"
)
ITS = re.compile(r"\b(?:its?|itself)\b", re.IGNORECASE)  # of another: behind `the company` it would be the company's
# What follows `and` and is no verb.
NO_VERB = re.compile(
    r"the|an?|our|its|their|this|that|these|those|we|it|they|to|in|on|of|for|by|at|with|from|as|which|who|not|more|other|"
    r"all|some|new|[a-z]+(?:[^su]s|(?<!e)ed|ing|tion|ity)"
)
NEAR = 6  # words between two mentions, within which the second is a pronoun


def companys_own(document: Document) -> int:
    """Up to which offset `we` is a company that presents figures, as companies do each quarter; 0 where it is not."""
    if document.language != "en" or len(document.sentences) < SPEECH:
        return 0
    sentences = [document.slice(span) for span in document.sentences]
    count = len(sentences)
    spoken = sum(bool(FIRST_PERSON.search(unquoted(text))) for text in sentences) >= SPOKEN * count
    figures = sum(any(character.isdigit() for character in text) for text in sentences) >= FIGURES * count
    mentions = min(len(sign.findall(document.text)) for sign in (OF_A_COMPANY, OWNED))
    if not (spoken and figures and mentions >= LEAST) or len(INVESTOR.findall(document.text)) >= LEAST:
        return 0
    for span, text in zip(document.sentences, sentences, strict=True):
        if QUESTIONS.search(text):
            return span.start
    return len(document.text)


def in_third_person(text: str) -> list[tuple[int, int, str]]:
    """What is put for which [start, end) of the sentence `text` to have it tell of the company; [] where unsure.

    "" is put for words that lead over to the rest.
    """
    opening = OPENING.match(text)
    found: list[tuple[int, int, str]] = [(0, opening.end(), "")] if opening else []
    begin = at = opening.end() if opening else 0
    if UNSURE.search(text, at) or unquoted(text) != text:
        return []
    left = ""
    matches = sorted([*SUBJECT.finditer(text, at), *OTHER.finditer(text, at)], key=lambda one: one.start())
    if matches and ITS.search(text, matches[0].end()):
        return []
    before: re.Match[str] | None = None
    for match in matches:
        between = text[at : match.start()]
        put = _put(match, near=before is not None and _near(before, between, match))
        if put is None or (match.re is SUBJECT and _goes_on(text, match)):
            return []
        found.append((*match.span(), put[0].upper() + put[1:] if match.start() == begin else put))
        left, at, before = left + between, match.end(), match
    return [] if FIRST_PERSON.search(left + text[at:]) else found


def may_stand(swap: Swap) -> bool:
    """Whether the swap is one that `in_third_person` makes."""
    match = SUBJECT.fullmatch(swap.source) or OTHER.match(f"{swap.source} x")
    if match is None:
        return False
    return swap.text.casefold() in {_put(match, near=near) for near in (False, True)}


def _near(before: re.Match[str], between: str, match: re.Match[str]) -> bool:
    """Whether nothing stands between two mentions that `it` could mean as well."""
    alike = before.re is SUBJECT or (before.re is OTHER and before["own"] and match.re is OTHER and match["own"])
    other = re.search(rf"\b[{UPPER}][a-z]|\bcompany\b|\b(?:the|an?|this|each|every) [a-z]", between)
    return bool(alike) and len(between.split()) <= NEAR and not other


def _put(match: re.Match[str], *, near: bool) -> str | None:
    """The words for `match`, in lower case; None where the verb's form is not known."""
    if match.re is OTHER:
        if match["own"]:
            return "its" if near else f"{NAME}'s"
        return "it" if near else NAME
    who, verb = "it" if near else NAME, match["verb"].replace("’", "'")
    adverbs = match["adverbs"]
    if match["short"]:
        return f"{who} {SHORT[match['short'][1:]]}{adverbs} {match['verb']}"
    if (
        verb in MODAL
        or verb == "had"
        or (verb in PAST and verb not in EITHER)
        or re.fullmatch(r"[a-z]{2,}(?<!e)ed", verb)
    ):
        return f"{who}{adverbs} {verb}"
    if verb in DO:
        return f"{who}{adverbs} {DO[verb]}"
    if verb in PLAIN or verb in BE:
        return f"{who}{adverbs} {third_person(verb)}"
    return None


def _goes_on(text: str, match: re.Match[str]) -> bool:
    """Whether a verb that follows belongs to the same `we` and has a form that would have to change."""
    free = match["verb"] in MODAL or match["short"] in ("'ll", "’ll")
    if re.search(r"\w, (?:are|were|have)\b", text[match.end() - 1 :]):
        return True
    for second in SECOND.finditer(text, match.end()):
        verb = second["verb"].replace("’", "'")
        if verb in BE or verb in DO:
            return True
        goes_on = free or INFINITIVE.match(text, match.end(), second.start())
        if verb in PLAIN and (verb in OUTLOOK or not goes_on):
            return True
        if match["verb"] in PLAIN and not goes_on and not NO_VERB.fullmatch(verb):
            return True  # it may be one
    return False
