"""Which sentences tell what another's definite subject means: `The letter said ...` asks for a letter before. English.

A light form of asking whether a definite description is new to the reader (Vieira and Poesio, 2000): its head noun, or
the sentences just before it in the article, answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.draft.references import VERB
from service.draft.sentences import Candidate
from service.reading.words import UPPER

NEAR = 2  # sentences before in the article that may speak of the same thing in other words
SUBJECT = re.compile(
    rf"(?:(?:In|On|At|By|After|Since) [^,]{{2,30}}, t|T)he (?P<about>(?:[\w’'-]+ ){{0,3}}?)(?P<head>[a-z][a-z-]{{2,}})"
    rf"(?=['’]s? |,? (?:which|who)\b|, (?:an?|the|called|published|held) | (?:{VERB}|says?|voted|that changed)\b)"
)
QUOTED = re.compile(r"[\"“‘'](?:This|That|These|Those|It|He|She|They|At this|At that)\b")  # what was spoken of
# What everybody knows, or the place of the article tells.
KNOWN = frozenset(
    """
    government police army military economy public media press world sun moon weather country state city capital nation
    president parliament court law market markets internet opposition number rate rise fall increase average total
    majority cost costs price prices aim figure figures
    """.split()
)
PLACE = re.compile(rf"\b[{UPPER}][\w-]*[a-z]\b")  # `The Orla outlet`: what it is of


def antecedents(candidates: Sequence[Candidate]) -> dict[int, frozenset[int]]:
    """For each sentence whose subject needs another to be understood, those of the document that tell what it is."""
    lower = [candidate.source.lower() for candidate in candidates]
    found: dict[int, frozenset[int]] = {}
    for candidate in candidates:
        if candidate.index and QUOTED.match(candidate.text):
            found[candidate.index] = frozenset(range(max(0, candidate.index - NEAR), candidate.index))
            continue
        subject = SUBJECT.match(candidate.text) if candidate.index else None
        if subject is None or subject["head"] in KNOWN:
            continue
        names = [name.lower() for name in PLACE.findall(subject["about"])]
        at = candidate.index
        telling = [row for row in range(at) if all(word in lower[row] for word in (subject["head"], *names))]
        if telling or names:  # else the sentence itself is the first to speak of it
            found[at] = frozenset([*range(max(0, at - NEAR), at), *telling])
    return found
