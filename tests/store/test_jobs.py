"""Jobs in both databases: order, claims, outcomes, and what is left behind."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from service.core.errors import UnknownJob
from service.core.job import JobStatus
from service.settings import Settings
from service.store import clock
from service.store.claims import Claim
from service.store.database import Database
from service.store.jobs import GROUP, Article, Jobs
from tests.store.postgres import Server

DAY = 86_400.0


@pytest.fixture
def jobs(database: Database) -> Jobs:
    return Jobs(database)


def _add(jobs: Jobs, count: int = 1, caller: str = "ann", *, batch: bool = True, job: str = "") -> str:
    return jobs.add(caller, [Article(f"a{i}", request=f"r{i}") for i in range(count)], batch=batch, job=job)


def _claimed(jobs: Jobs, caller: str = "ann") -> Claim:
    claim = jobs.claim(caller)
    assert claim is not None
    return claim


def _finish(jobs: Jobs, caller: str = "ann", *, failed: bool = False) -> None:
    while (claim := jobs.claim(caller)) is not None:
        jobs.record(claim, f'"{claim.request}"', failed=failed)


def test_a_job_from_its_first_article_to_its_last(jobs: Jobs) -> None:
    job = _add(jobs, 2)
    assert (jobs.get(job).status, jobs.get(job).done, jobs.get(job).total) == (JobStatus.QUEUED, 0, 2)
    claim = _claimed(jobs)
    assert (claim.job, claim.position, claim.request, claim.caller) == (job, 0, "r0", "ann")
    assert jobs.get(job).status is JobStatus.RUNNING
    jobs.record(claim, '"good"', failed=False)
    assert [result.body for result in jobs.results(job)] == ['"good"']
    jobs.record(_claimed(jobs), '"bad"', failed=True)
    assert (jobs.get(job).status, jobs.get(job).done) == (JobStatus.SUCCEEDED, 2)
    assert [(r.id, r.failed, r.body) for r in jobs.results(job)] == [("a0", False, '"good"'), ("a1", True, '"bad"')]
    assert jobs.claim("ann") is None
    assert jobs.callers() == []


def test_single_articles_come_before_batches_and_old_jobs_before_new_ones(jobs: Jobs) -> None:
    batch, later, single = _add(jobs, 2), _add(jobs), _add(jobs, batch=False)
    order = []
    while (claim := jobs.claim("ann")) is not None:
        order.append((claim.job, claim.position))
        jobs.record(claim, "1", failed=False)
    assert order == [(single, 0), (batch, 0), (batch, 1), (later, 0)]


def test_callers_have_their_own_articles(jobs: Jobs) -> None:
    hers, his = _add(jobs), _add(jobs, caller="bob")
    assert sorted(jobs.callers()) == ["ann", "bob"]
    claims = _claimed(jobs, "bob"), _claimed(jobs)
    assert [claim.job for claim in claims] == [his, hers]
    assert jobs.claim("bob") is None
    for claim in claims:
        jobs.release(claim)


def test_an_article_is_claimed_once_and_free_again_when_it_is_released(jobs: Jobs) -> None:
    _add(jobs, 2)
    first, second = _claimed(jobs), _claimed(jobs)
    assert {first.position, second.position} == {0, 1}
    assert jobs.claim("ann") is None
    jobs.release(first)
    jobs.release(first)  # a second time is nothing
    again = _claimed(jobs)
    assert again.position == first.position
    for claim in (again, second):
        jobs.release(claim)


def test_the_first_outcome_stays(jobs: Jobs) -> None:
    job = _add(jobs)
    claim = _claimed(jobs)
    jobs.record(claim, '"first"', failed=False)
    jobs.record(claim, '"second"', failed=True)
    assert [(result.body, result.failed) for result in jobs.results(job)] == [('"first"', False)]
    assert jobs.get(job).status is JobStatus.SUCCEEDED


def test_a_job_without_a_summary_failed(jobs: Jobs) -> None:
    job = _add(jobs, 2)
    _finish(jobs, failed=True)
    assert jobs.get(job).status is JobStatus.FAILED
    wrong = jobs.add("ann", [Article("x", error="{}")], batch=True)
    assert (jobs.get(wrong).status, jobs.get(wrong).done) == (JobStatus.FAILED, 1)


def test_a_cancelled_job_takes_no_more_outcomes(jobs: Jobs) -> None:
    job = _add(jobs, 3)
    jobs.record(_claimed(jobs), "1", failed=False)
    claim = _claimed(jobs)
    jobs.cancel(job)
    assert jobs.closed([job, "other"]) == {job, "other"}
    assert jobs.claim("ann") is None
    jobs.record(claim, "2", failed=False)
    jobs.settle()
    assert (jobs.get(job).status, jobs.get(job).done) == (JobStatus.CANCELLED, 1)


def test_a_finished_job_is_not_cancelled(jobs: Jobs) -> None:
    job = _add(jobs)
    _finish(jobs)
    jobs.cancel(job)
    assert jobs.get(job).status is JobStatus.SUCCEEDED


def test_a_deleted_job_is_gone(jobs: Jobs) -> None:
    job = _add(jobs, 2)
    _finish(jobs)
    jobs.delete(job)
    assert list(jobs.results(job)) == []
    for name in (job, "never", "nul\0"):
        with pytest.raises(UnknownJob):
            jobs.get(name)


def test_an_article_of_a_job_that_was_deleted_may_still_be_recorded(sqlite: Database) -> None:
    jobs = Jobs(sqlite)
    job = _add(jobs)
    claim = _claimed(jobs)
    jobs.delete(job)
    jobs.record(claim, "1", failed=False)
    with pytest.raises(UnknownJob):
        jobs.get(job)


def test_only_what_is_finished_expires(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    _add(jobs)
    _finish(jobs)
    waiting = _add(jobs)
    assert jobs.expire(DAY) == 0
    started = clock._STARTED
    monkeypatch.setattr(clock, "_STARTED", started + 2 * DAY)
    assert jobs.expire(DAY) == 1
    assert jobs.get(waiting).status is JobStatus.QUEUED


def test_a_clock_that_is_set_makes_nothing_old(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    job = _add(jobs)
    _finish(jobs)
    monkeypatch.setattr("time.time", lambda: 9e9)
    assert jobs.expire(DAY) == 0
    assert jobs.get(job).status is JobStatus.SUCCEEDED


def _breaking(count: int) -> Iterator[Article]:
    for index in range(count):
        yield Article(f"a{index}", request="r")
    raise ZeroDivisionError


def test_a_batch_that_breaks_off_leaves_nothing(jobs: Jobs) -> None:
    with pytest.raises(ZeroDivisionError):
        jobs.add("ann", _breaking(GROUP + 1), batch=True, job="half")
    assert jobs.callers() == []
    assert _add(jobs, 2, job="half") == "half"
    assert jobs.get("half").total == 2


@pytest.fixture
def half(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> str:
    """A job whose service died while it arrived."""
    with monkeypatch.context() as patch:
        patch.setattr(jobs, "delete", lambda _: None)
        with pytest.raises(ZeroDivisionError):
            jobs.add("ann", _breaking(GROUP + 1), batch=True, job="half")
    return "half"


def test_nobody_sees_a_job_that_arrived_by_half(jobs: Jobs, half: str) -> None:
    assert jobs.callers() == []
    assert jobs.claim("ann") is None
    with pytest.raises(UnknownJob):
        jobs.get(half)


def test_what_arrived_by_half_may_be_sent_again(jobs: Jobs, half: str) -> None:
    assert _add(jobs, 2, job=half) == half
    _finish(jobs)
    assert [result.body for result in jobs.results(half)] == ['"r0"', '"r1"']


def test_what_arrived_by_half_is_cleaned_away(
    jobs: Jobs, half: str, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = _add(jobs)
    if database.shared:  # another service may be at it
        jobs.clean()
        assert list(jobs.results(half)) == []
        monkeypatch.setattr(clock, "_STARTED", clock._STARTED + 2 * DAY)
    jobs.clean()
    assert jobs.get(whole).total == 1
    with database.begin() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM articles").scalar() == 1


def test_a_named_job_is_made_once(jobs: Jobs) -> None:
    assert _add(jobs, 2, job="named") == "named"
    _finish(jobs)
    assert _add(jobs, 5, job="named") == "named"
    assert (jobs.get("named").status, jobs.get("named").total) == (JobStatus.SUCCEEDED, 2)


def test_results_of_many_articles_come_in_order(jobs: Jobs) -> None:
    count = 2 * GROUP + 3
    job = jobs.add("ann", [Article(f"a{i}", error=f'"{i}"') for i in range(count)], batch=True)
    assert [result.position for result in jobs.results(job)] == list(range(count))


def test_two_services_never_claim_the_same_article(shared: Database) -> None:
    both = Jobs(shared), Jobs(shared)
    job = _add(both[0], 40)
    claimed: list[int] = []

    def work(jobs: Jobs) -> None:
        while (claim := jobs.claim("ann")) is not None:
            claimed.append(claim.position)
            jobs.record(claim, "1", failed=False)

    threads = [threading.Thread(target=work, args=(jobs,)) for jobs in (*both, *both)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(claimed) == list(range(40))
    assert both[1].get(job).status is JobStatus.SUCCEEDED


def test_what_a_dead_service_was_at_is_free_at_once(shared: Database) -> None:
    mine, others = Jobs(shared), Jobs(shared)
    _add(mine)
    claim = _claimed(mine)
    assert others.claim("ann") is None
    assert claim.connection is not None
    claim.connection.connection.close()  # the socket, as the kernel does it for a process that was killed
    again = _claimed(others)
    assert again.position == claim.position
    others.release(again)


def test_an_outcome_outlives_the_connection_that_held_the_claim(postgres: Server, tmp_path: Path) -> None:
    database = Database(Settings(data_dir=tmp_path, database=SecretStr(postgres.new_database())))
    jobs = Jobs(database)
    job = _add(jobs)
    claim = _claimed(jobs)
    with database.begin() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    with pytest.raises(Exception, match=r"terminat|clos"):
        jobs.record(claim, "1", failed=False)
    jobs.record(claim, "1", failed=False)
    assert jobs.get(job).status is JobStatus.SUCCEEDED
    database.close()


STEPS = st.lists(
    st.tuples(st.sampled_from(["claim", "record", "fail", "release", "cancel", "restart", "twice"]), st.integers(0, 5)),
    max_size=40,
)


@settings(max_examples=40)
@given(sizes=st.lists(st.integers(1, 4), min_size=1, max_size=3), steps=STEPS)
def test_in_any_order_each_article_has_one_outcome(sizes: list[int], steps: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Settings(data_dir=Path(folder)))
        jobs = Jobs(database)
        names = [_add(jobs, size) for size in sizes]
        held: list[Claim] = []
        outcomes: dict[tuple[str, int], str] = {}
        cancelled: set[str] = set()

        def record(claim: Claim, body: str, *, failed: bool) -> None:
            jobs.record(claim, body, failed=failed)
            if claim.job not in cancelled:
                outcomes.setdefault((claim.job, claim.position), body)

        for number, (step, which) in enumerate(steps):
            claim = held[which % len(held)] if held else None
            if step == "claim":
                new = jobs.claim("ann")
                if new is not None:
                    assert (new.job, new.position) not in {(c.job, c.position) for c in held}
                    assert (new.job, new.position) not in outcomes
                    assert new.job not in cancelled
                    held.append(new)
            elif step == "cancel":
                name = names[which % len(names)]
                if jobs.get(name).status in (JobStatus.QUEUED, JobStatus.RUNNING):
                    cancelled.add(name)
                jobs.cancel(name)
            elif step == "restart":
                jobs, held = Jobs(database), []
            elif claim is not None:
                if step == "release":
                    jobs.release(claim)
                    held.remove(claim)
                else:
                    record(claim, str(number), failed=step == "fail")
                    if step != "twice":
                        held.remove(claim)
        jobs = Jobs(database)  # who comes next finishes what is left
        while (claim := jobs.claim("ann")) is not None:
            record(claim, "last", failed=False)
        for name, size in zip(names, sizes, strict=True):
            found = {(name, result.position): result.body for result in jobs.results(name)}
            assert found == {key: body for key, body in outcomes.items() if key[0] == name}
            row = jobs.get(name)
            assert row.done == len(found)
            assert (row.status is JobStatus.CANCELLED) == (name in cancelled)
            assert name in cancelled or (row.done == size and row.status in (JobStatus.SUCCEEDED, JobStatus.FAILED))
        database.close()
