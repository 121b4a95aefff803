"""Both clients with the real service."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import anyio
import httpx
import pytest

from service.client import AsyncClient, Client
from service.core.check import Verdict
from service.core.errors import ServiceUnreachable, TooShort, UnknownModel
from service.core.events import Event, Stage
from service.core.job import JobStatus
from service.core.receipt import Options
from service.core.request import SummaryRequest
from service.core.summary import Claim, Statement, Summary
from tests.conftest import Service

SOURCE = "The council of Ardal met on Monday. Mayor Ada Brenn said that the budget had grown by 4 percent."


def _same(one: Summary, other: Summary) -> bool:
    """Timings aside."""
    return one.model_copy(update={"usage": None}) == other.model_copy(update={"usage": None})


def test_the_client_that_waits(service: Service, article: str) -> None:
    with Client(service.url) as client:
        assert "embedded" in client.models()
        summary = client.summarize(article, title="The conference", options=Options(max_claims=5))
        assert summary.document.title == "The conference"
        assert len(summary.claims) == 5
        *events, last = client.stream(article, title="The conference", options=Options(max_claims=5), fresh=True)
        assert isinstance(last, Summary)
        assert _same(summary, last)
        stages = dict.fromkeys(event.stage for event in events if isinstance(event, Event))
        assert list(stages) == [Stage.INGESTED, Stage.DRAFTING, Stage.VERIFYING]
        assert [event for event in events if isinstance(event, Claim)] == list(last.claims)
        assert [told for told in events if type(told) is Statement] == list(last.abstract.statements)
        (check,) = client.check(SOURCE, "Ada Brenn said that the budget had grown by 9 percent.").statements
        assert check.verdict is Verdict.CONTRADICTED


def test_the_client_that_awaits(service: Service) -> None:
    async def main() -> None:
        async with AsyncClient(service.url) as client:
            assert "embedded" in await client.models()
            summary = await client.summarize(SOURCE)
            told = [each async for each in client.stream(SOURCE)]
            assert isinstance(told[-1], Summary)
            assert _same(summary, told[-1])
            (check,) = (await client.check(SOURCE, SOURCE.partition(". ")[2])).statements
            assert check.verdict is Verdict.SUPPORTED

    anyio.run(main)


def test_errors_are_those_of_the_engine(service: Service) -> None:
    with Client(service.url) as client:
        with pytest.raises(UnknownModel, match="no-such"):
            client.summarize(SOURCE, options=Options(model="no-such"))
        with pytest.raises(TooShort):
            client.summarize("Hm.")
        with pytest.raises(TooShort):
            list(client.stream("Hm."))


def test_a_stream_that_is_left_hurts_nobody(service: Service, article: str) -> None:
    with Client(service.url) as client:
        with closing(client.stream(article)) as events:
            assert isinstance(next(events), Event)
        assert client.summarize(SOURCE).claims


def test_a_batch(service: Service, tmp_path: Path) -> None:
    if "/v1/batches" not in httpx.get(f"{service.url}/openapi.json", timeout=10).json()["paths"]:
        pytest.skip("the service takes no batches")
    path = tmp_path / "articles.jsonl"
    path.write_text("".join(json.dumps({"id": id, "text": text}) + "\n" for id, text in (("a", SOURCE), ("b", "Hm."))))
    with Client(service.url) as client:
        for lines in (path, [("a", SummaryRequest(text=SOURCE)), ("b", SummaryRequest(text="Hm."))]):
            job = client.wait(client.batch(lines), poll=0.1, timeout=60)
            assert job.status is JobStatus.SUCCEEDED
            assert (job.progress.done, job.progress.total) == (2, 2)
            outcomes = {outcome.id: outcome for outcome in client.results(job.id)}
            assert outcomes.keys() == {"a", "b"}
            good, bad = outcomes["a"].summary, outcomes["b"].error
            assert isinstance(good, Summary)
            assert _same(good, client.summarize(SOURCE))
            assert bad is not None
            assert bad.code == "too_short"


@contextmanager
def _saying(*said: bytes) -> Iterator[str]:
    """The address of a server that hangs up on each of its callers after these bytes."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            for each in said:
                with server.accept()[0] as caller:
                    caller.settimeout(10)
                    caller.recv(65_536)
                    caller.sendall(each)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        thread.join(timeout=10)
        assert not thread.is_alive()


def test_real_connections_that_break(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")  # nothing is sent through it
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
    event = b'event: progress\ndata: {"stage": "ingested"}\n\n'
    with _saying(b"", head + b"%x\r\n%s\r\n" % (len(event), event)) as url, Client(url, retries=1) as client:
        events = client.stream(SOURCE)
        assert next(events) == Event(stage=Stage.INGESTED)
        with pytest.raises(ServiceUnreachable, match="broke off"):
            next(events)
    with Client(url, retries=0) as client, pytest.raises(ServiceUnreachable, match=f"No connection to {url}"):
        client.models()
