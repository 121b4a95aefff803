"""A name at a place of a text, before anybody asks how it is put."""

from __future__ import annotations

from typing import NamedTuple

from service.translate.names.ledger import Kind


class Mention(NamedTuple):
    """Half-open code points; `source` is the dictionary form. `family` alone may stand for a person later on.

    `sure` when what stands around it says that it is a person's name of this language.
    """

    start: int
    end: int
    source: str
    family: str = ""
    given: str = ""
    kind: Kind = Kind.PERSON
    sure: bool = True


def apart(mentions: list[Mention]) -> list[Mention]:
    """Ascending, none over another: what comes first in the list stays."""
    kept: list[Mention] = []
    for mention in mentions:
        if all(mention.end <= other.start or other.end <= mention.start for other in kept):
            kept.append(mention)
    return sorted(kept)


def again(text: str, mentions: list[Mention], *, border: str = "") -> list[Mention]:
    """These, and other places with the same letters. `border` is what must not stand before one."""
    found = list(mentions)
    for one in {mention.source: mention for mention in mentions}.values():
        words = text[one.start : one.end]
        at = text.find(words)
        while at >= 0:
            if not border or at == 0 or not _in(text[at - 1], border):
                found.append(one._replace(start=at, end=at + len(words)))
            at = text.find(words, at + len(words))
    return apart(found)


def _in(letter: str, border: str) -> bool:
    first, last = border
    return first <= letter <= last
