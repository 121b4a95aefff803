"""The commands about keys, as an operator runs them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from service.cli import app
from service.core.errors import InvalidRequest, UnknownKey
from service.settings import Settings, settings
from service.store.database import Database
from service.store.keys import Keys

RUN = CliRunner(env={"COLUMNS": "200"})


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PLUMBLINE_DATA_DIR", str(tmp_path))
    settings.cache_clear()
    yield
    settings.cache_clear()


def run(*arguments: str) -> str:
    done = RUN.invoke(app, ["keys", *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_a_key_is_printed_once_and_never_listed(tmp_path: Path) -> None:
    assert "keys create" in run("list")
    assert json.loads(run("list", "--json")) == []
    done = RUN.invoke(app, ["keys", "create", "City [b]desk", "--tokens-per-day", "90000"])
    token = done.stdout.strip()
    assert done.stderr.count(".") == 1
    assert "not shown again" in done.stderr
    database = Database(Settings(data_dir=tmp_path))
    keys = Keys(database)
    keys.spend(keys.find(token), 1_234, 5)
    keys.sync()
    database.close()
    shown, listed = run("list"), run("list", "--json")
    for expected in ("City [b]desk", "1,234 of 90,000", "summaries", "checks", "jobs"):
        assert expected in shown
    (row,) = json.loads(listed)
    assert row["used_today"] == {"tokens": 1_234, "requests": 5}
    assert row["scopes"] == ["summaries", "checks", "translations", "jobs"]
    assert (row["tokens_per_day"], row["requests_per_minute"], row["revoked"]) == (90_000, None, None)
    secret = token.split("_", 2)[2]
    assert secret not in shown + listed


def test_scopes_are_those_that_were_asked_for_and_a_key_is_revoked_by_id() -> None:
    made = json.loads(
        run("create", "watch", "--scope", "metrics", "--scope", "checks", "--requests-per-minute", "9", "--json")
    )
    assert made["scopes"] == ["checks", "metrics"]
    assert made["requests_per_minute"] == 9
    assert made["key"].startswith(f"pl_{made['id']}_")
    assert json.loads(run("revoke", made["id"], "--json"))["revoked"]
    assert "is revoked" in run("revoke", made["id"])
    (row,) = json.loads(run("list", "--json"))
    assert row["revoked"]


def test_what_cannot_be_is_refused() -> None:
    assert isinstance(RUN.invoke(app, ["keys", "revoke", "pl_abc_marker"]).exception, UnknownKey)
    assert isinstance(RUN.invoke(app, ["keys", "create", " "]).exception, InvalidRequest)
    for wrong in (["--scope", "everything"], ["--tokens-per-day", "0"], ["--requests-per-minute", "-1"]):
        assert RUN.invoke(app, ["keys", "create", "x", *wrong]).exit_code == 2
    assert json.loads(run("list", "--json")) == []


def test_processes_make_keys_at_once() -> None:
    command = [sys.executable, "-m", "service.cli", "keys", "create", "--json"]
    started = [subprocess.Popen([*command, f"desk {number}"], stdout=subprocess.PIPE) for number in range(3)]
    printed = [process.communicate(timeout=60)[0] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0]
    made = {json.loads(text)["id"] for text in printed}
    assert {row["id"] for row in json.loads(run("list", "--json"))} == made
    assert len(made) == 3


def test_a_quota_that_no_database_holds_is_refused() -> None:
    done = RUN.invoke(app, ["keys", "create", "desk", "--tokens-per-day", str(10**30)])
    assert done.exit_code == 2
    assert json.loads(run("list", "--json")) == []
