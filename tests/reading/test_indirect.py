"""Indirect speech that goes on without a cue."""

from __future__ import annotations

import pytest

from service.reading.indirect import teller, told_by

from .articles import speakers

HOFF = "Mayor Karl Hoff spoke on Monday. He said that the dam was old."


SIDED = "The glorious party and its heroic, invincible, beloved people are proud of the great victory."


@pytest.mark.parametrize(
    "further",
    [
        "The town would build a new one by 2031.",
        "The wall might break in a storm.",
    ],
)
def test_what_is_moved_back_is_still_what_was_said(further: str) -> None:
    assert speakers(f"{HOFF} {further}") == [None, "Karl Hoff", "Karl Hoff"]


@pytest.mark.parametrize(
    "further",
    [
        "It had leaked twice since May.",
        "The council was to vote on it in June.",
        "Neighbouring towns must pay their share and are free to join.",
        "Over five years, 1,200 families had moved away.",
        "Two crews were at work, but the pumps had never run at night.",
        "As many as 19 crews had been to the valley.",
        "The wall of the dam, built by the grandfathers of the town, had cracked.",
    ],
)
def test_what_had_been_is_what_was_said_in_an_article_that_takes_sides(further: str) -> None:
    assert speakers(f"{HOFF} {further}", SIDED) == [None, "Karl Hoff", "Karl Hoff", None]
    assert speakers(f"{HOFF} {further}") == [None, "Karl Hoff", None]


def test_it_runs_on_to_the_end_of_the_paragraph() -> None:
    told = f"{HOFF} The wall would not hold. Repairs would cost 4 million crowns."
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


@pytest.mark.parametrize(
    "further",
    [
        "The builder of the dam could not be reached for comment.",
        "The claim couldn't immediately be verified.",
        "The owner would not say who would pay.",
        "The council declined to comment, and its lawyer would not be drawn.",
        "Cracks could be seen from the road.",
        "Two years later the dam would fall.",
        "The firm would go on to build three more.",
        "How the town would pay was not told.",
    ],
)
@pytest.mark.parametrize("other", ["The valley is dry.", SIDED])
def test_what_a_reporter_found_out_nobody_said(further: str, other: str) -> None:
    assert speakers(f"{HOFF} {further}", other)[2] is None


def test_the_present_is_theirs_between_two_of_their_sentences() -> None:
    told = "The pumps are in force under a rule adopted in May."
    assert speakers(f"{HOFF} {told} The town had not asked for them.", SIDED) == [None, *["Karl Hoff"] * 3, None]
    assert speakers(f"{HOFF} {told} The town asked for them.", SIDED) == [None, "Karl Hoff", None, None, None]
    assert speakers(f"{HOFF} {told} The town had not asked for them.") == [None, "Karl Hoff", None, None]


def test_a_cue_in_the_present_moves_nothing_back() -> None:
    said = "Mayor Karl Hoff says that the dam is old."
    assert speakers(f"{said} It had leaked twice.") == ["Karl Hoff", None]


def test_a_quotation_is_followed_by_the_article() -> None:
    assert speakers('"The dam is old," Mayor Karl Hoff said. The town had waited for years.') == ["Karl Hoff", None]


def test_who_else_is_told_to_say_something_has_said_it() -> None:
    assert speakers(f"{HOFF} Residents argued that the town should wait.")[-1] != "Karl Hoff"


def test_after_direct_words_the_article_goes_on() -> None:
    said = "Mayor Karl Hoff told reporters: 'We will build a dam.'"
    assert speakers(f"{said} The town would have to wait for years.")[-1] is None


def test_who_said_it_is_told_behind_it_and_read_there() -> None:
    assert told_by("Karl Hoff") == ", Karl Hoff said"
    assert teller(told_by("Karl Hoff")) == "Karl Hoff"
