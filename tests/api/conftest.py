"""The whole API in this process, with engines that answer what a test says."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

import service.api.app as module
import service.jobs
from service.core.errors import EngineDied, NothingVerified
from service.core.request import SummaryRequest
from service.settings import Settings
from service.store.database import Database
from service.workers import patience
from tests.workers.fake import FakeEngines

Inside = Callable[[httpx.AsyncClient], Awaitable[None]]


class Api:
    """`run` serves until its test has ended; `crash` leaves the database as a kill would."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings(data_dir=folder, async_characters=1_000, max_body_bytes=4_000)
        self.engines = FakeEngines(_reply)
        self.app = FastAPI()

    def run(self, inside: Inside, *, caller: str = "127.0.0.1") -> None:
        async def whole() -> None:
            database = Database(self.settings)
            self.app = module.create_app(self.settings, database)
            async with self.app.router.lifespan_context(self.app), asyncio.timeout(30), self.client(caller) as client:
                await inside(client)

        asyncio.run(whole())

    def client(self, caller: str) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False, client=(caller, 1))
        return httpx.AsyncClient(transport=transport, base_url="http://plumbline")

    def set(self, **changes: object) -> None:
        self.settings = self.settings.model_copy(update=changes)


async def _reply(request: SummaryRequest) -> str:
    text = request.text or request.html or f"file {request.size}"
    first = text.split()[0]
    if first == "wait":
        await asyncio.Event().wait()
    if first == "slow":
        await asyncio.sleep(0.2)
    if first == "nothing":
        raise NothingVerified("No statement could be kept.")
    if first == "die":
        raise EngineDied("It died.")
    if first == "crash":
        raise ZeroDivisionError("of ours")
    return json.dumps({"summary of": text[:40]})


@pytest.fixture
def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Api:
    made = Api(tmp_path)
    monkeypatch.setattr(module, "Engines", lambda *_: made.engines)
    monkeypatch.setattr(service.jobs, "POLL_SECONDS", 0.02)
    monkeypatch.setattr(patience, "LONGEST_PAUSE", 0.01)
    return made


async def finished(client: httpx.AsyncClient, location: str) -> dict[str, object]:
    """The job, once it is."""
    while True:
        job: dict[str, object] = (await client.get(location)).json()
        if job["status"] not in ("queued", "running"):
            return job
        await asyncio.sleep(0.01)


async def lines(client: httpx.AsyncClient, location: str) -> list[dict[str, object]]:
    """The results of a job."""
    answer = await client.get(f"{location}/results")
    assert answer.headers["content-type"].startswith("application/jsonl")
    return [json.loads(line) for line in answer.text.split("\n")[:-1]]  # and at no other line ends


def is_problem(answer: httpx.Response, status: int, code: str) -> None:
    assert (answer.status_code, answer.json().get("code")) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert ("retry-after" in answer.headers) == answer.json()["retryable"]


async def until(condition: Callable[[], bool]) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(10):
            while not condition():
                await asyncio.sleep(0.005)
            return
    raise AssertionError("it never came")
