"""A service that answers what a test says, asked by either client."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Generator, Iterable
from typing import Any

import anyio
import httpx

from service.client import AsyncClient, Client
from service.core.document import Evidence, Span
from service.core.errors import PlumblineError
from service.core.job import Job, JobStatus, Outcome, Progress
from service.core.problem import Problem
from service.core.summary import Attribution, Claim, ClaimKind, SpeechKind, Statement, Usage
from tests.summaries import small

Handler = Callable[[httpx.Request], httpx.Response]

# JSON may hold these as they are; Python's splitlines takes them for ends of lines.
WORDS = "Mayor Ada Brenn said\u2028that the budget\x85had grown."
EVIDENCE = Evidence(start=0, end=len(WORDS), exact=WORDS, prefix="", suffix="", line=1)
STATEMENT = Statement(text=WORDS, evidence=(EVIDENCE,))
CLAIM = Claim.of(
    STATEMENT,
    ClaimKind.STATEMENT,
    Attribution(speaker="Ada Brenn", kind=SpeechKind.REPORTED, cue=Span(start=16, end=20)),
)
SUMMARY = small(WORDS, claims=(CLAIM,), usage=Usage(words=8, tokens=12, seconds=0.1))


OUTCOME = Outcome(id="a", summary=SUMMARY)


class Script:
    """Gives its answers one after the other, and remembers what it was asked. An exception is raised."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.asked: list[httpx.Request] = []
        self._answers = list(answers)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


class Broken(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that is lost after its parts."""

    def __init__(self, *parts: bytes) -> None:
        self._parts = parts

    def __iter__(self) -> Generator[bytes, None, None]:
        yield from self._parts
        raise httpx.RemoteProtocolError("peer closed connection without sending complete message body")

    async def __aiter__(self) -> AsyncGenerator[bytes, None]:
        for part in self:
            yield part


def ask(kind: type[Client | AsyncClient], handler: Handler, method: str, *args: Any, **options: Any) -> Any:
    """What a method of such a client returns, iterators as lists; `client_` begins the options of the client itself."""
    own = {name.removeprefix("client_"): options.pop(name) for name in list(options) if name.startswith("client_")}
    transport = httpx.MockTransport(handler)
    if kind is Client:
        with Client(transport=transport, **own) as client:
            got = getattr(client, method)(*args, **options)
            return list(got) if isinstance(got, Generator) else got

    async def main() -> Any:
        async with AsyncClient(transport=transport, **own) as client:
            got = getattr(client, method)(*args, **options)
            return [each async for each in got] if isinstance(got, AsyncGenerator) else await got

    return anyio.run(main)


def job(status: JobStatus, **fields: Any) -> Job:
    return Job(id="j/1", status=status, progress=Progress(done=0, total=1), **fields)


def value(body: Any, status: int = 200, **headers: str) -> httpx.Response:
    names = {name.replace("_", "-"): text for name, text in headers.items()}
    return httpx.Response(status, content=body.model_dump_json(), headers=names | {"content-type": "application/json"})


def problem(error: PlumblineError, **headers: str) -> httpx.Response:
    names = {name.replace("_", "-"): text for name, text in headers.items()}
    content = Problem.of(error).model_dump_json()
    return httpx.Response(
        error.status, content=content, headers=names | {"content-type": "application/problem+json; charset=utf-8"}
    )


def sse(events: Iterable[tuple[str, Any]]) -> bytes:
    return "".join(f"event: {name}\ndata: {told.model_dump_json()}\n\n" for name, told in events).encode()


def stream(body: bytes | httpx.SyncByteStream) -> httpx.Response:
    headers = {"content-type": "text/event-stream; charset=utf-8"}
    if isinstance(body, bytes):
        return httpx.Response(200, content=body, headers=headers)
    return httpx.Response(200, stream=body, headers=headers)
