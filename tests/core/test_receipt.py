"""What a caller may ask for."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from service.core.receipt import Length, Options, Type


def test_what_is_not_asked_for_is_not_told() -> None:
    assert not {"type", "length"} & set(Options().model_dump())
    assert Options(type=Type.TLDR, length=Length.SHORT).model_dump(mode="json")["type"] == "tldr"
    assert Options.model_validate({"type": "tl;dr"}) == Options(type=Type.TLDR)


@pytest.mark.parametrize(
    ("kind", "length", "words", "statements"),
    [
        ("abstract", "medium", 150, None),
        ("headline", "short", 12, 1),
        ("headline", "medium", 17, 1),
        ("headline", "long", 22, 1),
        ("tldr", "short", 150, 1),
        ("tldr", "medium", 150, 3),
        ("teaser", "long", 150, 5),
        ("key-points", "short", 150, 3),
        ("key-points", "long", 150, 7),
    ],
)
def test_limits(kind: str, length: str, words: int, statements: int | None) -> None:
    options = Options.model_validate({"type": kind, "length": length})
    assert (options.words, options.statements) == (words, statements)


@pytest.mark.parametrize("length", ["short", "long"])
def test_an_abstract_has_no_length(length: str) -> None:
    with pytest.raises(ValidationError, match="an abstract has max_words"):
        Options.model_validate({"length": length})


def test_the_callers_own_bound_holds_as_well() -> None:
    assert Options(type=Type.HEADLINE, max_words=9).words == 9
