"""A database that is broken, full, closed to us, or not there: one clear sentence, and nothing lost."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from service.core.errors import InvalidSetting, MissingExtra, StoreFailed, StoreFull, StoreUnusable
from service.settings import Settings
from service.store.database import Database, only_server
from service.store.jobs import Article, Jobs
from tests.store.postgres import Server

SECRET = "pa55word"


def _filled(folder: Path, articles: int = 300) -> str:
    database = Database(Settings(data_dir=folder))
    lines = [Article(f"a{i}", request="the text of an article " * 20) for i in range(articles)]
    job = Jobs(database).add("ann", lines, batch=True)
    database.close()
    return job


def test_garbage_is_not_taken_for_a_database(tmp_path: Path) -> None:
    file = tmp_path / "plumbline.sqlite"
    file.write_bytes(b"no database at all" * 1000)
    with pytest.raises(StoreUnusable, match=r"plumbline\.sqlite: file is not a database\.$"):
        Database(Settings(data_dir=tmp_path))
    assert file.read_bytes() == b"no database at all" * 1000


def test_a_damaged_page_is_found_before_anything_is_written(tmp_path: Path) -> None:
    _filled(tmp_path)
    file = tmp_path / "plumbline.sqlite"
    data = bytearray(file.read_bytes())
    for page in range(20, 40):
        data[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    file.write_bytes(data)
    with pytest.raises(StoreUnusable, match=r"plumbline\.sqlite") as caught:
        Database(Settings(data_dir=tmp_path))
    assert "\n" not in caught.value.detail
    assert file.read_bytes() == bytes(data)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreUnusable, match=r"file/data cannot be made: Not a directory\.$"):
        Database(Settings(data_dir=tmp_path / "file" / "data"))


def test_a_folder_that_cannot_be_written() -> None:
    with pytest.raises(StoreUnusable, match=r"unable to open database file"):
        Database(Settings(data_dir=Path("/proc/self")))  # permissions do not bind root; here nobody makes a file


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    job = _filled(tmp_path)
    database = Database(Settings(data_dir=tmp_path))
    event.listen(database.engine, "connect", lambda connection, _: connection.execute("PRAGMA query_only = ON"))
    database.engine.dispose()  # the next connection is read-only
    with pytest.raises(StoreFailed, match=r"attempt to write a readonly database"):
        Jobs(database).add("ann", [Article("a", request="r")], batch=True)
    assert Jobs(database).get(job).total == 300
    database.close()


def test_a_disk_without_room_for_a_database_is_told_as_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Database) -> None:
        raise OperationalError("CREATE TABLE keys", {}, sqlite3.OperationalError("database or disk is full"))

    monkeypatch.setattr(Database, "_make_tables", full)
    with pytest.raises(StoreFull, match=r"plumbline\.sqlite: database or disk is full\.$"):
        Database(Settings(data_dir=tmp_path))


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    job = _filled(tmp_path, 50)
    database = Database(Settings(data_dir=tmp_path))
    jobs = Jobs(database)
    claim = jobs.claim("ann")
    assert claim is not None
    full = True

    @event.listens_for(database.engine, "begin")
    def limit(connection: object) -> None:
        raw = connection.connection.driver_connection  # type: ignore[attr-defined]
        pages = raw.execute("PRAGMA page_count").fetchone()[0] if full else 1_000_000
        raw.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(StoreFull, match=r"database or disk is full"):
        jobs.add("ann", [Article("a", request="r" * 100_000)] * 3, batch=True)
    with pytest.raises(StoreFull):
        jobs.record(claim, '"' + "outcome" * 10_000 + '"', failed=False)
    assert (jobs.get(job).total, jobs.get(job).done) == (50, 0)
    full = False
    jobs.record(claim, '"outcome"', failed=False)
    assert [result.body for result in jobs.results(job)] == ['"outcome"']
    database.close()


def test_a_file_has_one_service(tmp_path: Path) -> None:
    first, second = (Database(Settings(data_dir=tmp_path)) for _ in range(2))
    lock = only_server(first)
    assert lock is not None
    with pytest.raises(StoreUnusable, match=r"Another service uses .*PLUMBLINE_DATA_DIR.*PLUMBLINE_DATABASE"):
        only_server(second)
    lock.release()
    assert only_server(second) is not None
    first.close()
    second.close()


def test_a_lock_of_another_process_is_waited_for(tmp_path: Path) -> None:
    _filled(tmp_path, 1)
    script = (
        "import sqlite3, sys, time; c = sqlite3.connect(sys.argv[1]); c.execute('BEGIN IMMEDIATE');"
        "print('held', flush=True); time.sleep(1); c.rollback()"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "plumbline.sqlite")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        _filled(tmp_path, 1)


@pytest.mark.parametrize(
    "url",
    ["mysql://u:pa55word@h/d", "pa55word", "postgresql://u:pa55word@h:pa55word/d", "postgresql://u:a@pa55word@h/d"],
)
def test_a_wrong_url_is_refused_without_its_password(tmp_path: Path, url: str) -> None:
    with pytest.raises(InvalidSetting, match=r"^PLUMBLINE_DATABASE: ") as caught:
        Database(Settings(data_dir=tmp_path, database=SecretStr(url)))
    assert SECRET not in f"{caught.value!r} {caught.value.__cause__!r}"


@pytest.mark.parametrize("url", ["postgresql://u:pa55word@127.0.0.1:1/d", "postgres://127.0.0.1:1/d?password=pa55word"])
def test_a_server_that_does_not_answer(tmp_path: Path, url: str) -> None:
    with pytest.raises(StoreUnusable, match=r"^postgresql://127\.0\.0\.1:1/d: .*refused") as caught:
        Database(Settings(data_dir=tmp_path, database=SecretStr(url)))
    assert SECRET not in f"{caught.value!r} {caught.value.__cause__!r}"


def test_a_database_that_is_not_there(tmp_path: Path, postgres: Server) -> None:
    with pytest.raises(StoreUnusable, match=r"nothing.* does not exist"):
        Database(Settings(data_dir=tmp_path, database=SecretStr(f"{postgres.url}/nothing")))


def test_without_psycopg_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MissingExtra, match=r"pip install 'plumbline\[postgres\]'"):
        Database(Settings(data_dir=tmp_path, database=SecretStr("postgresql://127.0.0.1/d")))


def test_services_that_start_together_make_the_tables_once(tmp_path: Path, postgres: Server) -> None:
    url = postgres.new_database()
    made: list[Database] = []
    threads = [
        threading.Thread(target=lambda: made.append(Database(Settings(data_dir=tmp_path, database=SecretStr(url)))))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(made) == 4
    for database in made:
        database.close()
