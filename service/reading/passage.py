"""A stretch of text with what is read off it, each thing once."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import chain

from service.reading.dates import Calendar, read_dates
from service.reading.modality import Mark, WordClass, marks, opened_by
from service.reading.names import Run, runs
from service.reading.quantities import Quantity, quantities
from service.reading.romanisation import fold
from service.reading.stems import Token, words

ANY_WORD = re.compile(r"(?:[A-Z]\.){2,}|[\w’'-]+")
PART = re.compile(r"[-’']")
STANDS_FOR = re.compile(
    r"\b(?:he|she|they|it|his|her|hers|their|its|him|them|who|we|our|i|my|"
    r"он|она|они|его|её|ее|их|il|elle|ils|elles|él|ella|ellos|ellas)\b",
    re.IGNORECASE,
)
TITLES = frozenset("mr mrs ms dr prof president minister secretary general chairman chief the".split())
FAR = 4  # words on either side of a name
OWNED = re.compile(r"['’]s?$")


class Passage:
    """`text` stands at the offset `at` of a longer one; all offsets are half-open and count from there."""

    def __init__(self, text: str, at: int = 0) -> None:
        self.text = text
        self.at = at
        self._marks: dict[WordClass, list[Mark]] = {}

    @cached_property
    def tokens(self) -> list[Token]:
        return words(self.text, self.at)

    @cached_property
    def content(self) -> list[Token]:
        """The words that carry content."""
        return [token for token in self.tokens if token.content]

    @cached_property
    def stems(self) -> set[str]:
        """Of the words that carry content."""
        return {token.stem for token in self.content}

    @cached_property
    def plain(self) -> set[str]:
        """The words in lower case, whole and in parts, and names as all their spellings are folded."""
        return plain_words(self.text)

    @cached_property
    def quantities(self) -> list[Quantity]:
        return quantities(self.text, self.at)

    @cached_property
    def dates(self) -> Calendar:
        return read_dates(self.text)

    @cached_property
    def names(self) -> list[Run]:
        """Runs of capitalised words."""
        return runs(self.text, self.at)

    @cached_property
    def surroundings(self) -> dict[Run, tuple[list[str], list[str]]]:
        """The stems of the words before each name, the nearest first, and after it; both end with "" at the border."""
        starts = [token.start for token in self.tokens]
        row = ["", *(token.stem for token in self.tokens), ""]
        found = {}
        for run in self.names:
            first, last = bisect_left(starts, run.start) + 1, bisect_left(starts, run.end) + 1
            found[run] = row[max(0, first - FAR) : first][::-1], row[last : last + FAR]
        return found

    def marks(self, words: WordClass) -> list[Mark]:
        """The words of one of the classes of `modality`."""
        if words not in self._opened:
            return []
        if words not in self._marks:
            self._marks[words] = marks(words, self.text, self.at)
        return self._marks[words]

    @cached_property
    def _opened(self) -> set[WordClass]:
        return set(chain.from_iterable(map(opened_by, self.plain)))

    def before(self, at: int, most: int) -> list[Token]:
        """The last words of content that end by `at`."""
        end = bisect_right(self._ends, at)
        return self.content[max(0, end - most) : end]

    def after(self, at: int, most: int) -> list[Token]:
        """The first words of content from `at` on."""
        start = bisect_left(self._starts, at)
        return self.content[start : start + most]

    def between(self, start: int, end: int) -> int:
        """How many words of content begin from `start` to before `end`."""
        return bisect_left(self._starts, end) - bisect_left(self._starts, start)

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.content]

    @cached_property
    def _ends(self) -> list[int]:
        return [token.end for token in self.content]


class Joined(Passage):
    """Neighbouring passages as one: what was read off each is not read again."""

    def __init__(self, text: str, at: int, parts: Sequence[Passage]) -> None:
        super().__init__(text, at)
        self._parts = parts

    @cached_property
    def tokens(self) -> list[Token]:
        return [token for part in self._parts for token in part.tokens]

    @cached_property
    def content(self) -> list[Token]:
        return [token for part in self._parts for token in part.content]

    @cached_property
    def stems(self) -> set[str]:
        return set().union(*(part.stems for part in self._parts))

    @cached_property
    def plain(self) -> set[str]:
        return set().union(*(part.plain for part in self._parts))

    @cached_property
    def quantities(self) -> list[Quantity]:
        return [quantity for part in self._parts for quantity in part.quantities]

    @cached_property
    def dates(self) -> Calendar:
        return Calendar(
            names=frozenset().union(*(part.dates.names for part in self._parts)),
            days=frozenset().union(*(part.dates.days for part in self._parts)),
            relative=frozenset().union(*(part.dates.relative for part in self._parts)),
        )

    @cached_property
    def names(self) -> list[Run]:
        return [run for part in self._parts for run in part.names]

    @cached_property
    def surroundings(self) -> dict[Run, tuple[list[str], list[str]]]:
        return {run: words for part in self._parts for run, words in part.surroundings.items()}

    def marks(self, words: WordClass) -> list[Mark]:
        return [mark for part in self._parts for mark in part.marks(words)]


@lru_cache(maxsize=16_384)
def parts_of(word: str) -> frozenset[str]:
    """The parts of a hyphenated or possessive word, in lower case; initials as one word: U.S. is us."""
    if "." in word:
        return frozenset({word.replace(".", "").casefold()})
    return frozenset(part.casefold() for part in PART.split(word) if len(part) > 1) or frozenset({word.casefold()})


@lru_cache(maxsize=65_536)
def _forms(word: str) -> frozenset[str]:
    forms = parts_of(word) | {OWNED.sub("", word).casefold()}
    return forms | {fold(form) for form in forms} if word[0].isupper() else forms


def plain_words(text: str) -> set[str]:
    """The words of a text in lower case, whole and in parts, and names as all their spellings are folded."""
    return set(chain.from_iterable(map(_forms, ANY_WORD.findall(text))))
