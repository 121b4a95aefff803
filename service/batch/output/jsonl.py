"""Lines in a file that only grows, on the disk in groups."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from service.batch.output.disk import failure, sync_folder, unfinished, whole
from service.batch.output.done import Index
from service.batch.output.lines import Failure, Head, Result, Row
from service.core.errors import OutputUnusable
from service.core.objection import objection

GROUP_LINES = 64
GROUP_SECONDS = 1.0  # between two groups
BEGINNING = b'{"id":'  # of every line as it is written here


class JsonLines:
    """One file of lines. Methods block; raise StoreFull, OutputUnusable.

    `put` keeps a line in memory; a group is written and fsynced when it has `group_lines` lines, or when the last group
    is `group_seconds` ago: lines that come one by one go to the disk at once. Where the disk fails in the middle of a
    group, the file is cut to the end of the group before it, and the lines are kept: `sync` tries them again.
    """

    def __init__(self, path: Path, group_lines: int = GROUP_LINES, group_seconds: float = GROUP_SECONDS) -> None:
        """Reads what is there and cuts off a torn last line. Raises OutputUnusable for any other damage."""
        self.path = path
        self.index = Index()
        self._group_lines, self._group_seconds = group_lines, group_seconds
        self._buffer = bytearray()
        self._waiting = 0
        self._last = -group_seconds
        try:
            unfinished(path).unlink(missing_ok=True)
            new = not path.exists()
            self._length = 0 if new else self._read()
            self._file = os.open(path, os.O_WRONLY | os.O_CREAT, 0o644)
            os.ftruncate(self._file, self._length)
            os.fsync(self._file)  # what a killed run wrote last counts as done from here on
            if new:
                sync_folder(path.parent)
        except OSError as error:
            raise failure(error, path) from error

    def put(self, row: Row | Failure) -> None:
        line = row.to_line()
        self.index.add(row.id, row.key, self._length + len(self._buffer))
        self._buffer += line
        self._waiting += 1
        if self._waiting >= self._group_lines or time.monotonic() - self._last >= self._group_seconds:
            self.sync()

    def sync(self) -> None:
        """When it returns, every line that was put is on the disk."""
        if not self._buffer:
            return
        group, done = bytes(self._buffer), 0
        try:
            os.lseek(self._file, self._length, os.SEEK_SET)
            while done < len(group):
                done += os.write(self._file, group[done:])
            os.fsync(self._file)
        except OSError as error:
            with suppress(OSError):  # then it is cut when the file is opened again
                os.ftruncate(self._file, self._length)
            raise failure(error, self.path) from error
        self._length += len(group)
        self._buffer.clear()
        self._waiting = 0
        self._last = time.monotonic()

    def compact(self) -> None:
        """Leave only the lines that count, if there are others; a crash leaves the file as it was."""
        self.sync()
        if not self.index.superseded:
            return
        kept = Index()
        with whole(self.path) as file:
            for place, line in _lines(self.path):
                head = Head.model_validate_json(line)
                if self.index.stands(head.id, place):
                    kept.add(head.id, head.key, file.tell())
                    file.write(line)
            length = file.tell()
        os.close(self._file)
        self._file = os.open(self.path, os.O_WRONLY)
        self._length, self.index = length, kept

    def close(self) -> None:
        os.close(self._file)

    def files(self) -> list[Path]:
        return [self.path]

    def results(self) -> Iterator[Result]:
        """What counts of the lines on the disk."""
        for place, line in _lines(self.path):
            result = Result.model_validate_json(line)
            if self.index.stands(result.id, place):
                yield result

    def _read(self) -> int:
        """Fill the index; the length of the file without a torn last line, in bytes."""
        length = 0
        with self.path.open("rb") as file:
            for number, line in enumerate(iter(file.readline, b""), 1):
                head = self._head(line, number, last=not file.peek(1))
                if head is None:
                    break
                self.index.add(head.id, head.key, length)
                length += len(line)
        return length

    def _head(self, line: bytes, number: int, *, last: bool) -> Head | None:
        """None for a torn line: the last one, begun as ours and not ended, or never filled."""
        where = f"{self.path}, line {number}"
        try:
            head = Head.model_validate_json(line)
        except ValidationError as error:
            if error.errors()[0]["type"] != "json_invalid":
                raise OutputUnusable(f"{where} is not a line of a run: {objection(error.errors()[0])}.") from error
            if last and (line.startswith((BEGINNING, b"\0")) or BEGINNING.startswith(line)):
                return None
            raise OutputUnusable(f"{where} is damaged: remove it, and its article is done again.") from error
        return head if line.endswith(b"\n") else None


def newest(path: Path) -> Iterator[bytes]:
    """The line that counts of each article; reads twice. A line that is being written is left out.

    Raises OutputUnusable for a line that is none of a run's.
    """
    index = Index()
    for place, line in _lines(path):
        try:
            head = Head.model_validate_json(line)
            index.add(head.id, head.key, place)
        except ValueError as error:
            raise OutputUnusable(f"{path} holds a line at byte {place} that is not one of a run.") from error
    for place, line in _lines(path):
        if index.stands(Head.model_validate_json(line).id, place):
            yield line


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Each whole line with its offset in bytes."""
    place = 0
    with path.open("rb") as file:
        for line in file:
            if line.endswith(b"\n"):
                yield place, line
            place += len(line)
