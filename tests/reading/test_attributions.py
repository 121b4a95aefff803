"""Each form of attribution gives its source and the exact stretch of what is said."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.core.errors import PlumblineError
from service.ingest import read_text
from service.reading.attributions import attributions
from service.segment import segment


def read(text: str) -> list[tuple[str, str]]:
    document = segment(read_text(text, max_characters=10_000), language="en")
    return [
        (document.slice(item.source) if item.source else "", " ".join(document.slice(span) for span in item.content))
        for item in attributions(document)
    ]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Ada Brenn said that the port was closed.", "Ada Brenn", "that the port was closed"),
        ("The port was closed, Ada Brenn said.", "Ada Brenn", "The port was closed"),
        ("“The port is closed,” Ada Brenn said.", "Ada Brenn", "“The port is closed,”"),
        ("“The port is closed,” the crowd chanted at night.", "the crowd", "“The port is closed,”"),
        ("Karl Osten wants to reopen the east gate.", "Karl Osten", "to reopen the east gate"),
        ("The union believes the offer is too low.", "The union", "the offer is too low"),
        ("Lena Vidal criticised the harbour board for its silence.", "Lena Vidal", "the harbour board for its silence"),
        ("He arrived late and called it “a very sad day for dockers” on arrival.", "He", "it “a very sad day"),
        ("According to Ada Brenn, the port was closed.", "Ada Brenn", "the port was closed"),
        ("The port was closed, according to the harbour board.", "the harbour board", "The port was closed"),
        ("The port, Ada Brenn said, was closed for good.", "Ada Brenn", "The port was closed for good"),
        ("“The port is closed,” said Ada Brenn, head of the board.", "Ada Brenn", "“The port is"),
        ("“Is the port closed?” Ada Brenn asked.", "Ada Brenn", "“Is the port closed?”"),
        ("When the gate broke, Ada Brenn said that nobody was hurt.", "Ada Brenn", "that nobody was hurt"),
        ("The survey found that most dockers were against the plan.", "The survey", "that most dockers were against"),
        ("The mayor was confident that the gate would hold.", "The mayor", "that the gate would hold"),
        ("Few shared his belief that the gate would hold.", "his", "that the gate would hold"),
        ("Ada Brenn, 63, a docker raised in Holm, said she would stay.", "raised in Holm", "she would stay"),
        ("Ada Brenn told reporters on Monday that she would stay.", "Ada Brenn", "that she would stay"),
        ("Lena Vidal asked whether the gate would hold.", "Lena Vidal", "whether the gate would hold"),
        ("Karl Osten urged the board to open its books.", "Karl Osten", "the board to open its books"),
    ],
)
def test_one_attribution(text: str, source: str, content: str) -> None:
    found = read(text)
    assert len(found) == 1, found
    assert found[0][0].endswith(source)
    assert found[0][1].startswith(content)


def test_a_quotation_over_several_sentences_is_one() -> None:
    found = read("“We cannot pay more,” Ada Brenn said. “The money is gone. It went into cranes.” The sky was blue.")
    assert len(found) == 1
    assert "It went into cranes" in found[0][1]


def test_two_in_one_sentence() -> None:
    found = read("The union wants the talks to go on; the company doubts that they will end.")
    assert [source for source, _ in found] == ["The union", "the company"]


def test_a_participle_and_a_second_verb_share_the_subject() -> None:
    found = read("Ada Brenn criticised the board, saying it had lied, and added that the gate was old.")
    assert [source for source, _ in found] == ["Ada Brenn"] * 3
    assert [content for _, content in found] == ["the board", "it had lied", "that the gate was old"]


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    found = read("“The money is gone,” Ada Brenn said.\n\n“We cannot pay more.”\n\nThe sky was blue.")
    assert found == [("Ada Brenn", "“The money is gone,” “We cannot pay more.”")]


@given(st.text(alphabet="ab AB.,;:“”\"'()—-\nsaidtoldthat", max_size=300))
@settings(deadline=None, derandomize=True)
def test_offsets_lie_in_the_text_and_contents_are_apart(text: str) -> None:
    try:
        document = segment(read_text(f"Ada Brenn said {text}", max_characters=10_000), language="en")
    except PlumblineError:
        return
    spans = [span for item in attributions(document) for span in item.content]
    assert all(0 <= span.start < span.end <= len(document.text) for span in spans)
    ordered = sorted(spans, key=lambda span: span.start)
    assert all(one.end <= two.start for one, two in pairwise(ordered))


def test_plain_facts_have_none() -> None:
    assert read("The sky was blue. Ships of 200 metres left the port at noon.") == []
