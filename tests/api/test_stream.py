"""A stream says how it ends, whatever happens in it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator

from service.api.streams import told
from service.core.events import Event, Stage
from service.workers import Answer


async def _breaking() -> AsyncGenerator[Event | Answer, None]:
    yield Event(stage=Stage.INGESTED)
    raise ZeroDivisionError("a fault of ours")


async def _lines(events: AsyncGenerator[Event | Answer, None]) -> list[str]:
    return [line async for part in told(events) for line in part.decode().splitlines() if line]


def test_an_unexpected_error_is_a_problem_at_the_end_of_the_stream() -> None:
    *_, name, data = asyncio.run(_lines(_breaking()))
    assert name == "event: problem"
    body = json.loads(data.removeprefix("data: "))
    assert body["status"] == 500
    assert "fault of ours" not in data
