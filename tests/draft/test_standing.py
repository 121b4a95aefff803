"""Claims that stand alone: titles and full names, each of which the verifier finds again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.core.draft import DraftedClaim
from service.draft.sentences import Candidate, Reader
from service.draft.standing import standing
from service.verify.extracted import Extracted

from .articles import article

BANK = "The Reserve Bank of Orland cut its rate on Monday, Governor Lena Marsh told reporters in Port Aden."
MEETING = "The 2nd Conference of Port Mayors of Orland opened on Monday."
BOTH = "Mayor Ada Brenn met Karl Holt, a lawyer, in Port Aden."
UNION = "Some 400 dockers of the National Union of Dock Hands (NUDH) stopped work on Monday."


def stood(*paragraphs: str) -> Candidate:
    """The last sentence as a claim; the verifier accepts it."""
    document = article(*paragraphs)
    reader = Reader(document)
    found = standing(reader, reader.candidate(len(document.sentences) - 1))
    drafted = DraftedClaim(found.text, found.sources, found.swaps, kind=found.kind, attribution=found.attribution)
    _, objection = Extracted(document).claim(drafted)
    assert objection is None or not found.alone, objection
    return found


@pytest.mark.parametrize(
    ("first", "last", "text", "speaker"),
    [
        (BANK, "She said that wages had risen.", "Governor Lena Marsh said that wages had risen.", "Lena Marsh"),
        (BANK, "Marsh said that wages had risen.", "Governor Lena Marsh said that wages had risen.", "Lena Marsh"),
        (BANK, "Lena Marsh said that wages had risen.", "Governor Lena Marsh said that wages had risen.", "Lena Marsh"),
        (
            BANK,
            "Lena Marsh, a lawyer, said that wages had risen.",
            "Lena Marsh, a lawyer, said that wages had risen.",
            "Lena Marsh",
        ),
        (
            BANK,
            "Wages had risen by May, the bank said.",
            "Wages had risen by May, the Reserve Bank of Orland said.",
            "the Reserve Bank of Orland",
        ),
        (
            UNION,
            "The NUDH said that no ship had sailed.",
            "The National Union of Dock Hands said that no ship had sailed.",
            "the National Union of Dock Hands",
        ),
        (
            UNION,
            "The union wants a rise of 5 percent.",
            "The National Union of Dock Hands wants a rise of 5 percent.",
            None,
        ),
        (
            UNION,
            "The union leader Ada Brenn left the port on Monday.",
            "The union leader Ada Brenn left the port on Monday.",
            None,
        ),
        (
            MEETING,
            "Delegates left the conference on Friday.",
            "Delegates left the 2nd Conference of Port Mayors of Orland on Friday.",
            None,
        ),
        (
            MEETING + " The First Conference of Port Mayors was in May.",
            "Delegates left the conference on Friday.",
            "Delegates left the conference on Friday.",
            None,
        ),
        (
            MEETING + " A press conference was held.",
            "Delegates left the conference on Friday.",
            "Delegates left the conference on Friday.",
            None,
        ),
        (MEETING, "Ships of the Conference of Elders sailed.", "Ships of the Conference of Elders sailed.", None),
        (
            BOTH,
            "Lena Marsh said that she had met Holt twice.",
            "Lena Marsh said that she had met Karl Holt twice.",
            "Lena Marsh",
        ),
        (
            BOTH,
            "Lena Marsh said that the mayor’s plan was old.",
            "Lena Marsh said that Ada Brenn’s plan was old.",
            "Lena Marsh",
        ),
        (BOTH, "The mayor was paid on Monday in Orla.", "Ada Brenn was paid on Monday in Orla.", None),
        (BOTH, "Holt was paid on Monday in Orla.", "Karl Holt was paid on Monday in Orla.", None),
        (
            BOTH + " His brother Bo Holt came too.",
            "Lena Marsh said that she had met Holt twice.",
            "Lena Marsh said that she had met Holt twice.",
            "Lena Marsh",
        ),
        (
            BOTH + " Mayor Bo Lund came too.",
            "Lena Marsh said that the mayor was late.",
            "Lena Marsh said that the mayor was late.",
            "Lena Marsh",
        ),
        (
            UNION,
            "The supplier, Arlen Vance Motors, denied that it had paid anybody.",
            "The supplier, Arlen Vance Motors, denied that it had paid anybody.",
            "Arlen Vance Motors",
        ),
        (
            BOTH,
            "Brenn and Holt said that wages had risen.",
            "Ada Brenn and Karl Holt said that wages had risen.",
            "Ada Brenn and Karl Holt",
        ),
        (
            BOTH + " Brenn and Holt spoke. Brenn and Holt said that it rained.",
            "They said that wages had risen.",
            "Ada Brenn and Karl Holt said that wages had risen.",
            "Ada Brenn and Karl Holt",
        ),
        (
            UNION + " The union said that it rained.",
            "It said that wages had risen.",
            "The National Union of Dock Hands said that wages had risen.",
            "the National Union of Dock Hands",
        ),
        (
            "Former Governor Ada Brenn left. The council met in Orla. Brenn was ill.",
            "In May, Brenn said that wages had risen.",
            "In May, former Governor Ada Brenn said that wages had risen.",
            "Ada Brenn",
        ),
        (
            "Mira de Holt met the council.",
            "The council thanked de Holt for it on Monday.",
            "The council thanked de Holt for it on Monday.",
            None,
        ),
        (
            UNION,
            "Residents of Port Aden, North Orland, said that wages had risen.",
            "Residents of Port Aden, North Orland, said that wages had risen.",
            "Residents of Port Aden",
        ),
        (
            UNION,
            "“The union is strong,” said Ada Brenn of Orla.",
            "“The union is strong,” said Ada Brenn of Orla.",
            None,
        ),
    ],
)
def test_who_and_what_is_meant(first: str, last: str, text: str, speaker: str | None) -> None:
    found = stood(first, last)
    assert found.text == text
    assert speaker is None or found.attribution.speaker == speaker


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (
            "Governor Lena Marsh spoke. She said that wages had risen.",
            "Prices would rise as well.",
            "Prices would rise as well, Governor Lena Marsh said.",
        ),
        (
            "Minister of Public Health Om Sun Hui spoke.",
            "Om said that four clinics were open.",
            "Minister of Public Health Om Sun Hui said that four clinics were open.",
        ),
        (
            "Chief of the Coast Guard General Karl Holt spoke.",
            "Holt said that the coast was clear.",
            "General Karl Holt said that the coast was clear.",
        ),
        (
            "His Royal Highness Prince Karl Holt spoke.",
            "Holt said that the coast was clear.",
            "Prince Karl Holt said that the coast was clear.",
        ),
    ],
)
def test_who_says_it_is_told_with_the_title(first: str, last: str, text: str) -> None:
    assert stood(f"{first} {last}").text == text


def test_where_a_name_was_taken_from_is_evidence() -> None:
    found = stood(BANK, "Wages had risen by May, the bank said.")
    assert len(found.sources) == 2


@settings(deadline=None, derandomize=True)
@given(
    st.lists(
        st.sampled_from(
            [
                BANK,
                UNION,
                "She said that the bank was safe.",
                BOTH,
                "Brenn and Holt said that the mayor left the union for Holt.",
                "Delegates told Brenn’s friend that the governor of the bank met Marsh.",
                MEETING,
                "Peter Holt left the conference.",
                "The union said that the bank had lost 4 ships.",
                "Marsh left.",
            ]
        ),
        min_size=1,
        max_size=5,
    )
)
def test_the_verifier_finds_every_name_again(paragraphs: list[str]) -> None:
    assert stood(*paragraphs).words > 0
