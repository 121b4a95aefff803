"""Whether only one person can be meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.reading.called import addressed_otherwise, may_hold, only

MET = "Ada Brenn, the mayor of Orla, met Transport Minister Karl Holt and Lena Moss on Monday. "


@pytest.mark.parametrize(
    ("more", "short", "name", "sure"),
    [
        ("", "Brenn", "Ada Brenn", True),
        ("Mrs Brenn left. On Monday Brenn came back.", "Brenn", "Ada Brenn", True),
        ("", "Ada", "Ada Brenn", True),
        ("Bo Brenn came.", "Brenn", "Ada Brenn", False),
        ("Ada Lund came.", "Ada", "Ada Brenn", False),
        ("She walked down Brenn Street.", "Brenn", "Ada Brenn", False),
        ("", "Holt", "Ada Brenn", False),
        ("", "the mayor", "Ada Brenn", True),
        ("", "the minister", "Karl Holt", True),
        ("", "the minister", "Ada Brenn", False),
        ("Two ministers came.", "the minister", "Karl Holt", False),
        ("A former minister came.", "the minister", "Karl Holt", False),
        ("Labour Minister Bo Lund came.", "the minister", "Karl Holt", False),
        ("Bo Lund, the mayor, came.", "the mayor", "Ada Brenn", False),
        ("", "the governor", "Ada Brenn", False),
        ("Mr Brenn, a docker, waited.", "Brenn", "Ada Brenn", False),
        ("Mrs Brenn waited.", "Brenn", "Ada Brenn", True),
        ("Brenn resigned in May.", "the mayor", "Ada Brenn", False),
        ("The mayor was sworn in on Monday.", "the mayor", "Ada Brenn", False),
        ("The mayor of Ardal was there.", "the mayor", "Ada Brenn", False),
        ("The clerk resigned in May.", "the mayor", "Ada Brenn", True),
    ],
)
def test_who_is_meant(more: str, short: str, name: str, sure: bool) -> None:
    assert only(MET + more, short, name) is sure


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.lists(st.sampled_from(["Ada", "Bo", "Brenn", "Lund", "Holt"]), min_size=2, max_size=8))
def test_a_name_that_two_bear_is_nobodys(words: list[str]) -> None:
    text = ". ".join(f"{first} {last}" for first, last in zip(words[::2], words[1::2], strict=False)) + "."
    for pair in text.rstrip(".").split(". "):
        last = pair.split()[-1]
        bearers = {other for other in text.rstrip(".").split(". ") if last in other.split()}
        assert not only(text, last, pair) or bearers == {pair}


@pytest.mark.parametrize(
    ("words", "sure"),
    [("mayor of Orla", True), ("mayor of Ardal", False), ("mayor", True), ("mayor of the Orla", True)],
)
def test_an_office_of_another_place(words: str, sure: bool) -> None:
    assert may_hold(MET, words, "Ada Brenn") is sure


def test_a_deputy_is_no_mayor() -> None:
    text = "Deputy Mayor Bo Lund came. Lena Marsh, the former governor, left. Karl Holt, the governor, stayed."
    assert may_hold(text, "deputy mayor", "Bo Lund")
    assert not may_hold(text, "mayor", "Bo Lund")
    assert not may_hold(text, "governor", "Lena Marsh")
    assert may_hold(text, "governor", "Karl Holt")


def test_of_ardal_in_three_ways() -> None:
    for told in (
        "Ardal’s President Karl Holt",
        "the president of Ardal, Karl Holt,",
        "Holt was the new president of Ardal",
        "President Karl Holt of the Republic of Ardal",
    ):
        assert may_hold(f"They met {told} in May.", "president of Ardal", "Karl Holt")


@pytest.mark.parametrize(
    ("short", "name", "otherwise"),
    [
        ("Mr Brenn", "Ada Brenn", True),
        ("Mrs Brenn", "Ada Brenn", False),
        ("Ms Holt", "Karl Holt", True),
        ("Mr Venn", "Robin Venn", False),
        ("Brenn", "Ada Brenn", False),
    ],
)
def test_he_is_no_she(short: str, name: str, otherwise: bool) -> None:
    assert addressed_otherwise(short, name) is otherwise


def test_a_heading_names_the_place_and_the_article_the_office_alone() -> None:
    assert may_hold("King of Ardal Meets Envoys\n\nKing Karl Holt met two envoys on Monday.", "king", "Karl Holt")
    assert not may_hold("The king of Ardal was ill.\n\nKing Karl Holt met two envoys.", "king", "Karl Holt")
