"""Results on disk, so that an article that was summarised before is not summarised again."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from pydantic import ValidationError

from service.core.document import Document
from service.core.receipt import Receipt
from service.core.summary import Summary

FOLDERS = 16  # one for each first digit of a key
UNFINISHED = "unfinished-"
WRITING_SECONDS = 60  # after which an unfinished file is one that a process left as it died
TEXT = {"text", "source"}  # of a document: the receipt has the hash of the one, and the other is in no summary

log = logging.getLogger("plumbline")


def key_of(document: Document, receipt: Receipt, more: Mapping[str, str | int]) -> str:
    """The key of a result: SHA-256, in hex, of the canonical JSON of all that decides its bytes.

    Besides the receipt that is what the reader made of the file (two files that are wrapped at other columns may have
    the same text, and other line numbers), and `more`, which no receipt names: how long a chunk may be, for example.
    """
    parts = {
        "receipt": receipt.model_dump(mode="json"),
        "document": document.model_dump(mode="json", exclude=TEXT),
        "more": dict(more),
    }
    canonical = json.dumps(parts, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


class ResultCache:
    """Summaries as JSON, a file each, in at most `limit_bytes` of `folder`; several processes may share it.

    A file begins with the SHA-256 of its key and its content: one that was damaged, altered or renamed is a miss, and
    is removed. The files lie in sixteen folders, by the first digit of their keys, and each of these holds a sixteenth
    of the limit: a new file costs a look at one of them, and no process has to know what others wrote. Where there is
    no room the files that were read or written longest ago go first. What is larger than a sixteenth is not kept.

    A disk that is full or cannot be written is no error: nothing is kept then, and the log says so once.
    """

    def __init__(self, folder: Path, limit_bytes: int) -> None:
        self._folder = folder
        self._room = limit_bytes // FOLDERS
        self._silent = False  # the log has it that the disk fails

    def get(self, key: str) -> Summary | None:
        """The summary that was kept under `key`; None when there is none."""
        path = self._path(key)
        try:
            stored = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            self._failed("read", error)
            return None
        digest, _, content = stored.partition(b"\n")
        try:
            if digest != _digest(key, content):
                raise ValueError("another hash")
            summary = Summary.model_validate_json(content)
        except (ValueError, ValidationError):
            log.warning("A cached result is damaged and was dropped: %s.", path)
            with suppress(OSError):  # another process was first, or the disk is read-only
                path.unlink()
            return None
        with suppress(OSError):
            os.utime(path)
        return summary

    def put(self, key: str, summary: Summary) -> None:
        """Keep `summary` under `key`, in place of what was there."""
        content = summary.to_json().encode()
        stored = _digest(key, content) + b"\n" + content
        if len(stored) > self._room:
            return
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._make_room(path.parent, len(stored))
            _write(path, stored)
        except OSError as error:
            self._failed("written", error)
        else:
            self._silent = False

    def _path(self, key: str) -> Path:
        return self._folder / key[0] / key

    def _make_room(self, folder: Path, size: int) -> None:
        """Remove the files that were used longest ago until `size` bytes have room, save those being written.

        A file that another process removes in the meantime is no matter.
        """
        found: list[tuple[int, int, str]] = []
        with os.scandir(folder) as entries:
            for entry in entries:
                with suppress(FileNotFoundError):
                    stat = entry.stat()
                    found.append((stat.st_mtime_ns, stat.st_size, entry.path))
        used = sum(bytes_ for _, bytes_, _ in found) + size
        if used <= self._room:
            return
        begun = time.time_ns() - WRITING_SECONDS * 1_000_000_000
        for used_last, bytes_, path in sorted(found):
            if used_last > begun and Path(path).name.startswith(UNFINISHED):
                continue
            with suppress(FileNotFoundError):
                os.unlink(path)
            used -= bytes_
            if used <= self._room:
                return

    def _failed(self, done: str, error: OSError) -> None:
        if not self._silent:
            log.warning("Results cannot be %s in %s, and are not cached: %s.", done, self._folder, error.strerror)
        self._silent = True


def _digest(key: str, content: bytes) -> bytes:
    return hashlib.sha256(key.encode() + b"\n" + content).hexdigest().encode()


def _write(path: Path, stored: bytes) -> None:
    """All of the file or nothing, readable by its owner only. Raises OSError."""
    handle, name = mkstemp(prefix=UNFINISHED, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(stored)
        os.replace(name, path)
    except OSError:
        with suppress(OSError):
            os.unlink(name)
        raise
