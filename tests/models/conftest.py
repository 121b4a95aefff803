"""The embedded encoder, loaded once for all tests of this room."""

from __future__ import annotations

import pytest

from service.models.base import Encoder
from service.models.registry import load


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return load("embedded", threads=0)
