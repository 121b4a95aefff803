"""Whether a `he` or `she` may stand for somebody else than who spoke last. English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from service.reading.people import NAME, ROLE_NOUN

FAR = 8  # sentences before a pronoun in which whom it stands for was told of
OPENS = re.compile(r"(?:And |But |Then |Later,? )?(?P<pronoun>[Hh]e|[Ss]he)\b")
ROLE = (
    rf"(?:{ROLE_NOUN}|driver|friend|neighbou?r|colleague|victim|patient|defendant|suspect|witness|passenger|teenager)"
)
KIN = {
    "he": r"(?:man|boy|father|husband|son|brother|uncle|grandfather|boyfriend|gentleman)",
    "she": r"(?:woman|girl|mother|wife|daughter|sister|aunt|grandmother|girlfriend|lady|actress)",
}
# `Her driver waited`, `A doctor came`: somebody without a name, whom a sentence begins with.
BEGINS = {
    pronoun: re.compile(
        rf"(?:An?|Another|One|His|Her|Their|[A-Z]\w+['’]s) (?:[\w’'-]+ ){{0,2}}?(?i:{kin}|{ROLE})\b(?!['’])"
    )
    for pronoun, kin in KIN.items()
}
# `the woman`, wherever it stands.
UNNAMED = {pronoun: re.compile(rf"\b(?:[Tt]he|[Aa]n?) (?:[\w-]+ )?{kin}\b") for pronoun, kin in KIN.items()}
# Somebody who was never told with a title: `Zhang Lidong showed no remorse`.
ACTS = re.compile(rf"(?P<name>{NAME}) (?:is|was|has|had|will|would|showed|told|said|\w{{2,}}ed)\b")


class Told(NamedTuple):
    """A sentence outside its quotations, who speaks in it ("" for nobody), and the full names of whom it tells."""

    text: str
    speaker: str
    named: tuple[str, ...]


def another(pronoun: str, name: str, before: Iterable[Told], fits: Callable[[str], bool], *, sure: bool) -> bool:
    """Whether `pronoun` may be another than `name`, by the sentences `before` it, nearest first.

    The nearest that tells of anybody has to tell of `name`. `fits`: whether the pronoun may be somebody's; `sure`: that
    it is known to be that of `name`.
    """
    for told in before:
        if told.speaker.lower() == pronoun:
            return True  # it was not known there
        if told.speaker == name:
            return not sure and UNNAMED[pronoun].search(told.text) is not None
        if any(re.search(rf"\b{re.escape(part)}\b", told.text) for part in (name, name.rsplit(maxsplit=1)[-1])):
            return False
        if (opens := OPENS.match(told.text)) and opens["pronoun"].lower() == pronoun:
            continue
        if BEGINS[pronoun].match(told.text) or UNNAMED[pronoun].search(told.text):
            return True
        acting = (match["name"] for match in ACTS.finditer(told.text))
        if any(other != name and fits(other) for other in (*told.named, *acting)):
            return True
    return False


def alone(name: str, before: Iterable[Told], fits: Callable[[str], bool]) -> bool:
    """Whether the nearest sentence that names `name` names nobody else whom the pronoun could be."""
    for told in before:
        if name in told.named:
            return told.speaker == name or not any(other != name and fits(other) for other in told.named)
    return True
