"""Finding loaded wording: English word by word in tables, other languages by one pattern each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from service.core.loaded import Category, Loaded
from service.reading.loaded import context
from service.reading.loaded.lexicon import Entry, endings, pattern, sequences, singles
from service.reading.words import quoted_spans, word_count

WORD = re.compile(r"\w+(?:['’-]\w+)*")
GAP = re.compile(r",?\s{1,3}")
PLAIN_TOO = frozenset((Category.EUPHEMISM, Category.INTENSIFIER))  # what of these no pattern rewords, many texts need
KEPT, SHORT = 1_024, 2_000  # answers, and characters: the same sentences are asked of again and again
SIDED = 1.0  # loaded words per 100
PATTERNS = frozenset(("ko", "ru", "zh", "fr", "es"))  # languages whose tables hold patterns


def find(text: str, language: str = "en") -> tuple[Loaded, ...]:
    """Loaded wording of `text` outside quotation marks, in order, none inside another.

    `language` is a BCP 47 code; of a language without a table nothing is found. One pass, linear in the length.
    """
    return _kept(text, language) if len(text) <= SHORT else _last(text, language)


def _found(text: str, language: str) -> tuple[Loaded, ...]:
    if language in PATTERNS:
        return tuple(_patterned(text, language))
    if language != "en":
        return ()
    quotes = quoted_spans(text)
    found = [*_worded(text), *context.scare_quotes(text, quotes)]
    inside = iter(sorted(quotes, key=lambda quote: quote.start))
    quote = next(inside, None)
    kept: list[Loaded] = []
    for item in sorted(found, key=lambda item: item.start):
        while quote and quote.end <= item.start:
            quote = next(inside, None)
        quoted = quote is not None and quote.start <= item.start
        if (item.category is Category.SCARE_QUOTES or not quoted) and not (kept and item.start < kept[-1].end):
            kept.append(item)
    return tuple(kept)


_kept = lru_cache(KEPT)(_found)
_last = lru_cache(1)(_found)  # the article


def loaded(text: str, language: str = "en") -> tuple[Loaded, ...]:
    """What of `find` counts: without what is mild."""
    return tuple(item for item in find(text, language) if not item.mild)


def held(text: str, language: str = "en") -> tuple[Loaded, ...]:
    """What of `loaded` no rule can reword."""
    return tuple(item for item in loaded(text, language) if item.neutral is None)


def takes_sides(text: str, language: str = "en") -> bool:
    """Whether `text`, an article, is loaded as those are that take sides."""
    return 100 * len(loaded(text, language)) > SIDED * max(1, word_count(text))


def _patterned(text: str, language: str) -> Iterator[Loaded]:
    table, groups = pattern(language)
    quotes = quoted_spans(text)
    for match in table.finditer(text):
        if any(quote.start <= match.start() < quote.end for quote in quotes):
            continue
        category, neutral = groups[match.lastgroup or ""]
        mild = category in PLAIN_TOO and neutral is None
        yield Loaded(start=match.start(), end=match.end(), category=category, neutral=neutral, mild=mild)


def _worded(text: str) -> Iterator[Loaded]:
    """Loaded wording by the tables: at each word the longest entry, and nothing inside a term that is none."""
    alone, longer = singles(), sequences()
    spans = [match.span() for match in WORD.finditer(text)]
    words = [text[start:end].lower().replace("’", "'") for start, end in spans]
    words = [word.removesuffix("'s") if word.endswith("'s") and word not in longer else word for word in words]
    at, count = 0, len(words)
    while at < count:
        word = words[at]
        rows = longer[word].get(words[at + 1], ()) if word in longer and at + 1 < count else ()
        entry = _sequence(text, words, spans, at, rows) if rows else None
        entry = entry or alone.get(word) or (_ending(word) if "-" in word else None)
        if entry is None:
            at += 1
            continue
        last = at + len(entry.words) - 1
        if entry.category is not None:
            start, end = spans[at][0], spans[last][1]
            if text[start:end].endswith(("'s", "’s")) and not entry.words[-1].endswith("'s"):
                end -= 2
            if item := context.judge(text, start, end, entry):
                yield item
        at = last + 1


def _ending(word: str) -> Entry | None:
    return next((entry for ending, entry in endings().items() if word.endswith(ending)), None)


def _sequence(
    text: str, words: list[str], spans: list[tuple[int, int]], at: int, rows: tuple[Entry, ...]
) -> Entry | None:
    """The first of `rows` that stands at word `at`, only spaces and a comma between its words."""
    for entry in rows:
        end = at + len(entry.words)
        if tuple(words[at:end]) == entry.words and all(
            GAP.fullmatch(text, left[1], right[0]) for left, right in pairwise(spans[at:end])
        ):
            return entry
    return None
