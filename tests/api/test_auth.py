"""Who is answered: keys over HTTP, on a small application, and on a real service that runs meanwhile."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from structlog.contextvars import get_contextvars

from service.api import auth, problems
from service.api.app import create_app
from service.api.auth import Caller, needs
from service.core.key import Key, Scope, Used
from service.settings import Settings
from service.store.database import Database
from service.store.keys import Keys
from tests.conftest import Service, start_service

MARKER = "marker-of-a-secret-that-nobody-may-read"


def small(settings: Settings) -> FastAPI:
    """The guard before routes that need no engine."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.settings = settings
        database = Database(settings)
        async with auth.guarded(app, database):
            yield
        database.close()

    app = FastAPI(lifespan=lifespan)
    problems.install(app)

    @app.get("/any")
    async def anyone(request: Request, caller: Annotated[Caller, needs()]) -> dict[str, object]:
        return {"id": caller.id, "state": request.state.caller, "log": get_contextvars()["caller"]}

    @app.get("/metrics")
    async def metrics(_: Annotated[Caller, needs(Scope.METRICS)]) -> None: ...

    @app.post("/take/{tokens}")
    async def take(tokens: int, caller: Annotated[Caller, needs(Scope.SUMMARIES)]) -> None:
        caller.spend(tokens)

    return app


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(small(Settings(data_dir=tmp_path))) as opened:
        yield opened


@pytest.fixture
def keys(client: TestClient) -> Keys:
    found: Keys = client.app.state.keys  # type: ignore[attr-defined]
    return found


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_without_keys_callers_are_known_by_their_address(client: TestClient) -> None:
    answer = client.get("/any")
    assert answer.status_code == 200
    assert set(answer.json().values()) == {"anonymous:testclient"}
    assert client.get("/metrics").status_code == 200


def test_with_keys_each_caller_needs_one(client: TestClient, keys: Keys) -> None:
    key, token = keys.create("desk", [Scope.CHECKS])
    answer = client.get("/any", headers=bearer(token))
    assert set(answer.json().values()) == {key.id}
    for headers in ({}, bearer(token + "x"), bearer(""), {"Authorization": f"Basic {token}"}, {"X-API-Key": token}):
        refused = client.get("/any", headers=headers)
        assert refused.status_code == 401
        assert refused.headers["WWW-Authenticate"] == "Bearer"
        assert refused.headers["Content-Type"] == "application/problem+json"
        assert refused.json()["code"] == "unauthorized"
        assert token not in refused.text
    assert client.get("/any", params={"key": token, "access_token": token}).status_code == 401


def test_a_scope_that_is_missing_is_forbidden(client: TestClient, keys: Keys) -> None:
    _, token = keys.create("desk", [Scope.CHECKS])
    refused = client.get("/metrics", headers=bearer(token))
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    assert "metrics" in refused.json()["detail"]
    _, watching = keys.create("watch", [Scope.METRICS])
    assert client.get("/metrics", headers=bearer(watching)).status_code == 200


def test_revoking_the_last_key_does_not_open_the_service(client: TestClient, keys: Keys) -> None:
    key, token = keys.create("desk", [Scope.CHECKS])
    keys.revoke(key.id)
    assert client.get("/any", headers=bearer(token)).status_code == 401
    assert client.get("/any").status_code == 401


def test_the_setting_answers_callers_without_a_key_and_still_refuses_a_wrong_one(tmp_path: Path) -> None:
    with TestClient(small(Settings(data_dir=tmp_path, allow_anonymous=True))) as client:
        key, token = client.app.state.keys.create("desk", [Scope.CHECKS])  # type: ignore[attr-defined]
        assert client.get("/any").json()["id"] == "anonymous:testclient"
        assert client.get("/any", headers=bearer(token)).json()["id"] == key.id
        assert client.get("/any", headers=bearer("pl_none_none")).status_code == 401


def test_tokens_of_a_day(client: TestClient, keys: Keys) -> None:
    key, token = keys.create("desk", [Scope.SUMMARIES], tokens_per_day=100)
    assert client.post("/take/70", headers=bearer(token)).status_code == 200
    refused = client.post("/take/31", headers=bearer(token))
    assert (refused.status_code, refused.json()["code"]) == (429, "quota_exceeded")
    assert 0 < int(refused.headers["Retry-After"]) <= 86_400
    assert client.post("/take/30", headers=bearer(token)).status_code == 200
    assert client.post("/take/101", headers=bearer(token)).status_code == 403  # no day will do
    assert client.get("/any", headers=bearer(token)).status_code == 200  # results can still be fetched
    assert keys.spent(key) == Used(tokens=100, requests=5)


