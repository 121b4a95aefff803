"""The tables of loaded wording, by language, as they are searched: by their words, or as one pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

import yaml

from service.core.document import Frozen
from service.core.loaded import Category
from service.reading.loaded.inflect import noun_forms, verb_forms

HELD = "-"
PARTS = ("adjectives", "adverbs", "verbs", "nouns", "phrases")
SPACED = frozenset(("ru", "fr", "es"))  # languages with patterns of whole words, which change their endings
DROPPED = frozenset(("adjectives", "adverbs", "phrases"))  # what goes when the table names no wording for it


@dataclass(frozen=True, slots=True)
class Entry:
    """A wording of the tables. `category` is None for a term that only looks loaded."""

    words: tuple[str, ...]
    category: Category | None
    part: str = ""
    neutral: str | None = None
    mild: bool = False


class Clauses(Frozen):
    """What is left out beside loaded words: decorations, and patterns of the clauses of praise."""

    decorations: frozenset[str]
    decorating_adverbs: frozenset[str]
    phrases: tuple[str, ...]
    trailing: tuple[str, ...]
    appositions: tuple[str, ...]
    droppable: tuple[str, ...]


@cache
def clauses() -> Clauses:
    return Clauses.model_validate(_read("clauses"))


@cache
def entries() -> tuple[Entry, ...]:
    """The English table, every form of every word."""
    found: list[Entry] = []
    for name, group in _read("en").items():
        mild = frozenset(group.get("mild", ()))
        for part in PARTS:
            for line in group.get(part, ()):
                found.extend(_forms(line, part, Category(name), mild))
    return (*found, *(Entry(tuple(words.split()), None) for line in _read("literal") for words in _literal(line)))


@cache
def swaps() -> dict[str, frozenset[str]]:
    """Every wording of the English table that another is put for, in lower case, with what is put."""
    found: dict[str, set[str]] = {}
    for entry in entries():
        if entry.neutral:
            found.setdefault(" ".join(entry.words), set()).add(entry.neutral)
    return {wording: frozenset(put) for wording, put in found.items()}


@cache
def words_of(part: str) -> frozenset[str]:
    """The single words of the English table that are dropped where they stand: adjectives or adverbs."""
    return frozenset(
        entry.words[0]
        for entry in entries()
        if entry.part == part and len(entry.words) == 1 and entry.neutral == "" and not entry.mild
    )


@cache
def endings() -> dict[str, Entry]:
    """Last parts of compounds that make them loaded, in the tables with a hyphen before them."""
    return {
        ending: Entry((ending,), Category(name), "adjectives", "")
        for name, group in _read("en").items()
        for ending in group.get("endings", ())
    }


@cache
def singles() -> dict[str, Entry]:
    """One-word entries: terms that only look loaded first, then the first category of the table."""
    found: dict[str, Entry] = {}
    for entry in sorted(entries(), key=lambda entry: entry.category is not None):
        if len(entry.words) == 1:
            found.setdefault(entry.words[0], entry)
    return found


@cache
def sequences() -> dict[str, dict[str, tuple[Entry, ...]]]:
    """Entries of several words by their first two, the longest first."""
    found: dict[str, dict[str, list[Entry]]] = {}
    for entry in entries():
        if len(entry.words) > 1:
            found.setdefault(entry.words[0], {}).setdefault(entry.words[1], []).append(entry)
    return {
        first: {
            second: tuple(sorted(rows, key=lambda e: (-len(e.words), e.category is not None)))
            for second, rows in by.items()
        }
        for first, by in found.items()
    }


@cache
def pattern(language: str) -> tuple[re.Pattern[str], dict[str, tuple[Category, str | None]]]:
    """For a language whose table holds patterns: one pattern of all, and what each of its groups stands for."""
    groups: dict[str, tuple[Category, str | None]] = {}
    parts = []
    rows = [(line, Category(name)) for name, lines in _read(language).items() for line in lines]
    for number, (line, category) in enumerate(sorted(rows, key=lambda row: -len(_wording(row[0])))):
        groups[f"g{number}"] = (category, _neutral(line, ""))
        parts.append(f"(?P<g{number}>{_wording(line)})")
    border = (r"(?<!\w)", r"(?:(?<=\s)|(?!\w))") if language in SPACED else ("", "")
    return re.compile(f"{border[0]}(?:{'|'.join(parts)}){border[1]}", re.IGNORECASE), groups


@cache
def put_as_it_stands(language: str) -> frozenset[str]:
    """The wordings of one form only for which the table of `language` has another, in lower case."""
    lines = [line for lines in _read(language).values() for line in lines]
    return frozenset(_wording(line).lower() for line in lines if _neutral(line, "") and "(" not in _wording(line))


def _read(name: str) -> Any:
    return yaml.safe_load(files("service.reading").joinpath(f"loaded/data/{name}.yaml").read_text("utf-8"))


def _wording(line: str) -> str:
    return line.partition(" > ")[0]


def _neutral(line: str, default: str | None) -> str | None:
    _, given, neutral = line.partition(" > ")
    if not given:
        return default
    return None if neutral == HELD else neutral


def _forms(line: str, part: str, category: Category, mild: frozenset[str]) -> Iterator[Entry]:
    wording = _wording(line)
    light = wording in mild or category is Category.PRESUPPOSITION
    neutral = _neutral(line, "" if part in DROPPED and not light else None)  # what is mild may carry a fact
    forms: tuple[str, ...]
    if part == "verbs":
        forms = verb_forms(wording)
        instead: tuple[str | None, ...] = verb_forms(neutral) if neutral else (None,) * len(forms)
    elif part == "nouns":
        forms = noun_forms(wording)
        instead = noun_forms(neutral) if neutral else (None,) * len(forms)
        if len(instead) < len(forms):
            instead = instead * len(forms)
    else:
        forms = tuple(_choices(wording))
        instead = (neutral,) * len(forms)
    for form, put in zip(forms, instead, strict=False):
        yield Entry(tuple(form.replace(",", "").split()), category, part, put, light)


def _choices(wording: str) -> Iterator[str]:
    """`a/b c` as `a c` and `b c`."""
    yield from (" ".join(words) for words in product(*(word.split("/") for word in wording.split())))


def _literal(line: str) -> Iterator[str]:
    for words in _choices(line):
        yield words
        if not words.endswith("s"):
            yield words + "s"
