"""A text becomes statements, line by line."""

from __future__ import annotations

import pytest

from service.core.errors import EmptyDocument, TooLarge
from service.verify.text import statements_of


def test_marks_of_a_list_are_no_part_of_a_statement() -> None:
    text = "- The pier was closed. Two cranes failed.\n\n • 12 ships left.\n2) Fares rise\n1912 was a dry year."
    assert statements_of(text, limit=1_000) == [
        "The pier was closed.",
        "Two cranes failed.",
        "12 ships left.",
        "Fares rise",
        "1912 was a dry year.",
    ]


@pytest.mark.parametrize("text", ["", " \n\t", "- \n"])
def test_nothing_to_check_is_empty(text: str) -> None:
    with pytest.raises(EmptyDocument, match="is empty"):
        statements_of(text, limit=1_000)


def test_the_limit_is_in_characters() -> None:
    assert statements_of("Ja.", limit=3) == ["Ja."]
    with pytest.raises(TooLarge, match="has 4 characters; the limit is 3") as caught:
        statements_of("Nein", limit=3)
    assert (caught.value.limit, caught.value.actual) == (3, 4)
