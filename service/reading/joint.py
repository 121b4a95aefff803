"""Joint speakers, `Anna Berg, Karl Holt and the union`: the noun phrases of a subject that several share. English."""

from __future__ import annotations

import re

from service.reading.bodies import HEADS
from service.reading.people import ROLE_NOUN
from service.reading.words import UPPER

CAPS = rf"[{UPPER}][\w’'.-]*"
HEAD = rf"(?i:{ROLE_NOUN}|{'|'.join(sorted(HEADS))})"
ONE = (
    rf"(?:(?:[Tt]he|[Aa]n?|[Aa]nother|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|{CAPS}['’]s) (?:[\w’'-]+ ){{0,3}}?{HEAD}"
    rf"(?: (?:of|for) (?:the )?{CAPS}(?: {CAPS}){{0,3}})?"
    rf"|(?:(?:[a-z-]+ )?(?i:{ROLE_NOUN}) )?{CAPS}(?: {CAPS}){{0,4}})"
)
WHO = r"(?:, (?:the|an?|his|her|its|their|who) [^,;:\"“]{2,80},(?= and ))?"  # Anna Berg, the mayor, and Karl Holt
JOINT = rf"{ONE}{WHO}(?:, {ONE})*,? and {ONE}"
# Nouns that are speakers without an article, one word before them at most.
PLURAL = (
    r"(?:(?!(?:[Tt]he|[Aa]|[Ww]hat|[Hh]ow|[Aa]s|[Tt]h[eo]se|[Ss]uch) )(?:[A-Za-z][a-z-]+ )?"
    r"(?i:speakers|officials|delegates|participants|critics|insiders|analysts|researchers|prosecutors|lawyers|"
    r"ministers|experts|residents|witnesses|workers|leaders|economists|doctors|scientists|campaigners|activists|"
    r"lawmakers|relatives|survivors|authorities|investigators|organi[sz]ers|farmers|supporters|opponents|diplomats|"
    r"members|teachers|engineers|auditors|observers|villagers|police|officers|detectives|firefighters|judges|parents|"
    r"councillors|friends|neighbou?rs|sources|students|educators|regulators|traders|historians))"
)
SEVERAL = re.compile(rf"{PLURAL}|(?:[Tt]he two|[Bb]oth|[Tt]wo|[Tt]hree) (?:[a-z-]+ )?[a-z]+s")
WHOLE = re.compile(JOINT)
PART = re.compile(rf"(?P<one>{ONE})(?=(?P<rest>{WHO}(?:,? and |, )|$))")


def joint(words: str) -> list[tuple[int, int]]:
    """Where each noun phrase of a joint subject stands in `words`, half-open; none where it is a single one."""
    if " and " not in words or not WHOLE.fullmatch(words):
        return []
    found, at = [], 0
    while match := PART.match(words, at):
        found.append(match.span("one"))
        at = match.end("rest")
        if not match["rest"]:
            return found
    return []


def together(names: list[str]) -> str:
    """`A, B and C`."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def several(name: str) -> bool:
    """Whether `name` is of more than one: joint speakers, the two ministers, residents."""
    return bool(joint(name) or SEVERAL.fullmatch(name))
