"""Loaded wording: what is dropped, and what holds a statement back. English; other languages have none yet."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

from service.core.document import Frozen, Span
from service.reading.words import quoted_spans


class Lexicon(Frozen):
    adjectives: frozenset[str]
    adverbs: frozenset[str]
    decorations: frozenset[str]
    decorating_adverbs: frozenset[str]
    phrases: tuple[str, ...]
    trailing: tuple[str, ...]
    appositions: tuple[str, ...]
    droppable: tuple[str, ...]
    held: tuple[str, ...]


@cache
def lexicon() -> Lexicon:
    raw = yaml.safe_load(files("service.reading").joinpath("data/loaded.yaml").read_text("utf-8"))
    return Lexicon.model_validate(raw)


@cache
def _loaded() -> re.Pattern[str]:
    words = sorted(lexicon().adjectives | lexicon().adverbs | {"beloved", "revered"}, key=len, reverse=True)
    initials = sorted({word[0] for word in words})  # one letter decides which few words are tried: 3 times as fast
    plain = "|".join(
        f"{re.escape(initial)}(?:{'|'.join(re.escape(word[1:]) for word in words if word[0] == initial)})"
        for initial in initials
    )
    return re.compile(rf"(?<![\w-])(?:{plain}|{'|'.join(lexicon().held)})(?![\w-])", re.IGNORECASE)


@cache
def _held() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(lexicon().held)})(?![\w-])", re.IGNORECASE)


def _outside_quotes(pattern: re.Pattern[str], text: str) -> list[Span]:
    matches = list(pattern.finditer(text))
    quotes = quoted_spans(text) if matches else []
    return [
        Span(start=match.start(), end=match.end())
        for match in matches
        if not any(quote.start <= match.start() < quote.end for quote in quotes)
    ]


def loaded(text: str) -> list[Span]:
    """Loaded words and phrases in `text` outside quotation marks."""
    return _outside_quotes(_loaded(), text)


def held(text: str) -> list[Span]:
    """The loaded wording that no rule can drop, outside quotation marks."""
    return _outside_quotes(_held(), text)
