"""What is taken off a match, in points of per cent: what a translator has to look at beside the words that differ."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from service.translate.memory.languages import base
from service.translate.memory.words import folded, normal, words
from service.translate.numbers import amounts
from service.translate.numbers.reader import GRAMMARS
from service.translate.terms import Glossary

NUMBERS = 5
TERMS = 5
CASE = 1
PUNCTUATION = 1  # spacing and the forms of characters too


class Penalties:
    """Of the texts that are compared with `source`; by reason."""

    def __init__(self, source: str, language: str, terms: Glossary | None) -> None:
        self._source, self._language, self._terms = source, language, terms
        self._words, self._folded = words(source), folded(source)
        self._figures = _figures(self._words)

    def surface(self, other: str) -> dict[str, int]:
        """Figures that differ; case and punctuation where nothing else does."""
        others = words(other)
        if self._folded != folded(other):
            return {} if self._figures == _figures(others) else {"numbers": NUMBERS}
        found = {}
        if self._words != others:
            found["case"] = CASE
        if normal(self._source).casefold() != normal(other).casefold():
            found["punctuation"] = PUNCTUATION
        return found

    def meaning(self, other: str, known: dict[str, int]) -> dict[str, int]:
        """And with those `known` from the surface: numbers in words, where they are read, and terms of the glossary."""
        found = dict(known)
        if "numbers" not in known and self._numbers is not None and self._numbers != _numbers(other, self._language):
            found["numbers"] = NUMBERS
        if self._terms is not None and self._found != _found(other, self._language, self._terms):
            found["terms"] = TERMS
        return found

    @cached_property
    def _numbers(self) -> Counter[tuple[str, str]] | None:
        return _numbers(self._source, self._language) if base(self._language) in GRAMMARS else None

    @cached_property
    def _found(self) -> Counter[str]:
        return _found(self._source, self._language, self._terms) if self._terms is not None else Counter()


def _figures(words: list[str]) -> Counter[str]:
    return Counter(word for word in words if word[0].isdigit())


def _numbers(text: str, language: str) -> Counter[tuple[str, str]]:
    """Of Chinese the doubtful too (三名): its numerals are characters. Elsewhere they may be parts of words (오늘)."""
    found = [one for one in amounts(text, language) if one.certain or base(language) == "zh"]
    return Counter((str(one.value.normalize()), one.unit) for one in found)


def _found(text: str, language: str, terms: Glossary) -> Counter[str]:
    return Counter(found.term.source for found in terms.find(text, language))
