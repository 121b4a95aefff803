"""Loaded wording before and after."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.core.loaded import Category
from service.verify.neutrality import loaded_words, neutrality

tried = settings(deadline=None, derandomize=True)


def test_loaded_words_in_lower_case_in_order() -> None:
    assert loaded_words("Heroic crews of the regime won a glorious, heroic prize.") == (
        "heroic",
        "regime",
        "glorious",
        "heroic",
    )


@pytest.mark.parametrize("text", ["", "The crew won a prize.", "The crew “won a glorious prize”, she said."])
def test_plain_wording(text: str) -> None:
    assert loaded_words(text) == ()
    found = neutrality(text, text)
    assert (found.source_per_100, found.abstract_per_100, found.left) == (0.0, 0.0, ())


def test_rates_are_per_100_words() -> None:
    source = "The heroic crew won a glorious prize at noon."  # 2 of 9
    found = neutrality(source, "The crew won a heroic, heroic, glorious prize.")  # 3 of 8
    assert found.source_per_100 == 22.22
    assert found.abstract_per_100 == 37.5
    assert found.left == ("glorious", "heroic")


def test_words_are_told_by_category() -> None:
    found = neutrality("The heroic crew of the regime failed to win a glorious prize.", "The thugs won.")
    assert found.source_by_category == {Category.PRAISE: 2, Category.PEJORATIVE: 1}
    assert found.left_by_category == {Category.PEJORATIVE: ("thugs",)}
    assert found.spans == ()


def test_places_are_there_when_asked_for() -> None:
    source = "The heroic crew failed to win."
    found = neutrality(source, "", spans=True)
    assert [(source[item.start : item.end], item.mild) for item in found.spans] == [
        ("heroic", False),
        ("failed to", True),
    ]


def test_other_languages_are_counted_by_their_own_tables() -> None:
    found = neutrality("敌对势力写了文章。", "Hostile forces wrote it.", "zh", "en")
    assert found.source_by_category == {Category.PEJORATIVE: 1}
    assert found.left == ("hostile forces",)


def test_json_holds_what_was_found_only() -> None:
    assert set(neutrality("The crew won.", "").model_dump()) == {"source_per_100", "abstract_per_100", "left"}


@tried
@given(st.lists(st.sampled_from(["heroic", "crew", "prize", "glorious", "“heroic”"]), max_size=60))
def test_rates_count_each_loaded_word(words: list[str]) -> None:
    text = " ".join(words)
    count = sum(word in ("heroic", "glorious") for word in words)
    assert neutrality(text, "").source_per_100 == round(100 * count / max(1, len(words)), 2)
