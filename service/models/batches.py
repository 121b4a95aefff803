"""Rows of unlike length through a model: sorted, on a budget of tokens, in smaller batches when memory runs out."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from service.core.errors import ModelError, ModelFailed

Done = TypeVar("Done")
NO_MEMORY = ("out of memory", "can't allocate memory", "not enough memory", "bad_alloc")


def in_batches(
    costs: Mapping[int, int], budget: int, run: Callable[[Sequence[int]], Sequence[Done]]
) -> Iterator[tuple[int, Done | ModelError]]:
    """Each index of `costs` with what `run` made of it, the costliest first, as batches are done.

    `costs` are the tokens that each row takes; a batch takes its longest row's for each of its rows, within `budget`.
    When a batch runs out of memory, the budget is halved for all that follow; when it fails otherwise, its rows are
    run one by one, so that a bad one fails alone, as ModelFailed.
    """
    waiting = deque(sorted(costs, key=lambda index: (-costs[index], index)))
    alone = 0
    while waiting:
        longest = costs[waiting[0]]
        size = 1 if alone else max(1, budget // max(1, longest))
        batch = [waiting.popleft() for _ in range(min(size, len(waiting)))]
        alone = max(0, alone - 1)
        try:
            done = run(batch)
        except (MemoryError, RuntimeError, IndexError, ValueError) as error:
            failure = error.with_traceback(None)  # it would keep the batch's tensors alive
        else:
            yield from zip(batch, done, strict=True)
            continue
        if len(batch) == 1:
            yield batch[0], _failed(failure)
            continue
        waiting.extendleft(reversed(batch))
        if out_of_memory(failure):
            budget = longest * (len(batch) // 2)
        else:
            alone = len(batch)


def out_of_memory(error: Exception) -> bool:
    """torch says it by a RuntimeError, in words that depend on the device."""
    return isinstance(error, MemoryError) or any(words in str(error) for words in NO_MEMORY)


def _failed(error: Exception) -> ModelFailed:
    if out_of_memory(error):
        return ModelFailed("There is not enough memory for this prompt, even alone: use a smaller model or chunks.")
    return ModelFailed(f"The model failed on this prompt: {error}".splitlines()[0])
