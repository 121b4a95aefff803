"""Each form of attribution gives its source and the exact stretch of what is said."""

from __future__ import annotations

import pytest

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
        ("Ada Brenn said that the port was closed.", "Ada Brenn", "the port was closed"),
        ("The port was closed, Ada Brenn said.", "Ada Brenn", "The port was closed"),
        ("“The port is closed,” Ada Brenn said.", "Ada Brenn", "“The port is closed,”"),
        ("“The port is closed,” the crowd chanted at night.", "the crowd", "“The port is closed,”"),
        ("Karl Osten wants to reopen the east gate.", "Karl Osten", "reopen the east gate"),
        ("The union believes the offer is too low.", "The union", "the offer is too low"),
        ("Lena Vidal criticised the harbour board for its silence.", "Lena Vidal", "the harbour board for its silence"),
        ("He arrived late and called it “a very sad day for dockers” on arrival.", "He", "“a very sad day"),
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


def test_plain_facts_have_none() -> None:
    assert read("The sky was blue. Ships of 200 metres left the port at noon.") == []
