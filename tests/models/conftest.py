"""The embedded encoder, loaded once for all tests of this room, and a tiny model of each family, made once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from service.models import registry
from service.models.base import Encoder
from service.models.folder import Folder, read
from service.settings import Settings
from tests.tiny_models import FAMILIES


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return registry.encoder(Settings())


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Folder]:
    """The folder of a family's tiny model. It is shared: a test that changes one copies it first."""
    base = tmp_path_factory.mktemp("tiny")

    @cache
    def folder(family: str) -> Folder:
        return read(FAMILIES[family](base / family))

    return folder
