"""The titles that names are told with: Transport Minister Joren Valk; Sim Haddow, the captain; its head, Ada Brenn."""

from __future__ import annotations

import re
from typing import NamedTuple

from service.reading.names import Run
from service.reading.people import ROLE_NOUN
from service.reading.romanisation import parts
from service.reading.stems import FUNCTION
from service.reading.words import UPPER

ROLE = re.compile(ROLE_NOUN, re.IGNORECASE)
BEFORE = re.compile(rf"\b(?P<role>(?i:{ROLE_NOUN}))(?:,| (?:of|for|at) [\w’' -]{{2,40}},)? $")
AFTER = re.compile(rf", (?P<title>(?:[\w’'-]+ ){{0,6}}?(?i:{ROLE_NOUN}))\b(?! [{UPPER}])")
LONGEST = 60  # characters before a name in which its title stands


class Titled(NamedTuple):
    """The words of a name, folded, and those of one of its titles, in lower case."""

    name: frozenset[str]
    title: frozenset[str]


def titled(text: str, at: int, run: Run) -> list[Titled]:
    """The titles that a run of capitalised words has in it, before it and after it; `text` stands at `at`."""
    roles = [place for place, word in enumerate(run.words[:-1]) if ROLE.fullmatch(word.text)]
    first = roles[-1] + 1 if roles else 0
    name = frozenset(part for word in run.words[first:] for part in parts(word.text))
    found = [frozenset(word.text.lower() for word in run.words[:first])] if roles else []
    start, end = run.start - at, run.end - at
    if before := BEFORE.search(text, max(0, start - LONGEST), start):
        found.append(frozenset({before["role"].lower()}))
    if after := AFTER.match(text, end):
        found.append(frozenset(after["title"].lower().split()) - FUNCTION)
    return [Titled(name, title) for title in found]
