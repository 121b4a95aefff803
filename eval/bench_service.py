"""A service of a measurement's own, and articles for it; the scripts beside this one share it."""

from __future__ import annotations

import os
import platform
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import httpx
import psutil

from eval.dataset import load_suite

READY_SECONDS = 180


class Running:
    """A service on loopback whose data lies in `folder`; what it logs is added to `folder`/service.log.

    Used as a context manager it is ended on the way out. `environment` is added to ours.
    """

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder, self.port = folder, _free_port()
        self._environment = {
            **os.environ,
            "PLUMBLINE_CACHE_BYTES": "0",
            **environment,
            "PLUMBLINE_DATA_DIR": str(folder),
        }
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """On the same folder and port as before."""
        command = [sys.executable, "-m", "service.cli", "serve", "--port", str(self.port)]
        with (self.folder / "service.log").open("ab") as log:
            self.process = subprocess.Popen(command, env=self._environment, stderr=log, stdout=log)

    def wait_until_ready(self) -> float:
        """Seconds that it took. Raises RuntimeError when the service ended, or is not ready in time."""
        started = time.monotonic()
        while time.monotonic() - started < READY_SECONDS:
            if self.process.poll() is not None:
                raise RuntimeError(f"The service ended: {self.last_words()}")
            try:
                if httpx.get(f"{self.url}/readyz", timeout=5).status_code == 200:
                    return time.monotonic() - started
            except httpx.TransportError:
                pass  # it does not listen yet
            time.sleep(0.1)
        raise RuntimeError(f"The service was not ready within {READY_SECONDS} seconds.")

    def last_words(self) -> str:
        """The end of its log."""
        return (self.folder / "service.log").read_text("utf-8", "replace")[-2_000:].strip()

    def engines(self) -> list[psutil.Process]:
        """The engine processes that live; none while the service itself begins or is gone."""
        try:
            children = psutil.Process(self.process.pid).children()
            return [child for child in children if "spawn_main" in " ".join(child.cmdline())]
        except psutil.Error:  # one of them ended meanwhile
            return []

    def kill(self) -> None:
        """SIGKILL; its engines end by themselves."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=60)

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def articles(words: int, seed: int) -> Iterator[str]:
    """Endlessly many, each of about `words` words and another one; the same for the same seed.

    They are sentences of our own English references in paragraphs of three, with other digits.
    """
    chance = random.Random(seed)
    number = 0
    while True:
        number += 1
        paragraphs, count = [f"Dispatch {seed} of {number}"], 0
        while count < words:
            parts = [chance.choice(_sentences()).replace("2", str(chance.randint(1, 9))) for _ in range(3)]
            paragraphs.append(" ".join(parts))
            count += len(paragraphs[-1].split())
        yield "\n\n".join(paragraphs)


def machine() -> str:
    """Cores, memory, processor and Python, in a line."""
    names = [line.partition(":")[2].strip() for line in _cpuinfo() if line.startswith("model name")]
    memory = psutil.virtual_memory().total / 2**30
    name = names[0] if names else platform.machine()
    return f"{os.cpu_count()} cores ({name}), {memory:.0f} GiB, Python {platform.python_version()}"


def percentile(values: list[float], percent: float) -> float:
    """The smallest value that `percent` of them do not exceed; 0 of none."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(len(ranked) * percent / 100))] if ranked else 0.0


@cache
def _sentences() -> list[str]:
    from service.ingest import read_text
    from service.segment import split

    found = []
    for example in load_suite("references").examples:
        if example.language == "en":
            document = read_text(example.text, max_characters=1_000_000)
            for section in document.sections:
                for paragraph in section.paragraphs:
                    text = document.slice(paragraph)
                    found += [text[span.start : span.end] for span in split(text)]
    return found


def _cpuinfo() -> list[str]:
    file = Path("/proc/cpuinfo")
    return file.read_text("utf-8").splitlines() if file.exists() else []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
