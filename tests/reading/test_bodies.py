"""The bodies that an article names in full, and what it calls them for short."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.reading.bodies import bodies, called

DOCKS = "The National Union of Dock Hands (NUDH) met in Orla. "
BANK = "The Reserve Bank of Orland cut its rate. "
FIRM = "Pump maker Arlen Group closed a plant. "


@pytest.mark.parametrize(
    ("text", "short", "name"),
    [
        (DOCKS, "the NUDH", "The National Union of Dock Hands"),
        (DOCKS, "NUDH", "The National Union of Dock Hands"),
        (DOCKS, "the union", "The National Union of Dock Hands"),
        (BANK, "The bank", "The Reserve Bank of Orland"),
        (FIRM, "the company", "Arlen Group"),
        (FIRM, "the firm", "Arlen Group"),
        (FIRM, "the group", "Arlen Group"),
        (
            "Delegates of the Congress of Locals of the Farm Workers' League (FWL) met. ",
            "the FWL",
            "the Farm Workers' League",
        ),
    ],
)
def test_the_one_body_that_is_meant(text: str, short: str, name: str) -> None:
    body = called(text, short, len(text))
    assert body
    assert (body.name, text[body.start : body.end]) == (name, name)


@pytest.mark.parametrize(
    ("text", "short"),
    [
        (BANK + "Later Merrin Bank opened. ", "the bank"),  # two
        (BANK + "Another bank failed. ", "the bank"),  # one without a name
        (BANK, "the union"),
        (BANK, "the plan"),
        (BANK, "the RBO"),  # which the article does not say
        ("The Reserve Bank of Orland (XYZ) met. ", "the XYZ"),
        ("It was a small town. ", "the town"),
    ],
)
def test_nobody_where_it_is_not_sure(text: str, short: str) -> None:
    assert called(text, short, len(text)) is None


def test_only_what_was_named_before() -> None:
    assert called(BANK, "the bank", 0) is None


@given(
    st.lists(st.sampled_from([DOCKS, BANK, FIRM, "the (", "Of ", "The ", "É Ö ", "\n", "x" * 40]), max_size=8).map(
        "".join
    )
)
def test_names_stand_where_they_are_said_to(text: str) -> None:
    found = bodies(text)
    assert [" ".join(text[body.start : body.end].split()) for body in found] == [body.name for body in found]
    assert sorted(found, key=lambda body: body.start) == list(found)
