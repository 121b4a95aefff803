"""What Prometheus is told. Every label has few values: none comes from a request's body, path or key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

from service.core.job import JobStatus

Urgency = Literal["interactive", "batch"]
Restart = Literal["died", "memory", "timeout", "cancelled"]

SECONDS = (0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600)
URGENCIES: tuple[Urgency, ...] = ("interactive", "batch")
RESTARTS: tuple[Restart, ...] = ("died", "memory", "timeout", "cancelled")


class Metrics:
    """The figures of one service, in a registry of their own. Every method is cheap and safe from any thread."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._requests = Counter(
            "plumbline_requests", "Requests answered", ["route", "method", "status"], registry=registry
        )
        self._seconds = Histogram(
            "plumbline_request_seconds",
            "Seconds from a request to the end of its answer",
            ["route", "method"],
            buckets=SECONDS,
            registry=registry,
        )
        self._waiting = Gauge(
            "plumbline_waiting_requests", "Requests waiting for an engine", ["class"], registry=registry
        )
        self._waiting_tokens = Gauge(
            "plumbline_waiting_tokens", "Tokens of the requests that wait for an engine", ["class"], registry=registry
        )
        self._engines = Gauge("plumbline_engines", "Engine processes", ["state"], registry=registry)
        self._memory = Gauge(
            "plumbline_engine_memory_bytes", "Resident memory of an engine process", ["engine"], registry=registry
        )
        self._restarts = Counter(
            "plumbline_engine_restarts", "Engine processes started anew", ["reason"], registry=registry
        )
        self._tokens = Counter(
            "plumbline_tokens", "Tokens that models read and wrote", ["direction"], registry=registry
        )
        self._shown = Counter("plumbline_statements_shown", "Statements and claims that readers got", registry=registry)
        self._withheld = Counter(
            "plumbline_statements_withheld", "Drafted statements that nobody got", ["reason"], registry=registry
        )
        self._cache = Counter("plumbline_cache", "Results looked up in the cache", ["outcome"], registry=registry)
        self._jobs = Gauge("plumbline_jobs", "Jobs in the database", ["status"], registry=registry)
        self._articles = Counter(
            "plumbline_articles", "Articles done: ok, or the code of their error", ["code"], registry=registry
        )
        self._begin()

    def _begin(self) -> None:
        """Series that are there from the start, so that a rate over them sees the first event."""
        for urgency in URGENCIES:
            self.waiting(urgency, 0, 0)
        for reason in RESTARTS:
            self._restarts.labels(reason)
        for direction in ("read", "written"):
            self._tokens.labels(direction)
        for outcome in ("hit", "miss"):
            self._cache.labels(outcome)
        self._articles.labels("ok")
        self.engines(ready=0, busy=0, loading=0)
        self.jobs({})

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """A request came to its end. `route` is the template of its path."""
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route, method).observe(seconds)

    def waiting(self, urgency: Urgency, requests: int, tokens: int) -> None:
        """How many requests of a class wait now, and their tokens."""
        self._waiting.labels(urgency).set(requests)
        self._waiting_tokens.labels(urgency).set(tokens)

    def engines(self, *, ready: int, busy: int, loading: int) -> None:
        """How many engine processes wait for work, work, and load their model."""
        for state, number in (("ready", ready), ("busy", busy), ("loading", loading)):
            self._engines.labels(state).set(number)

    def engine_memory(self, engine: int, size: int) -> None:
        """The resident memory of engine number `engine` (0, 1, ...: a restarted one keeps its number), in bytes."""
        self._memory.labels(str(engine)).set(size)

    def engine_restarted(self, reason: Restart) -> None:
        self._restarts.labels(reason).inc()

    def summarized(self, *, read: int, written: int, shown: int, withheld: Mapping[str, int]) -> None:
        """An article has a summary that was not in the cache: tokens read and written, statements by what became of
        them, those withheld by reason."""
        self._tokens.labels("read").inc(read)
        self._tokens.labels("written").inc(written)
        self._shown.inc(shown)
        for reason, number in withheld.items():
            self._withheld.labels(reason).inc(number)

    def article(self, code: str = "ok") -> None:
        """An article is done; `code` is that of its error."""
        self._articles.labels(code).inc()

    def cached(self, *, hit: bool) -> None:
        """A result was looked up in the cache."""
        self._cache.labels("hit" if hit else "miss").inc()

    def jobs(self, counts: Mapping[JobStatus, int]) -> None:
        """How many jobs of each status the database holds; one that is left out has none."""
        for status in JobStatus:
            self._jobs.labels(status.value).set(counts.get(status, 0))
