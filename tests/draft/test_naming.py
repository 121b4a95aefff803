"""People are named in full at first, and by the article's own short name from then on."""

from __future__ import annotations

import pytest

from service.draft.extractive import Extractive
from service.draft.flow import flow
from service.draft.sentences import Reader
from service.draft.short_names import names_of
from service.models.lexical import Trigrams
from service.reading.words import word_count
from service.verify import Gate

from .articles import article

VOTE = "The council voted for the plan on Monday."


def said_of(first: str, *rest: str) -> str:
    """How the last sentence of `rest` is told when nothing of `first` and of what is between is told."""
    reader = Reader(article(first, *rest))
    return flow(reader, reader.candidates()[-1:])[0].text


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("Jedda Marl, 41, runs the ferry.", "Marl sold the ferry.", "Jedda Marl sold the ferry."),
        ("The ferry of Jedda P. Marl was late.", "Marl sold the ferry.", "Jedda P. Marl sold the ferry."),
        ("It was late, said Jedda Marl of Orla.", "In May, Ms. Marl sold it all.", "In May, Jedda Marl sold it all."),
        (
            "Jedda Marl, 41, runs the ferry. Marl was ill.",
            "A Marl campaign aide sold the ferry.",
            "A Jedda Marl campaign aide sold the ferry.",
        ),
        (
            "Former Secretary of State Jedda Marl was late.",
            "The mayor paid Secretary Marl.",
            "The mayor paid Secretary Jedda Marl.",
        ),
    ],
)
def test_who_was_named_once_is_named_in_full_at_first(first: str, last: str, told: str) -> None:
    assert said_of(first, VOTE, last) == told


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Jedda Marl met Tovin Marl.", "Marl sold the ferry."),  # which?
        ("Mr. Marl and Mrs. Marl left. It was late, said Jedda Marl.", "Mrs. Marl sold the ferry."),
        ("The ferry of Jedda Marl was late.", "The Marl plan was rejected."),  # her plan, not her
        ("It rained in West Ardal, as ever.", "Ardal voted on Tuesday."),  # a place
        ("The Arden Unionist candidates lost.", "A top Unionist in Orla was ill."),  # a party
        ("Former Orla captain Jon Velt was ill.", "Orla lost on Tuesday."),  # `Former` is no name
        ("Backing Marl, the union met.", "Marl sold the ferry."),
        ("Mayor Marl was late, said the boy Jedda Marl.", "Marl sold the ferry."),  # two people
        ("We called Jedda Marl twice. The Marls left.", "Marl sold the ferry."),  # a family
    ],
)
def test_who_it_is_must_be_sure(first: str, last: str) -> None:
    assert said_of(first, VOTE, last) == last


def test_what_puts_the_name_in_is_verified() -> None:
    document = article("Jedda Marl, 41, runs the ferry.", VOTE, "Marl sold the ferry to the union of Ardal.")
    reader = Reader(document)
    drafted = flow(reader, reader.candidates()[-1:])
    assert [document.slice(place) for place in drafted[0].sources][1:] == ["Jedda Marl, 41, runs the ferry."]
    assert not Gate(document).abstract(drafted, 100).withheld


def test_a_name_told_in_full_is_told_as_the_article_has_it_again() -> None:
    reader = Reader(
        article(
            "Transport Minister Gavin Stroud opened the pier in May.",
            "Gav Stroud is his name at home.",
            "Stroud said that the fund was empty.",
        )
    )
    minister, _, said = reader.candidates()
    found = flow(reader, [minister, said])
    assert (found[1].text, found[1].swaps) == ("Stroud said that the fund was empty.", ())


def test_kin_are_not_told_by_a_given_name() -> None:
    reader = Reader(article("Gavin Stroud met Helen Stroud. Some call him the Gavin. Gavin Stroud said he was ill."))
    assert names_of(reader, reader.document.text).short == {}


def test_an_officer_of_a_body_keeps_the_body() -> None:
    reader = Reader(article("Police officer Gavin Stroud left. Stroud was ill. Police officer Gavin Stroud said so."))
    found = flow(reader, reader.candidates())
    assert "Police Stroud" not in " ".join(drafted.text for drafted in found)


@pytest.mark.parametrize("most", [14, 15, 24])
def test_full_names_find_room(most: int) -> None:
    """What is chosen leaves room for them."""
    text = "Marl sold the ferry to the union of Ardal. The council of Ardal voted for the plan on Monday."
    found = Extractive(article("Jedda Marl, 41, ran it.", text), Trigrams()).abstract(most)
    assert sum(word_count(drafted.text) for drafted in found) <= most
    assert not any(drafted.text.startswith("Marl") for drafted in found)


def test_a_long_office_before_a_name_is_read_at_once() -> None:
    office = "the head of the international navigation authority"
    reader = Reader(article(f"The town met {office}, Orla's Jedda Marl. Marl was late.", VOTE))
    assert names_of(reader, "Marl was late.").full == {}
