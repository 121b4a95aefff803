"""Clients that go away in the middle of a stream."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from service.core.events import Event, Stage
from service.core.receipt import Options
from service.settings import Settings
from service.workers import EngineProcess

TOLD = 500  # events that nobody hears: more than fit in a pipe


def _settings(folder: Path, delay_seconds: float, timeout_seconds: float) -> Settings:
    script = folder / "script.yaml"
    script.write_text(json.dumps([{"json": {"claims": []}, "times": 0, "delay_seconds": delay_seconds}]), "utf-8")
    return Settings(models={"slow": f"scripted:{script}"}, chunk_tokens=64, timeout_seconds=timeout_seconds, threads=1)


async def _left(engine: EngineProcess, text: str) -> None:
    """Ask for a stream, hear the first chunk told, and go away."""
    stream = engine.events(text, Options(model="slow"))
    async for event in stream:
        if isinstance(event, Event) and event.stage is Stage.DRAFTING:
            break
    await stream.aclose()


def test_what_nobody_hears_does_not_stop_the_engine(tmp_path: Path, article: str) -> None:
    long = "The council of Ardal met on Monday and talked about the bridge for an hour. " * (TOLD * 4)

    async def run() -> str:
        engine = EngineProcess(_settings(tmp_path, 0.002, 120))
        try:
            await _left(engine, long)
            return await asyncio.wait_for(engine.summarize(article, Options()), 90)
        finally:
            engine.stop()

    assert json.loads(asyncio.run(run()))["status"] == "complete"


def test_what_nobody_waits_for_ends_in_time(tmp_path: Path, article: str) -> None:
    async def run() -> str:
        engine = EngineProcess(_settings(tmp_path, 600, 8))
        try:
            await _left(engine, article)
            return await asyncio.wait_for(engine.summarize(article, Options()), 60)
        finally:
            engine.stop()

    assert json.loads(asyncio.run(run()))["status"] == "complete"
