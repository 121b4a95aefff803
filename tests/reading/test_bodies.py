"""The bodies that an article names in full, and what it calls them for short."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.reading.bodies import bodies, called

DOCKS = "The National Union of Dock Hands (NUDH) met in Orla. "
BANK = "The Reserve Bank of Orland cut its rate. "
MAYORS = "The 2nd Conference of Port Mayors of the Harbour League (HL) met in Orla. "
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
        ("The People's Unity Party of Orla met. ", "the Party", "The People's Unity Party of Orla"),
        (MAYORS, "the conference", "The 2nd Conference of Port Mayors of the Harbour League"),
        (MAYORS + "The conference of the HL closed. ", "the conference", MAYORS[:55]),
        ("Students of the University of Ardal met. ", "the university", "the University of Ardal"),
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
        (MAYORS + "The First Conference of Port Mayors was in May. ", "the conference"),
        (MAYORS + "The press conference was late. ", "the conference"),
        ("2nd Conference of Port Mayors Opens\n\nThe mayors met. ", "the conference"),  # a heading
        ("Orland's Harbour Plan is late. Three plans failed. ", "the plan"),
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
    assert [text[body.start : body.end] for body in found] == [body.name for body in found]
    assert sorted(found, key=lambda body: body.start) == list(found)


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("The University of Orla closed. Students of the University of Ardal met. ", "the university"),
        ("The Reserve Bank of Orla closed. Shares of Ardal Bank fell. ", "the bank"),
    ],
)
def test_one_of_two_is_none(text: str, short: str) -> None:
    assert called(text, short, len(text)) is None
