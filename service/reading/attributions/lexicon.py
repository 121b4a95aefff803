"""The cues of attribution, `data/attitudes.yaml`: every form of each verb with what may follow it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


class Frame(StrEnum):
    """What a cue takes: words (also before it), a clause, an infinitive, anything; or what stands by a noun."""

    SPEECH = "speech"
    CLAUSE = "clause"
    WISH = "wish"
    JUDGEMENT = "judgement"


@dataclass(frozen=True)
class Form:
    """One form of a verb. `rest` are the words of its particle, lower case; "" for none. tense: base, s, ed or ing."""

    rest: tuple[str, ...]
    tense: str
    frames: frozenset[Frame]


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(files("service.reading").joinpath("data/attitudes.yaml").read_text("utf-8"))
    return found


@cache
def verbs() -> dict[str, tuple[Form, ...]]:
    """By the first word of each form, in lower case; those with the longest particle first."""
    frames: dict[tuple[str, str, tuple[str, ...]], set[Frame]] = {}
    for frame in Frame:
        for entry in _data()[frame]:
            verb, _, particle = entry.partition("+")
            for tense, form in inflected(verb):
                frames.setdefault((form, tense, tuple(particle.split())), set()).add(frame)
    found: dict[str, list[Form]] = {}
    for (form, tense, rest), kinds in frames.items():
        found.setdefault(form, []).append(Form(rest, tense, frozenset(kinds)))
    return {form: tuple(sorted(entries, key=lambda entry: -len(entry.rest))) for form, entries in found.items()}


@cache
def nouns() -> frozenset[str]:
    """Singular and plural."""
    return frozenset(form for noun in _data()["nouns"] for form in (noun, _plural(noun)))


@cache
def adjectives() -> frozenset[str]:
    return frozenset(_data()["adjectives"])


@cache
def records() -> frozenset[str]:
    return frozenset(_data()["records"])


def inflected(verb: str) -> list[tuple[str, str]]:
    """Tense and form: of a base form by rule, of four forms (base, s, ed, ing) as they are given."""
    given = verb.split()
    if len(given) > 1:
        return list(zip(("base", "s", "ed", "ing"), given, strict=True))
    stem = re.sub(r"e$", "", verb)
    past = re.sub(r"([^aeiou])y$", r"\1i", stem) + "ed"
    ing = verb if verb.endswith(("ee", "oe", "ye")) else stem
    return [("base", verb), ("s", _plural(verb)), ("ed", past), ("ing", ing + "ing")]


def _plural(word: str) -> str:
    if re.search(r"(?:s|x|ch|sh)$", word):
        return word + "es"
    return re.sub(r"([^aeiou])y$", r"\1ie", word) + "s"
