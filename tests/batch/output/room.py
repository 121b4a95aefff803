"""A disk that has little room."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm") if Path("/dev/shm").is_dir() else None  # a folder where fsync costs nothing


@contextmanager
def room(bytes_: int) -> Iterator[None]:
    """No file grows beyond that; the system then writes as much as fits, and fails after it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
