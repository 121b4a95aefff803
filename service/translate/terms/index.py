"""Many phrases looked up in one pass over a text.

A phrase is its units' keys joined, so that health care, health-care and healthcare are one; a place matches where it
begins and ends on units' borders. From each unit the text is read on for as long as some phrase begins so, which makes
the work linear in the text, however many phrases there are (the idea of Aho and Corasick 1975, on hashed prefixes).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from service.translate.terms.inflection import related
from service.translate.terms.units import Unit, base, stands, units

ACRONYM = 5  # letters at most of a word in capitals that is not the same word in small letters (ПО, US)


class Phrase(NamedTuple):
    """With `exact_case` capitals must be where the phrase has them."""

    text: str
    exact_case: bool = False


class Hit(NamedTuple):
    """A place in the text and the number of the phrase that is there; half-open offsets."""

    start: int
    end: int
    phrase: int


class Index:
    """Phrases of one language."""

    def __init__(self, phrases: Sequence[Phrase], language: str) -> None:
        self._language = base(language)
        self._order = -1 if self._language == "zh" else 1
        self._phrases = phrases
        self._units = [units(phrase.text, language) for phrase in phrases]
        self._by_key: dict[str, list[int]] = {}
        self._beginnings: set[str] = set()
        for number, parts in enumerate(self._units):
            joined = "".join(part.key for part in parts)
            if not joined:
                continue
            self._by_key.setdefault(joined, []).append(number)
            self._beginnings.update(joined[:size] for size in range(1, len(joined) + 1))

    def find(self, text: str) -> list[Hit]:
        """Longest first, not overlapping; ascending. Of two that overlap and are as long the first, in Chinese the
        last (血流感染 has 感染 and no 流感): matching from the end errs less there."""
        parts = units(text, self._language)
        hits = sorted(self._all(text, parts), key=lambda hit: (hit.start - hit.end, self._order * hit.start))
        taken = bytearray(len(text))
        kept = []
        for hit in hits:
            if not any(taken[hit.start : hit.end]):
                taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
                kept.append(hit)
        return sorted(kept)

    def _all(self, text: str, parts: list[Unit]) -> list[Hit]:
        found = []
        for first in range(len(parts)):
            joined = ""
            for last in range(first, len(parts)):
                joined += parts[last].key
                if joined not in self._beginnings:
                    break
                best = self._best(text, parts[first : last + 1], self._by_key.get(joined, ()))
                if best is not None:
                    found.append(Hit(parts[first].start, parts[last].end, best))
        return found

    def _best(self, text: str, place: list[Unit], candidates: Sequence[int]) -> int | None:
        """The phrase nearest in form to the words that stand there, of those that can be meant."""
        start, end = place[0].start, place[-1].end
        fitting = [number for number in candidates if self._fits(text, place, number)]
        if not fitting or not stands(text, start, end, self._language):
            return None
        words = [unit.word for unit in place]

        def distance(number: int) -> tuple[bool, bool, int]:
            phrase = self._phrases[number]
            same = [unit.word for unit in self._units[number]] == words
            return (not same, not phrase.exact_case, abs(len(phrase.text) - (end - start)))

        return min(fitting, key=distance)

    def _fits(self, text: str, place: list[Unit], number: int) -> bool:
        own, phrase = self._units[number], self._phrases[number]
        if len(own) == len(place) and self._language != "ko":
            pairs = zip(own, place, strict=True)
            if not all(related(ours.word, there.word, self._language) for ours, there in pairs):
                return False
        return _same_case(phrase, own, text, place)


def acronym(word: str) -> bool:
    return 1 < len(word) <= ACRONYM and word.isupper()


def _same_case(phrase: Phrase, own: list[Unit], text: str, place: list[Unit]) -> bool:
    """Capitals as the phrase has them. A text in capitals alone says nothing, nor does the first letter of a text."""
    here = text[place[0].start : place[-1].end]
    if text.isupper() and (len(text.split()) > 1 or not phrase.text.isupper()):
        return True
    if not phrase.exact_case:
        if len(own) != len(place):
            return not acronym(phrase.text) or any(letter.isupper() for letter in here[1:])
        return all(
            not acronym(phrase.text[ours.start : ours.end])
            or any(letter.isupper() for letter in text[there.start + 1 : there.end])
            for ours, there in zip(own, place, strict=True)
        )
    if len(own) != len(place):
        return phrase.text.casefold() == here.casefold() or phrase.text == here
    for ours, there in zip(own, place, strict=True):
        one, other = phrase.text[ours.start : ours.end], text[there.start : there.end]
        opens = not text[: there.start].strip(" \"'«“‘(—–-•")
        if acronym(one) != acronym(other) or (one[0].isupper() != other[0].isupper() and not (opens and one.islower())):
            return False
    return True
