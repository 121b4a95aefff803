"""Whether a sentence of nearly the same words tells another thing. English.

Figures, days, names and the small words of `modality` tell, and who does what to whom.
"""

from __future__ import annotations

import re
from collections.abc import Set

from service.reading import modality
from service.reading.facts import names, numbers
from service.reading.passage import Passage

ORDER = re.compile(r"\b(?:first|second|third|fourth|fifth|last|next)\b", re.IGNORECASE)
ONE = frozenset({"one"})  # mostly no number
# What of a thing is told: that it is not, is meant to be, may be, or is said to be.
MANNERS = (modality.NEGATION, modality.DENYING, modality.PLANNED, modality.HEDGED, modality.ALLEGED)
PASSIVE = re.compile(r"\bby\b")
HELD = re.compile(
    r"\b(?:th(?:ink|inks|ought)|believ\w+|fe(?:els?|lt)|doubt\w*|assum\w+|imagin\w+|question\w*)\b", re.IGNORECASE
)
# Sorts of things that only one word tells apart.
SORTS = frozenset(
    "north south east west northern southern eastern western man men woman women boy boys girl girls left right".split()
)
BETWEEN = frozenset({"told", "than"})  # words without content that have two sides
# Words that no fact hangs on where who speaks is known.
EMPTY = frozenset(
    "a an the that this these those of it its he his she her they their is are was were been be said says told".split()
)


def differ(first: str, second: str) -> bool:
    """Whether the two may tell different things, however alike their words are."""
    one, other = Passage(first), Passage(second)
    return (
        numbers(first) - ONE != numbers(second) - ONE
        or one.plain & SORTS != other.plain & SORTS
        or _ordinals(first) != _ordinals(second)
        or one.dates != other.dates
        or any(bool(one.marks(words)) != bool(other.marks(words)) for words in MANNERS)
        or any(bool(one.marks(words)) != bool(other.marks(words)) for words in modality.SHARES.values())
        or _opposed(one, other)
        or bool(names(first) - names(second) and names(second) - names(first))
        or turned(first, second)
    )


def told_in(text: str, place: str) -> bool:
    """Whether `place` has every word and fact of `text`, and nothing that takes a part of it back."""
    one, other = Passage(text), Passage(place)
    known = {token.stem for token in other.tokens} | EMPTY
    return (
        all(token.stem in known for token in one.tokens)
        and numbers(text) <= numbers(place)
        and not any(_words(other, words) - _words(one, words) for words in MANNERS)
        and bool(HELD.search(text)) == bool(HELD.search(place))
        and not _opposed(one, other)
        and not turned(text, place)
    )


def within(first: Set[str], second: Set[str], *, share: float, least: int) -> bool:
    """Whether the one with more words has `share` of the other's, 0 to 1, and `least` of them. In any language."""
    return len(first & second) >= max(least, share * min(len(first), len(second)))


def turned(first: str, second: str) -> bool:
    """Whether two words have changed their sides of a third: `A beat B` and `B beat A`, not `B was beaten by A`."""
    if bool(PASSIVE.search(first)) != bool(PASSIVE.search(second)):
        return False
    one, other = _once(first), _once(second)
    common = one.keys() & other.keys()
    for middle in common:
        before = {word for word in common - BETWEEN if one[word] < one[middle]}
        after = {word for word in common - BETWEEN if other[word] < other[middle]}
        if before - after - {middle} and after - before - {middle}:
            return True
    return False


def _once(text: str) -> dict[str, int]:
    """The place of each word that has content, or two sides, and that the text has once."""
    stems = [token.stem for token in Passage(text).tokens if token.content or token.stem in BETWEEN]
    return {stem: at for at, stem in enumerate(stems) if stems.count(stem) == 1}


def _opposed(one: Passage, other: Passage) -> bool:
    return any(
        (one.marks(here) and not other.marks(here) and other.marks(there) and not one.marks(there))
        for pair in modality.OPPOSITES
        for here, there in (pair, pair[::-1])
    )


def _words(passage: Passage, words: modality.WordClass) -> set[str]:
    return {mark.text.casefold() for mark in passage.marks(words)}


def _ordinals(text: str) -> set[str]:
    return {match.casefold() for match in ORDER.findall(text)}
