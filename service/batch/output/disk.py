"""Where a run's files lie, and how they come onto the disk whole."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Literal

from filelock import FileLock, Timeout

from service.core.errors import OutputUnusable, PlumblineError, StoreFull

Format = Literal["jsonl", "parquet"]

UNFINISHED = ".unfinished"
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Files:
    """OUT.jsonl or OUT.parquet (a folder), and beside it OUT.errors.jsonl, OUT.manifest.json and OUT.lock."""

    def __init__(self, output: Path, format: Format) -> None:
        """Raises OutputUnusable when there is no such folder, or `output` is of the wrong kind."""
        base = output.name.removesuffix(f".{format}")
        self.output = output
        self.errors = output.with_name(f"{base}.errors.jsonl")
        self.manifest = output.with_name(f"{base}.manifest.json")
        self.lock = output.with_name(f"{base}.lock")
        if not output.parent.is_dir():
            raise OutputUnusable(f"{output.parent} is not a folder: make it first.")
        if output.exists() and not (output.is_file() if format == "jsonl" else output.is_dir()):
            raise OutputUnusable(f"{output} is not {'a file' if format == 'jsonl' else 'a folder of shards'}.")

    @property
    def all(self) -> frozenset[Path]:
        """Resolved."""
        return frozenset(path.resolve() for path in (self.output, self.errors, self.manifest, self.lock))


def only_run(path: Path) -> FileLock:
    """Held while a run writes. Raises OutputUnusable when another one holds it. Any thread may release it."""
    lock = FileLock(path, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise OutputUnusable(f"Another run is writing here ({path} is locked): wait until it has ended.") from error
    except OSError as error:
        raise failure(error, path) from error
    return lock


def failure(error: OSError, path: Path) -> PlumblineError:
    """What the system reported of `path`, in one sentence: StoreFull or OutputUnusable."""
    if error.errno in FULL:
        return StoreFull(f"{path} cannot be written: {os.strerror(error.errno or 0)}.")
    return OutputUnusable(f"{path} cannot be written: {error.strerror or error}.")


def sync_folder(folder: Path) -> None:
    """A name that was made, changed or removed there outlives a power cut from here on."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def unfinished(path: Path) -> Path:
    """The name that a file has until it is whole: hidden, so that readers of a folder pass it over."""
    return path.with_name(f".{path.name}{UNFINISHED}")


def require_room(path: Path) -> None:
    """Before long work, whether `path` can be written at its end. Raises OutputUnusable."""
    if not path.parent.is_dir():
        raise OutputUnusable(f"{path.parent} is not a folder: make it first.")
    if path.is_dir():
        raise OutputUnusable(f"{path} is a folder: name a file.")
    if not os.access(path.parent, os.W_OK):
        raise OutputUnusable(f"{path} cannot be written: {os.strerror(errno.EACCES)}.")


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """`path` with the new content when the block ends, or as it was. Raises StoreFull, OutputUnusable."""
    try:
        with unfinished(path).open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished(path), path)
        sync_folder(path.parent)
    except BaseException as error:
        with suppress(OSError):
            unfinished(path).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise failure(error, path) from error
        raise
