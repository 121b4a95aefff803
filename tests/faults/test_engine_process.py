"""The engine process slow, killed, or not there yet."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.conftest import Service, start_service


def _children(pid: int) -> dict[int, str]:
    """Process ids of the children of `pid`, with their command lines."""
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            stat = (entry / "stat").read_text()
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue  # it ended meanwhile
        if int(stat.rpartition(")")[2].split()[1]) == pid:
            found[int(entry.name)] = command
    return found


def _engine_pid(service: Service) -> int:
    engines = [pid for pid, command in _children(service.process.pid).items() if "spawn_main" in command]
    assert len(engines) == 1
    return engines[0]


@pytest.fixture
def fresh() -> Iterator[Service]:
    running = start_service(PLUMBLINE_SHUTDOWN_SECONDS="120")
    try:
        yield running
    finally:
        running.process.terminate()
        running.process.wait(timeout=30)


def _post(service: Service, text: str, into: list[httpx.Response]) -> threading.Thread:
    def run() -> None:
        into.append(httpx.post(f"{service.url}/v1/summaries", json={"text": text}, timeout=180))

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_not_ready_until_the_model_is_loaded_alive_all_the_time_and_the_engine_ends_with_the_service(
    fresh: Service,
) -> None:
    seen: list[int] = []
    end = time.monotonic() + 120
    while 200 not in seen and time.monotonic() < end:
        try:
            assert httpx.get(f"{fresh.url}/livez", timeout=5).status_code == 200
            seen.append(httpx.get(f"{fresh.url}/readyz", timeout=5).status_code)
        except httpx.ConnectError:
            time.sleep(0.05)
    assert seen[0] == 503
    assert seen[-1] == 200
    engine = _engine_pid(fresh)
    fresh.process.kill()
    fresh.process.wait(timeout=30)
    end = time.monotonic() + 20
    while Path(f"/proc/{engine}").exists() and time.monotonic() < end:
        time.sleep(0.1)
    assert not Path(f"/proc/{engine}/exe").exists()


def test_killed_in_mid_work_the_request_is_retryable_and_the_next_one_works(fresh: Service, article: str) -> None:
    fresh.wait_until_ready()
    answers: list[httpx.Response] = []
    thread = _post(fresh, (article + "\n\n") * 40, answers)
    time.sleep(2.0)  # it is at work by now, and will be for many seconds
    started = time.perf_counter()
    assert httpx.get(f"{fresh.url}/livez", timeout=5).status_code == 200
    assert time.perf_counter() - started < 2, "livez waited for the engine"
    os.kill(_engine_pid(fresh), signal.SIGKILL)
    thread.join(timeout=60)
    assert answers[0].status_code == 503
    problem = answers[0].json()
    assert (problem["code"], problem["retryable"]) == ("engine_died", True)
    assert "retry-after" in answers[0].headers
    again = httpx.post(f"{fresh.url}/v1/summaries", json={"text": article}, timeout=120)
    assert again.status_code == 200


def test_killed_while_idle_the_next_request_does_not_notice_and_a_shutdown_lets_it_end(
    fresh: Service, article: str
) -> None:
    fresh.wait_until_ready()
    os.kill(_engine_pid(fresh), signal.SIGKILL)
    time.sleep(0.5)
    answers: list[httpx.Response] = []
    thread = _post(fresh, article, answers)
    time.sleep(0.5)
    fresh.process.terminate()
    thread.join(timeout=120)
    assert answers[0].status_code == 200
    assert fresh.process.wait(timeout=30) in (0, -signal.SIGTERM)


def test_too_long_is_a_timeout_and_the_service_goes_on(article: str) -> None:
    running = start_service(PLUMBLINE_TIMEOUT_SECONDS="12")
    try:
        running.wait_until_ready()
        slow = httpx.post(f"{running.url}/v1/summaries", json={"text": (article + "\n\n") * 100}, timeout=120)
        assert (slow.status_code, slow.json()["code"]) == (504, "engine_timeout")
        quick = httpx.post(f"{running.url}/v1/summaries", json={"text": article}, timeout=120)
        assert quick.status_code == 200
    finally:
        running.process.terminate()
        running.process.wait(timeout=30)


def test_a_full_queue_is_a_retryable_problem(article: str) -> None:
    running = start_service(PLUMBLINE_QUEUE="1")
    try:
        running.wait_until_ready()
        answers: list[httpx.Response] = []
        threads = [_post(running, (article + "\n\n") * copies, answers) for copies in (8, 9)]
        time.sleep(1.0)  # one is at work, the other waits
        refused = httpx.post(f"{running.url}/v1/summaries", json={"text": article}, timeout=120)
        for thread in threads:
            thread.join(timeout=120)
        assert (refused.status_code, refused.json()["code"]) == (503, "busy")
        assert refused.json()["retryable"] is True
        assert int(refused.headers["retry-after"]) >= 1
        assert [answer.status_code for answer in answers] == [200, 200]
    finally:
        running.process.terminate()
        running.process.wait(timeout=30)


def test_the_api_process_imports_no_torch() -> None:
    script = (
        "import sys; from service.api.app import create_app; from service.settings import Settings; "
        "from service.store.database import Database; settings = Settings(); create_app(settings, Database(settings)); "
        "sys.exit('torch' in sys.modules or 'transformers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
