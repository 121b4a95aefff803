"""What the memory answers: the same text first, then like ones, with what is taken off them."""

from __future__ import annotations

import sqlite3
from bisect import insort
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from service.core.translation import Match
from service.translate.memory.index import Index
from service.translate.memory.languages import PAIR
from service.translate.memory.penalties import Penalties
from service.translate.memory.words import digest, normal
from service.translate.terms import Glossary

NEW = f"""SELECT number, source FROM segments AS new WHERE number > :above AND number <= :newest AND {PAIR}
    AND NOT EXISTS (SELECT 1 FROM segments WHERE text = new.text AND number < new.number AND {PAIR})"""
SAME = f"""SELECT source, target, max(context = :context) AS here, max(approved) AS newest FROM segments
    WHERE text = :text AND {PAIR} GROUP BY target ORDER BY here DESC, newest DESC LIMIT :limit"""
LIKE = f"""SELECT source, target, max(approved) FROM segments
    WHERE text = (SELECT text FROM segments WHERE number = :number) AND {PAIR} GROUP BY target LIMIT 100"""
MOST = 100  # like texts that are read, since penalties may put a later one before them
LOOKED_AT = 2  # times `limit`: like texts whose numbers and terms are read


@dataclass(frozen=True)
class Question:
    """What `Memory.matches` was asked; `pair` is of `languages.pair`."""

    source: str
    pair: dict[str, str]
    before: str
    after: str
    limit: int
    least: int
    terms: Glossary | None


class _Found(NamedTuple):
    """`likeness` is in per cent, before penalties."""

    likeness: int
    source: str
    target: str
    approved: str
    penalties: dict[str, int]

    @property
    def percent(self) -> int:
        return max(0, self.likeness - sum(self.penalties.values()))


class Finder:
    """Answers from a database, with an index for each pair of languages, which is made when it is first asked for."""

    def __init__(self) -> None:
        self._indexes: dict[tuple[str, str], Index] = {}

    def matches(self, connection: sqlite3.Connection, asked: Question) -> tuple[Match, ...]:
        """See `Memory.matches`. Raises MissingExtra."""
        found = self._same(connection, asked)
        if len(found) < asked.limit and asked.least < 100:
            found += self._like(connection, asked)
        best = _best(one for one in found if one.percent >= asked.least)[: asked.limit]
        return tuple(
            Match(
                source=one.source,
                target=one.target,
                percent=one.percent,
                penalties=one.penalties,
                approved=one.approved,
            )
            for one in best
        )

    def _same(self, connection: sqlite3.Connection, asked: Question) -> list[_Found]:
        context = digest(asked.before, asked.after) if normal(asked.before) or normal(asked.after) else None
        values = asked.pair | {"text": digest(asked.source), "context": context, "limit": asked.limit}
        return [
            _Found(100 + bool(here), source, target, approved, {})
            for source, target, here, approved in connection.execute(SAME, values)
        ]

    def _like(self, connection: sqlite3.Connection, asked: Question) -> list[_Found]:
        """What is costly to compare is compared for the best of them only."""
        penalties = Penalties(asked.source, asked.pair["source_language"], asked.terms)
        own, enough = normal(asked.source), LOOKED_AT * asked.limit
        found: list[_Found] = []
        reached: list[int] = []  # per cent of those found, ascending
        like = self._index(connection, asked.pair).search(asked.source, max(1, asked.least))
        for likeness, number in islice(like, MOST):
            if len(found) >= enough and likeness < reached[-enough]:
                break
            for source, target, approved in connection.execute(LIKE, asked.pair | {"number": number}):
                if normal(source) != own:
                    found.append(_Found(likeness, source, target, approved, penalties.surface(source)))
                    insort(reached, found[-1].percent)
        best = _best(found)[:enough]
        return [one._replace(penalties=penalties.meaning(one.source, one.penalties)) for one in best]

    def _index(self, connection: sqlite3.Connection, pair: dict[str, str]) -> Index:
        """With all that is in the file by now. Segments are never taken out, and keep their number and their words."""
        index = self._indexes.setdefault((pair["source_language"], pair["target_language"]), Index())
        newest = connection.execute("SELECT max(number) FROM segments").fetchone()[0] or 0
        if newest > index.newest:
            for number, source in connection.execute(NEW, pair | {"above": index.newest, "newest": newest}):
                index.add(number, source)
            index.newest = newest
        return index


def _best(found: Iterable[_Found]) -> list[_Found]:
    """The newest first among those of the same per cent; each pair of texts once."""
    newest = sorted(found, key=lambda one: one.approved, reverse=True)
    unique: dict[tuple[str, str], _Found] = {}
    for one in sorted(newest, key=lambda one: one.percent, reverse=True):
        unique.setdefault((one.source, one.target), one)
    return list(unique.values())
