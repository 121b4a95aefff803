"""What turns a fact round is found on either side."""

from __future__ import annotations

import pytest

from service.reading.passage import Passage
from service.verify.faults.turned import opposites


@pytest.mark.parametrize(
    ("statement", "source", "words"),
    [
        ("Output rose by 5 percent.", "Output fell by 5 percent.", ("rose", "fell")),
        ("The court upheld the ban.", "The court overturned the ban.", ("upheld", "overturned")),
        ("Output rose.", "Output rose before it fell.", None),
        ("Output was 5 tonnes.", "Output fell.", None),
    ],
)
def test_opposites(statement: str, source: str, words: tuple[str, str] | None) -> None:
    found = next(opposites(Passage(statement), Passage(source)), None)
    assert (None if found is None else (found[0].text, found[1].text)) == words
