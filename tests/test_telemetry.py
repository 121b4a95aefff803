"""Traces, as a collector gets them."""

from __future__ import annotations

import asyncio
import gzip
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest
from fastapi import FastAPI
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from service import telemetry
from service.api import problems, requests
from service.core.errors import InvalidSetting, MissingExtra
from service.metrics import Metrics
from service.settings import Settings

MARK = "Quorvendale"


class Collector(HTTPServer):
    """A fake OTLP collector that keeps what it is sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.got: list[tuple[str, bytes]] = []


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        if self.headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        assert isinstance(self.server, Collector)
        self.server.got.append((self.path, body))
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def collector() -> Iterator[Collector]:
    server = Collector()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def _app(settings: Settings) -> FastAPI:
    app = FastAPI()
    app.add_middleware(requests.Requests, metrics=Metrics())
    telemetry.install(app, settings)
    problems.install(app)

    @app.post("/v1/things/{name}")
    async def things(name: str, body: dict[str, str]) -> str:
        if body["text"] == "fine":
            return name
        raise ValueError(body["text"])

    return app


async def _send(app: FastAPI, path: str, text: str) -> int:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://service") as client:
        headers = {"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "user-agent": MARK}
        return (await client.post(path, json={"text": text}, headers=headers)).status_code


def test_a_collector_gets_routes_and_outcomes_and_no_text(collector: Collector) -> None:
    app = _app(Settings(telemetry=f"http://127.0.0.1:{collector.server_port}"))

    async def run() -> None:
        async with app.router.lifespan_context(app):
            assert await _send(app, f"/v1/things/{MARK}?q={MARK}", "fine") == 200
            assert await _send(app, "/v1/things/one", MARK) == 500
            assert await _send(app, f"/{MARK}", MARK) == 404
            assert await _send(app, "/livez", "fine") == 404

    asyncio.run(run())
    assert {path for path, _ in collector.got} == {"/v1/traces"}
    assert all(MARK.encode() not in body for _, body in collector.got)
    spans = []
    for _, body in collector.got:
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            names = {item.key: item.value.string_value for item in resource.resource.attributes}
            assert names["service.name"] == "plumbline"
            spans += [span for scope in resource.scope_spans for span in scope.spans]
    assert [span.name for span in spans] == ["POST /v1/things/{name}", "POST /v1/things/{name}", "POST"]
    for span, status in zip(spans, (200, 500, 404), strict=True):
        told = {item.key: item.value.int_value for item in span.attributes}
        assert status in (told.get("http.status_code"), told.get("http.response.status_code"))
        assert span.trace_id.hex() == "0af7651916cd43dd8448eb211c80319c"  # the caller's trace goes on
        assert len(span.events) == 0


def test_a_collector_that_does_not_answer_harms_nobody() -> None:
    app = _app(Settings(telemetry="http://127.0.0.1:9"))

    async def run() -> int:
        async with app.router.lifespan_context(app):
            return await _send(app, "/v1/things/one", "fine")

    assert asyncio.run(run()) == 200


def test_an_address_of_another_kind_is_refused() -> None:
    with pytest.raises(InvalidSetting, match="PLUMBLINE_TELEMETRY"):
        _app(Settings(telemetry="collector:4317"))


def test_without_the_extra_the_command_that_installs_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.instrumentation.fastapi", None)
    with pytest.raises(MissingExtra, match=r"pip install 'plumbline\[telemetry\]'"):
        _app(Settings(telemetry="http://127.0.0.1:4318"))
