"""What a translator has at hand: the terms, translations and names that are kept."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from service.core.errors import FileUnreadable, InvalidRequest, StoreUnusable
from service.translate.memory import Memory, tmx
from service.translate.names import Ledger, ledger_csv
from service.translate.terms import Glossary, load, party_state
from service.translate.terms.units import base

MEMORY, NAMES = "memory.sqlite", "names.sqlite"
PAIRS = 32  # of languages whose terms are kept
SQLITE = b"SQLite format 3\0"  # how such a file begins (https://www.sqlite.org/fileformat.html)


class Desk:
    """Glossaries (files, the first has the say), a memory and a ledger of names, which may be empty.

    `usual` are glossaries for whatever comes: one that is of other languages is passed over, while each of `glossaries`
    was asked for. Our own terms of party and state come last, as advice.
    """

    def __init__(
        self,
        glossaries: Sequence[Path] = (),
        *,
        usual: Sequence[Path] = (),
        memory: Memory | None = None,
        ledger: Ledger | None = None,
    ) -> None:
        self._files, self._usual = tuple(glossaries), tuple(usual)
        self._read: dict[tuple[str, str], tuple[list[tuple[int, int]], Glossary]] = {}
        self.memory = Memory(None) if memory is None else memory
        self.ledger = Ledger(None) if ledger is None else ledger

    def glossary(self, source_language: str, target_language: str) -> Glossary:
        """The terms from one language into another, read again when a file has changed. Raises as `load` does."""
        pair = source_language, target_language
        states = [_state(path) for path in (*self._files, *self._usual)]
        states_then, glossary = self._read.pop(pair, ([], None))
        if glossary is None or states != states_then:
            glossary = self._glossary(*pair)
        self._read[pair] = states, glossary
        if len(self._read) > PAIRS:
            del self._read[next(iter(self._read))]
        return glossary

    def _glossary(self, source_language: str, target_language: str) -> Glossary:
        pair = source_language, target_language
        terms = [term for path in self._files for term in load(path, *pair)]
        terms += [term for path in self._usual for term in load(path, *pair, needed=False)]
        own = party_state(source_language) if base(target_language) == "en" else ()
        return Glossary.of([*terms, *own])


def open_desk(
    folder: Path,
    *,
    glossaries: Sequence[Path] = (),
    usual: Sequence[Path] = (),
    memory: Path | None = None,
    names: Path | None = None,
) -> Desk:
    """A desk with what is kept in `folder`, or instead with a memory (TMX) and names (CSV), or stores of either.

    What is a file for exchange is read whole, and nothing is written to it. Raises InputError,
    StoreUnusable.
    """
    return Desk(glossaries, usual=usual, memory=open_memory(folder, memory), ledger=open_ledger(folder, names))


def open_memory(folder: Path, path: Path | None = None, *, writes: bool = False) -> Memory:
    """That of `folder`, or instead the one in a file. With `writes` the file is made where there is none.

    Raises InputError, StoreUnusable; with `writes` InvalidRequest for a TMX, which would stay as it is.
    """
    if path is None:
        return Memory(_made(folder) / MEMORY)
    if _keeps(path, "--memory", writes=writes):
        return Memory(path.expanduser())
    memory = Memory(None)
    memory.add(tmx.read(_read(path)))
    return memory


def open_ledger(folder: Path, path: Path | None = None, *, writes: bool = False) -> Ledger:
    """As `open_memory`; what is for exchange is a CSV."""
    if path is None:
        return Ledger(_made(folder) / NAMES)
    if _keeps(path, "--names", writes=writes):
        return Ledger(path.expanduser())
    ledger = Ledger(None)
    ledger.put(*ledger_csv.read(_read(path)))
    return ledger


def _made(folder: Path) -> Path:
    folder = folder.expanduser()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StoreUnusable(f"{folder} cannot be made: {error.strerror}.") from error
    if not os.access(folder, os.W_OK):
        raise StoreUnusable(f"{folder} cannot be written to.")
    return folder


def _keeps(path: Path, option: str, *, writes: bool) -> bool:
    """Whether it is a file of SQLite, not one for exchange."""
    if writes and not path.expanduser().exists():
        return True
    keeps = _read(path).startswith(SQLITE)
    if writes and not keeps:
        raise InvalidRequest(f"{path} is a file for exchange, to which nothing is written: leave {option} out.")
    return keeps


def _state(path: Path) -> tuple[int, int]:
    """Another one after each change; nothing of a file that cannot be read, as whoever reads it then says."""
    try:
        stat = path.expanduser().stat()
    except OSError:
        return 0, 0
    return stat.st_mtime_ns, stat.st_size


def _read(path: Path) -> bytes:
    try:
        return path.expanduser().read_bytes()
    except OSError as error:
        raise FileUnreadable(f"{path} cannot be read: {error.strerror or error}.") from error
