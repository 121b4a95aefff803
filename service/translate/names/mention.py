"""A name at a place of a text, before anybody asks how it is put."""

from __future__ import annotations

import bisect
import re
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
        at = bisect.bisect_left(kept, mention.start, key=lambda other: other.start)
        free = at == 0 or kept[at - 1].end <= mention.start
        if free and (at == len(kept) or mention.end <= kept[at].start):
            kept.insert(at, mention)
    return kept


def again(text: str, mentions: list[Mention], *, border: re.Pattern[str] | None = None) -> list[Mention]:
    """These, and other places with the same letters. `border` is a letter that must not stand before one."""
    found = list(mentions)
    for one in {mention.source: mention for mention in mentions}.values():
        words = text[one.start : one.end]
        at = text.find(words)
        while at >= 0:
            if not (border and at and border.match(text[at - 1])):
                found.append(one._replace(start=at, end=at + len(words)))
            at = text.find(words, at + len(words))
    return apart(found)
