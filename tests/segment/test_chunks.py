"""Chunks tile the text on sentence borders, within the budget."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.core.document import Document, Span
from service.ingest.layout import lay_out
from service.segment import chunks, segment

tried = settings(deadline=None, derandomize=True, max_examples=50)

ARTICLE = (
    "Council Opens Bridge\n\nThe council met on Tuesday. It voted nine to two.\n\n"
    "Work Starts Soon\n\nWork will start in the spring. The ferry is free until then.\n"
)
SENTENCES = [
    "The council met on Tuesday.",
    "Nobody objected!",
    "Was it late?",
    "회의가 열렸다.",
    "It voted nine to two.",
]


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents of one to twelve sentences, some with headings before and between them."""
    blocks = []
    for paragraph in draw(st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1), min_size=1, max_size=6)):
        if draw(st.booleans()):
            blocks.append("Council Opens Bridge")
        blocks.append(" ".join(paragraph))
    return segment(lay_out("\n\n".join(blocks)), language="en")


def pieces(document: Document, tokens: list[int], budget: int) -> list[str]:
    return [document.slice(span) for span in chunks(document, tokens, budget)]


def test_all_in_one_when_it_fits() -> None:
    document = segment(lay_out(ARTICLE), language="en")
    assert chunks(document, [5, 5, 5, 5], 20) == [Span(start=0, end=len(document.text))]


def test_a_chunk_begins_at_a_sentence() -> None:
    document = segment(lay_out(ARTICLE), language="en")
    assert pieces(document, [5, 5, 5, 5], 10) == [
        "Council Opens Bridge\n\nThe council met on Tuesday. It voted nine to two.\n\nWork Starts Soon\n\n",
        "Work will start in the spring. The ferry is free until then.",
    ]


def test_a_sentence_over_the_budget_is_a_chunk_of_its_own() -> None:
    document = segment(lay_out("Council Opens\n\nIt met. It voted. It left.\n"), language="en")
    assert pieces(document, [3, 99, 3], 10) == ["Council Opens\n\nIt met. ", "It voted. ", "It left."]


def test_counts_of_another_document_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        chunks(segment(lay_out(ARTICLE), language="en"), [1, 2], 10)


def test_no_sentences_is_still_all_of_the_text() -> None:
    document = Document(text="Only Words", title="")
    assert chunks(document, [], 10) == [Span(start=0, end=10)]


@tried
@given(documents(), st.integers(1, 60), st.data())
def test_chunks_tile_the_text_within_the_budget(document: Document, budget: int, data: st.DataObject) -> None:
    size = len(document.sentences)
    tokens = data.draw(st.lists(st.integers(1, 80), min_size=size, max_size=size))
    spans = chunks(document, tokens, budget)
    assert "".join(map(document.slice, spans)) == document.text
    assert spans[0].start == 0
    for before, after in pairwise(spans):
        assert before.start < before.end == after.start
    homes = [
        [number for number, span in enumerate(spans) if span.start <= sentence.start and sentence.end <= span.end]
        for sentence in document.sentences
    ]
    assert all(len(home) == 1 for home in homes)
    for number in range(len(spans)):
        held = [count for home, count in zip(homes, tokens, strict=True) if home == [number]]
        assert held
        assert sum(held) <= budget or len(held) == 1


@tried
@given(documents(), st.integers(1, 60))
def test_no_two_neighbours_would_fit_in_one_chunk(document: Document, budget: int) -> None:
    tokens = [span.end - span.start for span in document.sentences]
    spans = chunks(document, tokens, budget)
    held = [
        [
            count
            for sentence, count in zip(document.sentences, tokens, strict=True)
            if span.start <= sentence.start < span.end
        ]
        for span in spans
    ]
    for before, after in pairwise(held):
        assert sum(before) + after[0] > budget
