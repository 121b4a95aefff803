"""Loaded wording in what the reader gets, against the source."""

from __future__ import annotations

from service.core.summary import Neutrality
from service.reading.lexicon import loaded
from service.reading.words import word_count


def loaded_words(text: str) -> tuple[str, ...]:
    """The loaded words of `text` outside quotation marks, in lower case, in order."""
    return tuple(text[span.start : span.end].lower() for span in loaded(text))


def neutrality(source: str, abstract: str) -> Neutrality:
    """Loaded words per 100 words, before and after."""
    return Neutrality(
        source_per_100=_rate(source),
        abstract_per_100=_rate(abstract),
        left=tuple(sorted(set(loaded_words(abstract)))),
    )


def _rate(text: str) -> float:
    return round(100 * len(loaded(text)) / max(1, word_count(text)), 2)
