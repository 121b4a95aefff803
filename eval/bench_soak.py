"""Good and bad requests for a long time: every answer as it should be, and no process that grows.

Callers ask for whatever comes, in a mix drawn with a seed. After a warm-up the resident memory of the service and of
each engine process is sampled; its slope is that of the least squares through the samples.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import psutil
from rich.console import Console
from rich.table import Table

from eval.bench_service import Running, articles, machine
from tests.injection.corpus import CORPUS

SAMPLE_SECONDS = 5.0
FEWEST_SAMPLES = 12  # for a slope
BODY_BYTES = 400_000
MOST_SHOWN = 20  # unexpected answers
JSON = {"content-type": "application/json"}
LINES = {"content-type": "application/jsonl"}
STREAM = {"accept": "text/event-stream"}


class Unexpected(Exception):
    """An answer other than the one that this kind of request gets."""


class Caller:
    """Sends requests of all kinds, one after the other; each method is a kind, and raises Unexpected."""

    def __init__(self, url: str, seed: int) -> None:
        self._client = httpx.Client(base_url=url, timeout=300)
        self._short, self._long = articles(150, 2 * seed), articles(3_000, 2 * seed + 1)
        self._middling = articles(500, 1_000 + seed)  # what is given up in mid-work should let go by itself
        self._chance = random.Random(seed)
        self._numbers: Iterator[int] = itertools.count()
        self._name = f"caller-{seed}"

    def kinds(self) -> list[tuple[int, Callable[[], None]]]:
        """With the weight of each."""
        return [
            (8, self.short),
            (2, self.long),
            (4, self.hostile),
            (3, self.stream),
            (3, self.stream_left),
            (3, self.job),
            (2, self.job_cancelled),
            (1, self.batch),
            (3, self.check),
            (3, self.again),
            (2, self.key_reused),
            (2, self.wrong_json),
            (2, self.wrong_field),
            (2, self.empty),
            (1, self.unknown_model),
            (1, self.too_large),
            (2, self.unknown_path),
            (2, self.unknown_job),
            (2, self.wrong_method),
            (1, self.wrong_type),
        ]

    def short(self) -> None:
        self._summary(next(self._short))

    def long(self) -> None:
        self._summary(next(self._long))

    def hostile(self) -> None:
        self._summary(self._chance.choice(CORPUS).text)

    def stream(self) -> None:
        with self._client.stream("POST", "/v1/summaries", json={"text": next(self._short)}, headers=STREAM) as answer:
            told = [line for line in answer.iter_lines() if line.startswith("event:")]
        self._is(answer.status_code, 200)
        if told[-1:] != ["event: summary"]:
            raise Unexpected(f"the stream ends with {told[-1:]}")

    def stream_left(self) -> None:
        """In the middle: when the first event is there."""
        with self._client.stream(
            "POST", "/v1/summaries", json={"text": next(self._middling)}, headers=STREAM
        ) as answer:
            self._is(answer.status_code, 200)
            next(answer.iter_lines())

    def job(self) -> None:
        job = self._later(next(self._short))
        end = self._ended(job)
        if end["status"] != "succeeded" or "result" not in end:
            raise Unexpected(f"the job ended with {end['status']}")
        self._send(204, "DELETE", f"/v1/jobs/{job}/results")

    def job_cancelled(self) -> None:
        job = self._later(next(self._middling))
        if self._send(200, "DELETE", f"/v1/jobs/{job}").json()["status"] != "cancelled":
            raise Unexpected("the job was not cancelled")
        self._send(204, "DELETE", f"/v1/jobs/{job}/results")

    def batch(self) -> None:
        texts = [next(self._short) for _ in range(4)]
        lines = [json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts)]
        content = "\n".join([*lines, "{not json"])
        job = self._send(202, "POST", "/v1/batches", content=content, headers=LINES).json()["id"]
        self._ended(job)
        results = self._send(200, "GET", f"/v1/jobs/{job}/results").text.splitlines()
        kinds = Counter("summary" if "summary" in json.loads(line) else "error" for line in results)
        if kinds != {"summary": 4, "error": 1}:
            raise Unexpected(f"the batch gave {dict(kinds)}")
        self._send(204, "DELETE", f"/v1/jobs/{job}/results")

    def check(self) -> None:
        text = next(self._short)
        self._send(200, "POST", "/v1/checks", json={"source": text, "text": text[:300]})

    def again(self) -> None:
        body, headers = {"text": next(self._short)}, self._key()
        first = self._send(200, "POST", "/v1/summaries", json=body, headers=headers)
        second = self._send(200, "POST", "/v1/summaries", json=body, headers=headers)
        if first.content != second.content:
            raise Unexpected("the same key gave another answer")

    def key_reused(self) -> None:
        headers = self._key()
        self._send(200, "POST", "/v1/summaries", json={"text": next(self._short)}, headers=headers)
        self._send(422, "POST", "/v1/summaries", json={"text": next(self._short)}, headers=headers)

    def wrong_json(self) -> None:
        self._send(422, "POST", "/v1/summaries", content='{"text": ', headers=JSON)

    def wrong_field(self) -> None:
        self._send(422, "POST", "/v1/summaries", json={"text": next(self._short), "colour": "red"})

    def empty(self) -> None:
        self._send(422, "POST", "/v1/checks", json={"source": " ", "text": ""})

    def unknown_model(self) -> None:
        self._send(404, "POST", "/v1/summaries", json={"text": next(self._short), "options": {"model": "none"}})

    def too_large(self) -> None:
        self._send(413, "POST", "/v1/summaries", json={"text": "a" * (BODY_BYTES + 1)})

    def unknown_path(self) -> None:
        self._send(404, "GET", f"/v1/{self._chance.random()}")

    def unknown_job(self) -> None:
        self._send(404, "GET", f"/v1/jobs/{self._chance.random()}")

    def wrong_method(self) -> None:
        self._send(405, "PUT", "/v1/summaries", json={"text": next(self._short)})

    def wrong_type(self) -> None:
        self._send(415, "POST", "/v1/batches", content="<batch/>", headers={"content-type": "text/xml"})

    def _summary(self, text: str) -> None:
        self._send(200, "POST", "/v1/summaries", json={"text": text})

    def _later(self, text: str) -> str:
        headers = {"prefer": "respond-async"}
        job: str = self._send(202, "POST", "/v1/summaries", json={"text": text}, headers=headers).json()["id"]
        return job

    def _ended(self, job: str) -> dict[str, str]:
        while True:
            found: dict[str, str] = self._send(200, "GET", f"/v1/jobs/{job}").json()
            if found["status"] in ("succeeded", "failed", "cancelled"):
                return found
            time.sleep(0.2)

    def _key(self) -> dict[str, str]:
        return {"idempotency-key": f'"{self._name} {next(self._numbers)}"'}

    def _send(
        self,
        expected: int,
        method: str,
        path: str,
        *,
        json: object = None,
        content: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        answer = self._client.request(method, path, json=json, content=content, headers=headers)
        self._is(answer.status_code, expected, answer.text)
        if answer.is_error and answer.headers["content-type"] != "application/problem+json":
            raise Unexpected(f"{expected} as {answer.headers['content-type']}")
        return answer

    def _is(self, found: int, expected: int, text: str = "") -> None:
        if found != expected:
            raise Unexpected(f"{found} and not {expected}: {text[:200]}")


class Soak:
    """What all callers were answered."""

    def __init__(self, url: str, callers: int) -> None:
        self._over = threading.Event()
        self.good: Counter[str] = Counter()
        self.wrong: list[str] = []
        self._threads = [threading.Thread(target=self._ask, args=(Caller(url, seed), seed)) for seed in range(callers)]
        for thread in self._threads:
            thread.start()

    def _ask(self, caller: Caller, seed: int) -> None:
        weights, kinds = zip(*caller.kinds(), strict=True)
        chance = random.Random(seed)
        while not self._over.is_set():
            (kind,) = chance.choices(kinds, weights)
            name = kind.__name__
            try:
                kind()
            except Exception as error:  # whatever it is, it is not what should come
                self.wrong.append(f"{name}: {type(error).__name__} {error}")
            else:
                self.good[name] += 1

    def stop(self) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()


class Memory:
    """Resident MiB by process, over hours; of processes that have been there for `warm_seconds`."""

    def __init__(self, service: Running, warm_seconds: float) -> None:
        self._service, self._warm_seconds = service, warm_seconds
        self._started = time.monotonic()
        self.samples: dict[str, list[tuple[float, float]]] = {}

    def sample(self) -> None:
        hours = (time.monotonic() - self._started) / 3_600
        processes = {f"service {self._service.process.pid}": psutil.Process(self._service.process.pid)}
        processes |= {f"engine {engine.pid}": engine for engine in self._service.engines()}
        for name, process in processes.items():
            try:
                if time.time() - process.create_time() >= self._warm_seconds:
                    self.samples.setdefault(name, []).append((hours, process.memory_info().rss / 2**20))
            except psutil.NoSuchProcess:
                continue

    def table(self) -> Table:
        table = Table("process", "samples", "first MiB", "last MiB", "most MiB", "MiB an hour")
        for name, samples in self.samples.items():
            hours, sizes = zip(*samples, strict=True)
            slope = "-"
            if len(samples) >= FEWEST_SAMPLES:
                slope = f"{statistics.linear_regression(hours, sizes).slope:+.1f}"
            row = (f"{sizes[0]:.1f}", f"{sizes[-1]:.1f}", f"{max(sizes):.1f}", slope)
            table.add_row(name, str(len(samples)), *row)
        return table


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--minutes", type=float, default=30, help="after the warm-up")
    parser.add_argument("--warm-minutes", type=float, default=3)
    parser.add_argument("--callers", type=int, default=6)
    parser.add_argument("--engines", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    console = Console(width=120)
    console.print(f"{machine()}; {options.engines} engines, {options.callers} callers, {options.minutes:g} minutes")
    environment = {
        "PLUMBLINE_ENGINES": str(options.engines),
        "PLUMBLINE_MAX_BODY_BYTES": str(BODY_BYTES),
        "PLUMBLINE_CACHE_BYTES": "20000000",  # it fills, and lets go of what is old
    }
    with tempfile.TemporaryDirectory() as name, Running(Path(name), **environment) as service:
        service.wait_until_ready()
        soak = Soak(service.url, options.callers)
        try:
            time.sleep(60 * options.warm_minutes)
            memory = Memory(service, 60 * options.warm_minutes)
            end = time.monotonic() + 60 * options.minutes
            while time.monotonic() < end:
                memory.sample()
                time.sleep(SAMPLE_SECONDS)
        finally:
            soak.stop()
    console.print(memory.table())
    console.print(", ".join(f"{kind} {count}" for kind, count in sorted(soak.good.items())))
    console.print(f"{soak.good.total()} as they should be, {len(soak.wrong)} not")
    for line in soak.wrong[:MOST_SHOWN]:
        console.print(line, markup=False)
    return 1 if soak.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
