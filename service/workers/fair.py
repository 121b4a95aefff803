"""Whose turn it is: interactive before batch, and callers in fair shares."""

from __future__ import annotations

import asyncio
import heapq
from collections import Counter
from dataclasses import dataclass, field

from service.core.errors import Busy, TooManyRequests

FIRST_RATE = 1_000.0  # tokens a second, until some were measured
LONGEST_WAIT = 300.0  # seconds that a caller is told to wait, at most
SMOOTHING = 0.2


@dataclass(order=True)
class Place:
    """A place in the queue. Ordered by class, virtual start time, arrival."""

    batch: bool
    start: float
    number: int
    caller: str = field(compare=False)
    tokens: int = field(compare=False)
    turn: asyncio.Future[None] = field(compare=False)


class FairQueue:
    """Turns at `slots` engines, by start-time fair queueing (Goyal, Vin and Cheng, 1996) over tokens.

    A caller who asks for much waits behind those who ask for little, and nobody waits for ever. What is urgent is
    bounded by number, by tokens and by caller; batches are bounded where they are stored. Used from one event loop.
    """

    def __init__(self, slots: int, *, most: int, most_tokens: int, most_of_caller: int) -> None:
        self._free = slots
        self._slots = slots
        self._most, self._most_tokens, self._most_of_caller = most, most_tokens, most_of_caller
        self._places: list[Place] = []
        self._arrivals = 0
        self._clock = {False: 0.0, True: 0.0}  # virtual time of each class: the start of what was last served
        self._finish: dict[tuple[bool, str], float] = {}
        self._callers: Counter[str] = Counter()
        self._rate = FIRST_RATE
        self.waiting: Counter[bool] = Counter()  # places, by whether they are of a batch
        self.waiting_tokens: Counter[bool] = Counter()

    def join(self, caller: str, tokens: int, *, batch: bool = False) -> Place:
        """A place, to be waited for with `turn` and given back with `leave`. Raises Busy, TooManyRequests."""
        if not batch:
            self._admit(caller, tokens)
        key = (batch, caller)
        start = max(self._clock[batch], self._finish.get(key, 0.0))
        self._finish[key] = start + tokens
        self._arrivals += 1
        place = Place(batch, start, self._arrivals, caller, tokens, asyncio.get_running_loop().create_future())
        heapq.heappush(self._places, place)
        self._count(place, 1)
        self._serve()
        return place

    async def turn(self, place: Place) -> None:
        """Until an engine is free for this place."""
        await asyncio.shield(place.turn)

    def leave(self, place: Place) -> None:
        """The work is done, or nobody wants it any more."""
        if place in self._places:
            self._places.remove(place)
            heapq.heapify(self._places)
            self._count(place, -1)
            key = (place.batch, place.caller)
            if self._finish.get(key) == place.start + place.tokens:  # what was not served is not charged
                self._finish[key] = place.start
            return
        self._free += 1
        self._serve()

    def worked(self, tokens: int, seconds: float) -> None:
        """So many tokens took so long: how long others will wait is told from that."""
        if seconds > 0:
            self._rate += SMOOTHING * (tokens / seconds - self._rate)

    def wait_seconds(self) -> float:
        """About how long it takes until those who wait now are served."""
        seconds = self.waiting_tokens[False] / (self._rate * self._slots)
        return min(max(1.0, seconds), LONGEST_WAIT)

    def _admit(self, caller: str, tokens: int) -> None:
        waiting, held = self.waiting[False], self.waiting_tokens[False]
        if self._free and not waiting:
            return
        if self._callers[caller] >= self._most_of_caller:
            raise TooManyRequests(
                f"{self._callers[caller]} of your requests are waiting.", retry_after=self.wait_seconds()
            )
        # a text longer than the whole queue has room for is taken when nothing else waits
        if waiting >= self._most or (waiting and held + tokens > self._most_tokens):
            raise Busy(f"{waiting} requests with {held:,} tokens are waiting.", retry_after=self.wait_seconds())

    def _serve(self) -> None:
        while self._free and self._places:
            place = heapq.heappop(self._places)
            self._count(place, -1)
            self._clock[place.batch] = place.start
            self._free -= 1
            place.turn.set_result(None)
        if not self._places and self._free == self._slots:
            self._finish.clear()  # nobody is ahead of anybody
            self._clock = {False: 0.0, True: 0.0}

    def _count(self, place: Place, change: int) -> None:
        self.waiting[place.batch] += change
        self.waiting_tokens[place.batch] += change * place.tokens
        if not place.batch:
            self._callers[place.caller] += change
            if not self._callers[place.caller]:
                del self._callers[place.caller]
