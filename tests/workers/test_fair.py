"""Turns: bounded, in order of class, in fair shares, and never lost."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.core.errors import Busy, TooManyRequests
from service.workers.fair import FairQueue, Place

SIZES = st.lists(st.integers(1, 1_000), min_size=1, max_size=20)


def _queue(slots: int = 1, *, most: int = 10_000, most_tokens: int = 10**9, most_of_caller: int = 10_000) -> FairQueue:
    return FairQueue(slots, most=most, most_tokens=most_tokens, most_of_caller=most_of_caller)


def _run(test: Callable[[], Awaitable[None]]) -> None:
    async def inside() -> None:
        await test()

    asyncio.run(inside())


def _served(queue: FairQueue, places: list[Place]) -> list[Place]:
    """All of `places` in the order of their turns."""
    order: list[Place] = []
    waiting = list(places)
    while waiting:
        turn = [place for place in waiting if place.turn.done()]
        assert turn, "a slot is lost"
        for place in turn:
            order.append(place)
            waiting.remove(place)
            queue.leave(place)
    return order


@given(
    slots=st.integers(1, 3),
    steps=st.lists(st.tuples(st.sampled_from(["join", "leave"]), st.integers(0, 30), st.booleans()), max_size=60),
)
def test_never_more_than_the_slots_and_none_is_lost(slots: int, steps: list[tuple[str, int, bool]]) -> None:
    async def test() -> None:
        queue = _queue(slots)
        places: list[Place] = []
        for step, number, batch in steps:
            if step == "join":
                places.append(queue.join(f"caller {number % 3}", 1 + number, batch=batch))
            elif places:
                queue.leave(places.pop(number % len(places)))  # at work, waiting, or just given the turn
            assert sum(place.turn.done() for place in places) == min(slots, len(places))
            assert sum(queue.waiting.values()) == len(places) - min(slots, len(places))
        _served(queue, places)
        assert sum(queue.waiting_tokens.values()) == 0
        assert all(queue.join("new", 1).turn.done() for _ in range(slots))

    _run(test)


@given(urgent=SIZES, batch=SIZES)
def test_what_is_urgent_goes_before_batches(urgent: list[int], batch: list[int]) -> None:
    async def test() -> None:
        queue = _queue()
        first = queue.join("ann", 1)
        places = [queue.join("ann", tokens, batch=True) for tokens in batch]
        places += [queue.join("bob", tokens) for tokens in urgent]
        queue.leave(first)
        assert [place.batch for place in _served(queue, places)] == [False] * len(urgent) + [True] * len(batch)

    _run(test)


@given(ann=SIZES, bob=SIZES, batch=st.booleans())
def test_two_callers_who_wait_are_served_alike(ann: list[int], bob: list[int], *, batch: bool) -> None:
    async def test() -> None:
        queue = _queue()
        first = queue.join("first", 1, batch=batch)
        places = [queue.join("ann", tokens, batch=batch) for tokens in ann]
        places += [queue.join("bob", tokens, batch=batch) for tokens in bob]
        queue.leave(first)
        served: Counter[str] = Counter()
        left = {"ann": len(ann), "bob": len(bob)}
        for place in _served(queue, places):
            served[place.caller] += place.tokens
            left[place.caller] -= 1
            if all(left.values()):  # both still wait
                assert abs(served["ann"] - served["bob"]) <= max(ann + bob)

    _run(test)


@given(tokens=st.integers(1, 100_000), small=st.integers(1, 1_000))
def test_nobody_waits_for_ever(tokens: int, small: int) -> None:
    """One large request against another caller who always has small ones waiting."""

    async def test() -> None:
        queue = _queue()
        working = queue.join("ann", small)
        large = queue.join("bob", tokens)
        for _ in range(3):
            following = queue.join("ann", small)
            queue.leave(working)
            if large.turn.done():
                return
            working = following
        raise AssertionError("it waits behind those who came later")

    _run(test)


def test_what_was_given_up_while_it_waited_is_not_charged() -> None:
    async def test() -> None:
        queue = _queue()
        working = queue.join("carl", 1)
        queue.leave(queue.join("ann", 100_000))
        mine, others = queue.join("ann", 10), queue.join("bob", 20)
        queue.leave(working)
        assert [place.caller for place in _served(queue, [mine, others])] == ["ann", "bob"]

    _run(test)


def test_one_who_stops_waiting_leaves_the_turn_to_others() -> None:
    async def test() -> None:
        queue = _queue()
        working, leaving, staying = (queue.join("ann", 1) for _ in range(3))
        waiting = asyncio.create_task(queue.turn(leaving))
        await asyncio.sleep(0)
        waiting.cancel()
        queue.leave(working)  # the turn comes in the moment of leaving
        queue.leave(leaving)
        await asyncio.wait_for(queue.turn(staying), 1)
        with pytest.raises(asyncio.CancelledError):
            await waiting

    _run(test)


def test_a_full_queue_says_when_to_come_again() -> None:
    async def test() -> None:
        queue = _queue(most=2)
        places = [queue.join(f"caller {number}", 5_000) for number in range(3)]
        with pytest.raises(Busy) as busy:
            queue.join("new", 1)
        assert busy.value.retry_after == pytest.approx(10.0)
        batch = queue.join("new", 1, batch=True)  # bounded where it is stored
        _served(queue, [*places, batch])
        assert queue.join("new", 1).turn.done()

    _run(test)


def test_tokens_are_bounded_but_a_text_alone_is_taken() -> None:
    async def test() -> None:
        queue = _queue(most_tokens=100)
        working, waiting = queue.join("ann", 1_000), queue.join("ann", 1_000)
        with pytest.raises(Busy):
            queue.join("bob", 1)
        _served(queue, [working, waiting])

    _run(test)


def test_one_caller_does_not_fill_the_queue() -> None:
    async def test() -> None:
        queue = _queue(most_of_caller=2)
        for _ in range(3):
            queue.join("ann", 1)
        with pytest.raises(TooManyRequests) as refused:
            queue.join("ann", 1)
        assert refused.value.retry_after is not None
        queue.join("bob", 1)

    _run(test)


def test_the_wait_that_is_told_follows_what_was_measured() -> None:
    async def test() -> None:
        queue = _queue()
        queue.join("ann", 1)
        queue.join("ann", 20_000)
        before = queue.wait_seconds()
        for _ in range(50):
            queue.worked(10_000, 1.0)
        assert queue.wait_seconds() == pytest.approx(before / 10, rel=0.01)
        queue.worked(1, 0.0)

    _run(test)
