"""What is told of a value that cannot be."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from service.core.objection import objection
from service.core.receipt import Options
from service.core.request import SummaryRequest, TranslationRequest

TEXT = "The council of Ardal met on Monday."


def _told(model: type[Any], values: dict[str, Any]) -> str:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(values)
    return objection(caught.value.errors()[0])


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"max_words": 0}, "give 1 or more, not 0"),
        ({"max_words": 9_999}, "give 2000 or less, not 9999"),
        ({"max_words": "many"}, "give a whole number, not 'many'"),
        ({"max_words": 1.5}, "give a whole number, not 1.5"),
        ({"type": "poem"}, "give 'abstract', 'tldr', 'key-points', 'teaser' or 'headline', not 'poem'"),
        ({"include_text": "perhaps"}, "give true or false, not 'perhaps'"),
        ({"tone": "mild"}, "there is no such field"),
        ({"model": 3}, "give a text"),
    ],
)
def test_an_option_that_cannot_be_says_what_to_give(values: dict[str, Any], told: str) -> None:
    assert _told(Options, values) == told


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, "give one of text, html and file, not none of them"),
        ({"text": TEXT, "published": "soon"}, "give a day as 2026-03-02, not 'soon'"),
        ({"text": TEXT, "options": 3}, "give a JSON object"),
        ({"file": {"name": "a.txt"}}, "it is needed"),
        ({"file": {"content": "!!!"}}, "give base64"),
        ({"text": TEXT, "language": "x{0}"}, "'x{0}' is no language code: give two or three small letters, as ko"),
    ],
)
def test_so_does_a_request(values: dict[str, Any], told: str) -> None:
    assert _told(SummaryRequest, values) == told


def test_a_language_that_is_none_is_told() -> None:
    for field in ("from", "to"):
        assert _told(TranslationRequest, {"text": TEXT, field: "xx"}).startswith("'xx' is the code of no language")


def test_a_long_value_is_cut() -> None:
    assert len(_told(Options, {"max_words": "9" * 5_000 + "x"})) < 80
