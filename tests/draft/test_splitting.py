"""Long claims taken apart."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from service.core.draft import DraftedClaim
from service.draft.claims import claims
from service.draft.sentences import Reader
from service.draft.splitting import parts
from service.verify.extracted import Extracted

from .articles import article

TWO = (
    "Mayor Ada Brenn said that the port of Orla had lost 40 of its ships in the great storm and that the new pier "
    "had been closed for repairs since Monday."
)


def taken_apart(sentence: str) -> list[str]:
    """The parts of a claim; the verifier accepts each."""
    document = article(sentence)
    claim = Reader(document).candidate(0)
    found = parts(claim)
    for part in found:
        drafted = DraftedClaim(part.text, part.sources, part.swaps, kind=part.kind, attribution=part.attribution)
        assert Extracted(document).claim(drafted)[1] is None
    return [part.text for part in found]


@pytest.mark.parametrize(
    ("sentence", "texts"),
    [
        (
            TWO,
            [
                "Mayor Ada Brenn said that the port of Orla had lost 40 of its ships in the great storm.",
                "Mayor Ada Brenn said that the new pier had been closed for repairs since Monday.",
            ],
        ),
        (
            "Mayor Ada Brenn said that the port of Orla had lost 40 ships, that the new pier had been closed by "
            "Monday, and that repairs would take about two years.",
            [
                "Mayor Ada Brenn said that the port of Orla had lost 40 ships.",
                "Mayor Ada Brenn said that the new pier had been closed by Monday.",
                "Mayor Ada Brenn said that repairs would take about two years.",
            ],
        ),
        (
            "Lena Marsh and Ingrid Volt, both of Orla, wanted to keep the old rate at 6 percent in May, while Peter "
            "Lund, another member, voted for a much lower one.",
            [
                "Lena Marsh and Ingrid Volt, both of Orla, wanted to keep the old rate at 6 percent in May.",
                "Peter Lund, another member, voted for a much lower one.",
            ],
        ),
        (
            "Mayor Ada Brenn said on Monday that the port of Orla had lost 40 ships in May, adding that the new pier "
            "had been closed since then.",
            [
                "Mayor Ada Brenn said on Monday that the port of Orla had lost 40 ships in May.",
                "Mayor Ada Brenn added that the new pier had been closed since then.",
            ],
        ),
        (
            "Mayor Ada Brenn spoke of the need to unite all the ports of the northern coast under one roof before the "
            "winter comes and to build new piers for the ships of the islands.",
            [
                "Mayor Ada Brenn spoke of the need to unite all the ports of the northern coast under one roof before "
                "the winter comes.",
                "Mayor Ada Brenn spoke of the need to build new piers for the ships of the islands.",
            ],
        ),
        (
            "Mayor Ada Brenn called for closing the three old piers of the northern coast within the next two years "
            "and building a new harbour for the ships of all the islands.",
            [
                "Mayor Ada Brenn called for closing the three old piers of the northern coast within the next two "
                "years.",
                "Mayor Ada Brenn called for building a new harbour for the ships of all the islands.",
            ],
        ),
    ],
)
def test_one_thing_each(sentence: str, texts: list[str]) -> None:
    assert taken_apart(sentence) == texts


@pytest.mark.parametrize(
    "sentence",
    [
        "Mayor Ada Brenn said that the port had lost ships and that the pier had closed.",  # short
        # What holds of both parts is not left to one.
        "In a scenario in which the price of gas rises by half, prices would be higher in the next year than now, and "
        "the main rate would stay where it is.",
        # How holds of both.
        "Mayor Ada Brenn called for saving the three old ports of the northern coast by closing all their old piers "
        "and building a new harbour for the ships of all the islands.",
        # A denial might be lost.
        "Mayor Ada Brenn said that nobody at the port of Orla had lost a ship in the storm and that the new pier "
        "had been closed for repairs since Monday.",
        # A part that begins with a pronoun says nothing alone.
        "Lena Marsh of the council of Orla wanted to keep the old rate at 6 percent in the month of May, and she asked "
        "the members to vote for it soon.",
    ],
)
def test_what_belongs_together_stays(sentence: str) -> None:
    assert len(taken_apart(sentence)) == 1


def test_parts_take_no_room_from_better_claims() -> None:
    document = article(TWO, "The council of Orla closed the old pier in the month of May.")
    reader = Reader(document)
    candidates = reader.candidates()
    worth, vectors = np.array([1.0, 1.0], dtype=np.float32), np.eye(2, dtype=np.float32)
    assert len(claims(reader, candidates, worth, vectors, 2)) == 2
    assert len(claims(reader, candidates, worth, vectors, 3)) == 3
    low = np.array([1.0, 0.0], dtype=np.float32)
    assert [claim.text[:5] for claim in claims(reader, candidates, low, vectors, 2)] == ["Mayor", "Mayor"]


def test_a_dateline_is_no_claim() -> None:
    document = article("PORT ADEN, Tuesday, May 4.", "The council of Orla closed the old pier in the month of May.")
    reader = Reader(document)
    candidates = [replace(candidate, alone=True, whole=True) for candidate in reader.candidates()]
    found = claims(
        reader, candidates, np.zeros(len(candidates), np.float32), np.eye(len(candidates), dtype=np.float32), 9
    )
    assert [claim.text[:7] for claim in found] == ["The cou"]
