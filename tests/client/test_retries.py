"""Which calls are sent again, when, and which errors come of them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest

from service.core.errors import (
    Busy,
    InFlight,
    PlumblineError,
    QuotaExceeded,
    ServiceUnreachable,
    StoreFailed,
    TooShort,
    Unauthorized,
)
from service.core.job import JobStatus
from service.core.problem import BY_CODE, Problem
from service.core.request import SummaryRequest
from tests.client.answering import OUTCOME, SUMMARY, Broken, Script, ask, job, problem, sse, stream, value
from tests.client.conftest import Kind

LOST = [
    httpx.ConnectError("[Errno 111] Connection refused"),
    httpx.ConnectTimeout("timed out"),
    httpx.ReadTimeout("timed out"),
    httpx.RemoteProtocolError("Server disconnected without sending a response."),
    httpx.WriteError(""),
]


@pytest.mark.parametrize("error", [Busy("Full."), InFlight("At work."), StoreFailed("Silent.")], ids=lambda it: it.code)
def test_a_problem_that_may_pass_is_tried_again(kind: Kind, error: PlumblineError, pauses: list[float]) -> None:
    script = Script(problem(error, retry_after="2"), problem(error), value(SUMMARY))
    assert ask(kind, script, "summarize", "A text.") == SUMMARY
    assert len({sent.headers["idempotency-key"] for sent in script.asked}) == 1
    assert len({sent.content for sent in script.asked}) == 1
    assert pauses[0] == 2
    assert 0.5 <= pauses[1] <= 0.75


@pytest.mark.parametrize("lost", LOST, ids=lambda it: type(it).__name__)
def test_a_lost_connection_is_tried_again(kind: Kind, lost: Exception, pauses: list[float]) -> None:
    script = Script(lost, value(SUMMARY))
    assert ask(kind, script, "summarize", "A text.") == SUMMARY
    assert len({sent.headers["idempotency-key"] for sent in script.asked}) == 1
    assert len(pauses) == 1


@pytest.mark.parametrize("lost", LOST, ids=lambda it: type(it).__name__)
def test_no_connection_is_a_clear_error(kind: Kind, lost: Exception, pauses: list[float]) -> None:
    script = Script(*[lost] * 3)
    with pytest.raises(ServiceUnreachable, match=r"^(No connection to )?http://h:8000\b") as caught:
        ask(kind, script, "models", client_retries=2, client_base_url="http://name:secret@h:8000", client_timeout=5)
    assert len(script.asked) == 3
    assert pauses == sorted(pauses)
    assert "secret" not in str(caught.value)
    assert re.search(r"\w\.$", caught.value.detail)


def test_a_problem_that_stays_is_raised_in_the_end(kind: Kind, pauses: list[float]) -> None:
    script = Script(*(problem(Busy("Full.")) for _ in range(3)))
    with pytest.raises(Busy, match="Full"):
        ask(kind, script, "summarize", "A text.", client_retries=2)
    assert len(pauses) == 2


def test_no_retries(kind: Kind, pauses: list[float]) -> None:
    with pytest.raises(Busy):
        ask(kind, Script(problem(Busy("Full."))), "summarize", "A text.", client_retries=0)
    assert not pauses


def test_a_problem_that_will_not_pass_is_raised_at_once(kind: Kind, pauses: list[float]) -> None:
    for method in ("summarize", "stream", "submit"):
        with pytest.raises(TooShort):
            ask(kind, Script(problem(TooShort("Hm."))), method, "Hm.")
    assert not pauses


def test_nobody_waits_for_hours(kind: Kind, pauses: list[float]) -> None:
    with pytest.raises(QuotaExceeded):
        ask(kind, Script(problem(QuotaExceeded("Used up."), retry_after="7200")), "summarize", "A text.")
    assert not pauses


def test_retry_after_as_a_date(kind: Kind, pauses: list[float]) -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=31), usegmt=True)
    ask(kind, Script(problem(Busy("Full."), retry_after=date), value(SUMMARY)), "summarize", "A text.")
    assert 25 < pauses[0] <= 31


@pytest.mark.parametrize("said", ["soon", "nan", "-3", ""])
def test_retry_after_that_says_nothing(kind: Kind, said: str, pauses: list[float]) -> None:
    ask(kind, Script(problem(Busy("Full."), retry_after=said), value(SUMMARY)), "summarize", "A text.")
    assert 0.25 <= pauses[0] <= 0.5


@pytest.mark.usefixtures("pauses")
def test_a_batch_is_sent_again_from_its_beginning(kind: Kind) -> None:
    script = Script(httpx.WriteError(""), problem(Busy("Full.")), value(job(JobStatus.QUEUED), 202))
    request = SummaryRequest(text="One. " * 50_000)
    ask(kind, script, "batch", iter([("a", request)]))
    assert len({sent.content for sent in script.asked}) == 1
    assert len(script.asked[0].content) > request.size
    assert len({sent.headers["idempotency-key"] for sent in script.asked}) == 1


@pytest.mark.usefixtures("pauses")
def test_a_stream_is_asked_for_again_until_it_begins(kind: Kind) -> None:
    script = Script(problem(Busy("Full.")), httpx.ReadError(""), stream(sse([("summary", SUMMARY)])))
    assert ask(kind, script, "stream", "A text.") == [SUMMARY]


@pytest.mark.parametrize("body", [b"", sse([("claim", SUMMARY.claims[0])]), Broken(b"event: progress\n"), Broken()])
def test_a_stream_that_breaks_off_is_an_error(kind: Kind, body: bytes | Broken, pauses: list[float]) -> None:
    with pytest.raises(ServiceUnreachable, match="broke off"):
        ask(kind, Script(stream(body)), "stream", "A text.")
    assert not pauses


def test_results_that_break_off_are_an_error(kind: Kind) -> None:
    line = OUTCOME.model_dump_json().encode()
    with pytest.raises(ServiceUnreachable, match="broke off"):
        ask(kind, Script(httpx.Response(200, stream=Broken(line, b"\n"))), "results", "j")
    with pytest.raises(ServiceUnreachable, match="cannot read as Outcome"):
        ask(kind, Script(httpx.Response(200, content=line + b"\n" + line[:-9])), "results", "j")


@pytest.mark.parametrize("cls", BY_CODE.values(), ids=BY_CODE)
def test_every_code_comes_back_as_its_class(kind: Kind, cls: type[PlumblineError]) -> None:
    with pytest.raises(cls) as caught:
        ask(kind, Script(problem(cls("What happened."))), "job", "j", client_retries=0)
    assert type(caught.value) is cls
    assert Problem.of(caught.value) == Problem.of(cls("What happened."))


def test_a_code_of_a_later_service(kind: Kind) -> None:
    told = Problem.of(Busy("Moon in the wrong phase.")).model_dump() | {"code": "moon", "hint": "Wait.", "phase": 3}
    answer = httpx.Response(503, json=told, headers={"content-type": "application/problem+json"})
    with pytest.raises(PlumblineError, match="wrong phase") as caught:
        ask(kind, Script(answer), "models", client_retries=0)
    assert type(caught.value) is PlumblineError
    assert (caught.value.code, caught.value.status, caught.value.retryable) == ("moon", 503, True)
    assert caught.value.hint == "Wait."
    assert PlumblineError.code == "internal"


@pytest.mark.parametrize("content", [b'{"title": "Bad gateway"}', b"[]"])
def test_a_problem_with_little_in_it(kind: Kind, content: bytes) -> None:
    answer = httpx.Response(502, content=content, headers={"content-type": "application/problem+json"})
    with pytest.raises(PlumblineError, match="/v1/models answered 502") as caught:
        ask(kind, Script(answer), "models", client_retries=0)
    assert (caught.value.status, caught.value.retryable) == (502, True)


PROBLEM = {"content-type": "application/problem+json"}
FOREIGN = {
    "a page": lambda: httpx.Response(200, text="<html>Welcome</html>"),
    "no page": lambda: httpx.Response(404, text="<html>Not here</html>"),
    "a redirection": lambda: httpx.Response(302, headers={"location": "https://elsewhere.example/"}),
    "another's JSON": lambda: httpx.Response(200, json={"id": 1}),
    "a broken problem": lambda: httpx.Response(500, content=b"\xff\xfe", headers=PROBLEM),
}


@pytest.mark.parametrize("answer", FOREIGN.values(), ids=FOREIGN)
def test_the_answer_of_something_else(kind: Kind, answer: Callable[[], httpx.Response], pauses: list[float]) -> None:
    for method, args in {"summarize": ["A text."], "stream": ["A text."], "job": ["j"], "models": []}.items():
        with pytest.raises(ServiceUnreachable, match=r"^http://127\.0\.0\.1:8000/v1/(summaries|jobs/j|models) "):
            ask(kind, Script(answer()), method, *args)
    assert not pauses


def test_a_gateway_whose_service_starts_again(kind: Kind, pauses: list[float]) -> None:
    script = Script(httpx.Response(502, text="<html>Bad gateway</html>"), value(SUMMARY))
    assert ask(kind, script, "summarize", "A text.") == SUMMARY
    assert len(pauses) == 1


def test_a_key_that_is_not_known(kind: Kind) -> None:
    with pytest.raises(Unauthorized) as caught:
        ask(kind, Script(problem(Unauthorized("Which key?"))), "models", client_key="wrong")
    assert "plumbline keys create" in caught.value.hint


def test_nothing_of_the_engine_is_imported() -> None:
    heavy = {"torch", "transformers", "numpy", "fastapi", "sqlalchemy"}
    code = f"import sys, service.client; print({heavy} & {{*sys.modules}})"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert out.stdout.strip() == "set()"
