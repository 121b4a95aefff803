"""Articles that say of themselves that they are an opinion."""

from __future__ import annotations

import pytest

from service.reading.commentary import commentary

from .articles import article

TOLD = "The pier was closed on Monday."


@pytest.mark.parametrize(
    ("title", "last", "opinion"),
    [
        ("Commentary: Who Closed the Pier", TOLD, True),
        ("Harbour Commentary: Who Closed the Pier", TOLD, True),
        ("Editorial", TOLD, True),
        ("Who Closed the Pier", "The author is a docker from Orla.", True),
        ("Who Closed the Pier", "The views expressed here are the author's own.", True),
        ("Who Closed the Pier", TOLD, False),
        ("Opinion Polls Close at Noon", TOLD, False),
        ("Who Closed the Pier", "The author was fined for the book.", True),
    ],
)
def test_a_commentary_says_so(title: str, last: str, opinion: bool) -> None:
    assert commentary(article("The mayor opened the pier in May.", last, title=title)) is opinion
