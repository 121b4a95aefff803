"""Who said what about it, and when: the claims of an archive by speaker, words, meaning, kind and date."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from service.batch.claim_index import ClaimIndex
from service.batch.claim_search import Name, words_query
from service.core.errors import InvalidRequest
from service.core.summary import Claim, ClaimKind
from service.models.base import Encoder
from service.reading.words import tokens

READ = "en"  # the language that the embedded encoder reads; claims in others are matched by their words
NEAR = 0.3  # cosine from which on a claim is about what was asked
SAME = 0.8  # share of the words of two claims that are in both, from which on they say the same
BLOCK = 512  # claims encoded, and rows compared, at a time

Notify = Callable[[int, int], None]


def unheard(done: int, total: int) -> None:
    """Tells nobody."""


@dataclass(frozen=True)
class Asked:
    """What is looked for; what is left empty does not restrict. Dates are ISO 8601, a day, a month or a year."""

    speaker: str = ""
    about: str = ""
    words: str = ""
    kind: ClaimKind | None = None
    since: str = ""
    until: str = ""
    limit: int = 50


@dataclass(frozen=True)
class Found:
    """One claim. `copies` are further claims that say the same in near-duplicates of its article."""

    date: str
    id: str
    claim: Claim
    copies: int


@dataclass(frozen=True)
class Findings:
    """`claims` by date, undated ones last: of `matches`, those that fit best, else the latest.

    `undated` were left out because a date was asked for, `other_languages` were matched by their words.
    """

    claims: tuple[Found, ...]
    matches: int
    undated: int
    other_languages: int


class _Row(NamedTuple):
    number: int
    date: str
    id: str
    first: str
    claim: str


@dataclass
class _Shown:
    row: _Row
    claim: Claim
    words: Counter[str]
    copies: int = 0


@dataclass
class _Choice:
    """The first `limit` claims that do not repeat one before them, and how often each is repeated."""

    limit: int
    matches: int = 0
    shown: list[_Shown] = field(default_factory=list)
    groups: dict[str, list[_Shown]] = field(default_factory=dict)

    def add(self, row: _Row) -> None:
        self.matches += 1
        group = self.groups.get(row.first, [])
        if not group and len(self.shown) >= self.limit:
            return
        claim = Claim.model_validate_json(row.claim)
        words = Counter(token.casefold() for token in tokens(claim.text))
        for earlier in group:
            if earlier.row.id != row.id and _same(earlier, claim, words):
                earlier.copies += 1
                return
        if len(self.shown) < self.limit:
            shown = _Shown(row, claim, words)
            self.shown.append(shown)
            self.groups.setdefault(row.first, []).append(shown)


def _same(earlier: _Shown, claim: Claim, words: Counter[str]) -> bool:
    """Whether two claims of near-duplicates say the same: nearly the same words, the same figures and speaker."""
    if _figures(earlier.words) != _figures(words):
        return False
    if Name(earlier.claim.attribution.speaker or "").parts != Name(claim.attribution.speaker or "").parts:
        return False
    return (earlier.words & words).total() >= SAME * (earlier.words | words).total()


def _figures(words: Counter[str]) -> Counter[str]:
    return Counter({word: count for word, count in words.items() if re.search(r"\d", word)})


def search(index: ClaimIndex, asked: Asked, encoder: Callable[[], Encoder], notify: Notify = unheard) -> Findings:
    """The claims that `asked` describes.

    `encoder` is loaded only when a meaning is asked for; `notify` hears how many claims were encoded for the first
    time, of how many.

    Raises InvalidRequest for words without a letter or digit.
    """
    conditions, values = _conditions(index.database, asked)
    where = " AND ".join(conditions)
    choice = _Choice(asked.limit)
    other = 0
    if asked.about:
        numbers, other = _about(index, asked.about, where, values, encoder(), notify)
        rows = _numbered(index.database, numbers)
    else:
        rows = _rows(index.database, f"{where} ORDER BY articles.date DESC, claims.number", values)
    for row in rows:
        choice.add(row)
    chosen = sorted(choice.shown, key=lambda shown: (not shown.row.date, shown.row.date, shown.row.number))
    return Findings(
        tuple(Found(shown.row.date, shown.row.id, shown.claim, shown.copies) for shown in chosen),
        choice.matches,
        _undated(index.database, asked) if asked.since or asked.until else 0,
        other,
    )


FROM = "FROM claims JOIN articles ON articles.number = claims.article WHERE"
MATCHING = "claims.number IN (SELECT rowid FROM words WHERE words MATCH ?)"


def _rows(database: sqlite3.Connection, where: str, values: Sequence[object]) -> Iterator[_Row]:
    columns = "claims.number, articles.date, articles.id, articles.first, claims.claim"
    return map(_Row._make, database.execute(f"SELECT {columns} {FROM} {where}", values))


def _numbered(database: sqlite3.Connection, numbers: Sequence[int]) -> Iterator[_Row]:
    for number in numbers:
        yield from _rows(database, "claims.number = ?", (number,))


def _conditions(database: sqlite3.Connection, asked: Asked, *, dated: bool = True) -> tuple[list[str], list[object]]:
    found: list[tuple[str, list[object]]] = [("TRUE", [])]
    if asked.speaker:
        name = Name(asked.speaker)
        rows = database.execute("SELECT number, keys FROM speakers")
        numbers = [number for number, keys in rows if name.finds(keys)]
        found.append(("claims.speaker IN (SELECT value FROM json_each(?))", [json.dumps(numbers)]))
    if asked.words:
        found.append((MATCHING, [_query("--words", asked.words)]))
    if asked.kind:
        found.append(("claims.kind = ?", [asked.kind.value]))
    # A month or a year is in when any of its days is.
    if dated and asked.since:
        since = "substr(articles.date, 1, length(?)) >= substr(?, 1, length(articles.date))"
        found.append((since, [asked.since] * 2))
    if dated and asked.until:
        until = "substr(articles.date, 1, length(?)) <= substr(?, 1, length(articles.date))"
        found.append((until, [asked.until] * 2))
    if dated and (asked.since or asked.until):
        found.append(("articles.date <> ''", []))
    return [condition for condition, _ in found], [value for _, values in found for value in values]


def _query(option: str, text: str) -> str:
    query = words_query(text)
    if not query:
        raise InvalidRequest(f"{option} {text!r} holds no letter or digit.")
    return query


def _undated(database: sqlite3.Connection, asked: Asked) -> int:
    conditions, values = _conditions(database, asked, dated=False)
    where = " AND ".join([*conditions, "articles.date = ''"])
    return int(database.execute(f"SELECT count(*) {FROM} {where}", values).fetchone()[0])


def _about(
    index: ClaimIndex, about: str, where: str, values: list[object], encoder: Encoder, notify: Notify
) -> tuple[list[int], int]:
    """Numbers of the claims about it, the nearest first, and how many of them were matched by words alone."""
    query = _query("--about", about)
    readable = f"{FROM} {where} AND articles.language = '{READ}'"
    _encode(index, readable, values, encoder, notify)
    wanted, _ = encoder.encode([" ".join(tokens(about))])
    near: list[tuple[float, int]] = []
    cursor = index.database.execute(f"SELECT claims.number, vector {readable}", values)
    while rows := cursor.fetchmany(BLOCK):
        matrix = np.frombuffer(b"".join(vector for _, vector in rows), np.float16).reshape(len(rows), -1)
        scores = matrix.astype(np.float32) @ wanted[0]
        near += [(-float(score), number) for score, (number, _) in zip(scores, rows, strict=True) if score >= NEAR]
    near.sort()
    others = index.database.execute(
        f"SELECT claims.number {FROM} {where} AND articles.language <> '{READ}' AND {MATCHING} ORDER BY claims.number",
        [*values, query],
    ).fetchall()
    return [number for _, number in near] + [number for (number,) in others], len(others)


def _encode(index: ClaimIndex, readable: str, values: list[object], encoder: Encoder, notify: Notify) -> None:
    """Vectors for the claims that are asked for and have none: made once, kept in half precision as they are made."""
    pending = index.database.execute(f"SELECT claims.number {readable} AND vector IS NULL", values).fetchall()
    numbers = [number for (number,) in pending]
    for at in range(0, len(numbers), BLOCK):
        rows = list(_numbered(index.database, numbers[at : at + BLOCK]))
        vectors, _ = encoder.encode([Claim.model_validate_json(row.claim).text for row in rows])
        index.put_vectors(
            [(vector.astype(np.float16).tobytes(), row.number) for vector, row in zip(vectors, rows, strict=True)]
        )
        notify(at + len(rows), len(numbers))
