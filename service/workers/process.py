"""One engine process, seen from the service."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, Literal

import psutil

from service.core.errors import EngineDied, EngineMemory, EngineTimeout, NotReady
from service.core.events import Told
from service.settings import Settings
from service.workers.answer import Answer, Asked, Request

GIVE_UP_SECONDS = 5.0  # that work has to stop by itself; then its process is ended
WATCH_SECONDS = 0.5  # between two looks at how large a process is
END_SECONDS = 2.0  # that an idle process has to end by itself
Hear = Callable[[Told], None]
Reason = Literal["died", "memory", "timeout", "cancelled"]
log = logging.getLogger("plumbline")


class EngineProcess:
    """Started again when it dies, takes too long, does not let go, or grows. One call at a time, from one event loop.

    `restarted` hears why.
    """

    def __init__(self, settings: Settings, restarted: Callable[[Reason], None]) -> None:
        self._settings = settings
        self._restarted = restarted
        self._limit = settings.engine_limit_bytes or psutil.virtual_memory().total * 3 // 4
        self._calls = 0
        self._sending = threading.Lock()
        self._answer: asyncio.Future[Answer] | None = None
        self._hear: Hear = _nobody
        self.memory = 0  # bytes, when it was last heard of
        self._start()

    @property
    def ready(self) -> bool:
        return self._loading.done() and not self._loading.cancelled() and self._loading.exception() is None

    @property
    def pid(self) -> int:
        return self._process.pid or 0

    async def loaded(self) -> None:
        """Until the model is loaded. Raises NotReady when it dies twice, and what loading the model raises."""
        for attempt in (1, 2):
            if self._loading.done() and self._loading.exception() is not None:
                self._start()
            try:
                await asyncio.shield(self._loading)
            except EngineDied:
                if attempt == 2:
                    raise NotReady("The engine process died while it loaded the model.") from None
            else:
                return

    async def call(self, request: Request, asked: Asked, hear: Hear) -> Answer:
        """The answer; when this is cancelled, the work is given up.

        Raises what the engine raises, NotReady, EngineDied, EngineTimeout.
        """
        await self.loaded()
        self._calls += 1
        self._hear = hear
        answer = self._answer = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(self._settings.timeout_seconds):
                # in a thread: a long text does not fit into a pipe at once
                await asyncio.to_thread(self._send, (self._calls, request, asked))
                return await self._within_memory(answer)
        except TimeoutError:
            self.restart("timeout")
            raise EngineTimeout(f"The engine took longer than {self._settings.timeout_seconds:g} seconds.") from None
        except asyncio.CancelledError:
            if answer.cancelled() or not answer.done():
                await self._give_up()
            raise
        finally:
            self._hear = _nobody

    async def _within_memory(self, answer: asyncio.Future[Answer]) -> Answer:
        """The answer, unless the process grows over its limit. Raises EngineMemory."""
        while not answer.done():
            await asyncio.wait({answer}, timeout=WATCH_SECONDS)
            if not answer.done() and (size := _memory(self.pid)) > self._limit:
                self.restart("memory")
                raise EngineMemory(f"The engine took {size:,} bytes; the limit is {self._limit:,}.")
        return answer.result()

    async def _give_up(self) -> None:
        """Until the process is free again, or a new one is there."""
        stopped = asyncio.get_running_loop().create_future()
        self._answer = stopped
        await asyncio.to_thread(self._send, self._calls)
        _, late = await asyncio.wait({stopped}, timeout=GIVE_UP_SECONDS)
        if late:
            self.restart("cancelled")
        elif not stopped.cancelled():
            stopped.exception()  # seen; nobody wants it

    def restart(self, reason: Reason) -> None:
        self._end(kill=True)
        self._restarted(reason)
        self._start()

    def stop(self) -> None:
        """End the process; what it was doing is lost."""
        self._end(kill=self._answer is not None and not self._answer.done())

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._ended = False
        loop = asyncio.get_running_loop()
        self._loading: asyncio.Future[None] = loop.create_future()
        self._loading.add_done_callback(_seen)
        self._process = context.Process(target=_run, args=(theirs, self._settings), daemon=True)
        self._process.start()
        theirs.close()
        threading.Thread(target=self._listen, args=(self._pipe, loop), daemon=True).start()

    def _end(self, *, kill: bool) -> None:
        process, self._ended = self._process, True
        if kill:
            process.kill()
        else:
            self._send(None)
        process.join(END_SECONDS)
        if process.is_alive():
            process.kill()
            process.join()

    def _send(self, message: object) -> None:
        with self._sending, suppress(OSError):  # it died: who listens to it hears that
            self._pipe.send(message)

    def _listen(self, pipe: Connection, loop: asyncio.AbstractEventLoop) -> None:
        """In a thread of its own: hand on what the process says, and at last that it is gone."""
        try:
            while True:
                loop.call_soon_threadsafe(self._heard, pipe, *pipe.recv())
        except (EOFError, OSError):
            pipe.close()
            with suppress(RuntimeError):  # the loop is closed: nobody waits
                loop.call_soon_threadsafe(self._gone, pipe)
        except RuntimeError:  # the loop is closed
            pipe.close()

    def _heard(self, pipe: Connection, kind: str, number: int, said: Any) -> None:
        if self._ended or pipe is not self._pipe:
            return
        if isinstance(said, Answer):
            self.memory = said.memory
        if kind == "ready":
            self._loading.set_result(None)
        elif kind == "told" and number == self._calls:
            self._hear(said)
        elif kind == "failed" and not self._loading.done():
            self._loading.set_exception(said)
        elif self._answer is not None and not self._answer.done() and number == self._calls:
            if kind == "done":
                self._answer.set_result(said)
            elif kind == "failed":
                self._answer.set_exception(said)

    def _gone(self, pipe: Connection) -> None:
        if self._ended or pipe is not self._pipe:
            return
        if not self._loading.done():
            self._loading.set_exception(EngineDied("The engine process died while it loaded the model."))
            return
        if self._loading.exception() is not None:
            return  # it said why before it ended
        self.restart("died")
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(EngineDied("The engine process died while it worked on this request."))


def _run(pipe: Connection, settings: Settings) -> None:
    """In the new process."""
    from service.workers.child import run  # imports torch

    run(pipe, settings)


def _memory(pid: int) -> int:
    """Resident bytes; 0 of a process that just ended."""
    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def _nobody(_: Told) -> None:
    """Hears what nobody asked for."""


def _seen(future: asyncio.Future[None]) -> None:
    if not future.cancelled():
        future.exception()  # asked for when somebody calls; until then it is no stray error
