"""Around a request: its id, its line in the log, its figures, and what is said of a crash."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import httpx
import pytest
from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import StreamingResponse
from starlette.types import Message
from structlog.testing import capture_logs
from structlog.typing import EventDict

from service.api import problems, requests
from service.core.errors import StoreUnusable
from service.metrics import Metrics

SECRET = "marmalade"
metrics = Metrics()


def _app() -> FastAPI:
    app = FastAPI()
    app.add_middleware(requests.Requests, metrics=metrics)
    problems.install(app)
    router = APIRouter(prefix="/v1")

    @router.get("/jobs/{job}")
    async def job(job: str, request: Request) -> dict[str, str]:
        request.state.caller = "key-1"
        return {"job": job}

    @router.post("/crash")
    async def crash() -> None:
        raise ZeroDivisionError(SECRET)

    @router.get("/stream")
    async def stream() -> StreamingResponse:
        async def parts() -> AsyncIterator[bytes]:
            yield b"one"
            await asyncio.sleep(0)
            yield b"two!"

        return StreamingResponse(parts())

    @router.get("/broken")
    async def broken() -> StreamingResponse:
        async def parts() -> AsyncIterator[bytes]:
            yield b"one"
            raise ZeroDivisionError(SECRET)

        return StreamingResponse(parts())

    @app.get("/livez")
    async def livez() -> None: ...

    app.include_router(router)
    return app


def _send(method: str, path: str, **headers: str) -> httpx.Response:
    async def run() -> httpx.Response:
        transport = httpx.ASGITransport(_app())
        async with httpx.AsyncClient(transport=transport, base_url="http://service") as client:
            return await client.request(
                method, path, headers={name.replace("_", "-"): headers[name] for name in headers}
            )

    return asyncio.run(run())


@pytest.fixture
def lines() -> Iterator[list[EventDict]]:
    with capture_logs() as captured:
        yield captured


@pytest.mark.parametrize("given", ["a", "A.b_c-9", "x" * 64])
def test_a_request_keeps_its_id(given: str) -> None:
    assert _send("GET", "/livez", x_request_id=given).headers["x-request-id"] == given


@pytest.mark.parametrize("given", ["", "x" * 65, "two words", "a;b", "a/b", "tab\tbed"])
def test_an_id_that_cannot_be_logged_is_replaced(given: str) -> None:
    assert uuid.UUID(_send("GET", "/livez", x_request_id=given).headers["x-request-id"])


def test_one_line_a_request_with_its_route_and_never_its_path(lines: list[EventDict]) -> None:
    answer = _send("GET", f"/v1/jobs/{SECRET}?q={SECRET}")
    (line,) = lines
    assert line.pop("seconds") >= 0
    assert line == {
        "event": "request",
        "log_level": "info",
        "method": "GET",
        "route": "/v1/jobs/{job}",
        "status": 200,
        "bytes": len(answer.content),
        "caller": "key-1",
    }


@pytest.mark.parametrize(
    ("method", "path", "route", "status"),
    [
        ("GET", f"/{SECRET}", "unmatched", 404),
        ("DELETE", "/v1/crash", "/v1/crash", 405),
        (SECRET.upper(), f"/{SECRET}", "unmatched", 404),
    ],
)
def test_wrong_paths_and_methods_make_no_new_labels(
    lines: list[EventDict], method: str, path: str, route: str, status: int
) -> None:
    _send(method, path)
    (line,) = lines
    assert (line["route"], line["status"]) == (route, status)
    assert line["method"] in {"GET", "DELETE", "other"}
    labels = {"route": route, "method": str(line["method"]), "status": str(status)}
    assert metrics.registry.get_sample_value("plumbline_requests_total", labels)


def test_health_is_counted_and_not_logged(lines: list[EventDict]) -> None:
    _send("GET", "/livez")
    assert lines == []
    labels = {"route": "/livez", "method": "GET", "status": "200"}
    assert metrics.registry.get_sample_value("plumbline_requests_total", labels)


def test_a_crash_is_a_problem_with_the_id_of_its_request(lines: list[EventDict]) -> None:
    answer = _send("POST", "/v1/crash", x_request_id="r-1")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-request-id"] == "r-1"
    assert answer.json()["code"] == "internal"
    assert SECRET not in answer.text
    assert [line["status"] for line in lines] == [500]


def test_a_stream_goes_through_part_by_part(lines: list[EventDict]) -> None:
    told: list[Message] = []

    async def receive() -> Message:
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.body" and message["body"] == b"one":
            assert lines == []  # nothing waits for the end
        told.append(message)

    scope = {"type": "http", "method": "GET", "path": "/v1/stream", "query_string": b"", "headers": []}
    asyncio.run(_app()(scope, receive, send))
    assert [message.get("body") for message in told] == [None, b"one", b"two!", b""]
    assert lines[0]["bytes"] == 7


def test_a_stream_that_breaks_is_broken_off_and_logged(lines: list[EventDict]) -> None:
    with pytest.raises(ZeroDivisionError):
        _send("GET", "/v1/broken")
    assert [(line["route"], line["status"]) for line in lines] == [("/v1/broken", 200)]


def test_who_leaves_before_an_answer_is_logged_as_gone(lines: list[EventDict]) -> None:
    async def leave(*_: object) -> None: ...

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(_: Message) -> None: ...

    scope = {"type": "http", "method": "POST", "path": "/v1/summaries", "headers": []}
    asyncio.run(requests.Requests(leave, metrics)(scope, receive, send))
    assert [line["status"] for line in lines] == [499]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (StoreUnusable("/data is not sound."), {"code": "store_unusable", "detail": "/data is not sound."}),
        (ZeroDivisionError("a fault of ours"), {}),
    ],
)
def test_a_service_that_cannot_start_says_why(lines: list[EventDict], error: Exception, told: dict[str, str]) -> None:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        raise error
        yield

    app = FastAPI(lifespan=lifespan)
    app.add_middleware(requests.Requests, metrics=metrics)
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "lifespan.startup"}

    async def send(message: Message) -> None:
        sent.append(message)

    with pytest.raises(type(error)):
        asyncio.run(app({"type": "lifespan"}, receive, send))
    assert sent == [{"type": "lifespan.startup.failed", "message": ""}]
    (line,) = lines
    assert line["log_level"] == "critical"
    assert told.items() <= line.items()
    assert told or line["exc_info"] is error
