"""A stretch of text with what is read off it, each thing once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from service.reading.dates import Calendar, read_dates
from service.reading.modality import Mark, marks
from service.reading.quantities import Quantity, quantities
from service.reading.stems import Token, words

ANY_WORD = re.compile(r"(?:[A-Z]\.){2,}|[\w’'-]+")
PART = re.compile(r"[-’']")
STANDS_FOR = re.compile(r"\b(?:he|she|they|it|his|her|hers|their|its|him|them|who|we|our|i|my)\b", re.IGNORECASE)
TITLES = frozenset("mr mrs ms dr prof president minister secretary general chairman chief the".split())
OWNED = re.compile(r"['’]s?$")


@dataclass(frozen=True, eq=False)
class Passage:
    """All offsets are half-open, into `text`."""

    text: str
    _marks: dict[re.Pattern[str], list[Mark]] = field(default_factory=dict, repr=False)

    @cached_property
    def tokens(self) -> list[Token]:
        return words(self.text)

    @cached_property
    def stems(self) -> set[str]:
        """Of the words that carry content."""
        return {token.stem for token in self.tokens if token.content}

    @cached_property
    def plain(self) -> set[str]:
        """The words in lower case, whole and in parts."""
        return plain_words(self.text)

    @cached_property
    def quantities(self) -> list[Quantity]:
        return quantities(self.text)

    @cached_property
    def dates(self) -> Calendar:
        return read_dates(self.text)

    def marks(self, pattern: re.Pattern[str]) -> list[Mark]:
        """The matches of one of the patterns of `modality`."""
        if pattern not in self._marks:
            self._marks[pattern] = marks(pattern, self.text)
        return self._marks[pattern]


@lru_cache(maxsize=16_384)
def parts_of(word: str) -> frozenset[str]:
    """The parts of a hyphenated or possessive word, in lower case; initials as one word: U.S. is us."""
    if "." in word:
        return frozenset({word.replace(".", "").casefold()})
    return frozenset(part.casefold() for part in PART.split(word) if len(part) > 1) or frozenset({word.casefold()})


def plain_words(text: str) -> set[str]:
    """The words of a text in lower case, whole and in parts."""
    found = set(ANY_WORD.findall(text))
    return {part for word in found for part in parts_of(word)} | {OWNED.sub("", word).casefold() for word in found}
