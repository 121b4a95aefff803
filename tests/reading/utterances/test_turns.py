"""Transcripts: whose turn it is."""

from __future__ import annotations

import pytest

from service.core.document import Document
from service.ingest import read_text
from service.reading.speakers import voices
from service.reading.utterances import utterances
from service.reading.utterances.labels import without_label
from service.reading.utterances.turns import turns
from service.reading.utterances.utterance import whose
from service.segment import segment

TALK = (
    ("Orla Daily", "How much did the new pier cost?"),
    ("Ada Brenn", "The pier cost 40 million crowns. The council paid half of it."),
    ("Orla Daily", "Will the ferry to Venn come back?"),
    ("Ada Brenn", "The ferry will sail again from 4 May. Tickets will cost 12 crowns."),
    ("Orla Daily", "The fishermen say that they were not asked."),
    ("Ada Brenn", "The union voted for the plan in June."),
)


def document(text: str, language: str = "en") -> Document:
    return segment(read_text(text, max_characters=100_000), language=language)


def transcript(*turns: tuple[str, str], between: str = "\n\n") -> str:
    return between.join(f"{who}: {said}" for who, said in turns)


def labels(text: str) -> list[str]:
    return [turn.speaker for turn in turns(document(text))]


@pytest.mark.parametrize("between", ["\n\n", "\n", " "])
def test_each_turn_is_whose_label_begins_it(between: str) -> None:
    found = document(transcript(*TALK, between=between))
    assert [turn.speaker for turn in turns(found)] == [who for who, _ in TALK]
    for turn, (who, said) in zip(turns(found), TALK, strict=True):
        assert found.slice(turn.place) == who
        assert " ".join(found.text[turn.start : turn.end].split()) == f"{who}: {said}"
    assert [voice.name for voice in voices(found)] == [
        "Orla Daily", "Ada Brenn", "Ada Brenn", "Orla Daily", "Ada Brenn", "Ada Brenn", "Orla Daily", "Ada Brenn"
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["PRESIDENT ORRIN", "The Mayor", "Dr. Ada van Brenn", "Joren Valk (Orla North)"])
def test_what_a_label_may_be(who: str) -> None:
    talk = [(who if name == "Ada Brenn" else name, said) for name, said in TALK]
    assert labels(transcript(*talk))[1] == who.split(" (", maxsplit=1)[0]


@pytest.mark.parametrize(
    "text",
    [
        transcript(*TALK[:5]),  # too short
        transcript(*[("Ada Brenn", said) for _, said in TALK]),  # nobody whom she talks with
        transcript(*[(f"Player Number{at}", said) for at, (_, said) in enumerate(TALK)]),  # each but once
        transcript(*[("Cost" if at % 2 else "Note", said) for at, (_, said) in enumerate(TALK)]),  # a list
        "The council met on Monday. " * 30 + transcript(*TALK),  # a report with an interview behind it
    ],
)
def test_what_is_no_transcript(text: str) -> None:
    assert turns(document(text)) == []


def test_who_speaks_once_among_them_is_heard_too() -> None:
    found = labels(transcript(*TALK, ("Sim Haddow", "That is not true."), ("Note", "He left.")))
    assert found[-1] == "Sim Haddow"


def test_turns_are_utterances_and_what_stands_before_them_is_not() -> None:
    found = document(f"Ada Brenn spoke on Monday.\n\n{transcript(*TALK)}")
    assert utterances(found) == turns(found)
    assert whose(turns(found), 0) is None
    turn = whose(turns(found), found.text.index("Tickets"))
    assert turn is not None
    assert turn.speaker == "Ada Brenn"


def test_the_last_turn_ends_where_another_article_begins() -> None:
    found = document(f"{transcript(*TALK)}\n\nCouncil Meets\n\nThe council met on Monday. It approved the budget.")
    assert whose(turns(found), found.text.index("The council met")) is None
    assert whose(turns(found), found.text.index("The union voted")) is not None


@pytest.mark.parametrize("language", ["de", "ko", "und"])
def test_where_sentences_are_not_read_no_turns_are(language: str) -> None:
    assert turns(document(transcript(*TALK), language)) == []


def test_a_sentence_without_its_label() -> None:
    assert without_label("Ada Brenn: The pier is old.") == "The pier is old."
    assert without_label("Ada Brenn: The pier is old.", "Ada Brenn") == "The pier is old."
    assert without_label("Ada Brenn: The pier is old.", "Sim Haddow") == "Ada Brenn: The pier is old."
    assert without_label("The pier is old.") == "The pier is old."


def test_long_labels_are_read_at_once() -> None:
    assert labels(transcript(*((f"{who.split()[0].upper() * 100}1", said) for who, said in TALK))) == []
