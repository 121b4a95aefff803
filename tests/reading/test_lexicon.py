"""Loaded wording, and what the tables hold."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
import yaml

from service.reading.lexicon import held, lexicon, loaded


def words(text: str) -> list[str]:
    return [text[span.start : span.end] for span in loaded(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The crew won an outstanding prize.", ["outstanding"]),
        ("Outstanding work, HEROIC effort.", ["Outstanding", "HEROIC"]),
        ("They tirelessly rebuilt the pier.", ["tirelessly"]),
        ("The thugs of the regime fled.", ["thugs", "regime"]),
        ("A world-startling feat", ["world-startling"]),
        ("The beloved mayor", ["beloved"]),
        ("A respected surgeon", []),
    ],
)
def test_loaded_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        'He called the crew "outstanding".',
        "He called the crew “an outstanding, heroic crew”.",
        "Il a dit « outstanding ».",
    ],
)
def test_a_quotation_is_not_the_articles_wording(text: str) -> None:
    assert words(text) == []
    assert held(text) == []


def test_only_the_words_outside_the_quotation_count() -> None:
    assert words("The heroic crew is “outstanding”, a glorious crew.") == ["heroic", "glorious"]


@pytest.mark.parametrize(
    "text",
    [
        "A strong economy and a successful port",
        "an important, timely and thorough report",
        "It finally and firmly closed.",
        "The wisest grandfather evilly monologued",
        "The shipment of grandstands",
        "non-heroic",
    ],
)
def test_plain_words_are_not_counted(text: str) -> None:
    assert words(text) == []


def test_held_wording_is_loaded_as_well() -> None:
    text = "A paradise of loyalists and stooges"
    assert [text[span.start : span.end] for span in held(text)] == ["paradise", "loyalists", "stooges"]
    assert held(text) == loaded(text)


def raw() -> dict[str, list[str]]:
    table = yaml.safe_load(files("service.reading").joinpath("data/loaded.yaml").read_text("utf-8"))
    assert isinstance(table, dict)
    return {str(name): list(entries) for name, entries in table.items()}


@pytest.mark.parametrize("name", sorted(raw()))
def test_entries_are_lower_case_and_there_once(name: str) -> None:
    entries = raw()[name]
    assert all(isinstance(entry, str) for entry in entries)
    plain = [re.sub(r"\\.|\(\?-i:[^)]*\)", "", entry) for entry in entries]  # classes of a pattern are no letters
    assert plain == [entry.lower() for entry in plain]
    assert len(set(entries)) == len(entries)


def test_no_word_is_both_loaded_and_a_decoration() -> None:
    table = lexicon()
    assert not table.adjectives & table.decorations
    assert not table.adverbs & table.decorating_adverbs
    assert not (table.adjectives | table.decorations) & (table.adverbs | table.decorating_adverbs)


@pytest.mark.parametrize("name", ["phrases", "trailing", "appositions", "droppable", "held"])
def test_patterns_compile(name: str) -> None:
    for entry in raw()[name]:
        re.compile(entry)
