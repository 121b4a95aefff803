"""Coverage: chunks tile the text, or nothing is said about it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from service.core.document import Span
from service.core.errors import ModelTimeout
from service.core.read import ChunkStatus
from service.verify.coverage import coverage

tried = settings(deadline=None, derandomize=True)


def spans(*pairs: tuple[int, int]) -> list[Span]:
    return [Span(start=start, end=end) for start, end in pairs]


TILES = st.lists(st.integers(1, 500), min_size=1, max_size=12).map(
    lambda lengths: spans(*pairwise([sum(lengths[:at]) for at in range(len(lengths) + 1)]))
)


@tried
@given(TILES, st.sets(st.integers(0, 11)))
def test_every_character_is_read_or_failed(chunks: list[Span], failed: set[int]) -> None:
    end = chunks[-1].end
    found = coverage(end, chunks, {index: ModelTimeout("late") for index in failed})
    assert found.characters == end
    assert [(chunk.start, chunk.end) for chunk in found.chunks] == [(chunk.start, chunk.end) for chunk in chunks]
    lost = sum(chunk.end - chunk.start for chunk in found.chunks if chunk.status is ChunkStatus.FAILED)
    assert found.read + lost == end
    assert [chunk.status is ChunkStatus.FAILED for chunk in found.chunks] == [
        index in failed for index in range(len(chunks))
    ]


def test_failed_chunks_are_not_read() -> None:
    found = coverage(100, spans((0, 40), (40, 90), (90, 100)), failed={1: ModelTimeout("late")})
    assert found.read == 50
    assert [chunk.code for chunk in found.chunks] == [None, "model_timeout", None]
    assert [chunk.status for chunk in found.chunks] == [ChunkStatus.READ, ChunkStatus.FAILED, ChunkStatus.READ]


def test_without_failures_everything_is_read() -> None:
    assert coverage(100, spans((0, 40), (40, 100))).read == 100


def test_no_text_needs_no_chunks() -> None:
    assert coverage(0, []).read == 0


@pytest.mark.parametrize(
    "chunks",
    [
        pytest.param([], id="none"),
        pytest.param([(0, 40), (50, 100)], id="gap"),
        pytest.param([(0, 60), (50, 100)], id="overlap"),
        pytest.param([(10, 100)], id="late"),
        pytest.param([(0, 90)], id="short"),
        pytest.param([(0, 110)], id="long"),
        pytest.param([(0, 40), (40, 40), (40, 100)], id="empty"),
        pytest.param([(40, 100), (0, 40)], id="order"),
        pytest.param([(0, 100), (0, 100)], id="twice"),
        pytest.param([(0, 100), (100, 90), (90, 100)], id="backward"),
    ],
)
def test_chunks_that_do_not_tile(chunks: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match="chunks"):
        coverage(100, spans(*chunks))


@tried
@given(TILES, st.data())
def test_any_border_moved_is_refused(chunks: list[Span], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(chunks) - 1))
    start, end = chunks[index].start + data.draw(st.integers(-3, 3)), chunks[index].end + data.draw(st.integers(-3, 3))
    assume((start, end) != (chunks[index].start, chunks[index].end))
    moved = [*chunks[:index], Span(start=start, end=end), *chunks[index + 1 :]]
    with pytest.raises(ValueError, match="chunks"):
        coverage(chunks[-1].end, moved)
