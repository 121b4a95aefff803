"""Loaded wording in what the reader gets, against the source."""

from __future__ import annotations

from collections import Counter

from service.core.loaded import Category
from service.core.summary import Neutrality
from service.reading.loaded import find, loaded
from service.reading.words import word_count


def loaded_words(text: str, language: str = "en") -> tuple[str, ...]:
    """The loaded words of `text` outside quotation marks, in lower case, in order."""
    return tuple(text[item.start : item.end].lower() for item in loaded(text, language))


def neutrality(
    source: str, abstract: str, language: str = "en", written: str = "en", *, spans: bool = False
) -> Neutrality:
    """Loaded words per 100 words, before and after, and by category.

    `language` and `written` are those of the source and the abstract, BCP 47. With `spans` the places in the source.
    """
    found = find(source, language)
    counted = Counter(item.category for item in found if not item.mild)
    left: dict[Category, set[str]] = {}
    after = loaded(abstract, written)
    for item in after:
        left.setdefault(item.category, set()).add(abstract[item.start : item.end].lower())
    return Neutrality(
        source_per_100=_rate(counted.total(), source),
        abstract_per_100=_rate(len(after), abstract),
        left=tuple(sorted(set().union(*left.values()))),
        source_by_category={category: counted[category] for category in Category if category in counted},
        left_by_category={category: tuple(sorted(left[category])) for category in Category if category in left},
        spans=found if spans else (),
    )


def _rate(count: int, text: str) -> float:
    return round(100 * count / max(1, word_count(text)), 2)
