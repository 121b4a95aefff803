"""What a translator has at hand: the terms, translations and names that are kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from service.core.errors import FileUnreadable, StoreUnusable
from service.translate.memory import Memory, tmx
from service.translate.names import Ledger, ledger_csv
from service.translate.terms import Glossary, load, party_state

MEMORY, NAMES = "memory.sqlite", "names.sqlite"
SQLITE = b"SQLite format 3\0"  # how such a file begins (https://www.sqlite.org/fileformat.html)


class Desk:
    """Glossaries (files, the first has the say), a memory and a ledger of names, which may be empty.

    Our own terms of party and state come last, as advice.
    """

    def __init__(
        self, glossaries: Sequence[Path] = (), *, memory: Memory | None = None, ledger: Ledger | None = None
    ) -> None:
        self._files = tuple(glossaries)
        self._read: dict[tuple[str, str], Glossary] = {}
        self.memory = Memory(None) if memory is None else memory
        self.ledger = Ledger(None) if ledger is None else ledger

    def glossary(self, source_language: str, target_language: str) -> Glossary:
        """The terms from one language into another, read once. Raises as `load` does."""
        pair = source_language, target_language
        if pair not in self._read:
            terms = [term for path in self._files for term in load(path, *pair)]
            own = party_state(source_language) if target_language == "en" else ()
            self._read[pair] = Glossary.of([*terms, *own])
        return self._read[pair]


def open_desk(
    folder: Path, *, glossaries: Sequence[Path] = (), memory: Path | None = None, names: Path | None = None
) -> Desk:
    """A desk with what is kept in `folder`, or instead with a memory (TMX) and names (CSV), or stores of either.

    What is a file for exchange is read whole, and nothing is written to it. Raises InputError,
    StoreUnusable.
    """
    folder = folder.expanduser()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StoreUnusable(f"{folder} cannot be made: {error.strerror}.") from error
    return Desk(
        glossaries,
        memory=_memory(memory) if memory else Memory(folder / MEMORY),
        ledger=_ledger(names) if names else Ledger(folder / NAMES),
    )


def _memory(path: Path) -> Memory:
    data = _read(path)
    if data.startswith(SQLITE):
        return Memory(path)
    memory = Memory(None)
    memory.add(tmx.read(data))
    return memory


def _ledger(path: Path) -> Ledger:
    data = _read(path)
    if data.startswith(SQLITE):
        return Ledger(path)
    ledger = Ledger(None)
    ledger.put(*ledger_csv.read(data))
    return ledger


def _read(path: Path) -> bytes:
    try:
        return path.expanduser().read_bytes()
    except OSError as error:
        raise FileUnreadable(f"{path} cannot be read: {error.strerror or error}.") from error
