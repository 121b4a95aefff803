"""One database for all that outlives the process: a SQLite file by default, PostgreSQL by URL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import URL, Connection, Engine, MetaData, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.pool import ConnectionPoolEntry

from service.core.errors import InvalidSetting, MissingExtra, StoreFailed, StoreFull, StoreUnusable
from service.settings import Settings

BUSY_SECONDS = 30  # until a lock of SQLite counts as a failure
FULL = ("disk is full", "no space left", "could not extend file")
MAKING_TABLES = 7_590_113  # an advisory lock of PostgreSQL: processes that start together make the tables once

tables = MetaData()  # each module of this package adds its own


class Database:
    """Short transactions that end in a commit or in nothing. Methods block: call them from a thread.

    `shared` says that other processes may serve from the same database at the same time.
    """

    def __init__(self, settings: Settings) -> None:
        """Raises StoreUnusable, StoreFull, InvalidSetting, MissingExtra."""
        url = settings.database.get_secret_value()
        self.folder = _folder(settings.data_dir)
        self.shared = bool(url)
        self.engine = _postgres(url) if url else _sqlite(self.folder / "plumbline.sqlite")
        with _as_unusable(self.where):
            self._make_tables()

    @property
    def where(self) -> str:
        """Where it is, in words; never with a password."""
        url = self.engine.url
        if not self.shared:
            return str(url.database)
        return URL.create("postgresql", host=url.host, port=url.port, database=url.database).render_as_string()

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction. Raises StoreFailed, StoreFull."""
        try:
            with self.engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            raise failure(error, self.where) from error
        except NoConnection as error:
            raise StoreFailed(f"{self.where}: every connection is in use.") from error

    def close(self) -> None:
        self.engine.dispose()

    def _make_tables(self) -> None:
        one_at_a_time = f"SELECT pg_advisory_xact_lock({MAKING_TABLES})" if self.shared else "BEGIN IMMEDIATE"
        with self.engine.begin() as connection:
            connection.exec_driver_sql(one_at_a_time)
            tables.create_all(connection)


def only_server(database: Database) -> FileLock | None:
    """Held while a service runs on a SQLite file, which has room for one. Raises StoreUnusable."""
    if database.shared:
        return None
    lock = FileLock(database.folder / "serving.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise StoreUnusable(
            f"Another service uses {database.folder}: stop it, give this one another PLUMBLINE_DATA_DIR, "
            "or let both share a PostgreSQL with PLUMBLINE_DATABASE."
        ) from error
    except OSError as error:
        raise StoreUnusable(f"{database.folder} cannot be written: {error.strerror}.") from error
    return lock


def failure(error: DBAPIError, where: str) -> StoreFailed | StoreFull:
    """What the driver reported, as the reader is to hear it: without the statement and its values."""
    reason = _reason(error)
    if any(word in reason.lower() for word in FULL):
        return StoreFull(f"{where}: {reason}.")
    return StoreFailed(f"{where}: {reason}.")


def _reason(error: DBAPIError) -> str:
    """The first line of what the driver said; the others may hold values."""
    said = str(error.orig).strip() or type(error.orig).__name__
    return said.splitlines()[0].strip().rstrip(".")


def _folder(folder: Path) -> Path:
    folder = folder.expanduser()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StoreUnusable(f"{folder} cannot be made: {error.strerror}.") from error
    return folder


def _sqlite(file: Path) -> Engine:
    engine = create_engine(f"sqlite:///{file}", connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")  # what was accepted survives a power cut
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    with _as_unusable(str(file)), engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if found != "ok":
            raise StoreUnusable(f"{file} is not sound: {str(found).splitlines()[-1].rstrip('.')}.")
    return engine


def _postgres(text: str) -> Engine:
    if not text.startswith(("postgresql://", "postgres://", "postgresql+psycopg://")):
        raise InvalidSetting("PLUMBLINE_DATABASE: give a URL as postgresql://user:password@host/name.")
    try:
        url = make_url("postgresql+psycopg://" + text.partition("://")[2])
    except (ArgumentError, ValueError):
        raise InvalidSetting("PLUMBLINE_DATABASE: the URL cannot be read.") from None  # the cause may quote a password
    if "@" in (url.host or ""):  # a part of the password would be taken for the host, and told in errors
        raise InvalidSetting("PLUMBLINE_DATABASE: write @ in the password as %40.")
    try:
        engine = create_engine(
            url,
            pool_pre_ping=True,
            pool_size=8,
            max_overflow=256,  # a connection for each engine at work
            hide_parameters=True,
            connect_args={"connect_timeout": 10},
        )
    except ModuleNotFoundError as error:
        raise MissingExtra("PostgreSQL needs psycopg: pip install 'plumbline[postgres]'.") from error

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        cursor.execute("SET tcp_keepalives_idle = 30")  # the locks of a machine that vanished are free soon
        cursor.execute("SET tcp_keepalives_interval = 10")
        cursor.execute("SET tcp_keepalives_count = 3")
        cursor.close()
        connection.commit()

    return engine


@contextmanager
def _as_unusable(where: str) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        found = failure(error, where)
        raise found if isinstance(found, StoreFull) else StoreUnusable(found.detail) from error
