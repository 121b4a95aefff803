"""The keys of callers."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Collection

from sqlalchemy import BigInteger, Column, LargeBinary, Row, String, Table, insert, select, update

from service.core.errors import InvalidRequest, Unauthorized, UnknownKey
from service.core.key import Key, Scope, Used
from service.store.database import Database, tables
from service.store.usage import Usage

STALE_SECONDS = 4.0  # a key that another process made or revoked is seen so after this time at the latest
NAME_LENGTH = 200

keys = Table(
    "keys",
    tables,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("hash", LargeBinary, nullable=False),  # SHA-256 of the secret
    Column("scopes", String, nullable=False),  # a space between two
    Column("tokens_per_day", BigInteger),
    Column("requests_per_minute", BigInteger),
    Column("created", BigInteger, nullable=False),  # seconds since 1970, as `revoked`
    Column("revoked", BigInteger),
)


class Keys:
    """The keys as they were read last, and what they use. Methods block, but for `find`, `any`, `spend` and `spent`.

    A key reads `pl_<id>_<secret>`. The secret is 256 random bits, of which only SHA-256 is kept: a slow hash protects
    what people choose and others guess, and nobody finds 256 random bits by guessing, however fast the hash.
    """

    def __init__(self, database: Database) -> None:
        """Raises StoreFailed."""
        self._database = database
        self._usage = Usage(database)
        self._known: dict[str, tuple[Key, bytes]] = {}
        self._read = 0.0
        self._reading = threading.Lock()
        self.refresh()
        self._usage.sync()

    def create(
        self,
        name: str,
        scopes: Collection[Scope],
        *,
        tokens_per_day: int | None = None,
        requests_per_minute: int | None = None,
    ) -> tuple[Key, str]:
        """A new key, and how it reads: this is the only time that it can be had. Raises InvalidRequest, StoreFailed."""
        if not (name.strip() and name.isprintable() and len(name) <= NAME_LENGTH):
            raise InvalidRequest(f"The name of a key is one line of up to {NAME_LENGTH} characters.")
        id_, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
        row = {
            "id": id_,
            "name": name,
            "hash": _hash(secret),
            "scopes": " ".join(scope for scope in Scope if scope in scopes),
            "tokens_per_day": tokens_per_day,
            "requests_per_minute": requests_per_minute,
            "created": int(time.time()),
        }
        with self._database.begin() as connection:
            connection.execute(insert(keys).values(row))
        self.refresh()
        return self._known[id_][0], f"pl_{id_}_{secret}"

    def list(self) -> tuple[Key, ...]:
        """Every key, revoked ones too, the oldest first. Raises StoreFailed."""
        self.refresh()
        return tuple(key for key, _ in self._known.values())

    def revoke(self, id_: str) -> Key:
        """Stop a key for good; one that was stopped stays so. Raises UnknownKey, StoreFailed."""
        with self._database.begin() as connection:
            live = (keys.c.id == id_) & keys.c.revoked.is_(None)
            connection.execute(update(keys).where(live).values(revoked=int(time.time())))
        self.refresh()
        if id_ not in self._known:
            raise UnknownKey("No key has this id.")
        return self._known[id_][0]

    def any(self) -> bool:
        """Whether a key was ever made: revoking the last one must not open the service to everybody."""
        return bool(self._known)

    def find(self, token: str) -> Key:
        """The key that reads `token`. Raises Unauthorized."""
        prefix, _, rest = token.partition("_")
        id_, _, secret = rest.partition("_")
        key, hashed = self._known.get(id_, (None, b""))
        right = hmac.compare_digest(_hash(secret), hashed)
        if prefix != "pl" or key is None or not right:
            raise Unauthorized("The key is not known.")
        if key.revoked is not None:
            raise Unauthorized("The key was revoked.")
        return key

    def spend(self, key: Key, tokens: int = 0, requests: int = 0) -> None:
        """Take from today's quota (UTC). Raises QuotaExceeded, Forbidden."""
        self._usage.spend(key, tokens, requests)

    def spent(self, key: Key) -> Used:
        """Today (UTC)."""
        return self._usage.spent(key)

    @property
    def stale(self) -> bool:
        """Whether `freshen` must be called before `find` and `any` are believed."""
        return time.monotonic() - self._read > STALE_SECONDS

    def freshen(self) -> None:
        """Read the keys where that was long ago; of many callers at once one does. Raises StoreFailed."""
        with self._reading:
            if self.stale:
                self.refresh()

    def refresh(self) -> None:
        """Read the keys. Raises StoreFailed."""
        begun = time.monotonic()
        with self._database.begin() as connection:
            rows = connection.execute(select(keys).order_by(keys.c.created, keys.c.id)).all()
        self._known = {row.id: (_key(row), row.hash) for row in rows}
        self._read = begun

    def sync(self) -> None:
        """Write what was used, and read what others used. Raises StoreFailed, StoreFull; nothing counted is lost."""
        self._usage.sync()


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def _key(row: Row[tuple[object, ...]]) -> Key:
    values = dict(row._mapping)
    del values["hash"]
    return Key.model_validate(values | {"scopes": row.scopes.split()})
