"""Parts that many tests share: the engine, loaded once, and a real service on loopback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from hypothesis import settings as hypothesis_settings

from service.engine import Engine
from service.settings import Settings
from tests.store.postgres import Server, running_server

# No deadlines: a busy machine is no failure. The same examples on every run: a red run can be repeated.
hypothesis_settings.register_profile("plumbline", deadline=None, derandomize=True, max_examples=25)
hypothesis_settings.load_profile("plumbline")

# Processes that tests start are measured only where it is said: it makes loading a model much slower, and one that is
# killed leaves a broken file. In the controller of several workers the variables must stay, or no worker is measured.
MEASURED = {
    name: os.environ.pop(name)
    for name in [*os.environ]
    if name.startswith("COVERAGE_") and "PYTEST_XDIST_WORKER" in os.environ
}

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "eval" / "references" / "party-conference.txt"


@pytest.fixture(scope="session")
def article() -> str:
    return ARTICLE.read_text("utf-8")


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine(Settings())


@pytest.fixture(scope="session")
def dispatch() -> str:
    """A real dispatch of two articles, named by PLUMBLINE_DISPATCH; it is not ours to keep here."""
    path = os.environ.get("PLUMBLINE_DISPATCH", "")
    if not path:
        pytest.skip("PLUMBLINE_DISPATCH names no dispatch to read")
    return Path(path).read_text("utf-8")


@dataclass
class Service:
    url: str
    process: subprocess.Popen[bytes]
    log: Path | None = None

    def wait_until_ready(self) -> None:
        end = time.monotonic() + 120
        while time.monotonic() < end:
            assert self.process.poll() is None, "the service ended"
            try:
                if httpx.get(f"{self.url}/readyz", timeout=5).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
            time.sleep(0.1)
        raise AssertionError("the service was not ready in time")


def start_service(log: Path | None = None, **environment: str) -> Service:
    """A real service on a free port of loopback; its standard error goes to the file `log` where one is named.

    Its data lies in a new folder, unless the environment names one.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "service.cli", "serve", "--port", str(port)]
    data = {"PLUMBLINE_DATA_DIR": tempfile.mkdtemp(prefix="plumbline-")}
    with log.open("wb") if log else nullcontext() as stderr:
        process = subprocess.Popen(command, env={**os.environ, **data, **environment}, stderr=stderr)
    return Service(f"http://127.0.0.1:{port}", process, log)


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A real service, ready."""
    log = tmp_path_factory.mktemp("service") / "log"
    limits = {"PLUMBLINE_MAX_CHARACTERS": "300000", "PLUMBLINE_MAX_BODY_BYTES": "400000"}
    running = start_service(log, **limits, **MEASURED)
    try:
        running.wait_until_ready()
        yield running
    finally:
        running.process.terminate()
        assert running.process.wait(timeout=30) in (0, -15)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A real PostgreSQL."""
    with running_server() as server:
        yield server
