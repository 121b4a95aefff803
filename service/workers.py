"""The engine process behind the API. This module is imported by both, so torch is imported inside functions only."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from itertools import count
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from service.core.errors import Busy, EngineDied, EngineTimeout, NotReady
from service.core.events import Told
from service.core.receipt import Options
from service.settings import Settings

if TYPE_CHECKING:
    from service.engine import Engine

START_SECONDS = 30  # until a new process says its id
_engine: Engine | None = None  # the one engine of an engine process
_tell: Connection | None = None  # where an engine process tells how far it is


def _begin(tell: Connection) -> None:
    """In the engine process: leave interrupts to the parent, and end when it ends."""
    global _tell  # noqa: PLW0603 - and one ear to tell it to
    _tell = tell
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def follow() -> None:
        if parent is not None:
            parent.join()
            os._exit(0)

    threading.Thread(target=follow, daemon=True).start()


def _load(settings: Settings) -> None:
    """In the engine process: load the default model."""
    global _engine  # noqa: PLW0603 - a process has one engine
    from service.engine import Engine

    engine = Engine(settings)
    engine.load()
    _engine = engine


def _summarize(job: int, text: str, options: Options, title: str, language: str) -> str:
    """In the engine process: the summary as JSON; events are told with the number of the job."""
    if _engine is None or _tell is None:
        raise NotReady("The model is not loaded.")
    tell = _tell

    def notify(told: Told) -> None:
        tell.send((job, told))

    return _engine.summarize(text, options, title=title, language=language, notify=notify).to_json()


def _check(source: str, text: str, language: str) -> str:
    """In the engine process: the checks as JSON."""
    if _engine is None:
        raise NotReady("The model is not loaded.")
    return _engine.check(source, text, language=language).model_dump_json()


class EngineProcess:
    """One engine process, started again when it dies. Used from one event loop."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._slot = asyncio.Semaphore(1)
        self._waiting = 0
        self._jobs = count()
        self._heard: dict[int, asyncio.Queue[Told]] = {}
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._ear, tell = context.Pipe(duplex=False)
        self._executor = ProcessPoolExecutor(max_workers=1, mp_context=context, initializer=_begin, initargs=(tell,))
        self._born: Future[int] = self._executor.submit(os.getpid)
        self._loading: Future[None] = self._executor.submit(_load, self.settings)

    @property
    def ready(self) -> bool:
        return self._loading.done() and self._loading.exception() is None

    def stop(self) -> None:
        """End the engine process; what it was doing is lost."""
        with suppress(BrokenProcessPool):  # dead already
            _kill(self._born.result(timeout=START_SECONDS))
        self._executor.shutdown(wait=True, cancel_futures=True)

    async def summarize(self, text: str, options: Options, *, title: str = "", language: str = "") -> str:
        """The summary as JSON.

        Raises what `Engine.summarize` raises, Busy, EngineDied, EngineTimeout.
        """
        return await self._queued(_summarize, next(self._jobs), text, options, title, language)

    async def events(
        self, text: str, options: Options, *, title: str = "", language: str = ""
    ) -> AsyncGenerator[Told | str, None]:
        """What is told of the work, as it is told, and at last the summary as JSON. Raises as `summarize` does."""
        job = next(self._jobs)
        self._heard[job] = asyncio.Queue()
        work = asyncio.create_task(self._queued(_summarize, job, text, options, title, language))
        event: asyncio.Task[Told] | None = None
        try:
            while not work.done() or not self._heard[job].empty():
                event = asyncio.create_task(self._heard[job].get())
                await asyncio.wait({work, event}, return_when=asyncio.FIRST_COMPLETED)
                if event.done():
                    yield event.result()
                else:
                    event.cancel()
                    self._listen()
            yield work.result()
        finally:
            work.cancel()
            if event:
                event.cancel()
            del self._heard[job]

    def _listen(self) -> None:
        """Hand what the engine process told to who waits for it; what was told of other jobs is forgotten."""
        with suppress(EOFError, OSError):  # the process died, and a new one has a new pipe
            while self._ear.poll():
                job, event = self._ear.recv()
                if job in self._heard:
                    self._heard[job].put_nowait(event)

    async def check(self, source: str, text: str, *, language: str = "") -> str:
        """The checks as JSON.

        Raises what `Engine.check` raises, Busy, EngineDied, EngineTimeout.
        """
        return await self._queued(_check, source, text, language)

    async def _queued(self, work: Callable[..., str], *arguments: object) -> str:
        if self._waiting >= self.settings.queue:
            raise Busy(f"{self._waiting} requests are waiting for the engine.")
        self._waiting += 1
        try:
            async with self._slot:
                return await self._call(work, *arguments)
        finally:
            self._waiting -= 1

    async def _call(self, work: Callable[..., str], *arguments: object) -> str:
        await self._loaded()
        executor = self._executor
        loop, ear = asyncio.get_running_loop(), self._ear.fileno()
        loop.add_reader(ear, self._listen)
        end = loop.time() + self.settings.timeout_seconds
        try:
            future = asyncio.wrap_future(executor.submit(work, *arguments))
            try:
                return await asyncio.wait_for(asyncio.shield(future), self.settings.timeout_seconds)
            except asyncio.CancelledError:  # who asked is gone; the engine is not free, and still to be listened to
                await asyncio.wait({future}, timeout=end - loop.time())
                if not future.done():
                    self._restart()
                raise
            finally:
                future.cancel()
        except BrokenProcessPool as error:
            self._restart()
            raise EngineDied("The engine process died while it worked on this request.") from error
        except TimeoutError as error:
            self._restart()
            raise EngineTimeout(f"The engine took longer than {self.settings.timeout_seconds:g} seconds.") from error
        finally:
            loop.remove_reader(ear)

    async def _loaded(self) -> None:
        """Wait for the model; a process that died while idle or while loading is replaced once."""
        for attempt in (1, 2):
            try:
                await asyncio.shield(asyncio.wrap_future(self._loading))  # who goes away cancels it for nobody
                await asyncio.wrap_future(self._executor.submit(os.getpid))
            except BrokenProcessPool as error:
                self._restart()
                if attempt == 2:
                    raise EngineDied("The engine process died while it loaded the model.") from error
            else:
                return

    def _restart(self) -> None:
        self.stop()
        self._start()


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):  # gone already
        os.kill(pid, signal.SIGKILL)
