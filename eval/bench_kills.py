"""A batch while processes are killed: every article exactly once, and the same bytes as without.

A client submits the batch, asks how far it is, and reads its results, trying again whenever nobody answers.
Meanwhile SIGKILL goes to a service, or to one of its engine processes, at random moments; a service is then started
again. When the batch is done before all kills, another one follows. Results are compared with those of an undisturbed
run; only the seconds that an article took may differ. What was once read as done must stay as it was, seconds and all.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

import httpx
import psutil
from rich.console import Console

from eval.bench_service import Running, articles, machine

SECONDS = re.compile(r'("usage":\{[^{}]*"seconds":)[0-9.e-]+')
SHORTEST_PAUSE = 0.2
POLL_SECONDS = 0.5
GIVE_UP_SECONDS = 1_800  # without an answer that is of use
ENGINE = "engine"
SERVICE = "service"


class Caller:
    """Asks one service after another until one answers; an answer to try again is none."""

    def __init__(self, services: Sequence[Running]) -> None:
        self._services = list(services)
        self._client = httpx.Client(timeout=60)
        self.failures: Counter[str] = Counter()

    def ask(self, method: str, path: str, content: str | None = None, **headers: str) -> httpx.Response:
        """Raises RuntimeError for an answer that will not change."""
        end = time.monotonic() + GIVE_UP_SECONDS
        while time.monotonic() < end:
            try:
                answer = self._client.request(method, self._services[0].url + path, content=content, headers=headers)
            except httpx.TransportError as error:
                self.failures[type(error).__name__] += 1
            else:
                if answer.is_success:
                    return answer
                if not answer.json().get("retryable"):
                    raise RuntimeError(f"{method} {path}: {answer.status_code} {answer.text}")
                self.failures[answer.json()["code"]] += 1
            self._services.append(self._services.pop(0))
            time.sleep(0.1)
        raise RuntimeError(f"{method} {path}: no answer within {GIVE_UP_SECONDS} seconds.")

    def submit(self, batch: str) -> str:
        """The job's id; the same batch again is another job."""
        headers = {"content-type": "application/jsonl", "idempotency-key": f'"{uuid.uuid4()}"'}
        job: str = self.ask("POST", "/v1/batches", batch, **headers).json()["id"]
        return job

    def finish(self, job: str, watch: Callable[[int], None] = lambda _: None) -> tuple[list[str], int]:
        """The lines of the results, and how many articles were done twice. `watch` hears how many are done."""
        known: dict[str, str] = {}
        redone = 0
        while True:
            status = self.ask("GET", f"/v1/jobs/{job}").json()
            lines = self.ask("GET", f"/v1/jobs/{job}/results").text.splitlines()
            for line in lines:
                redone += known.setdefault(json.loads(line)["id"], line) != line
            watch(status["progress"]["done"])
            if status["status"] in ("succeeded", "failed", "cancelled"):
                self.ask("DELETE", f"/v1/jobs/{job}")
                return lines, redone
            time.sleep(POLL_SECONDS)


class Killer:
    """Kills what it is told to at moments drawn with `seed`, and counts what it hit."""

    def __init__(self, services: Sequence[Running], seed: int, longest_pause: float, loading_seconds: float) -> None:
        self._services = services
        self._chance = random.Random(seed)
        self._longest_pause, self._loading_seconds = longest_pause, loading_seconds
        self.hit: Counter[str] = Counter()
        self.loading = 0

    def kill(self) -> None:
        """Wait for a moment, then kill a service and start it again, or one of its engines.

        Raises RuntimeError when a service ended by itself.
        """
        time.sleep(self._chance.uniform(SHORTEST_PAUSE, self._longest_pause))
        service = self._chance.choice(self._services)
        if service.process.poll() is not None:
            raise RuntimeError(f"The service ended by itself: {service.last_words()}")
        engines = service.engines()
        engine = self._chance.choice(engines) if engines and self._chance.random() < 0.5 else None
        try:
            victim = engine or psutil.Process(service.process.pid)
            young = time.time() - victim.create_time() < self._loading_seconds
            if engine is None:
                service.kill()
                service.start()
            else:
                engine.kill()
        except psutil.NoSuchProcess:  # it ended just now
            return
        self.loading += young
        self.hit[SERVICE if engine is None else ENGINE] += 1


