"""A ledger of names: for each the form that a person chose, or one that was suggested.

An SQLite file, or memory. A suggestion never takes the place of what a person approved.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

import yaml
from pydantic import Field, ValidationError

from service.core.document import Frozen
from service.core.errors import InvalidLedger, InvalidRequest
from service.core.objection import objection
from service.translate.disk import disk_fault
from service.translate.terms.units import base

LONGEST = 500  # characters of a name
SECONDS = 30  # that a writer waits for another
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,3}")
APPLICATION = 0x504C4E4D  # SQLite's application_id: PLNM; 0 in ledgers of before
SHAPE = ["source", "language", "chosen", "approved", "kind", "note"]
FIELDS = {"source": "name", "chosen": "form", "language": "language"}
TABLE = """
CREATE TABLE IF NOT EXISTS names (
    source TEXT NOT NULL, language TEXT NOT NULL, chosen TEXT NOT NULL, approved INTEGER NOT NULL, kind TEXT NOT NULL,
    note TEXT NOT NULL, PRIMARY KEY (source, language)
) WITHOUT ROWID
"""
PUT = """
INSERT INTO names (source, language, chosen, approved, kind, note) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (source, language) DO UPDATE SET chosen = excluded.chosen, approved = excluded.approved,
    kind = excluded.kind, note = excluded.note
