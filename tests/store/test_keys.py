"""Keys and what they use, on a real file, and by two processes at once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from service.core.errors import Forbidden, InvalidRequest, QuotaExceeded, StoreFailed, Unauthorized, UnknownKey
from service.core.key import Scope, Used
from service.settings import Settings
from service.store import usage as usage_module
from service.store.database import Database
from service.store.keys import STALE_SECONDS, Keys


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(Settings(data_dir=tmp_path))
    yield opened
    opened.close()


@pytest.fixture
def other(tmp_path: Path, database: Database) -> Iterator[Database]:  # noqa: ARG001 - the tables are there
    """The same file, as another process opens it."""
    opened = Database(Settings(data_dir=tmp_path))
    yield opened
    opened.close()


def test_a_key_is_found_by_what_was_shown_once(database: Database) -> None:
    keys = Keys(database)
    key, token = keys.create("desk", [Scope.CHECKS, Scope.SUMMARIES], tokens_per_day=5, requests_per_minute=7)
    assert token.startswith(f"pl_{key.id}_")
    assert len(token) == len(f"pl_{key.id}_") + 43  # 256 bits in base64
    assert keys.find(token) == Keys(database).find(token) == key
    assert (key.name, key.scopes) == ("desk", (Scope.SUMMARIES, Scope.CHECKS))
    assert (key.tokens_per_day, key.requests_per_minute, key.revoked) == (5, 7, None)
    assert abs(key.created - datetime.now(UTC)) < timedelta(minutes=1)


def test_nothing_else_is_a_key(database: Database) -> None:
    keys = Keys(database)
    first, token = keys.create("first", [Scope.CHECKS])
    second, _ = keys.create("second", [Scope.CHECKS])
    secret = token.removeprefix(f"pl_{first.id}_")
    wrong = ["", "pl", "pl_", "pl__", f"pl_{first.id}", f"pl_{first.id}_", f"pl_{second.id}_{secret}", token[:-1]]
    wrong += [token + "A", token.upper(), f"PL_{first.id}_{secret}", f"pl_{'0' * 12}_{secret}", secret, "pl_\x00_ÿ"]
    for text in wrong:
        with pytest.raises(Unauthorized):
            keys.find(text)


@pytest.mark.parametrize("name", ["", " ", "two\nlines", "n\x00", "x" * 201])
def test_a_name_is_one_line(database: Database, name: str) -> None:
    with pytest.raises(InvalidRequest):
        Keys(database).create(name, [Scope.CHECKS])


def test_a_revoked_key_stays_revoked_and_leaves_the_service_closed(database: Database) -> None:
    keys = Keys(database)
    assert not keys.any()
    key, token = keys.create("desk", [Scope.CHECKS])
    revoked = keys.revoke(key.id)
    assert revoked.revoked is not None
    assert keys.revoke(key.id) == revoked
    with pytest.raises(Unauthorized, match="revoked"):
        keys.find(token)
    assert keys.any()
    assert keys.list() == (revoked,)
    with pytest.raises(UnknownKey):
        keys.revoke("none")


def test_the_secret_is_nowhere_on_disk(database: Database, tmp_path: Path) -> None:
    keys = Keys(database)
    key, token = keys.create("desk", [Scope.CHECKS])
    secret = token.removeprefix(f"pl_{key.id}_").encode()
    keys.spend(key, 3, 1)
    keys.sync()
    files = [file for file in tmp_path.iterdir() if file.is_file()]
    held = b"".join(file.read_bytes() for file in files)
    assert key.id.encode() in held
    assert secret not in held


def test_another_process_sees_a_key_made_and_revoked_when_it_reads_again(database: Database, other: Database) -> None:
    here, there = Keys(database), Keys(other)
    key, token = here.create("desk", [Scope.CHECKS])
    with pytest.raises(Unauthorized):
        there.find(token)
    there.refresh()
    assert there.find(token) == key
    here.revoke(key.id)
    there.refresh()
    with pytest.raises(Unauthorized):
        there.find(token)


def test_keys_go_stale_and_one_of_many_callers_reads_them(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = Keys(database)
    assert not keys.stale
    later = time.monotonic() + STALE_SECONDS + 0.1
    monkeypatch.setattr("service.store.keys.time.monotonic", lambda: later)
    assert keys.stale
    reads: list[None] = []
    refresh = keys.refresh

    def counted() -> None:
        reads.append(None)
        refresh()

    monkeypatch.setattr(keys, "refresh", counted)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: keys.freshen(), range(16)))
    assert len(reads) == 1
    assert not keys.stale


def test_two_processes_add_up_what_a_key_uses(database: Database, other: Database) -> None:
    here, there = Keys(database), Keys(other)
    key, _ = here.create("desk", [Scope.CHECKS], tokens_per_day=1_000)

    def work(keys: Keys) -> None:
        for _ in range(20):
            keys.spend(key, 10, 1)
            keys.sync()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, (here, there)))
    for keys in (here, there, Keys(database)):
        keys.sync()
        assert keys.spent(key) == Used(tokens=400, requests=40)
    with pytest.raises(QuotaExceeded):
        there.spend(key, 601)
    there.spend(key, 600)


def test_threads_never_take_more_than_the_quota(database: Database) -> None:
    keys = Keys(database)
    key, _ = keys.create("desk", [Scope.CHECKS], tokens_per_day=100)

    def take(_: int) -> bool:
        try:
            keys.spend(key, 3)
        except QuotaExceeded:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        taken = pool.map(take, range(60))
        keys.sync()
    assert sum(taken) == 33
    keys.sync()
    assert Keys(database).spent(key).tokens == 99


def test_what_no_day_allows_is_forbidden_and_nothing_is_taken(database: Database) -> None:
    keys = Keys(database)
    key, _ = keys.create("desk", [Scope.CHECKS], tokens_per_day=100)
    with pytest.raises(Forbidden):
        keys.spend(key, 101, 1)
    assert keys.spent(key) == Used()


def test_a_day_ends_at_midnight_utc(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = Keys(database)
    key, _ = keys.create("desk", [Scope.CHECKS], tokens_per_day=100)
    monkeypatch.setattr(usage_module, "_now", lambda: datetime(2031, 5, 6, 23, 59, 30, tzinfo=UTC))
    keys.spend(key, 100)
    with pytest.raises(QuotaExceeded) as refused:
        keys.spend(key, 1)
    assert refused.value.retry_after == 30
    monkeypatch.setattr(usage_module, "_now", lambda: datetime(2031, 5, 7, tzinfo=UTC))
    keys.spend(key, 60)  # what was used yesterday is not written yet
    keys.sync()
    assert keys.spent(key).tokens == 60
    monkeypatch.setattr(usage_module, "_now", lambda: datetime(2031, 5, 6, 12, tzinfo=UTC))  # the clock is set back
    keys.sync()
    assert keys.spent(key).tokens == 100


def test_what_cannot_be_written_is_kept_until_it_can(database: Database) -> None:
    keys = Keys(database)
    key, _ = keys.create("desk", [Scope.CHECKS])
    keys.spend(key, 5, 1)
    with database.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE usage RENAME TO gone")
    with pytest.raises(StoreFailed):
        keys.sync()
    keys.spend(key, 2, 1)
    assert keys.spent(key) == Used(tokens=7, requests=2)
    with database.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE gone RENAME TO usage")
    keys.sync()
    assert keys.spent(key) == Keys(database).spent(key) == Used(tokens=7, requests=2)
