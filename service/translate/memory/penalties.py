"""What is taken off a match, in points of per cent: what a translator has to look at beside the words that differ."""

from __future__ import annotations

from collections import Counter

from service.translate.memory.languages import base
from service.translate.memory.words import folded, normal, words
from service.translate.numbers import amounts
from service.translate.numbers.reader import GRAMMARS
from service.translate.terms import Glossary

NUMBERS = 5
TERMS = 5
CASE = 1
PUNCTUATION = 1  # spacing and the forms of characters too


def surface(source: str, other: str) -> dict[str, int]:
    """Figures that differ; case and punctuation where nothing else does."""
    if folded(source) != folded(other):
        return {} if _figures(source) == _figures(other) else {"numbers": NUMBERS}
    found = {}
    if words(source) != words(other):
        found["case"] = CASE
    if normal(source).casefold() != normal(other).casefold():
        found["punctuation"] = PUNCTUATION
    return found


def meaning(source: str, other: str, language: str, terms: Glossary | None) -> dict[str, int]:
    """Numbers in words too, where the language's are read, and terms of the glossary."""
    found = {}
    if base(language) in GRAMMARS and _numbers(source, language) != _numbers(other, language):
        found["numbers"] = NUMBERS
    if terms is not None and _terms(source, language, terms) != _terms(other, language, terms):
        found["terms"] = TERMS
    return found


def _figures(text: str) -> Counter[str]:
    return Counter(word for word in words(text) if word[0].isdigit())


def _numbers(text: str, language: str) -> Counter[tuple[str, str]]:
    """Of Chinese the doubtful too (三名): its numerals are characters. Elsewhere they may be parts of words (오늘)."""
    found = [one for one in amounts(text, language) if one.certain or base(language) == "zh"]
    return Counter((str(one.value.normalize()), one.unit) for one in found)


def _terms(text: str, language: str, terms: Glossary) -> Counter[str]:
    return Counter(found.term.source for found in terms.find(text, language))