class Comparison:
    """Counts what differs between the lines of an undisturbed run and others."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._expected = {json.loads(line)["id"]: _timeless(line) for line in lines}
        self.counts: Counter[str] = Counter(batches=0, lost=0, doubled=0, different=0, redone=0)

    def add(self, lines: Sequence[str], redone: int) -> None:
        found = Counter(json.loads(line)["id"] for line in lines)
        self.counts["batches"] += 1
        self.counts["lost"] += len(self._expected.keys() - found.keys())
        self.counts["doubled"] += sum(found.values()) - len(found)
        self.counts["different"] += sum(_timeless(line) != self._expected.get(json.loads(line)["id"]) for line in lines)
        self.counts["redone"] += redone

    @property
    def wrong(self) -> bool:
        return any(count for name, count in self.counts.items() if name != "batches")


def _timeless(line: str) -> str:
    return SECONDS.sub(r"\g<1>0", line)


def _batch(count: int, words: int) -> str:
    texts = islice(articles(words, count), count)
    return "".join(json.dumps({"id": f"article-{index}", "text": text}) + "\n" for index, text in enumerate(texts))


def _under_kills(caller: Caller, batch: str, comparison: Comparison, killer: Killer, kills: int) -> None:
    """Batches until all kills are done and the last batch is, too."""
    over = threading.Event()
    failed: list[BaseException] = []

    def submit_again_and_again() -> None:
        try:
            while not over.is_set():
                lines, redone = caller.finish(caller.submit(batch))
                comparison.add(lines, redone)
        except BaseException as error:
            failed.append(error)

    client = threading.Thread(target=submit_again_and_again, daemon=True)
    client.start()
    try:
        while killer.hit.total() < kills and not failed:
            killer.kill()
    finally:
        over.set()
    client.join()
    if failed:
        raise failed[0]


def _lose_one(caller: Caller, batch: str, comparison: Comparison, lost: Running) -> int:
    """Kill `lost` for good when half of the batch is done; how much was done then."""
    half = len(batch.splitlines()) // 2
    at: list[int] = []

    def watch(done: int) -> None:
        if done >= half and not at:
            lost.kill()
            at.append(done)

    comparison.add(*caller.finish(caller.submit(batch), watch))
    return at[0]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--words", type=int, default=150, help="of each article")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--engines", type=int, default=os.cpu_count() or 1, help="of each service")
    parser.add_argument("--longest-pause", type=float, default=8, help="seconds between two kills")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", default="", help="URL of a database; without, a SQLite file")
    parser.add_argument("--replicas", type=int, default=1, help="services on the one PostgreSQL")
    parser.add_argument("--lose-one", action="store_true", help="kill one replica for good, and nothing else")
    options = parser.parse_args()
    if options.replicas > 1 and not options.postgres:
        parser.error("several replicas need --postgres")
    if options.lose_one and options.replicas < 2:
        parser.error("--lose-one needs --replicas 2")
    console = Console()
    batch = _batch(options.articles, options.words)
    environment = {
        "PLUMBLINE_ENGINES": str(options.engines),
        "PLUMBLINE_DATABASE": options.postgres,
        "PLUMBLINE_TIMEOUT_SECONDS": "60",  # a request whose replica was killed may be sent again after twice this
    }
    console.print(f"{machine()}; {options.replicas} services of {options.engines} engines, seed {options.seed}")
    with ExitStack() as stack:
        services = [
            stack.enter_context(Running(Path(stack.enter_context(tempfile.TemporaryDirectory())), **environment))
            for _ in range(options.replicas)
        ]
        loading = max(service.wait_until_ready() for service in services)
        caller = Caller(services)
        started = time.monotonic()
        lines, redone = caller.finish(caller.submit(batch))
        console.print(f"undisturbed: {len(lines)} of {options.articles} articles, {time.monotonic() - started:.0f} s")
        comparison = Comparison(lines)
        whole = len(lines) == options.articles and not redone
        started = time.monotonic()
        if options.lose_one:
            done = _lose_one(caller, batch, comparison, services[0])
            console.print(f"one of {options.replicas} services killed for good after {done} articles")
        else:
            killer = Killer(services, options.seed, options.longest_pause, loading)
            _under_kills(caller, batch, comparison, killer, options.kills)
            hit = ", ".join(f"{count} {name}" for name, count in sorted(killer.hit.items()))
            console.print(f"{killer.hit.total()} kills ({hit}), {killer.loading} of them while loading")
        console.print(f"{time.monotonic() - started:.0f} s; asked again after: {dict(caller.failures)}")
        console.print(", ".join(f"{name} {count}" for name, count in comparison.counts.items()))
    return 0 if whole and not comparison.wrong else 1


if __name__ == "__main__":
    sys.exit(main())
