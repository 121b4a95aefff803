"""Where the service may listen."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.commands.serve import require_protected
from service.core.errors import Unprotected
from service.core.key import Scope
from service.settings import Settings, settings
from service.store.database import Database
from service.store.keys import Keys


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PLUMBLINE_DATA_DIR", str(tmp_path))
    settings.cache_clear()
    yield
    settings.cache_clear()


LOCAL = ["127.0.0.1", "127.9.9.9", "::1", "localhost"]
BEYOND = ["0.0.0.0", "::", "", "192.168.1.4", "example.org", "127.0.0.1.example.org", "localhost.example.org"]


@pytest.mark.parametrize("host", LOCAL)
def test_this_machine_alone_needs_no_key(host: str) -> None:
    require_protected(host, settings(), Database(settings()))


@pytest.mark.parametrize("host", BEYOND)
def test_beyond_this_machine_a_key_or_a_word_is_needed(host: str) -> None:
    with pytest.raises(Unprotected):
        require_protected(host, settings(), Database(settings()))
    require_protected(host, Settings(allow_anonymous=True), Database(settings()))
    Keys(Database(settings())).create("desk", scopes=[Scope.CHECKS])
    require_protected(host, settings(), Database(settings()))


def test_serve_refuses_in_one_sentence_and_listens_nowhere() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "service.cli", "serve", "--host", "0.0.0.0", "--port", "0"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("plumbline: 0.0.0.0 is reached from beyond this machine, and no key exists.")
    assert "[unprotected]" in done.stderr
    assert len(done.stderr.splitlines()) == 1
