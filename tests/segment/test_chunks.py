"""Chunks tile the text on sentence borders, within the budget."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.core.document import Document, Span
from service.segment import chunks, pieces, segment
from tests.ingest.laid import lay_out

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


def texts(document: Document, tokens: list[int], budget: int) -> list[str]:
    return [document.slice(span) for span in chunks(document, tokens, budget)]


def test_all_in_one_when_it_fits() -> None:
    document = segment(lay_out(ARTICLE), language="en")
    assert chunks(document, [5, 5, 5, 5], 20) == [Span(start=0, end=len(document.text))]


def test_a_chunk_begins_with_what_stands_before_its_sentence() -> None:
    document = segment(lay_out(ARTICLE), language="en")
    assert texts(document, [5, 5, 5, 5], 10) == [
        "Council Opens Bridge\n\nThe council met on Tuesday. It voted nine to two.",
        "\n\nWork Starts Soon\n\nWork will start in the spring. The ferry is free until then.",
    ]


def test_a_sentence_over_the_budget_is_cut_at_spaces() -> None:
    endless = " ".join(["word"] * 100)
    document = segment(lay_out(f"It met. It has {endless} more. It left.\n"), language="en")
    parts = texts(document, [3, 104, 3], 50)
    assert "".join(parts) == document.text
    assert parts[0] == "It met."
    assert parts[-1] == " It left."
    assert len(parts) == 5
    assert all(part.endswith(" ") for part in parts[1:3])
    assert all(len(part) < len(endless) / 2 for part in parts)


def test_an_endless_word_is_cut_anywhere() -> None:
    document = segment(lay_out("A" + "b" * 5_000 + ".\n"), language="en")
    parts = texts(document, [400] * len(document.sentences), 100)
    assert "".join(parts) == document.text
    assert max(map(len, parts)) < 500


def test_counts_of_another_document_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        chunks(segment(lay_out(ARTICLE), language="en"), [1, 2], 10)


def test_no_sentences_is_still_all_of_the_text() -> None:
    document = Document(text="Only Words", title="")
    assert chunks(document, [3], 10) == [Span(start=0, end=10)]


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
    used = dict.fromkeys(range(len(spans)), 0)
    for piece, count in zip(pieces(document), tokens, strict=True):
        inside = [number for number, span in enumerate(spans) if span.start < piece.end and piece.start < span.end]
        if count <= budget:
            assert len(inside) == 1  # it is whole in its chunk
            used[inside[0]] += count
        else:
            assert len(inside) >= min(2, piece.end - piece.start)
            assert all(not used[number] for number in inside)  # and shares no chunk
            used |= dict.fromkeys(inside, budget)
    assert all(0 < count <= budget for count in used.values())


@tried
@given(documents(), st.integers(1, 60))
def test_no_two_neighbours_would_fit_in_one_chunk(document: Document, budget: int) -> None:
    tokens = [min(budget, piece.end - piece.start) for piece in pieces(document)]
    spans = chunks(document, tokens, budget)
    held = [
        [count for piece, count in zip(pieces(document), tokens, strict=True) if span.start <= piece.start < span.end]
        for span in spans
    ]
    for before, after in pairwise(held):
        assert sum(before) + after[0] > budget
