"""Negation, hedges, bounds and opposites: the small words that turn a fact round. English; `data/modality.yaml`."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

_data: dict[str, Any] = yaml.safe_load(files("service.reading").joinpath("data/modality.yaml").read_text("utf-8"))


LOOKS = re.compile(r"\(\?<?[!=](?:[^()]|\([^()]*\))*\)")  # what stands before or after a match
FIRST_WORD = re.compile(r" |(?<=\w)-")
CONTRACTED = r"n['’]t\b"


class WordClass:
    """Small words of one sort: `pattern` finds them, `opener` is what a word is like that may begin one."""

    def __init__(self, entries: list[str], *, contracted: bool = False) -> None:
        firsts = [FIRST_WORD.split(LOOKS.sub("", entry))[0] for entry in entries]
        ending = rf"|{CONTRACTED}" if contracted else ""
        self.pattern = re.compile(rf"\b(?:{'|'.join(entries)})\b{ending}", re.IGNORECASE)
        self.opener = re.compile(
            rf"(?:{'|'.join(firsts)})\Z" + (rf"|\w*{CONTRACTED}" if contracted else ""), re.IGNORECASE
        )
        CLASSES.append(self)

    def search(self, text: str) -> re.Match[str] | None:
        return self.pattern.search(text)


def _class(*names: str, but: tuple[str, ...] = ()) -> WordClass:
    return WordClass([entry for name in names for entry in _data[name] if entry not in but])


CLASSES: list[WordClass] = []
NEGATION = WordClass(_data["negation"], contracted=True)
DENYING = _class("denying")
PLANNED = _class("planned")
ALLEGED = _class("alleged")
HEDGED = _class("hedged")
PLAIN_HEDGE = _class("plain_hedge")
ASSURED = _class("assured")
SAYS = _class("says")
TELLS = _class("tells")
# What has to be told when a source says it, and what tells it.
OPENINGS: tuple[tuple[WordClass, tuple[WordClass, ...]], ...] = (
    (_class("may_be"), (_class("hedged", but=("would",)), ALLEGED)),
    (_class("is_planned"), (PLANNED, HEDGED)),
    (_class("is_alleged"), (ALLEGED, HEDGED, SAYS)),
)
BOUNDS = {side: _class(side) for side in ("above", "below")}
OPPOSITES = tuple((WordClass(one), WordClass(other)) for one, other in _data["opposites"])
SHARES = {name: WordClass(entries) for name, entries in _data["shares"].items()}
REACH = 26  # characters before an amount in which its bound stands
TOUCH = 6  # characters that may stand between the two


class Mark(NamedTuple):
    """One such word, with its half-open offsets."""

    text: str
    start: int
    end: int


def marks(words: WordClass, text: str, at: int = 0) -> list[Mark]:
    """Those of `text`, which stands at the offset `at`: offsets count from there."""
    return [Mark(match.group(), match.start() + at, match.end() + at) for match in words.pattern.finditer(text)]


@lru_cache(maxsize=65_536)
def opened_by(word: str) -> frozenset[WordClass]:
    """The classes that a text with this word, in lower case, may have: most words open none."""
    return frozenset(words for words in CLASSES if words.opener.match(word))


def bound(text: str, start: int, end: int) -> str:
    """above or below, when the amount at `start` to `end` is told as a bound; "" when it is told as it is."""
    before, after = text[max(0, start - REACH) : start], text[end : end + 16]
    near = [
        (match.start(), side)
        for side, words in BOUNDS.items()
        for match in words.pattern.finditer(before)
        if len(before) - match.end() <= TOUCH
    ]
    if near:
        return min(near)[1]  # "no more than" begins before its "more than"
    if re.match(r" (?:or (?:more|above|over)|at least)\b", after):
        return "above"
    return "below" if re.match(r" (?:or (?:less|fewer|under|below)|at most)\b", after) else ""
