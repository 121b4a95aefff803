"""Places in a document: slices, evidence, source lines."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from service.core.document import CONTEXT, Document, Span

TEXT = (
    "The council met on Tuesday in the old town hall. It voted nine to two in favour of the plan.\n\n"
    "김 위원장은 화요일에 연설하였다."
)
DOCUMENT = Document(text=TEXT, title="Council", lines=((0, 3), (49, 5), (94, 9)))

slow = settings(deadline=None, derandomize=True)


def test_slice_gives_the_words() -> None:
    assert DOCUMENT.slice(Span(start=4, end=11)) == "council"


def test_slice_counts_code_points() -> None:
    start = TEXT.index("위원장")
    assert DOCUMENT.slice(Span(start=start, end=start + 3)) == "위원장"


def test_evidence_has_the_words_and_their_context() -> None:
    start = TEXT.index("voted")
    evidence = DOCUMENT.evidence(Span(start=start, end=start + 5))
    assert evidence.exact == "voted"
    assert evidence.prefix == TEXT[start - CONTEXT : start]
    assert evidence.suffix == TEXT[start + 5 : start + 5 + CONTEXT]
    assert evidence.line == 5


def test_evidence_at_the_ends_has_no_context_beyond_them() -> None:
    evidence = DOCUMENT.evidence(Span(start=0, end=len(TEXT)))
    assert (evidence.prefix, evidence.exact, evidence.suffix) == ("", TEXT, "")


@slow
@given(st.text(), st.data())
def test_evidence_is_a_piece_of_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    evidence = Document(text=text, title="").evidence(Span(start=start, end=end))
    assert text[evidence.start : evidence.end] == evidence.exact
    assert text[:start].endswith(evidence.prefix)
    assert text[end:].startswith(evidence.suffix)
    assert len(evidence.prefix) == min(CONTEXT, start)
    assert len(evidence.suffix) == min(CONTEXT, len(text) - end)


@pytest.mark.parametrize(("offset", "line"), [(0, 3), (48, 3), (49, 5), (93, 5), (94, 9), (len(TEXT), 9), (10_000, 9)])
def test_line_at(offset: int, line: int) -> None:
    assert DOCUMENT.line_at(offset) == line


def test_line_at_is_1_where_nothing_is_known() -> None:
    assert Document(text="Words.", title="").line_at(3) == 1
    assert Document(text="Words.", title="", lines=((2, 7),)).line_at(1) == 1


@slow
@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), max_size=20), st.integers(0, 600))
def test_line_at_is_that_of_the_last_mark_before(marks: list[tuple[int, int]], offset: int) -> None:
    lines = tuple(sorted(dict(marks).items()))
    before = [line for at, line in lines if at <= offset]
    assert Document(text="", title="", lines=lines).line_at(offset) == (before[-1] if before else 1)


def test_sha256_is_that_of_the_utf8_text() -> None:
    assert DOCUMENT.sha256 == hashlib.sha256(TEXT.encode("utf-8")).hexdigest()


@pytest.mark.parametrize("name", ["start", "end"])
def test_span_cannot_be_changed(name: str) -> None:
    span = Span(start=1, end=2)
    with pytest.raises(ValidationError, match="frozen"):
        setattr(span, name, 5)
    assert span == Span(start=1, end=2)


def test_equal_spans_are_one_in_a_set() -> None:
    assert len({Span(start=1, end=2), Span(start=1, end=2), Span(start=1, end=3)}) == 2
