"""What the tables hold."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from service.core.loaded import Category
from service.reading.loaded.inflect import noun_forms, verb_forms
from service.reading.loaded.lexicon import clauses, entries, pattern, singles, swaps, words_of


def test_there_are_entries_of_every_category() -> None:
    found = Counter(entry.category for entry in entries() if entry.category)
    assert set(found) == set(Category)
    assert found.total() > 2_000


def test_entries_are_lower_case() -> None:
    assert all(word == word.lower() and word for entry in entries() for word in entry.words)


def test_no_word_is_both_loaded_and_a_decoration() -> None:
    table = clauses()
    plain = table.decorations | table.decorating_adverbs
    assert not plain & {word for word, entry in singles().items() if not entry.mild}
    assert not words_of("adjectives") & words_of("adverbs")


@pytest.mark.parametrize("name", ["phrases", "trailing", "appositions", "droppable"])
def test_patterns_compile(name: str) -> None:
    for entry in getattr(clauses(), name):
        re.compile(entry)


@pytest.mark.parametrize("language", ["ko", "ru", "zh"])
def test_other_languages_have_fifty_patterns_and_more(language: str) -> None:
    table, groups = pattern(language)
    assert len(groups) >= 50
    assert table.groups == len(groups)


def test_what_is_put_is_not_loaded_itself() -> None:
    loud = {word for word, entry in singles().items() if entry.category and not entry.mild}
    assert not {put for puts in swaps().values() for put in puts} & loud


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("slam", ("slam", "slams", "slammed", "slamming")),
        ("rise", ("rise", "rises", "rose", "rising")),
        ("lash out at", ("lash out at", "lashes out at", "lashed out at", "lashing out at")),
        ("vilify", ("vilify", "vilifies", "vilified", "vilifying")),
        ("cut", ("cut", "cuts", "cut", "cutting")),
        ("spread", ("spread", "spreads", "spread", "spreading")),
        ("say", ("say", "says", "said", "saying")),
        ("agree", ("agree", "agrees", "agreed", "agreeing")),
        ("whine", ("whine", "whines", "whined", "whining")),
        ("stoke", ("stoke", "stokes", "stoked", "stoking")),
    ],
)
def test_forms_of_verbs(verb: str, forms: tuple[str, ...]) -> None:
    base, third, past, _, present = verb_forms(verb)
    assert (base, third, past, present) == forms


@pytest.mark.parametrize(
    ("noun", "forms"),
    [
        ("crony", ("crony", "cronies")),
        ("thug", ("thug", "thugs")),
        ("henchman", ("henchman", "henchmen")),
        ("clash", ("clash", "clashes")),
        ("tsunami of", ("tsunami of",)),
        ("heroism", ("heroism",)),
    ],
)
def test_forms_of_nouns(noun: str, forms: tuple[str, ...]) -> None:
    assert noun_forms(noun) == forms