def test_requests_of_a_minute(client: TestClient, keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    _, token = keys.create("desk", [Scope.SUMMARIES], requests_per_minute=3)
    _, other = keys.create("other", [Scope.SUMMARIES])
    now = time.monotonic()
    monkeypatch.setattr("service.api.auth.time.monotonic", lambda: now)

    def status() -> int:
        return client.get("/any", headers=bearer(token)).status_code

    assert [status() for _ in range(4)] == [200, 200, 200, 429]
    assert client.get("/any", headers=bearer(token)).headers["Retry-After"] == "20"
    assert client.get("/any", headers=bearer(other)).status_code == 200
    now += 20.001
    assert [status(), status()] == [200, 429]
    now += 3_600
    assert [status() for _ in range(4)] == [200, 200, 200, 429]


def test_what_was_used_is_written_at_the_end(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    with TestClient(small(settings)) as client:
        key, token = client.app.state.keys.create("desk", [Scope.SUMMARIES])  # type: ignore[attr-defined]
        client.post("/take/12", headers=bearer(token))
    database = Database(settings)
    assert Keys(database).spent(key) == Used(tokens=12, requests=1)
    database.close()


def test_a_database_that_fails_closes_the_service_until_it_answers(
    client: TestClient, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, token = keys.create("desk", [Scope.CHECKS])
    monkeypatch.setattr("service.store.keys.STALE_SECONDS", 0)
    _sql(keys, "ALTER TABLE keys RENAME TO gone")
    refused = client.get("/any", headers=bearer(token))
    assert (refused.status_code, refused.json()["code"]) == (503, "store_failed")
    assert refused.headers["Retry-After"]
    _sql(keys, "ALTER TABLE gone RENAME TO keys")
    assert client.get("/any", headers=bearer(token)).status_code == 200


def _sql(keys: Keys, statement: str) -> None:
    with keys._database.begin() as connection:
        connection.exec_driver_sql(statement)


def test_openapi_says_which_routes_take_a_key(tmp_path: Path) -> None:
    paths = create_app(settings := Settings(data_dir=tmp_path), Database(settings)).openapi()
    assert paths["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
    for path, methods in paths["paths"].items():
        for route in methods.values():
            assert ("security" in route) == path.startswith(("/v1/", "/metrics")), path


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[Service, Path]]:
    """A real service that need not have loaded its model, and the file that its standard error goes to."""
    log = tmp_path / "log"
    service = start_service(log, PLUMBLINE_DATA_DIR=str(tmp_path / "data"))
    try:
        _until(lambda: _answers(service))
        yield service, log
    finally:
        service.process.terminate()
        assert service.process.wait(timeout=30) in (0, -15)


def test_keys_change_while_the_service_runs(running: tuple[Service, Path], tmp_path: Path) -> None:
    service, log = running
    models = f"{service.url}/v1/models"
    assert httpx.get(models).status_code == 200
    made = json.loads(_create(tmp_path))
    token = made["key"]
    _until(lambda: httpx.get(models, headers=bearer(token)).status_code == 200, seconds=5)
    assert httpx.get(models).status_code == 401
    assert httpx.post(f"{service.url}/v1/summaries", json={"text": "A."}).status_code == 401
    assert httpx.post(f"{service.url}/v1/checks", json={"source": "A.", "text": "A."}).status_code == 401
    for path in ("/livez", "/docs", "/openapi.json", "/"):
        assert httpx.get(service.url + path, follow_redirects=True).status_code == 200, path
    assert httpx.get(f"{service.url}/readyz").status_code in (200, 503)
    key = Key.model_validate({name: made[name] for name in Key.model_fields})
    for wrong in (MARKER, f"pl_{made['id']}_{MARKER}"):
        assert httpx.get(models, headers=bearer(wrong)).status_code == 401
    database = Database(Settings(data_dir=tmp_path / "data"))
    _until(lambda: Keys(database).spent(key).requests > 0, seconds=5)
    Keys(database).revoke(key.id)
    database.close()
    _until(lambda: httpx.get(models, headers=bearer(token)).status_code == 401, seconds=5)
    service.process.terminate()
    service.process.wait(timeout=30)
    written = log.read_bytes() + b"".join(file.read_bytes() for file in (tmp_path / "data").iterdir())
    assert made["id"].encode() in written
    assert MARKER.encode() not in written
    assert token.split("_", 2)[2].encode() not in written


def _create(folder: Path) -> str:
    """What `plumbline keys create` prints while the service runs."""
    return subprocess.run(
        [sys.executable, "-m", "service.cli", "keys", "create", "desk", "--json"],
        env={**os.environ, "PLUMBLINE_DATA_DIR": str(folder / "data")},
        stdout=subprocess.PIPE,
        text=True,
        timeout=60,
        check=True,
    ).stdout


def _answers(service: Service) -> bool:
    assert service.process.poll() is None, "the service ended"
    try:
        return httpx.get(f"{service.url}/livez", timeout=5).status_code == 200
    except httpx.TransportError:
        return False


def _until(holds: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"not within {seconds} seconds"
        time.sleep(0.1)
