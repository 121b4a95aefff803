"""Either client, and time that passes at once."""

from __future__ import annotations

import time

import anyio
import pytest

from service.client import AsyncClient, Client

Kind = type[Client | AsyncClient]


@pytest.fixture(params=[Client, AsyncClient])
def kind(request: pytest.FixtureRequest) -> Kind:
    chosen: Kind = request.param
    return chosen


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that a client makes, in seconds; none is waited for, and its clock goes on by each."""
    made: list[float] = []
    clock = time.monotonic

    async def sleep(seconds: float) -> None:
        made.append(seconds)

    monkeypatch.setattr(time, "sleep", made.append)
    monkeypatch.setattr(anyio, "sleep", sleep)
    monkeypatch.setattr("service.client.flows.time.monotonic", lambda: clock() + sum(made))
    return made
