"""Texts found by the words they share with another, nearest first.

The likeness is OmegaT's: Levenshtein's distance over words, as a percentage of the longer text's words. A text that
reaches `least` per cent shares so many words with the asked one that it has one of the rarest of them (the prefix
filter of Bayardo, Ma and Srikant 2007, and of Xiao, Wang, Lin and Yu 2008); only such texts are looked at, their shared
words are counted, and only those are compared word by word that share the most.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from typing import Any

import numpy as np

from service.core.errors import MissingExtra
from service.translate.memory.words import folded

LONGEST = 1000  # words of a text; a longer one is found only where it is the same
COMPARED = 500  # texts that are compared word by word in one search


class Index:
    """Of one pair of languages. `newest` is the number of the last segment that was offered to it."""

    def __init__(self) -> None:
        """Raises MissingExtra without rapidfuzz."""
        try:
            from rapidfuzz.distance import Levenshtein
        except ImportError as error:
            raise MissingExtra("The translation memory needs rapidfuzz: pip install 'plumbline[translate]'.") from error
        self._distance = Levenshtein.distance
        self.newest = 0
        self._postings: list[array[int]] = []  # by word, the places of the texts that have it
        self._ids = _Ids(self._postings)
        self._numbers, self._lengths = array("q"), array("I")  # by place
        self._words, self._starts = array("I"), array("Q", [0])  # all texts' words on end, and where each text begins

    def __len__(self) -> int:
        return len(self._numbers)

    def add(self, number: int, text: str) -> None:
        """A segment's source."""
        sequence = folded(text)
        if not 0 < len(sequence) <= LONGEST:
            return
        place = len(self._numbers)
        words = [self._ids[word] for word in sequence]
        different = set(words)
        if len(different) < len(words):
            different = {self._ids[word] for word in _told_apart(sequence)}
        for word in different:
            self._postings[word].append(place)
        self._words.extend(words)
        self._starts.append(len(self._words))
        self._lengths.append(len(words))
        self._numbers.append(number)

    def search(self, text: str, least: int) -> Iterator[tuple[int, int]]:
        """Per cent and number of the texts that reach `least`, best first; of those nearest by words, COMPARED at most.

        Each is given as soon as no other can be better (the threshold algorithm of Fagin, Lotem and Naor 2001), so
        that one who stops early has few compared. Nothing may be added meanwhile.
        """
        sequence = folded(text)
        if not 0 < len(sequence) <= LONGEST or not self._numbers:
            return
        asked = [self._ids.get(word, -1) for word in sequence]
        waiting: list[tuple[int, int]] = []  # a heap, its signs turned
        for bound, place in self._nearest(sequence, least):
            while waiting and -waiting[0][0] >= bound:
                percent, number = heappop(waiting)
                yield -percent, -number
            own = self._words[self._starts[place] : self._starts[place + 1]].tolist()
            longer = max(len(asked), len(own))
            most = longer - _share(longer, least)
            distance = self._distance(asked, own, score_cutoff=most)
            if distance <= most:
                heappush(waiting, (-(100 * (longer - distance) // longer), -self._numbers[place]))
        for percent, number in sorted(waiting):
            yield -percent, -number

    def _nearest(self, sequence: Sequence[str], least: int) -> list[tuple[int, int]]:
        """Of the texts that share the most words: what per cent each may reach at the most, and its place."""
        size, shared = len(sequence), _share(len(sequence), least)
        postings = [self._postings[self._ids[word]] for word in _told_apart(sequence) if word in self._ids]
        postings.sort(key=len)
        rare = len(postings) - shared + 1  # one of so many is in every text that shares enough
        if rare < 1:
            return []
        counts = self._counts(postings[:rare])
        places = np.flatnonzero(counts)
        lengths = np.frombuffer(self._lengths, np.uintc)[places].astype(np.int64)
        longer = np.maximum(lengths, size)
        needed = (least * longer + 99) // 100
        fits = (counts[places] + shared - 1 >= needed) & (lengths >= shared)
        places, longer, needed = places[fits], longer[fits], needed[fits]
        if shared > 1 and places.size:
            counts += self._counts(postings[rare:])
        overlap = counts[places]
        fits = overlap >= needed
        places, bounds = places[fits], 100 * overlap[fits] // longer[fits]
        ranks = bounds * len(self) + places
        if ranks.size > COMPARED:
            ranks = np.partition(ranks, -COMPARED)[-COMPARED:]
        return [divmod(rank, len(self)) for rank in np.sort(ranks)[::-1].tolist()]

    def _counts(self, postings: Sequence[array[int]]) -> np.ndarray[Any, np.dtype[np.int64]]:
        """By place, how many of the words the text has."""
        return np.bincount(np.concatenate([np.frombuffer(one, np.uintc) for one in postings]), minlength=len(self))


class _Ids(dict[str, int]):
    """Words numbered as they come; each new one gets an empty list of places."""

    def __init__(self, postings: list[array[int]]) -> None:
        super().__init__()
        self._postings = postings

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self._postings)
        self._postings.append(array("I"))
        return number


def _share(size: int, least: int) -> int:
    """How many of so many words are `least` per cent, one at the least."""
    return max(1, -(-least * size // 100))


def _told_apart(sequence: Sequence[str]) -> Iterator[str]:
    """A word that comes again is another one, so that shared words are counted as often as both texts have them."""
    seen: Counter[str] = Counter()
    for word in sequence:
        seen[word] += 1
        yield word if seen[word] == 1 else f"{word} {seen[word]}"
