"""What a reader would be told wrongly: words left out, a report become a fact, certainty, loaded words added."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from service.core.translation import Issue, Severity
from service.reading.loaded import loaded
from service.translate.checks.pair import Pair, issue
from service.translate.checks.surface import CLOSING

# Characters of English for one of the source, in people's translations of news: about the middle of those that
# `make bench-translation-checks` reads; and how far from it a segment may be.
LENGTHS = {"ko": 1.95, "zh": 3.4, "ru": 1.0, "fr": 0.85, "es": 0.87}
SHORT, LONG = 0.45, 2.4
LEAST = 40  # characters of English that are expected, below which lengths say nothing
SPACELESS = frozenset({"ko", "zh", "ja"})  # where no \b stands


def length(pair: Pair) -> Iterator[Issue]:
    """Far too short or far too long for what the source says."""
    usual = LENGTHS.get(pair.source_language)
    if usual is None or pair.target_language != "en":
        return
    expected = usual * len(pair.source)
    if expected < LEAST:
        return
    ratio = len(pair.target) / expected
    percent = f"{len(pair.target):,} characters, where about {expected:,.0f} are usual"
    if ratio < SHORT:
        yield issue("too_short", "accuracy/omission", f"Something may be left out: {percent}.")
    elif ratio > LONG:
        yield issue("too_long", "accuracy/addition", f"Something may be added: {percent}.")


def attribution(pair: Pair) -> Iterator[Issue]:
    """What somebody says has become a fact."""
    said = _found(pair, "reports")
    if said and not _answered(pair, "reports") and not CLOSING.search(pair.target):
        yield issue(
            "attribution_lost",
            "accuracy/mistranslation",
            f"{said.group()!r} says that somebody says it; the target tells it as a fact.",
            source=said,
        )


def certainty(pair: Pair) -> Iterator[Issue]:
    """What may be has become what is."""
    hedge = _found(pair, "hedges")
    if hedge and not _answered(pair, "hedges"):
        yield issue(
            "certainty_raised",
            "accuracy/mistranslation",
            f"{hedge.group()!r} leaves it open; the target does not.",
            severity=Severity.MINOR,
            source=hedge,
        )


def wording(pair: Pair) -> Iterator[Issue]:
    """Loaded words of the target to which nothing loaded in the source answers."""
    if pair.target_language != "en" or pair.source_language not in _cues() or _found(pair, "loaded"):
        return
    for span in loaded(pair.target):
        word = pair.target[span.start : span.end]
        place = re.compile(re.escape(word)).search(pair.target, span.start)
        yield issue(
            "loaded_word_added",
            "accuracy/addition",
            f"{word!r} is loaded, and nothing in the source is.",
            severity=Severity.MINOR,
            target=place,
        )


def _found(pair: Pair, sort: str) -> re.Match[str] | None:
    pattern = _cues().get(pair.source_language, {}).get(sort)
    return pattern.search(pair.source) if pattern and pair.target_language == "en" else None


def _answered(pair: Pair, sort: str) -> bool:
    return bool(_cues()["en"][sort].search(pair.target))


@cache
def _cues() -> dict[str, dict[str, re.Pattern[str]]]:
    raw: dict[str, dict[str, Any]] = yaml.safe_load(
        files("service.translate").joinpath("data/cues.yaml").read_text("utf-8")
    )
    return {
        language: {sort: _pattern(language, entries) for sort, entries in sorts.items()}
        for language, sorts in raw.items()
    }


def _pattern(language: str, entries: str) -> re.Pattern[str]:
    choice = "|".join(entry.strip() for entry in entries.split("|"))
    border = "" if language in SPACELESS else r"\b"
    return re.compile(rf"{border}(?:{choice}){border}", re.IGNORECASE)
