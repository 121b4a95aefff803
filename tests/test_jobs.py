"""The runner: every article gets its outcome, whatever the engines and the database do."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import cast

import pytest

import service.jobs as module
from service.core.errors import EngineDied, EngineTimeout, ModelUnreachable, StoreFailed, StoreFull
from service.core.job import FINISHED, JobStatus
from service.core.request import SummaryRequest
from service.jobs import DEATHS, Runner
from service.settings import Settings
from service.store.answers import Answers
from service.store.claims import Claim
from service.store.database import Database
from service.store.jobs import Article, Jobs
from service.workers import Engines, patience
from service.workers.patience import TRIES
from tests.workers.fake import FakeEngines, Reply

SLEEP = asyncio.sleep


async def _good(request: SummaryRequest) -> str:
    return json.dumps(request.text)


async def _for_ever(_: SummaryRequest) -> str:
    await asyncio.Event().wait()
    raise AssertionError


class Bench:
    """A runner at a database of its own."""

    def __init__(self, folder: Path, engines: int = 1) -> None:
        self.settings = Settings(data_dir=folder, engines=engines)
        self.database = Database(self.settings)
        self.jobs = Jobs(self.database)
        self.answers = Answers(self.database, 60)
        self.engines = FakeEngines(_good)

    def add(self, *texts: str, caller: str = "ann", batch: bool = True) -> str:
        articles = [Article(text, request=SummaryRequest(text=text).model_dump_json()) for text in texts]
        return self.jobs.add(caller, articles, batch=batch)

    def run(self, reply: Reply, inside: Callable[[Runner], Awaitable[None]]) -> None:
        """`inside` while the runner runs."""

        async def whole() -> None:
            self.engines.reply = reply
            runner = Runner(self.jobs, self.answers, cast(Engines, self.engines), self.settings)
            running = asyncio.create_task(runner.run())
            try:
                async with asyncio.timeout(30):
                    await inside(runner)
                assert not running.done(), "the run ended"
            finally:
                running.cancel()
                await asyncio.wait({running})
                await asyncio.to_thread(lambda: None)

        asyncio.run(whole())

    async def finished(self, *names: str) -> None:
        while any(self.jobs.get(name).status not in FINISHED for name in names):
            await SLEEP(0.005)

    async def at_work(self) -> None:
        while not self.engines.works:
            await SLEEP(0.005)

    def finish(self, reply: Reply, *names: str) -> None:
        async def inside(_: Runner) -> None:
            await self.finished(*names)

        self.run(reply, inside)

    def outcomes(self, job: str) -> list[tuple[bool, str]]:
        """Of each article: whether it failed, and the text or the code."""
        found = [(result.failed, json.loads(result.body)) for result in self.jobs.results(job)]
        return [(failed, body["code"] if failed else body) for failed, body in found]


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    monkeypatch.setattr(module, "POLL_SECONDS", 0.02)
    monkeypatch.setattr(patience, "LONGEST_PAUSE", 0.01)
    made = Bench(tmp_path)
    yield made
    made.database.close()


def _failing(error: Exception, times: int) -> Reply:
    left = times

    async def reply(request: SummaryRequest) -> str:
        nonlocal left
        if request.text == "bad" and left:
            left -= 1
            raise error
        return await _good(request)

    return reply


def test_every_article_in_its_order(bench: Bench) -> None:
    job = bench.add("one", "two", "three")
    bench.finish(_good, job)
    assert bench.outcomes(job) == [(False, "one"), (False, "two"), (False, "three")]


def test_nothing_is_begun_before_an_engine_is_ready(bench: Bench) -> None:
    job = bench.add("one")
    bench.engines.ready = False

    async def inside(runner: Runner) -> None:
        await SLEEP(0.1)
        assert not bench.engines.asked
        bench.engines.ready = True
        runner.wake()
        await bench.finished(job)

    bench.run(_good, inside)


def test_what_may_pass_is_tried_again(bench: Bench) -> None:
    job = bench.add("bad", "good")
    bench.finish(_failing(ModelUnreachable("The server is away."), TRIES - 1), job)
    assert bench.outcomes(job) == [(False, "bad"), (False, "good")]


def test_but_not_for_ever(bench: Bench) -> None:
    job = bench.add("bad", "good")
    bench.finish(_failing(ModelUnreachable("The server is away."), 1_000), job)
    assert bench.outcomes(job) == [(True, "model_unreachable"), (False, "good")]
    assert [text for _, text in bench.engines.asked].count("bad") == TRIES


def test_an_article_that_kills_engines_is_to_blame(bench: Bench) -> None:
    job = bench.add("bad", "good")
    bench.finish(_failing(EngineDied("It died."), 1_000), job)
    assert bench.outcomes(job) == [(True, "engine_died"), (False, "good")]
    assert [text for _, text in bench.engines.asked].count("bad") == DEATHS


@pytest.mark.parametrize(
    ("error", "code"),
    [(EngineTimeout("Too long."), "engine_timeout"), (ZeroDivisionError("of ours"), "internal")],
)
def test_other_errors_are_the_outcome_at_once(bench: Bench, error: Exception, code: str) -> None:
    job = bench.add("bad", "good")
    bench.finish(_failing(error, 1), job)
    assert bench.outcomes(job) == [(True, code), (False, "good")]
    assert "of ours" not in next(bench.jobs.results(job)).body


def test_a_request_that_cannot_be_read_is_an_outcome(bench: Bench) -> None:
    job = bench.jobs.add("ann", [Article("a", request="{}")], batch=True)
    bench.finish(_good, job)
    assert [failed for failed, _ in bench.outcomes(job)] == [True]


def test_cancelled_work_is_given_up(bench: Bench) -> None:
    job = bench.add("one", "two")

    async def inside(runner: Runner) -> None:
        await bench.at_work()
        bench.jobs.cancel(job)
        runner.cancel(job)
        bench.engines.reply = _good
        later = bench.add("later")
        await bench.finished(later)

    bench.run(_for_ever, inside)
    assert bench.engines.works[0].given_up
    assert bench.outcomes(job) == []
    assert bench.jobs.get(job).status is JobStatus.CANCELLED


def test_what_another_service_cancelled_is_given_up(bench: Bench) -> None:
    job = bench.add("one")

    async def inside(_: Runner) -> None:
        await bench.at_work()
        bench.jobs.cancel(job)
        while not bench.engines.works[0].given_up:
            await SLEEP(0.005)

    bench.run(_for_ever, inside)


def test_a_shutdown_leaves_the_article_to_who_comes_next(bench: Bench) -> None:
    job = bench.add("one")

    async def inside(_: Runner) -> None:
        await bench.at_work()

    bench.run(_for_ever, inside)
    assert bench.engines.works[0].given_up
    claim = bench.jobs.claim("ann")
    assert claim is not None
    bench.jobs.release(claim)
    bench.finish(_good, job)
    assert bench.outcomes(job) == [(False, "one")]


@pytest.mark.parametrize("error", [StoreFull("The disk is full."), StoreFailed("Nobody answers.")])
def test_an_outcome_waits_until_the_database_takes_it(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    job = bench.add("one")
    record, left = bench.jobs.record, 2

    def failing(claim: Claim, body: str, *, failed: bool) -> None:
        nonlocal left
        if left:
            left -= 1
            raise error
        record(claim, body, failed=failed)

    monkeypatch.setattr(bench.jobs, "record", failing)
    bench.finish(_good, job)
    assert bench.outcomes(job) == [(False, "one")]
    assert bench.engines.asked == [("ann", "one")], "it was worked out once"


@pytest.mark.parametrize("method", ["callers", "claim", "settle", "closed", "expire"])
@pytest.mark.parametrize("error", [StoreFailed("Nobody answers."), ZeroDivisionError("of ours")])
def test_what_fails_once_does_not_end_the_run(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, method: str, error: Exception
) -> None:
    job = bench.add("one")
    real, left = getattr(bench.jobs, method), 1

    def failing(*arguments: object) -> object:
        nonlocal left
        if left:
            left -= 1
            raise error
        return real(*arguments)

    monkeypatch.setattr(bench.jobs, method, failing)
    bench.finish(_good, job)
    assert bench.outcomes(job) == [(False, "one")]


def test_an_outcome_that_cannot_be_written_frees_its_article(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    job = bench.add("one")
    record, left = bench.jobs.record, 1

    def failing(claim: Claim, body: str, *, failed: bool) -> None:
        nonlocal left
        if left:
            left -= 1
            raise ZeroDivisionError
        record(claim, body, failed=failed)

    monkeypatch.setattr(bench.jobs, "record", failing)
    bench.finish(_good, job)
    assert bench.outcomes(job) == [(False, "one")]


def test_a_clock_that_is_set_expires_nothing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    done = bench.add("one")
    bench.finish(_good, done)
    monkeypatch.setattr("time.time", lambda: 9e9)
    bench.finish(_good, bench.add("two"))  # its sweep comes first
    assert bench.outcomes(done) == [(False, "one")]


def test_callers_take_turns_and_single_articles_go_first(bench: Bench) -> None:
    names = [bench.add(*["batch"] * 6), bench.add("b1", "b2", caller="bob"), bench.add("single", batch=False)]
    bench.finish(_good, *names)
    asked = bench.engines.asked
    assert [caller for caller, _ in asked[:4]] in (["ann", "bob"] * 2, ["bob", "ann"] * 2)
    assert next(text for caller, text in asked if caller == "ann") == "single"


def test_as_many_articles_at_a_time_as_there_are_engines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "POLL_SECONDS", 0.02)
    bench = Bench(tmp_path, engines=3)
    bench.add(*["text"] * 5)

    async def inside(_: Runner) -> None:
        while len(bench.engines.asked) < 3:
            await SLEEP(0.005)
        await SLEEP(0.1)
        assert len(bench.engines.asked) == 3

    bench.run(_for_ever, inside)
    bench.database.close()


def test_a_shutdown_that_comes_with_news_is_not_lost(bench: Bench) -> None:
    async def whole() -> None:
        bench.engines.ready = False  # so that all that wait, wait for news
        for _ in range(20):
            runner = Runner(bench.jobs, bench.answers, cast(Engines, bench.engines), bench.settings)
            running = asyncio.create_task(runner.run())
            await SLEEP(0.003)
            runner.wake()
            await SLEEP(0)  # the wait has ended, and who waited does not know yet
            running.cancel()
            _, late = await asyncio.wait({running}, timeout=10)
            assert not late

    asyncio.run(whole())
