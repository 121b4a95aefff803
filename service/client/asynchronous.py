"""The client for code that awaits."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from datetime import date
from os import PathLike
from types import TracebackType
from typing import BinaryIO, Self, TypeVar

import anyio
import anyio.to_thread
import httpx
from tenacity import AsyncRetrying

from service.client import answers, calls, flows
from service.client.calls import EVENTS, OPTIONS, Call, Lines
from service.client.events import EventStream, Streamed
from service.client.sending import CHUNK, Sending
from service.core.check import Checks
from service.core.job import Job, Outcome
from service.core.receipt import Options
from service.core.summary import Summary

T = TypeVar("T")


class AsyncClient:
    """As `Client`, word for word, for asyncio and trio.

    What waits there is awaited here, what is iterated there is iterated with `async for`; leave a stream early with
    `contextlib.aclosing`. The articles of a batch are taken in a thread beside the event loop.
    """

    def __init__(
        self,
        base_url: str = "http://127.0.0.1:8000",
        key: str | None = None,
        *,
        timeout: float = 600.0,
        retries: int = 3,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._sending = Sending(base_url, key, timeout, retries)
        self._http = httpx.AsyncClient(transport=transport, **self._sending.options)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        await self._http.aclose()

    async def summarize(
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
        call = calls.summary(
            article,
            title=title,
            language=language,
            published=published,
            options=options,
            key=idempotency_key,
            fresh=fresh,
        )
        return await self._run(flows.summary(call))

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
    ) -> AsyncGenerator[Streamed, None]:
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

    async def check(self, source: str, text: str, language: str = "") -> Checks:
        return await self._run(flows.one(Checks, calls.check(source, text, language)))

    async def submit(
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
        return await self._run(flows.one(Job, call))

    async def batch(self, lines: Lines, *, idempotency_key: str | None = None) -> Job:
        with await anyio.to_thread.run_sync(calls.opened, lines) as file:
            return await self._run(flows.one(Job, calls.batch(file, idempotency_key)))

    async def job(self, id: str) -> Job:
        return await self._run(flows.one(Job, calls.job(id)))

    async def wait(self, job: Job, *, poll: float = flows.POLL_SECONDS, timeout: float | None = None) -> Job:
        return await self._run(flows.ended(job, poll=poll, timeout=timeout))

    async def cancel(self, id: str) -> Job:
        return await self._run(flows.one(Job, calls.cancel(id)))

    async def forget(self, id: str) -> None:
        await self._send(calls.forget(id))

    async def results(self, id: str) -> AsyncGenerator[Outcome, None]:
        async with aclosing(await self._send(calls.results(id), stream=True)) as answer:
            lines = answers.Lines()
            async with aclosing(self._parts(answer)) as parts:
                async for part in parts:
                    for line in lines.read(part):
                        for outcome in answers.outcome(line, answer):
                            yield outcome
            for outcome in answers.outcome(lines.rest(), answer):
                yield outcome

    async def models(self) -> list[str]:
        return await self._run(flows.names(calls.models()))

    async def _events(self, call: Call) -> AsyncGenerator[Streamed, None]:
        async with aclosing(await self._send(call, stream=True)) as answer:
            if not answers.is_stream(answer):
                await answer.aread()
                yield await self._run(flows.settled(answer))
                return
            events = EventStream(answers.origin(answer))
            async with aclosing(self._parts(answer)) as parts:
                async for part in parts:
                    for told in events.read(part):
                        yield told
                    if events.ended:
                        return
            events.close()

    async def _parts(self, answer: httpx.Response) -> AsyncGenerator[bytes, None]:
        with self._sending.reaching():
            async for part in answer.aiter_bytes():
                yield part

    async def _run(self, flow: flows.Flow[T]) -> T:
        try:
            call = next(flow)
            while True:
                call = flow.send(await self._send(call))
        except StopIteration as end:
            value: T = end.value
            return value

    async def _send(self, call: Call, *, stream: bool = False) -> httpx.Response:
        if call.after:
            await anyio.sleep(call.after)
        answer: httpx.Response = await AsyncRetrying(sleep=anyio.sleep, **self._sending.retrying)(
            self._attempt, call, stream
        )
        answers.raise_error(answer)
        return answer

    async def _attempt(self, call: Call, stream: bool) -> httpx.Response:
        content = call.content if isinstance(call.content, bytes | None) else _chunks(call.content)
        request = self._http.build_request(call.method, call.path, headers=call.headers, content=content)
        with self._sending.reaching():
            answer = await self._http.send(request, stream=stream)
            if not answer.is_success:
                await answer.aread()
        return answer


async def _chunks(file: BinaryIO) -> AsyncIterator[bytes]:
    file.seek(0)
    while chunk := await anyio.to_thread.run_sync(file.read, CHUNK):
        yield chunk
