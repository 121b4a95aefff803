"""Clients that go away in the middle of a stream."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from pathlib import Path

from service.core.events import Event, Stage
from service.core.receipt import Options
from service.core.request import SummaryRequest
from service.metrics import Metrics
from service.settings import Settings
from service.workers import Asked, Engines

TOLD = 500  # events that nobody hears: more than fit in a pipe


def _settings(folder: Path, delay_seconds: float) -> Settings:
    script = folder / "script.yaml"
    script.write_text(json.dumps([{"json": {"claims": []}, "times": 0, "delay_seconds": delay_seconds}]), "utf-8")
    return Settings(models={"slow": f"scripted:{script}"}, chunk_tokens=64, timeout_seconds=120, threads=1)


async def _left(engines: Engines, text: str, stop: bool) -> None:
    """Ask for a stream, hear the first chunk told, and go away; `stop` freezes the engine before."""
    stream = engines.ask(SummaryRequest(text=text, options=Options(model="slow")), Asked()).events()
    async for event in stream:
        if isinstance(event, Event) and event.stage is Stage.DRAFTING:
            break
    if stop:
        os.kill(engines.processes[0].pid, signal.SIGSTOP)
    await stream.aclose()


async def _after_one_who_left(
    settings: Settings, text: str, article: str, *, stop: bool = False
) -> tuple[str, Engines]:
    engines = Engines(settings, Metrics())
    try:
        await _left(engines, text, stop)
        answer = await asyncio.wait_for(engines.ask(SummaryRequest(text=article), Asked()).answer(), 60)
        return answer.body, engines
    finally:
        engines.stop()


def test_work_that_nobody_waits_for_is_given_up(tmp_path: Path, article: str) -> None:
    long = "The council of Ardal met on Monday and talked about the bridge for an hour. " * (TOLD * 4)
    body, engines = asyncio.run(_after_one_who_left(_settings(tmp_path, 0.05), long, article))
    assert json.loads(body)["status"] == "complete"
    assert not engines.restarts, "it stopped by itself"


def test_an_engine_that_does_not_let_go_is_replaced(tmp_path: Path, article: str) -> None:
    body, engines = asyncio.run(_after_one_who_left(_settings(tmp_path, 0.05), article, article, stop=True))
    assert json.loads(body)["status"] == "complete"
    assert engines.restarts == {"cancelled": 1}
