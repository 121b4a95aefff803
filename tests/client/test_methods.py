"""What each method sends, and what it makes of the answer; the same for both clients."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest

from service import __version__
from service.client import AsyncClient, Client
from service.client.sending import CHUNK
from service.core.check import Checks
from service.core.errors import Cancelled, FileUnreadable, InvalidRequest, JobUnfinished, PlumblineError, TooShort
from service.core.events import Event, Stage
from service.core.job import Job, JobStatus, Outcome
from service.core.problem import Problem
from service.core.receipt import Options
from service.core.request import File, SummaryRequest
from tests.client.answering import (
    CLAIM,
    OUTCOME,
    STATEMENT,
    SUMMARY,
    Broken,
    Script,
    ask,
    job,
    problem,
    sse,
    stream,
    value,
)
from tests.client.conftest import Kind

PUBLIC = [name for name in vars(Client) if not name.startswith("_")]


@pytest.mark.parametrize("name", PUBLIC)
def test_both_clients_take_the_same(name: str) -> None:
    here, there = (inspect.signature(getattr(kind, name)).parameters for kind in (Client, AsyncClient))
    assert here == there


def test_summarize_sends_what_was_asked(kind: Kind) -> None:
    script = Script(value(SUMMARY))
    options = Options(max_words=80)
    got = ask(
        kind, script, "summarize", "A text.", title="T", language="en", options=options, client_key="k1", fresh=True
    )
    assert got == SUMMARY
    (sent,) = script.asked
    assert (sent.method, sent.url.path) == ("POST", "/v1/summaries")
    assert SummaryRequest.model_validate_json(sent.content) == SummaryRequest(
        text="A text.", title="T", language="en", options=options
    )
    assert sent.headers["content-type"] == sent.headers["accept"] == "application/json"
    assert sent.headers["authorization"] == "Bearer k1"
    assert sent.headers["cache-control"] == "no-cache"
    assert sent.headers["user-agent"] == f"plumbline/{__version__}"
    assert len(sent.headers["idempotency-key"]) == 36
    assert "prefer" not in sent.headers


def test_a_path_is_sent_as_its_file(kind: Kind, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-\xff")
    script = Script(value(SUMMARY))
    ask(kind, script, "summarize", path, published=date(2026, 3, 2))
    assert SummaryRequest.model_validate_json(script.asked[0].content) == SummaryRequest(
        file=File(content=b"%PDF-\xff", name="a.pdf"), published=date(2026, 3, 2)
    )
    with pytest.raises(FileUnreadable, match=r"none\.pdf"):
        ask(kind, script, "summarize", tmp_path / "none.pdf")


def test_nothing_is_said_that_was_not_asked(kind: Kind) -> None:
    script = Script(value(SUMMARY))
    ask(kind, script, "summarize", "A text.", idempotency_key="mine")
    assert script.asked[0].headers["idempotency-key"] == "mine"
    assert not {"authorization", "cache-control", "prefer"} & script.asked[0].headers.keys()


def test_each_call_has_a_key_of_its_own(kind: Kind) -> None:
    script = Script(value(SUMMARY), value(SUMMARY))
    ask(kind, script, "summarize", "A text.")
    ask(kind, script, "summarize", "A text.")
    first, second = (sent.headers["idempotency-key"] for sent in script.asked)
    assert first != second


def test_summarize_follows_a_job(kind: Kind, pauses: list[float]) -> None:
    script = Script(
        value(job(JobStatus.QUEUED), 202, location="/v1/jobs/j%2F1", retry_after="3"),
        value(job(JobStatus.RUNNING), retry_after="5"),
        value(job(JobStatus.RUNNING)),
        value(job(JobStatus.SUCCEEDED, result=SUMMARY)),
    )
    assert ask(kind, script, "summarize", "A long text.") == SUMMARY
    assert [sent.url.raw_path for sent in script.asked[1:]] == [b"/v1/jobs/j%2F1"] * 3
    assert pauses == [3, 5, 1]


@pytest.mark.parametrize("method", ["summarize", "stream"])
def test_the_error_of_a_followed_job_is_raised(kind: Kind, method: str, pauses: list[float]) -> None:
    error = Problem.of(TooShort("No sentence."))
    script = Script(value(job(JobStatus.QUEUED), 202), value(job(JobStatus.FAILED, error=error)))
    with pytest.raises(TooShort, match="No sentence"):
        ask(kind, script, method, "A long text.")
    assert not pauses


def test_a_followed_job_that_was_cancelled(kind: Kind) -> None:
    script = Script(value(job(JobStatus.CANCELLED), 202))
    with pytest.raises(Cancelled, match="j/1"):
        ask(kind, script, "summarize", "A long text.")


def test_a_followed_job_without_a_result(kind: Kind) -> None:
    script = Script(value(job(JobStatus.SUCCEEDED), 202))
    with pytest.raises(PlumblineError, match="j/1 succeeded without a summary"):
        ask(kind, script, "summarize", "A long text.")


def test_stream_tells_everything_in_order(kind: Kind) -> None:
    told = [
        ("progress", Event(stage=Stage.DRAFTING, done=1, total=2)),
        ("claim", CLAIM),
        ("statement", STATEMENT),
        ("summary", SUMMARY),
    ]
    script = Script(stream(sse(told)))
    assert ask(kind, script, "stream", "A text.") == [value for _, value in told]
    assert script.asked[0].headers["accept"] == "text/event-stream"


def test_stream_ends_with_the_summary(kind: Kind) -> None:
    script = Script(stream(Broken(sse([("summary", SUMMARY)]))))
    assert ask(kind, script, "stream", "A text.") == [SUMMARY]


def test_stream_of_an_answer_that_is_there_already(kind: Kind) -> None:
    assert ask(kind, Script(value(SUMMARY)), "stream", "A text.") == [SUMMARY]


def test_check(kind: Kind) -> None:
    checks = Checks(statements=(), document_sha256="0" * 64)
    script = Script(value(checks))
    assert ask(kind, script, "check", "The source.", "The text.", "en") == checks
    assert script.asked[0].url.path == "/v1/checks"
    assert json.loads(script.asked[0].content) == {"source": "The source.", "text": "The text.", "language": "en"}


def test_submit(kind: Kind) -> None:
    script = Script(value(job(JobStatus.QUEUED), 202))
    assert ask(kind, script, "submit", "A text.") == job(JobStatus.QUEUED)
    assert script.asked[0].headers["prefer"] == "respond-async"


def test_forget(kind: Kind) -> None:
    script = Script(httpx.Response(204))
    assert ask(kind, script, "forget", "a b/c") is None
    assert [(sent.method, sent.url.raw_path) for sent in script.asked] == [("DELETE", b"/v1/jobs/a%20b%2Fc/results")]


def test_job_and_cancel(kind: Kind) -> None:
    script = Script(value(job(JobStatus.RUNNING)), value(job(JobStatus.CANCELLED)))
    assert ask(kind, script, "job", "a b/c") == job(JobStatus.RUNNING)
    assert ask(kind, script, "cancel", "a b/c") == job(JobStatus.CANCELLED)
    assert [(sent.method, sent.url.raw_path) for sent in script.asked] == [
        ("GET", b"/v1/jobs/a%20b%2Fc"),
        ("DELETE", b"/v1/jobs/a%20b%2Fc"),
    ]


def test_wait_returns_a_job_that_failed(kind: Kind, pauses: list[float]) -> None:
    running, failed = job(JobStatus.RUNNING), job(JobStatus.FAILED)
    script = Script(value(running, retry_after="1"), value(running, retry_after="9"), value(failed))
    assert ask(kind, script, "wait", running, poll=4) == failed
    assert pauses == [4, 9]


def test_wait_asks_nothing_of_a_job_that_has_ended(kind: Kind) -> None:
    done = job(JobStatus.SUCCEEDED)
    assert ask(kind, Script(), "wait", done) == done


def test_wait_gives_up_in_time(kind: Kind, pauses: list[float]) -> None:
    running = job(JobStatus.RUNNING)
    script = Script(*(value(running) for _ in range(4)))
    with pytest.raises(JobUnfinished, match="running after 7 seconds"):
        ask(kind, script, "wait", running, poll=2, timeout=7)
    assert pauses == [2, 2, 2]


def _lines(sent: httpx.Request) -> list[dict[str, object]]:
    return [json.loads(line) for line in sent.content.split(b"\n")[:-1]]


def test_batch_of_an_iterator(kind: Kind) -> None:
    script = Script(value(job(JobStatus.QUEUED), 202))
    request = SummaryRequest(text="One\u2028text.", title="T", options=Options(max_claims=3))
    assert ask(kind, script, "batch", iter([("a", request), ("b", request)])) == job(JobStatus.QUEUED)
    (sent,) = script.asked
    assert sent.url.path == "/v1/batches"
    assert sent.headers["content-type"] == "application/jsonl"
    assert sent.headers["content-length"] == str(len(sent.content))
    assert [line.pop("id") for line in _lines(sent)] == ["a", "b"]
    for line in _lines(sent):
        line.pop("id")
        assert SummaryRequest.model_validate(line) == request


def test_batch_of_a_file(kind: Kind, tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_bytes(b'{"id": "a", "text": "One."}\n')
    for named in (path, str(path)):
        script = Script(value(job(JobStatus.QUEUED), 202))
        ask(kind, script, "batch", named, idempotency_key="mine")
        assert script.asked[0].content == path.read_bytes()
        assert script.asked[0].headers["idempotency-key"] == "mine"


def test_batch_is_sent_in_parts(tmp_path: Path) -> None:
    """What the transport sees is never the whole of it."""
    path = tmp_path / "articles.jsonl"
    path.write_bytes(b'{"id": "a", "text": "One."}\n' * 10_000)
    sizes: list[int] = []

    class Transport(httpx.BaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            assert isinstance(request.stream, httpx.SyncByteStream)
            sizes.extend(len(part) for part in request.stream)
            return value(job(JobStatus.QUEUED), 202)

    with Client(transport=Transport()) as client:
        client.batch(path)
    assert sum(sizes) == path.stat().st_size
    assert max(sizes) <= CHUNK


def test_batch_that_cannot_be_read_sends_nothing(kind: Kind, tmp_path: Path) -> None:
    def failing() -> Iterator[tuple[str, SummaryRequest]]:
        yield "a", SummaryRequest(text="One.")
        raise ZeroDivisionError

    script = Script()
    with pytest.raises(ZeroDivisionError):
        ask(kind, script, "batch", failing())
    with pytest.raises(FileUnreadable, match="absent"):
        ask(kind, script, "batch", tmp_path / "absent.jsonl")
    assert not script.asked


OUTCOMES = [OUTCOME, Outcome(id="b", error=Problem.of(TooShort("No sentence.")))]


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_results(kind: Kind, end: str) -> None:
    body = "\n".join(outcome.model_dump_json() for outcome in OUTCOMES) + end
    script = Script(httpx.Response(200, content=body.encode(), headers={"content-type": "application/jsonl"}))
    assert ask(kind, script, "results", "j/1") == OUTCOMES
    assert script.asked[0].url.raw_path == b"/v1/jobs/j%2F1/results"


def test_results_are_read_line_by_line() -> None:
    """The first outcome is there before the second was sent."""
    sent: list[int] = []

    class Slow(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            for number, outcome in enumerate(OUTCOMES):
                sent.append(number)
                yield outcome.model_dump_json().encode() + b"\n"

    with Client(transport=httpx.MockTransport(lambda _: httpx.Response(200, stream=Slow()))) as client:
        results = client.results("j")
        assert next(results) == OUTCOMES[0]
        assert sent == [0]
        assert list(results) == OUTCOMES[1:]


def test_models(kind: Kind) -> None:
    script = Script(httpx.Response(200, json={"models": [{"id": "embedded", "backend": "extractive"}]}))
    assert ask(kind, script, "models") == ["embedded"]


@pytest.mark.parametrize(
    ("method", "args", "options"),
    [
        ("summarize", ["A text."], {"language": "English"}),
        ("stream", ["A text."], {"language": "English"}),
        ("check", ["A source.", "A text.", "English"], {}),
        ("summarize", ["A text."], {"idempotency_key": "schlüssel"}),
        ("summarize", ["A text."], {"idempotency_key": "two\r\nlines"}),
        ("summarize", ["A text."], {"client_key": ""}),
        ("models", [], {"client_base_url": "127.0.0.1:8000"}),
        ("models", [], {"client_base_url": "ftp://127.0.0.1"}),
        ("models", [], {"client_base_url": "http://[::"}),
    ],
)
def test_what_cannot_be_sent_is_said_at_once(kind: Kind, method: str, args: list[str], options: dict[str, str]) -> None:
    with pytest.raises(InvalidRequest):
        ask(kind, Script(), method, *args, **options)


def test_a_service_below_a_path(kind: Kind) -> None:
    script = Script(value(job(JobStatus.RUNNING)))
    got: Job = ask(kind, script, "job", "j1", client_base_url="https://news.example/plumbline/")
    assert got.status is JobStatus.RUNNING
    assert str(script.asked[0].url) == "https://news.example/plumbline/v1/jobs/j1"


def test_results_of_a_job_that_is_not_there(kind: Kind) -> None:
    with pytest.raises(TooShort):
        ask(kind, Script(problem(TooShort("Hm."))), "results", "j1")
