"""A real PostgreSQL server on loopback, in a folder of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

BINARIES = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)
ROOT = os.geteuid() == 0


class Server:
    def __init__(self, folder: Path) -> None:
        self._data = folder / "data"
        self._log = folder / "log"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        if ROOT:  # the server refuses to run as root
            shutil.chown(folder, "postgres")
        self._run("initdb", "--no-sync", "-A", "trust", "-U", "postgres", "-D", str(self._data))
        self._options = f"-F -h 127.0.0.1 -p {self.port} -k {folder} -c max_connections=60"

    def start(self) -> None:
        self._control("start", "-o", self._options)

    def stop(self) -> None:
        self._control("stop", "-m", "immediate")

    def restart(self) -> None:
        """As after a crash: every connection is cut, and what was not committed is gone."""
        self._control("restart", "-m", "immediate", "-o", self._options)

    def new_database(self) -> str:
        """Its URL."""
        name = f"test_{uuid4().hex}"
        with psycopg.connect(f"{self.url}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return f"{self.url}/{name}"

    @property
    def url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}"

    def _control(self, action: str, *options: str) -> None:
        self._run("pg_ctl", action, "-w", "-t", "60", "-D", str(self._data), "-l", str(self._log), *options)

    def _run(self, name: str, *arguments: str) -> None:
        assert BINARIES is not None
        subprocess.run(
            [BINARIES / name, *arguments],
            user="postgres" if ROOT else None,
            cwd="/",
            check=True,
            stdout=subprocess.DEVNULL,
            timeout=120,
        )


@contextmanager
def running_server() -> Iterator[Server]:
    """Skips the test where PostgreSQL is not installed."""
    if BINARIES is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    folder = Path(f"/tmp/plumbline-pg-{uuid4().hex[:8]}")  # short: the path of a Unix socket has a limit
    folder.mkdir()
    try:
        server = Server(folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
