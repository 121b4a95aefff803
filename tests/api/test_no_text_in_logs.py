"""A word of an article never reaches the service's standard error: not when all is well, not when it crashes."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

from tests.conftest import Service

MARK = "Quorvendale"
ARTICLE = f"The council of {MARK} met on Monday. Mayor Ada Brenn of {MARK} said that the budget had grown by 4 percent."

CRASHING = """
import asyncio, sys
import uvicorn
from fastapi.responses import StreamingResponse
from service import logs
from service.api.app import create_app
from service.settings import Settings
from service.store.database import Database

settings = Settings()
logs.setup(settings)
app = create_app(settings, Database(settings))
lost = set()

@app.post("/v1/crash")
async def crash(body: dict[str, str]) -> None:
    raise ValueError(body["text"])

@app.post("/v1/stream")
async def stream(body: dict[str, str]) -> StreamingResponse:
    async def parts():
        yield b"one"
        raise ValueError(body["text"])
    return StreamingResponse(parts())

@app.post("/v1/task")
async def task(body: dict[str, str]) -> None:
    async def fail():
        raise ValueError(body["text"])
    asyncio.create_task(fail())
    await asyncio.sleep(0.01)

uvicorn.run(app, port=int(sys.argv[1]), log_config=None, access_log=False)
"""


def test_a_word_of_an_article_or_of_a_wrong_request_is_not_logged(service: Service) -> None:
    url = f"{service.url}/v1/summaries"
    json_type = {"content-type": "application/json"}
    wrong: list[tuple[dict[str, object], int]] = [
        ({"text": ARTICLE}, 200),
        ({"text": MARK}, 422),
        ({"text": ARTICLE, "language": MARK}, 422),
        ({"text": ARTICLE, "options": {"policy": MARK}}, 422),
        ({"text": ARTICLE, "options": {"model": MARK}}, 404),
        ({"text": [ARTICLE], MARK: MARK}, 422),
    ]
    for body, status in wrong:
        assert httpx.post(url, json=body, timeout=120).status_code == status
    httpx.post(f"{service.url}/v1/checks", json={"source": ARTICLE, "text": f"{MARK} is a town."}, timeout=120)
    httpx.post(url, content=f"{{{MARK}".encode(), headers=json_type)
    httpx.post(url, content=MARK.encode("utf-16"), headers=json_type)
    httpx.get(f"{service.url}/{MARK}?q={MARK}", headers={"x-request-id": f"{MARK} {MARK}", "user-agent": MARK})
    with socket.create_connection(("127.0.0.1", int(service.url.rpartition(":")[2]))) as line:
        line.sendall(f"{MARK} {MARK}\r\n\r\n".encode())
        line.settimeout(10)
        line.recv(1_000)
    upgrade = {
        "connection": "upgrade",
        "upgrade": "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "eA==",
    }
    assert httpx.get(f"{service.url}/{MARK}?q={MARK}", headers=upgrade).status_code == 404
    last = httpx.get(f"{service.url}/v1/models", headers={"x-request-id": "the-last"})
    assert last.headers["x-request-id"] == "the-last"
    assert service.log is not None
    end = time.monotonic() + 30
    while "the-last" not in (logged := service.log.read_text("utf-8")):  # a line is written after its answer
        assert time.monotonic() < end, "the last request was not logged"
        time.sleep(0.05)
    assert MARK not in logged
    lines = [json.loads(text) for text in logged.splitlines()]
    requests = [told for told in lines if told["event"] == "request"]
    assert requests[-1]["request_id"] == "the-last"
    assert {"/v1/summaries", "/v1/checks", "/v1/models", "unmatched"} <= {told["route"] for told in requests}
    assert any(told["event"] == "starting" for told in lines)


def test_a_word_of_an_article_is_not_logged_by_a_crash(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path / "log"
    with log.open("wb") as stderr:
        process = subprocess.Popen(
            [sys.executable, "-c", CRASHING, str(port)],
            env={**os.environ, "PLUMBLINE_DATA_DIR": str(tmp_path)},
            stderr=stderr,
        )
    running = Service(f"http://127.0.0.1:{port}", process, log)
    try:
        running.wait_until_ready()
        answer = httpx.post(f"{running.url}/v1/crash", json={"text": ARTICLE}, timeout=60)
        assert answer.status_code == 500
        assert answer.json()["code"] == "internal"
        assert MARK not in answer.text
        assert answer.headers["x-content-type-options"] == "nosniff"
        for path in ("stream", "task"):
            try:
                httpx.post(f"{running.url}/v1/{path}", json={"text": ARTICLE}, timeout=60)
            except httpx.RemoteProtocolError:
                assert path == "stream"  # it broke off, as it should
    finally:
        process.terminate()
        process.wait(timeout=30)
    logged = log.read_text("utf-8")
    assert MARK not in logged
    lines = [json.loads(text) for text in logged.splitlines()]
    crashes = [told["errors"] for told in lines if "errors" in told]
    assert len(crashes) == 3
    assert all(errors[0]["type"] == "builtins.ValueError" for errors in crashes)
    assert [errors[0]["frames"][-1].rpartition(" ")[2] for errors in crashes] == ["crash", "parts", "fail"]
