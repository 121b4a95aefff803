"""Indirect speech that goes on without a cue."""

from __future__ import annotations

import pytest

from service.reading.indirect import teller, told_by

from .articles import speakers

HOFF = "Mayor Karl Hoff spoke on Monday. He said that the dam was old."


@pytest.mark.parametrize(
    "further",
    [
        "It had leaked twice since May.",
        "The town would build a new one by 2031.",
        "The council was to vote on it in June.",
        "Over five years, 1,200 families had moved away.",
        "Two crews were at work, but the pumps had never run at night.",
        "Neighbouring towns must pay their share and are free to join.",
    ],
)
def test_what_is_moved_back_is_still_what_was_said(further: str) -> None:
    assert speakers(f"{HOFF} {further}") == [None, "Karl Hoff", "Karl Hoff"]


def test_it_runs_on_to_the_end_of_the_paragraph() -> None:
    told = f"{HOFF} The wall had cracked. Repairs would cost 4 million crowns."
    assert speakers(told, "The valley had been dry for years.") == [None, *["Karl Hoff"] * 3, None]


@pytest.mark.parametrize(
    "further",
    [
        "The council met again on Tuesday.",
        "This would be the third dam in the valley.",
        "Hoff had been mayor since 2019.",
        "The dam is 40 metres high.",
        "Engineers who had seen it left the hall.",
        "The dam: It had leaked.",
    ],
)
def test_what_the_article_may_tell_is_its_own(further: str) -> None:
    assert speakers(f"{HOFF} {further}") == [None, "Karl Hoff", None]


def test_the_present_is_theirs_between_two_of_their_sentences() -> None:
    told = "The pumps are in force under a rule adopted in May."
    assert speakers(f"{HOFF} {told} The town had not asked for them.") == [None, *["Karl Hoff"] * 3]
    assert speakers(f"{HOFF} {told} The town asked for them.") == [None, "Karl Hoff", None, None]


def test_a_cue_in_the_present_moves_nothing_back() -> None:
    said = "Mayor Karl Hoff says that the dam is old."
    assert speakers(f"{said} It had leaked twice.") == ["Karl Hoff", None]


def test_a_quotation_is_followed_by_the_article() -> None:
    assert speakers('"The dam is old," Mayor Karl Hoff said. The town had waited for years.') == ["Karl Hoff", None]


def test_a_court_goes_on_telling_what_it_found() -> None:
    said = "The court found that Orrin took bribes. In return he gave away four piers."
    assert speakers(said) == ["the court", "the court"]


def test_who_said_it_is_told_behind_it_and_read_there() -> None:
    assert told_by("Karl Hoff") == ", Karl Hoff said"
    assert teller(told_by("Karl Hoff")) == "Karl Hoff"
