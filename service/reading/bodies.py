"""Bodies, meetings and papers that an article names in full, for its short ways to call them. English.

`The NUFW`, `the bank`, `the conference`, `the Plan`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from service.reading.words import UPPER

# A capitalised word of a name, which is no owner's: `Corvane's Board`.
PART = rf"(?:(?:People|Women|Children)['’]s|[{UPPER}](?:[\w&-]|['’](?!s\b))*+(?!['’]s\b))"
NAMED = re.compile(
    rf"(?:\b[Tt]he )?(?P<name>\b(?:\d{{1,3}}(?:st|nd|rd|th) |No\. \d{{1,4}} )?"
    rf"{PART}(?: (?:(?:of|for)(?: the)? )?{PART}){{1,12}})(?: \((?P<short>[{UPPER}]{{2,8}})\))?"
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
# What is held or written; there are many of each, so that any other that is spoken of leaves it open which is meant.
THINGS = frozenset(
    """
    conference congress summit meeting convention forum festival tournament treaty agreement accord pact act bill plan
    programme program strategy project report study survey trial
    """.split()
)
COMPANY = frozenset(
    "group motors holdings inc plc ltd corp corporation airlines industries ferries lines energy".split()
)
SHORT = re.compile(r"the (?P<head>[a-z]+)", re.IGNORECASE)
ENDED = re.compile(r"[.!?]")
WORD = re.compile(r"\S+")
THE = re.compile(r"\b[Tt]he $")
ARTICLE = re.compile(r"^the ", re.IGNORECASE)
ABBREVIATED = re.compile(rf"[{UPPER}]{{2,8}}")


class Body(NamedTuple):
    """A full name at [start, end) of the text, its article included where it has one; `short` is its abbreviation."""

    name: str
    start: int
    end: int
    short: str
    heads: frozenset[str]


@lru_cache(maxsize=2)
def bodies(text: str) -> tuple[Body, ...]:
    """The bodies that an article's `text` names, each time it does, ascending; read once."""
    return read_bodies(text)


def read_bodies(text: str) -> tuple[Body, ...]:
    """The same of any text. Linear in its length."""
    found = []
    for match in NAMED.finditer(text):
        words = list(WORD.finditer(match["name"]))
        while words and words[0].group() in OPENERS:
            words = words[1:]
        if len(words) < 2 or _headline(text, match.end()):
            continue
        plain = [word.group() for word in words]
        firsts = {0: ""} if _heads(" ".join(plain)) else {}
        if not firsts:  # `Students of the University of Ardal`
            inside = [at for at in range(2, len(plain) - 1) if plain[at - 1] in ("the", "of", "for")]
            firsts = {at: "" for at in inside if plain[at] != "the" and _heads(" ".join(plain[at:]))}
        if match["short"] and (at := _abbreviated(plain, match["short"])) is not None:
            firsts[at] = match["short"]
        for first, short in firsts.items():
            start, end = match.start("name") + words[first].start(), match.end("name")
            if the := THE.search(text, max(0, start - 4), start):
                start = the.start()
            found.append(Body(text[start:end], start, end, short, _heads(" ".join(plain[first:]))))
    return tuple(sorted(found, key=lambda body: body.start))


def _headline(text: str, at: int) -> bool:
    """Whether the line at `at` is a heading, which has all its words in capitals: no sentence ends in it."""
    first, last = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return not ENDED.search(text, first, last if last >= 0 else len(text))


def _abbreviated(words: list[str], short: str) -> int | None:
    """Where the shortest end of a name begins whose capitals are those of the abbreviation after it; None nowhere."""
    for first in range(len(words) - 2, -1, -1):
        if "".join(word[0] for word in words[first:] if word[0].isupper()) == short:
            return first
    return None


def _heads(name: str) -> frozenset[str]:
    """What a body of that name is called for short: its last word before `of` or `for`."""
    head = re.split(r" (?:of|for) ", name)[0].split()[-1].lower()
    if head in COMPANY:
        return frozenset({"company", "firm", head} & (HEADS | {"firm"}))
    return frozenset({head}) & (HEADS | THINGS)


def called(text: str, short: str, before: int) -> Body | None:
    """The one body that `short` can stand for at the offset `before`; None where there is none, or more than one.

    An abbreviation is one that the article itself put in brackets after the name; `the bank` is the only bank that was
    named in full, and no other was spoken of.
    """
    known = [body for body in bodies(text) if body.start < before]
    if found := SHORT.fullmatch(short):
        head = found["head"].lower()
        if head in HEADS | THINGS | {"firm"}:
            another = _another_thing if head in THINGS else _another
            named = [body for body in known if head in body.heads]
            return None if another(text[:before], head) else _only(named, text)
    bare = re.sub(r"^the ", "", short, flags=re.IGNORECASE)
    return _only([body for body in known if body.short and body.short == bare], text)


def _another(text: str, head: str) -> bool:
    return bool(re.search(rf"\b(?:[Aa]n?|[Aa]nother|[Tt]wo|[Oo]ther) (?:[\w-]+ )?(?:{head})\b(?! \w*spokes)", text))


def _another_thing(text: str, head: str) -> bool:
    """Whether any other is spoken of: `the annual meeting`, `a plan`, `three reports`."""
    return bool(re.search(rf"(?<!\bthe )(?<!\bThe )(?<!\bthis )(?<!\bThis )\b{head}\b|\b{head}s\b", text))


def plain(name: str, text: str) -> str:
    """A body's name without its articles, an abbreviation that `text` explains being the name it stands for."""
    known = {body.short: ARTICLE.sub("", body.name) for body in bodies(text) if body.short}
    whole = ABBREVIATED.sub(lambda match: known.get(match.group(), match.group()), ARTICLE.sub("", name))
    return whole.replace(" the ", " ")


def _only(found: Sequence[Body], text: str) -> Body | None:
    """The first of them where all have one name."""
    return found[0] if len({plain(body.name, text) for body in found}) == 1 else None
