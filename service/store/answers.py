"""Answers that are given again to the same request with the same Idempotency-Key.

Draft-ietf-httpapi-idempotency-key-header: the same key with another request is refused, and so is a key whose first
request has not ended.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Column, Float, Integer, String, Table, Text, delete, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from service.core.errors import InFlight, KeyReused
from service.store.clock import now
from service.store.database import Database, failure, tables

answers = Table(
    "answers",
    tables,
    Column("caller", String(128), primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("status", Integer),
    Column("headers", Text),
    Column("body", Text),
    Column("created", Float, nullable=False),
)


@dataclass(frozen=True)
class Stored:
    """An answer as it was given first."""

    status: int
    headers: Mapping[str, str]
    body: str


class Answers:
    """`abandoned_seconds` is the age at which a request that has not ended counts as lost with its service.

    Methods block: call them from a thread. Raise StoreFailed, StoreFull.
    """

    def __init__(self, database: Database, abandoned_seconds: float) -> None:
        self._database = database
        self._abandoned = abandoned_seconds

    def begin(self, caller: str, key: str, fingerprint: str) -> Stored | None:
        """The stored answer; None for whoever comes first, and ends it with `keep` or `drop`.

        Raises InFlight, KeyReused.
        """
        row = {"caller": caller, "key": key, "fingerprint": fingerprint, "created": now()}
        self._forget_abandoned(caller, key)
        try:
            with self._database.engine.begin() as connection:
                connection.execute(insert(answers).values(row))
        except IntegrityError:
            return self._stored(caller, key, fingerprint)
        except DBAPIError as error:
            raise failure(error, self._database.where) from error
        return None

    def keep(self, caller: str, key: str, answer: Stored) -> None:
        with self._database.begin() as connection:
            connection.execute(
                update(answers)
                .where(answers.c.caller == caller, answers.c.key == key)
                .values(status=answer.status, headers=json.dumps(dict(answer.headers)), body=answer.body)
            )

    def drop(self, caller: str, key: str) -> None:
        """The request came to nothing: it may be sent again."""
        with self._database.begin() as connection:
            connection.execute(delete(answers).where(answers.c.caller == caller, answers.c.key == key))

    def expire(self, seconds: float) -> None:
        """Forget what was begun more than `seconds` ago."""
        with self._database.begin() as connection:
            connection.execute(delete(answers).where(answers.c.created < now() - seconds))

    def clean(self) -> None:
        """Forget what a service that ended had not finished, where no other service can be at it."""
        if not self._database.shared:
            with self._database.begin() as connection:
                connection.execute(delete(answers).where(answers.c.status.is_(None)))

    def _stored(self, caller: str, key: str, fingerprint: str) -> Stored | None:
        with self._database.begin() as connection:
            row = connection.execute(
                select(answers).where(answers.c.caller == caller, answers.c.key == key)
            ).one_or_none()
        if row is None:  # dropped just now
            return self.begin(caller, key, fingerprint)
        if row.fingerprint != fingerprint:
            raise KeyReused("This Idempotency-Key came first with another request.")
        if row.status is None:
            raise InFlight("The first request with this Idempotency-Key has not ended.")
        return Stored(row.status, json.loads(row.headers), row.body)

    def _forget_abandoned(self, caller: str, key: str) -> None:
        with self._database.begin() as connection:
            connection.execute(
                delete(answers).where(
                    answers.c.caller == caller,
                    answers.c.key == key,
                    answers.c.status.is_(None),
                    answers.c.created < now() - self._abandoned,
                )
            )
