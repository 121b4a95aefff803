"""A turn is given back however the work ends."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

import service.workers.pool as module
from service.core.errors import Cancelled, EngineDied
from service.core.request import SummaryRequest
from service.metrics import Metrics
from service.settings import Settings
from service.workers import Answer, Asked, Engines
from service.workers.answer import Request

REQUEST = SummaryRequest(text="A text that is fine.")


class Process:
    """In place of an engine process: slow at "wait", dead at "die"."""

    ready = True
    restarts = 0
    given_up = 0

    def __init__(self, *_: object) -> None:
        self.busy = False

    async def call(self, request: Request, *_: object) -> Answer:
        assert isinstance(request, SummaryRequest)
        assert not self.busy, "two calls at once"
        self.busy = True
        try:
            if request.text == "wait":
                await asyncio.Event().wait()
            if request.text == "die":
                raise EngineDied("It died.")
            return Answer(request.text or "")
        except asyncio.CancelledError:
            await asyncio.sleep(0.05)  # it takes a while to let go
            Process.given_up += 1
            raise
        finally:
            self.busy = False

    def stop(self) -> None:
        """There is no process."""


def _run(folder: Path, monkeypatch: pytest.MonkeyPatch, test: Callable[[Engines], Awaitable[None]]) -> None:
    monkeypatch.setattr(module, "EngineProcess", Process)
    monkeypatch.setattr(Process, "given_up", 0)

    async def inside() -> None:
        engines = Engines(Settings(data_dir=folder), Metrics())
        await test(engines)
        async with asyncio.timeout(5):  # whatever came before, the next one is served
            assert (await engines.ask(REQUEST, Asked("next")).answer()).body == REQUEST.text

    asyncio.run(inside())


def test_work_given_up_before_it_began(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(engines: Engines) -> None:
        for _ in range(3):
            work = engines.ask(REQUEST, Asked())
            work.give_up()
            with pytest.raises(Cancelled):
                await work.answer()

    _run(tmp_path, monkeypatch, test)


def test_work_given_up_twice_lets_go_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(engines: Engines) -> None:
        work = engines.ask(SummaryRequest(text="wait"), Asked())
        await asyncio.sleep(0.01)
        work.give_up()
        await asyncio.sleep(0.01)
        work.give_up()
        with pytest.raises(Cancelled):
            await work.answer()
        assert Process.given_up == 1

    _run(tmp_path, monkeypatch, test)


def test_one_who_stops_waiting_is_told_so_and_not_that_the_work_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when both are cancelled in the same moment: else a shutdown would be overheard."""

    async def test(engines: Engines) -> None:
        work = engines.ask(REQUEST, Asked())
        waiting = asyncio.create_task(work.answer())
        await asyncio.sleep(0)
        work.give_up()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    _run(tmp_path, monkeypatch, test)


def test_an_engine_that_died_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(engines: Engines) -> None:
        with pytest.raises(EngineDied):
            await engines.ask(SummaryRequest(text="die"), Asked()).answer()

    _run(tmp_path, monkeypatch, test)
