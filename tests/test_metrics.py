"""Figures for Prometheus."""

from __future__ import annotations

from collections import Counter

from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from service.core.job import JobStatus
from service.core.receipt import Options
from service.engine import Engine
from service.metrics import Metrics


def _value(metrics: Metrics, name: str, **labels: str) -> float | None:
    return metrics.registry.get_sample_value(name, labels)


def test_two_services_share_no_figure() -> None:
    one, two = Metrics(), Metrics()
    one.cached(hit=True)
    assert _value(one, "plumbline_cache_total", outcome="hit") == 1
    assert _value(two, "plumbline_cache_total", outcome="hit") == 0


def test_a_request_is_counted_and_timed() -> None:
    metrics = Metrics()
    metrics.answered("POST", "/v1/summaries", 200, 0.3)
    metrics.answered("POST", "/v1/summaries", 503, 0.001)
    where = {"route": "/v1/summaries", "method": "POST"}
    assert _value(metrics, "plumbline_requests_total", status="200", **where) == 1
    assert _value(metrics, "plumbline_requests_total", status="503", **where) == 1
    assert _value(metrics, "plumbline_request_seconds_count", **where) == 2
    assert _value(metrics, "plumbline_request_seconds_bucket", le="0.25", **where) == 1
    assert _value(metrics, "plumbline_request_seconds_bucket", le="0.5", **where) == 2


def test_a_summary_is_counted_by_what_is_shown_and_what_is_not(engine: Engine, article: str) -> None:
    metrics = Metrics()
    summary = engine.summarize(article, Options(max_words=20, max_claims=2))
    shown = len(summary.abstract.statements) + len(summary.claims)
    reasons = Counter(item.reason.value for item in summary.withheld)
    metrics.summarized(read=summary.usage.tokens, written=0, shown=shown, withheld=reasons)
    metrics.article()
    assert _value(metrics, "plumbline_statements_shown_total") == shown
    withheld = sum(
        sample.value
        for family in metrics.registry.collect()
        for sample in family.samples
        if sample.name == "plumbline_statements_withheld_total"
    )
    assert withheld == len(summary.withheld)
    assert _value(metrics, "plumbline_tokens_total", direction="read") == summary.usage.tokens
    assert _value(metrics, "plumbline_articles_total", code="ok") == 1


def test_gauges_hold_the_last_value() -> None:
    metrics = Metrics()
    for number in (3, 2):
        metrics.waiting("batch", number, number * 1_000)
        metrics.engines(ready=0, busy=number, loading=1)
        metrics.engine_memory(1, number * 10**9)
        metrics.jobs({JobStatus.RUNNING: number})
    assert _value(metrics, "plumbline_waiting_requests", **{"class": "batch"}) == 2
    assert _value(metrics, "plumbline_waiting_tokens", **{"class": "batch"}) == 2_000
    assert _value(metrics, "plumbline_waiting_requests", **{"class": "interactive"}) == 0
    assert _value(metrics, "plumbline_engines", state="busy") == 2
    assert _value(metrics, "plumbline_engine_memory_bytes", engine="1") == 2e9
    assert _value(metrics, "plumbline_jobs", status="running") == 2
    metrics.jobs({JobStatus.SUCCEEDED: 2})
    assert _value(metrics, "plumbline_jobs", status="running") == 0


def test_restarts_and_errors_have_their_reasons() -> None:
    metrics = Metrics()
    metrics.engine_restarted("memory")
    metrics.article("too_short")
    assert _value(metrics, "plumbline_engine_restarts_total", reason="memory") == 1
    assert _value(metrics, "plumbline_engine_restarts_total", reason="died") == 0
    assert _value(metrics, "plumbline_articles_total", code="too_short") == 1


def test_a_scraper_can_read_it() -> None:
    families = list(text_string_to_metric_families(generate_latest(Metrics().registry).decode()))
    assert {"plumbline_requests", "plumbline_engines", "plumbline_jobs"} <= {family.name for family in families}
    assert all(family.documentation for family in families)
