"""The engine process: reads requests from a pipe, one after the other, and answers."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections import Counter
from contextlib import suppress
from multiprocessing.connection import Connection
from queue import SimpleQueue

import psutil

from service import logs
from service.cache import ResultCache
from service.core.errors import Cancelled, PlumblineError
from service.core.events import Event, Stage, Told
from service.core.request import CheckRequest, SummaryRequest, TranslationCheck, TranslationFile, TranslationRequest
from service.core.summary import Summaries, Summary
from service.engine import Engine
from service.settings import Settings
from service.workers.answer import Answer, Asked, Request

NICE = 5  # the API answers even when the engines take every core
LAST_SECONDS = 1.0  # to end by itself when the service is gone
log = logging.getLogger("plumbline")


def run(pipe: Connection, settings: Settings) -> None:
    """Serve until the other end of the pipe is closed. Raises what loading the model raises."""
    for stop in (signal.SIGINT, signal.SIGTERM):  # the service ends us, when its requests are done
        signal.signal(stop, signal.SIG_IGN)
    logs.setup(settings)
    os.nice(NICE)
    Child(pipe, settings).serve()


class Child:
    def __init__(self, pipe: Connection, settings: Settings) -> None:
        self._pipe = pipe
        cache = ResultCache(settings.data_dir.expanduser() / "cache", settings.cache_bytes)
        self._engine = Engine(settings, cache if settings.cache_bytes else None)
        self._asked: SimpleQueue[tuple[int, Request, Asked] | None] = SimpleQueue()
        self._unwanted = -1  # the number of the request that was given up last
        self._loaded = 0  # bytes that the process holds with its models and nothing else
        self._models = 0

    def serve(self) -> None:
        threading.Thread(target=self._listen, daemon=True).start()
        try:
            self._engine.models.load()
        except Exception as error:
            self._fail(0, error)
            return
        self._loaded = _memory()
        self._pipe.send(("ready", 0, Answer("", memory=self._loaded)))
        while (asked := self._asked.get()) is not None:
            number, request, how = asked
            try:
                answer = self._answer(number, request, how)
            except Exception as error:
                self._fail(number, error)
            else:
                self._pipe.send(("done", number, answer))

    def _listen(self) -> None:
        """In a thread of its own, so that a request can be given up while it is at work."""
        with suppress(EOFError, OSError):
            while True:
                message = self._pipe.recv()
                if isinstance(message, int):
                    self._unwanted = message
                else:
                    self._asked.put(message)
        self._asked.put(None)  # the service is gone
        threading.Event().wait(LAST_SECONDS)
        os._exit(0)

    def _answer(self, number: int, request: Request, asked: Asked) -> Answer:
        cached = False

        def notify(told: Told) -> None:
            nonlocal cached
            if self._unwanted == number:
                raise Cancelled("Whoever asked for this is gone.")
            cached = cached or (isinstance(told, Event) and told.stage is Stage.CACHED)
            self._pipe.send(("told", number, told))

        match request:
            case SummaryRequest():
                answer = self._engine.answer(request, fresh=asked.fresh, notify=notify)
                return self._counted(answer if asked.urgent else answer.untimed(), cached=cached)
            case CheckRequest():
                checks = self._engine.check(
                    request.source,
                    request.text,
                    language=request.language,
                    include_text=request.include_text,
                    notify=notify,
                )
                return Answer(checks.model_dump_json(), memory=_memory())
            case TranslationRequest():
                translation = self._engine.translate(request, notify=notify)
                return Answer(translation.model_dump_json(), memory=_memory())
            case TranslationFile():
                translation = self._engine.open_translation(request, notify=notify)
                return Answer(translation.model_dump_json(), memory=_memory())
            case TranslationCheck():
                return Answer(self._engine.check_translation(request).model_dump_json(), memory=_memory())

    def _counted(self, answer: Summary | Summaries, *, cached: bool) -> Answer:
        memory = _memory()
        if self._models != self._engine.models.count:  # a model came in: what it takes is no growth
            self._models, self._loaded = self._engine.models.count, memory
        summaries = answer.summaries if isinstance(answer, Summaries) else (answer,)
        return Answer(
            answer.to_json(),
            cached=cached,
            tokens_read=sum(summary.usage.tokens for summary in summaries),
            tokens_written=sum(summary.usage.tokens_written for summary in summaries),
            shown=sum(len(summary.abstract.statements) + len(summary.claims) for summary in summaries),
            withheld=Counter(item.reason.value for summary in summaries for item in summary.withheld),
            memory=memory,
            growth=memory - self._loaded,
        )

    def _fail(self, number: int, error: Exception) -> None:
        if not isinstance(error, PlumblineError):
            log.error("unexpected %s", type(error).__name__, exc_info=error)
            error = PlumblineError("An unexpected error; the log of the service has its trace.")
        self._pipe.send(("failed", number, error))


def _memory() -> int:
    return int(psutil.Process().memory_info().rss)
