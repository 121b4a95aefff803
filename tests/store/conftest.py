"""The database in both its forms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from service.settings import Settings
from service.store.database import Database
from tests.store.postgres import Server


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    database = Database(Settings(data_dir=tmp_path))
    yield database
    database.close()


@pytest.fixture
def shared(tmp_path: Path, postgres: Server) -> Iterator[Database]:
    """A new database of PostgreSQL."""
    database = Database(Settings(data_dir=tmp_path, database=SecretStr(postgres.new_database())))
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Database:
    found: Database = request.getfixturevalue("sqlite" if request.param == "sqlite" else "shared")
    return found
