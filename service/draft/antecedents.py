"""Which sentences tell what another means: `The letter said ...` asks for a letter before. English.

A light form of asking whether a definite description is new to the reader (Vieira and Poesio, 2000): its head noun, or
the sentences just before it in the article, answer. What can only mean something just told, a demonstrative or a noun
that sums up (`the move`, `the pair`), asks for those alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from service.draft.finite import ADVERB, LISTED
from service.draft.references import VERB
from service.draft.sentences import Candidate
from service.reading.words import UPPER, unquoted

NEAR = 2  # sentences before in the article that may speak of the same thing in other words
OPENING = re.compile(r"(?:(?:In|On|At|By|After|Since|During) [^,]{2,30}, t|T)he (?=[\w’'-])")
LONGEST = 5  # words from `The` to the verb
HEAD = re.compile(r"(?P<noun>[a-z][a-z-]+)(?P<own>['’]s?)?(?P<comma>,)?")
VERBS = re.compile(rf"{VERB}|says?")
APPOSED = frozenset("an a the called published held".split())  # behind a comma
QUOTED = re.compile(r"[\"“‘'](?:This|That|These|Those|It|He|She|They|At this|At that)\b")  # what was spoken of
# What everybody knows, or the place of the article tells.
KNOWN = frozenset(
    """
    government police army military economy public media press world sun moon weather country state city capital nation
    president parliament court law market markets internet opposition number rate rise fall increase average total
    cost costs price prices aim figure figures
    """.split()
)
# Nouns that sum up what was just told, and some for people who were.
SUMS_UP = frozenset(
    """
    move decision ruling verdict announcement comment comments remark remarks claim claims allegation allegations
    accusation accusations incident accident attack attacks blast explosion crash blaze shooting raid operation
    mission killing deal agreement proposal measure measures effort efforts change changes finding findings
    alternative ad clip footage video
    pair duo trio couple youngster youngsters teenager teenagers boy girl
    """.split()
)
TIMES = (
    r"year|quarter|month|week|weekend|season|summer|spring|autumn|fall|winter|time|century|decade|morning|evening|"
    r"afternoon"
)
DEMONSTRATIVE = re.compile(
    rf"\b(?:(?:this|these|such an?)(?! (?:(?:past|coming|last|new) )?(?:{TIMES}|much)s?\b)"
    rf"|(?:at|on|by|from|until|after|before|during|in|since|of) that) (?:[\w-]+ )?(?P<noun>[a-z]{{3,}})\b"
)
POINTS = re.compile(
    r"\b(?:[Bb]oth (?:men|women|sides|teams)(?! (?:of|in|from|who)\b)|the (?:pair|duo|trio)(?! of\b)|"
    r"(?:earlier|later) (?:in the|that) day|"
    r"the (?:same|next|following) (?:day|night|week|month|year)|it that way)\b"
)
COMES = re.compile(r"^[^,]{,60}\b(?:comes?|came) (?:as|after|before|amid|only|just|a day)\b")  # what was told does
PLACE = re.compile(rf"\b[{UPPER}][\w-]*[a-z]\b")  # `The Orla outlet`: what it is of


def antecedents(candidates: Sequence[Candidate]) -> dict[int, frozenset[int]]:
    """For each sentence that needs another to be understood, those of the document that tell what it means."""
    lower = [candidate.source.lower() for candidate in candidates]
    found: dict[int, frozenset[int]] = {}
    for candidate in candidates:
        at = candidate.index
        if not at:
            continue
        near = range(max(0, at - NEAR), at)
        if QUOTED.match(candidate.text) or _points(candidate.text):
            found[at] = frozenset(near)
            continue
        about, head = _subject(candidate.text)
        if not head or head in KNOWN or head not in lower[at]:  # `the company`, put for `we`
            continue
        names = [name.lower() for name in PLACE.findall(about)]
        stem = re.sub(r"(?<=[a-z]{3}[^s])s$", "", head)
        telling = [row for row in range(at) if all(word in lower[row] for word in (stem, *names))]
        if (
            telling or names or head in SUMS_UP or COMES.search(candidate.text)
        ):  # else the sentence itself is the first to speak of it
            found[at] = frozenset([*near, *telling])
    return found


def _subject(text: str) -> tuple[str, str]:
    """The head of a subject that begins with `The`, and the words about it; "" where there is none.

    A verb, an apposition or what is the head's own stands behind it.
    """
    opening = OPENING.match(text)
    words = text[opening.end() :].split(maxsplit=LONGEST)[:LONGEST] if opening else []
    words = [word for word in words if not ADVERB.fullmatch(word)]
    for place, (word, behind) in enumerate(pairwise(words)):
        head, after = HEAD.fullmatch(word), behind.rstrip(",.")
        if head and (
            head["own"]
            or after in ("which", "who")
            or (after in APPOSED if head["comma"] else after in LISTED or VERBS.fullmatch(after))
            or (head["noun"] in SUMS_UP and after.endswith("s"))
        ):
            return " ".join(words[:place]), head["noun"]
    return "", ""


def _points(text: str) -> bool:
    """Whether words outside quotations mean what was just told, and not in the sentence itself."""
    plain = unquoted(text, "Quoted")
    if POINTS.search(plain):
        return True
    found = DEMONSTRATIVE.search(plain)
    return found is not None and found["noun"] not in plain[: found.start()].lower()