WHERE excluded.approved OR NOT names.approved
"""


class Kind(StrEnum):
    PERSON = "person"
    PLACE = "place"
    BODY = "body"


class NameEntry(Frozen):
    """A name as a source of `language` (BCP 47) has it, in its dictionary form, and as a translation puts it."""

    source: str = Field(min_length=1, max_length=LONGEST)
    language: str = Field(min_length=2, max_length=35)
    chosen: str = Field(min_length=1, max_length=LONGEST)
    approved: bool = False
    kind: Kind = Kind.PERSON
    note: str = Field(default="", max_length=4 * LONGEST)


class Ledger:
    """One entry for a source form and a language; regions do not count (ko-KP is ko). Close it, or use `with`."""

    def __init__(self, path: Path | None = None, *, read_only: bool = False) -> None:
        """None keeps it in memory; `read_only` writes nothing, not even an empty ledger.

        This and what reads or writes raise InvalidLedger, StoreFull, StoreFailed.
        """
        self.path = path
        with ExitStack() as undo, _usable(path):
            self._database = _opened(path, read_only=read_only)
            undo.callback(self._database.close)
            if not read_only and _empty(self._database):
                self._database.execute(TABLE)
                self._database.execute(f"PRAGMA application_id = {APPLICATION}")
                self._database.commit()
            if not _ours(self._database):
                raise InvalidLedger(f"{path} holds no ledger of names.")
            undo.pop_all()

    def get(self, source: str, language: str) -> NameEntry | None:
        """None where it has none."""
        with _usable(self.path):
            row = self._database.execute(
                "SELECT * FROM names WHERE source = ? AND language = ?", (_key(source), base(language))
            ).fetchone()
        return _entry(row) if row else None

    def put(self, *entries: NameEntry) -> int:
        """How many were taken: one that nobody approved does not replace one that somebody did."""
        with _usable(self.path, "written"), self._database:
            return sum(self._database.execute(PUT, _row(entry)).rowcount for entry in entries)

    def approve(self, source: str, language: str, chosen: str = "") -> NameEntry:
        """A person's choice; without `chosen` what is suggested.

        Raises InvalidRequest where nothing is, and for a name, a form or a language that is none.
        """
        if not LANGUAGE.fullmatch(language):
            raise InvalidRequest(f"{language[:40]!r} is no language code: give one, as ko or ko-KP.")
        if not source.strip():
            raise InvalidRequest("The name is empty: give it as the source has it.")
        known = self.get(source, language)
        chosen = chosen if chosen.strip() else known.chosen if known else ""
        if not chosen:
            raise InvalidRequest(f"There is no form for {source} yet: give one.")
        kept = known.model_dump() if known else {"source": _key(source), "language": base(language)}
        try:
            entry = NameEntry.model_validate(kept | {"chosen": chosen, "approved": True})
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            raise InvalidRequest(
                f"The ledger takes no such {FIELDS[str(first['loc'][0])]}: {objection(first)}."
            ) from error
        self.put(entry)
        return entry

    def remove(self, source: str, language: str) -> bool:
        """Whether there was one."""
        with _usable(self.path, "written"), self._database:
            return bool(
                self._database.execute(
                    "DELETE FROM names WHERE source = ? AND language = ?", (_key(source), base(language))
                ).rowcount
            )

    def entries(self, language: str = "") -> Iterator[NameEntry]:
        """By source; of one language, or all."""
        with _usable(self.path):
            rows = self._database.execute(
                "SELECT * FROM names WHERE ? IN ('', language) ORDER BY language, source", (base(language),)
            ).fetchall()
        return map(_entry, rows)

    def __len__(self) -> int:
        return int(self._database.execute("SELECT count(*) FROM names").fetchone()[0])

    @property
    def state(self) -> tuple[int, int]:
        """Another one after each change, by this process or another."""
        with _usable(self.path):
            return self._database.total_changes, int(self._database.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@cache
def seed() -> tuple[NameEntry, ...]:
    """Names of the DPRK whose usual form no rule gives; nobody approved them."""
    raw = yaml.safe_load(files("service.translate.names").joinpath("data/kcna.yaml").read_text("utf-8"))
    return tuple(NameEntry(language="ko", note="KCNA", **entry) for entry in raw)


def of(entries: Iterable[NameEntry]) -> Ledger:
    """A ledger in memory."""
    ledger = Ledger()
    ledger.put(*entries)
    return ledger


@contextmanager
def _usable(path: Path | None, used: str = "opened as a ledger of names") -> Iterator[None]:
    """What SQLite reports, in one sentence. Raises InvalidLedger, StoreFull, StoreFailed."""
    where = str(path or "The ledger")
    try:
        yield
    except sqlite3.Error as error:
        raise disk_fault(error, where) or InvalidLedger(f"{where} cannot be {used}: {error}.") from error


def _opened(path: Path | None, *, read_only: bool) -> sqlite3.Connection:
    if path is None:
        return sqlite3.connect(":memory:", check_same_thread=False)
    mode = "ro" if read_only else "rwc"
    where = f"file:{quote(str(path.absolute()))}?mode={mode}"
    return sqlite3.connect(where, uri=True, timeout=SECONDS, check_same_thread=False)


def _empty(database: sqlite3.Connection) -> bool:
    """A file that nobody has written yet: nothing is put beside what another program keeps."""
    return _application(database) == 0 and database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0


def _ours(database: sqlite3.Connection) -> bool:
    columns = [row[1] for row in database.execute("PRAGMA table_info(names)")]
    return _application(database) in (0, APPLICATION) and columns == SHAPE


def _application(database: sqlite3.Connection) -> int:
    return int(database.execute("PRAGMA application_id").fetchone()[0])


def _key(source: str) -> str:
    whole = source.encode("utf-8", "replace").decode()  # SQLite keeps no lone surrogates
    return " ".join(unicodedata.normalize("NFC", whole).split())


def _row(entry: NameEntry) -> tuple[str, str, str, bool, str, str]:
    return (
        _key(entry.source), base(entry.language), _key(entry.chosen), entry.approved, entry.kind.value, entry.note,
    )  # fmt: skip


def _entry(row: tuple[str, str, str, int, str, str]) -> NameEntry:
    source, language, chosen, approved, kind, note = row
    return NameEntry(
        source=source, language=language, chosen=chosen, approved=bool(approved), kind=Kind(kind), note=note
    )
