"""Services and databases that end in the middle of a batch: nothing is lost, and nothing is done twice."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
from pydantic import SecretStr

from service.core.job import JobStatus
from service.core.request import SummaryRequest
from service.settings import Settings
from service.store.database import Database
from service.store.jobs import Article, Jobs
from tests.conftest import ROOT, Service, start_service
from tests.faults.replica import serve
from tests.store.postgres import Server

TOWNS = ("Ardal", "Borgund", "Celle", "Dunmore", "Elva", "Fanad")
ARTICLES = {
    town: f"The council of {town} met on Monday. It closed the bridge over the river until May. "
    f"Mayor Ada Holm said that the repairs cost {number + 2} million crowns. The school stays open."
    for number, town in enumerate(TOWNS)
}


def _send(service: Service) -> str:
    """The batch's address."""
    body = "".join(json.dumps({"id": town, "text": text}) + "\n" for town, text in ARTICLES.items())
    headers = {"content-type": "application/jsonl"}
    answer = httpx.post(f"{service.url}/v1/batches", content=body, headers=headers, timeout=30)
    assert answer.status_code == 202
    location: str = answer.headers["location"]
    return location


def _done(service: Service, location: str) -> int:
    done: int = httpx.get(service.url + location, timeout=30).json()["progress"]["done"]
    return done


def _results(service: Service, location: str) -> list[bytes]:
    """The lines that the batch gave."""
    return httpx.get(f"{service.url}{location}/results", timeout=30).content.splitlines()


def _until(condition: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.1)


def test_a_service_that_is_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    running = start_service(PLUMBLINE_DATA_DIR=str(tmp_path))
    try:
        running.wait_until_ready()
        location = _send(running)
        _until(lambda: _done(running, location) >= 1)
        running.process.kill()
        running.process.wait(timeout=30)
        running = start_service(PLUMBLINE_DATA_DIR=str(tmp_path))
        running.wait_until_ready()
        _until(lambda: _done(running, location) == len(ARTICLES))
        undisturbed = _send(running)
        _until(lambda: _done(running, undisturbed) == len(ARTICLES))
        results = _results(running, location)
        assert [json.loads(line)["id"] for line in results] == list(TOWNS)
        assert results == _results(running, undisturbed)
    finally:
        running.process.terminate()
        running.process.wait(timeout=30)


def _batch(folder: Path, url: str, count: int) -> tuple[Database, Jobs, str]:
    database = Database(Settings(data_dir=folder, database=SecretStr(url)))
    jobs = Jobs(database)
    lines = [Article(f"a{i}", request=SummaryRequest(text=f"text {i}").model_dump_json()) for i in range(count)]
    return database, jobs, jobs.add("ann", lines, batch=True)


def _texts(jobs: Jobs, job: str) -> list[str]:
    return [json.loads(result.body)["text"] for result in jobs.results(job)]


def test_postgres_restarted_under_a_batch_loses_nothing(tmp_path: Path, postgres: Server) -> None:
    url = postgres.new_database()
    database, jobs, job = _batch(tmp_path, url, 60)

    async def inside() -> None:
        running = asyncio.create_task(serve(url, tmp_path, "one"))
        async with asyncio.timeout(60):
            while jobs.get(job).done < 5:
                await asyncio.sleep(0.02)
            await asyncio.to_thread(postgres.restart)
            while await asyncio.to_thread(jobs.get, job) and jobs.get(job).status is not JobStatus.SUCCEEDED:
                await asyncio.sleep(0.05)
        assert not running.done()
        running.cancel()
        await asyncio.wait({running})

    asyncio.run(inside())
    assert _texts(jobs, job) == [f"text {i}" for i in range(60)]
    database.close()


def test_of_two_services_the_one_that_is_left_finishes(tmp_path: Path, postgres: Server) -> None:
    url = postgres.new_database()
    database, jobs, job = _batch(tmp_path, url, 150)

    def replica(name: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", "tests.faults.replica", url, str(tmp_path), name], cwd=ROOT)

    def workers() -> set[str]:
        return {json.loads(result.body)["by"] for result in jobs.results(job)}

    both = replica("one"), replica("two")
    try:
        _until(lambda: workers() == {"one", "two"})
        both[0].kill()
        both[0].wait(timeout=30)
        before = jobs.get(job)
        assert before.status is JobStatus.RUNNING, "it was over before the kill"
        _until(lambda: jobs.get(job).status is JobStatus.SUCCEEDED)
        assert _texts(jobs, job) == [f"text {i}" for i in range(150)]
    finally:
        for process in both:
            process.kill()
            process.wait(timeout=30)
    database.close()
