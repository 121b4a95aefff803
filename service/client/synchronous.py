"""The client for code that waits."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from contextlib import closing
from datetime import date
from os import PathLike
from types import TracebackType
from typing import BinaryIO, Self, TypeVar

import httpx
from tenacity import Retrying

from service.client import answers, calls, flows
from service.client.calls import EVENTS, OPTIONS, Call, Lines
from service.client.events import EventStream, Streamed
from service.client.sending import CHUNK, Sending
from service.core.check import Checks
from service.core.job import Job, Outcome
from service.core.receipt import Options
from service.core.summary import Summary

T = TypeVar("T")


class Client:
    """A service at `base_url`, called with `key` where it wants one.

    `timeout`: seconds that the service may be silent. `retries`: how often a call is sent again after a lost connection
    or a problem that may pass, later each time, or when the service asks for it; a Retry-After of more than a minute is
    not waited for. A call that asks for work carries an `Idempotency-Key`, so that no work is done twice: yours, or one
    of its own. Proxies of the environment are not used; `transport` takes an httpx transport that goes through one.

    Every method raises the errors of `service.core.errors`: what the service answered, InvalidRequest for what
    cannot be sent, ServiceUnreachable when there is no service or its answer breaks off.
    """

    def __init__(
        self,
        base_url: str = "http://127.0.0.1:8000",
        key: str | None = None,
        *,
        timeout: float = 600.0,
        retries: int = 3,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._sending = Sending(base_url, key, timeout, retries)
        self._http = httpx.Client(transport=transport, **self._sending.options)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    def summarize(
        self,
        article: str | PathLike[str],
        *,
        title: str = "",
        language: str = "",
        published: date | None = None,
        options: Options = OPTIONS,
        idempotency_key: str | None = None,
        fresh: bool = False,
    ) -> Summary:
        """The summary of a text, or of a file at a path; `fresh` makes it anew where the service has it in its cache.

        A long text, which the service makes a job of, is waited for as long as it takes.
        """
        call = calls.summary(
            article,
            title=title,
            language=language,
            published=published,
            options=options,
            key=idempotency_key,
            fresh=fresh,
        )
        return self._run(flows.summary(call))

    def stream(
        self,
        article: str | PathLike[str],
        *,
        title: str = "",
        language: str = "",
        published: date | None = None,
        options: Options = OPTIONS,
        idempotency_key: str | None = None,
        fresh: bool = False,
    ) -> Generator[Streamed, None, None]:
        """What is done (`Event`), each statement and claim as it is verified, and at last the Summary.

        Closing the generator gives the work up.
        """
        call = calls.summary(
            article,
            title=title,
            language=language,
            published=published,
            options=options,
            key=idempotency_key,
            fresh=fresh,
            accept=EVENTS,
        )
        return self._events(call)

    def check(self, source: str, text: str, language: str = "") -> Checks:
        """Each statement of `text` against `source`."""
        return self._run(flows.one(Checks, calls.check(source, text, language)))

    def submit(
        self,
        article: str | PathLike[str],
        *,
        title: str = "",
        language: str = "",
        published: date | None = None,
        options: Options = OPTIONS,
        idempotency_key: str | None = None,
        fresh: bool = False,
    ) -> Job:
        """A job whose `result` is the summary."""
        call = calls.summary(
            article,
            title=title,
            language=language,
            published=published,
            options=options,
            key=idempotency_key,
            fresh=fresh,
            prefer="respond-async",
        )
        return self._run(flows.one(Job, call))

    def batch(self, lines: Lines, *, idempotency_key: str | None = None) -> Job:
        """A job for many articles: pairs of an id of yours and a request, or the path of a file of JSON Lines."""
        with calls.opened(lines) as file:
            return self._run(flows.one(Job, calls.batch(file, idempotency_key)))

    def job(self, id: str) -> Job:
        """How far it has come."""
        return self._run(flows.one(Job, calls.job(id)))

    def wait(self, job: Job, *, poll: float = flows.POLL_SECONDS, timeout: float | None = None) -> Job:
        """The job when it has ended, well or not; asked for every `poll` seconds, or later when the service says so.

        Raises JobUnfinished after `timeout` seconds.
        """
        return self._run(flows.ended(job, poll=poll, timeout=timeout))

    def cancel(self, id: str) -> Job:
        """Gives the job up; what it has done of a batch stays."""
        return self._run(flows.one(Job, calls.cancel(id)))

    def forget(self, id: str) -> None:
        """Deletes the job with its articles and results, and gives it up if it has not ended."""
        self._send(calls.forget(id))

    def results(self, id: str) -> Generator[Outcome, None, None]:
        """Each article's summary or error, as the lines of the answer come."""
        with closing(self._send(calls.results(id), stream=True)) as answer:
            lines = answers.Lines()
            for part in self._parts(answer):
                for line in lines.read(part):
                    yield from answers.outcome(line, answer)
            yield from answers.outcome(lines.rest(), answer)

    def models(self) -> list[str]:
        """The names that `options.model` takes."""
        return self._run(flows.names(calls.models()))

    def _events(self, call: Call) -> Generator[Streamed, None, None]:
        with closing(self._send(call, stream=True)) as answer:
            if not answers.is_stream(answer):
                answer.read()
                yield self._run(flows.settled(answer))
                return
            events = EventStream(answers.origin(answer))
            for part in self._parts(answer):
                yield from events.read(part)
                if events.ended:
                    return
            events.close()

    def _parts(self, answer: httpx.Response) -> Iterator[bytes]:
        with self._sending.reaching():
            yield from answer.iter_bytes()

    def _run(self, flow: flows.Flow[T]) -> T:
        try:
            call = next(flow)
            while True:
                call = flow.send(self._send(call))
        except StopIteration as end:
            value: T = end.value
            return value

    def _send(self, call: Call, *, stream: bool = False) -> httpx.Response:
        if call.after:
            time.sleep(call.after)
        answer: httpx.Response = Retrying(sleep=time.sleep, **self._sending.retrying)(self._attempt, call, stream)
        answers.raise_error(answer)
        return answer

    def _attempt(self, call: Call, stream: bool) -> httpx.Response:
        content = call.content if isinstance(call.content, bytes | None) else _chunks(call.content)
        request = self._http.build_request(call.method, call.path, headers=call.headers, content=content)
        with self._sending.reaching():
            answer = self._http.send(request, stream=stream)
            if not answer.is_success:
                answer.read()
        return answer


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(CHUNK):
        yield chunk
