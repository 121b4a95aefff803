"""Batches on a budget: every row once, longest first, smaller when memory runs out, a bad row alone."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from service.core.errors import ModelFailed
from service.models.batches import in_batches

COSTS = st.dictionaries(st.integers(0, 40), st.integers(1, 100), max_size=30)


@given(COSTS, st.integers(1, 500), st.integers(1, 500))
def test_every_row_is_run_within_the_budget_and_within_memory(costs: dict[int, int], budget: int, memory: int) -> None:
    ran: list[list[int]] = []

    def run(batch: Sequence[int]) -> list[int]:
        size = len(batch) * max(costs[index] for index in batch)
        assert len(batch) == 1 or size <= budget
        if size > memory:
            raise MemoryError
        ran.append(list(batch))
        return [index * 2 for index in batch]

    results = dict(in_batches(costs, budget, run))
    assert results.keys() == costs.keys()
    for index, result in results.items():
        if costs[index] <= memory:
            assert result == index * 2
        else:
            assert isinstance(result, ModelFailed)
            assert "not enough memory" in result.detail
    order = [costs[index] for batch in ran for index in batch]
    assert order == sorted(order, reverse=True)


def test_rows_of_like_length_go_together() -> None:
    batches: list[list[int]] = []

    def run(batch: Sequence[int]) -> Sequence[int]:
        batches.append(list(batch))
        return batch

    list(in_batches({0: 5, 1: 100, 2: 6, 3: 98}, 200, run))
    assert batches == [[1, 3], [2, 0]]


def test_what_was_learned_of_the_memory_is_kept() -> None:
    tried: list[int] = []

    def run(batch: Sequence[int]) -> Sequence[int]:
        tried.append(len(batch))
        if len(batch) > 2:
            raise RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 1 bytes.")
        return batch

    assert len(dict(in_batches(dict.fromkeys(range(16), 10), 80, run))) == 16
    assert tried == [8, 4, 2, 2, 2, 2, 2, 2, 2, 2]


def test_a_bad_row_fails_alone_and_the_next_batch_is_whole_again() -> None:
    tried: list[list[int]] = []

    def run(batch: Sequence[int]) -> Sequence[int]:
        tried.append(list(batch))
        if 1 in batch:
            raise IndexError("index out of range in self\nand more")
        return batch

    results = dict(in_batches(dict.fromkeys(range(6), 10), 30, run))
    failed = results.pop(1)
    assert isinstance(failed, ModelFailed)
    assert failed.detail == "The model failed on this prompt: index out of range in self"
    assert results == {index: index for index in (0, 2, 3, 4, 5)}
    assert tried == [[0, 1, 2], [0], [1], [2], [3, 4, 5]]


def test_no_rows_no_batches() -> None:
    assert list(in_batches({}, 10, lambda batch: batch)) == []
