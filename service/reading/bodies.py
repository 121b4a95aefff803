"""The bodies that an article names in full, for its short ways to call them: the NUFW, the bank. English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from service.reading.words import UPPER

PART = rf"[{UPPER}][\w’'&-]*(?<!['’]s)"
NAMED = re.compile(
    rf"(?:\b[Tt]he )?(?P<name>\b{PART}(?: (?:(?:of|for)(?: the)? )?{PART}){{1,8}})(?: \((?P<short>[{UPPER}]{{2,8}})\))?"
)
OPENERS = frozenset(
    "The A An In On At By For From To And But Its His Her Their Under After Before As When While".split()
)
HEADS = frozenset(
    """
    bank union ministry council court commission agency bureau board party federation association institute university
    committee authority inspectorate hospital club parliament senate assembly league foundation museum company group
    """.split()
)
COMPANY = frozenset(
    "group motors holdings inc plc ltd corp corporation airlines industries ferries lines energy".split()
)
SHORT = re.compile(r"the (?P<head>[a-z]+)", re.IGNORECASE)


class Body(NamedTuple):
    """A full name at [start, end) of the text, its article included where it has one; `short` is its abbreviation."""

    name: str
    start: int
    end: int
    short: str
    heads: frozenset[str]


@lru_cache(maxsize=2)
def bodies(text: str) -> tuple[Body, ...]:
    """The bodies that `text` names, each time it does, ascending. Linear in the length of the text."""
    found = []
    for match in NAMED.finditer(text):
        words = match["name"].split()
        start = match.start()
        while words and words[0] in OPENERS:
            start = match.start("name") if start < match.start("name") else start
            words = words[1:]
        if len(words) < 2:
            continue
        name = " ".join(words)
        if match["short"] and not (name := _abbreviated(words, match["short"])):
            continue
        at = match.start("name") + len(match["name"]) - len(name)
        heads = _heads(name)
        if not heads and not match["short"]:
            continue
        end = match.end("name")
        if text[max(0, at - 4) : at].lower() == "the ":
            at -= 4
        found.append(Body(text[at:end], at, end, match["short"] or "", heads))
    return tuple(found)


def _abbreviated(words: list[str], short: str) -> str:
    """The shortest end of a name whose capitals are those of the abbreviation after it; "" when none has them."""
    for first in range(len(words) - 2, -1, -1):
        if "".join(word[0] for word in words[first:] if word[0].isupper()) == short:
            return " ".join(words[first:])
    return ""


def _heads(name: str) -> frozenset[str]:
    """What a body of that name is called for short: its last word before `of` or `for`."""
    head = re.split(r" (?:of|for) ", name)[0].split()[-1].lower()
    if head in COMPANY:
        return frozenset({"company", "firm", head} & (HEADS | {"firm"}))
    return frozenset({head}) & HEADS


def called(text: str, short: str, before: int) -> Body | None:
    """The one body that `short` can stand for at the offset `before`; None where there is none, or more than one.

    An abbreviation is one that the article itself put in brackets after the name; `the bank` is the only bank that was
    named in full, and no other was spoken of.
    """
    known = [body for body in bodies(text) if body.start < before]
    if found := SHORT.fullmatch(short):
        head = found["head"].lower()
        if head in HEADS | {"firm"}:
            return None if _another(text[:before], head) else _only([body for body in known if head in body.heads])
    bare = re.sub(r"^the ", "", short, flags=re.IGNORECASE)
    return _only([body for body in known if body.short and body.short == bare])


def _another(text: str, head: str) -> bool:
    return bool(re.search(rf"\b(?:[Aa]n?|[Aa]nother|[Tt]wo|[Oo]ther) (?:[\w-]+ )?(?:{head})\b(?! \w*spokes)", text))


def _only(found: Sequence[Body]) -> Body | None:
    names = {re.sub(r"^the ", "", body.name, flags=re.IGNORECASE) for body in found}
    return found[0] if len(names) == 1 else None
