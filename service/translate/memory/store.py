"""The translation memory itself: what people translated, kept in one file and found again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any, Self

from service.core.errors import InvalidMemory
from service.core.translation import Entry, Match
from service.translate.memory.database import Database
from service.translate.memory.finding import Finder, Question
from service.translate.memory.languages import PAIR, canonical, pair
from service.translate.memory.words import digest
from service.translate.terms import Glossary

FIELDS = "source, target, source_language, target_language, before, after, approved, name"
ADD = f"""INSERT INTO segments (text, context, {FIELDS})
    VALUES (:text, :context, :source, :target, :source_language, :target_language, :before, :after, :approved, :name)
    ON CONFLICT (text, context, source_language, target_language) DO UPDATE
    SET source = excluded.source, target = excluded.target, before = excluded.before, after = excluded.after,
        approved = excluded.approved, name = excluded.name
    WHERE excluded.approved >= segments.approved
        AND (excluded.source, excluded.target, excluded.approved, excluded.name)
            <> (segments.source, segments.target, segments.approved, segments.name)"""
PAGE = f"SELECT number, {FIELDS} FROM segments WHERE number > :last AND {PAIR} ORDER BY number LIMIT 1000"


class Memory:
    """Translations in a SQLite file, which is made when the first is added; without a path they are in RAM.

    Many processes may read while one writes; threads take turns. Opened with `read_only` it never writes.
    Raises InvalidMemory where the path holds something else, or, with `read_only`, nothing.
    """

    def __init__(self, path: Path | None, *, read_only: bool = False) -> None:
        self._lock, self._database = RLock(), Database(path, read_only=read_only)
        self._finder = Finder()

    def add(self, entries: Iterable[Entry]) -> int:
        """All of them or, when an error ends it, none. Gives how many were new or changed something.

        The same source in the same context for the same languages is one entry: the one that was approved last stays,
        of several approved at the same time, or by nobody, the last. Raises InvalidMemory for an entry without a source
        or a target, InvalidRequest for a language that is no code, StoreFull, StoreFailed.
        """
        with self._lock, self._database.writing() as connection:
            before = connection.total_changes
            connection.executemany(ADD, map(_row, entries))
            return connection.total_changes - before

    def matches(
        self,
        source: str,
        *,
        source_language: str,
        target_language: str,
        before: str = "",
        after: str = "",
        limit: int = 5,
        least: int = 50,
        terms: Glossary | None = None,
    ) -> tuple[Match, ...]:
        """At most `limit` translations of `least` per cent or more, best first, then those that were approved last.

        101 is the same source between the same segments `before` and `after`, 100 the same source, but for white space.
        Below, it is the share of words that need no change (`index.py`), less the penalties: numbers that differ, terms
        of the glossary that differ, and case and punctuation where only these do (`penalties.py`).
        A language takes its regions and scripts: en finds en-US, and en-US finds en.
        Raises InvalidRequest for a language that is no code, MissingExtra without rapidfuzz, InvalidMemory.
        """
        asked = Question(source, pair(source_language, target_language), before, after, limit, least, terms)
        with self._lock, self._database.told():
            connection = self._database.reading()
            return self._finder.matches(connection, asked) if connection and limit > 0 else ()

    def entries(self, source_language: str = "", target_language: str = "") -> Iterator[Entry]:
        """In the order in which they were first added, of all languages or of those asked for.

        Raises InvalidRequest for a language that is no code, InvalidMemory.
        """
        wanted = pair(source_language, target_language)
        last: int = 0
        while rows := self._page(wanted | {"last": last}):
            for _, *values in rows:
                yield Entry(**dict(zip(FIELDS.split(", "), values, strict=True)))
            last = rows[-1][0]

    def _page(self, values: dict[str, str | int]) -> list[tuple[Any, ...]]:
        with self._lock, self._database.told():
            connection = self._database.reading()
            return connection.execute(PAGE, values).fetchall() if connection else []

    def __len__(self) -> int:
        with self._lock, self._database.told():
            connection = self._database.reading()
            return connection.execute("SELECT count(*) FROM segments").fetchone()[0] if connection else 0

    def close(self) -> None:
        with self._lock:
            self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _row(entry: Entry) -> dict[str, str | bytes]:
    if not entry.source.strip() or not entry.target.strip():
        missing = "source" if not entry.source.strip() else "target"
        other = (entry.target if missing == "source" else entry.source)[:40]
        raise InvalidMemory(f"An entry has no {missing} ({other!r}): leave it out.")
    return {
        **entry.model_dump(),
        "source_language": canonical(entry.source_language),
        "target_language": canonical(entry.target_language),
        "text": digest(entry.source),
        "context": digest(entry.before, entry.after),
    }
