"""GET /metrics of the real service."""

from __future__ import annotations

import time

import httpx
from prometheus_client.parser import text_string_to_metric_families

from tests.conftest import Service


def _requests(service: Service, **labels: str) -> float:
    answer = httpx.get(f"{service.url}/metrics", timeout=10)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=")
    return sum(
        sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
        if sample.name == "plumbline_requests_total" and labels.items() <= sample.labels.items()
    )


def test_requests_are_counted_by_route_and_never_by_path(service: Service) -> None:
    before = _requests(service, route="unmatched", status="404")
    for path in ("/a-path", "/another-path"):
        assert httpx.get(f"{service.url}{path}", timeout=10).status_code == 404
    end = time.monotonic() + 30
    while _requests(service, route="unmatched", status="404") < before + 2:  # counted after the answer
        assert time.monotonic() < end
        time.sleep(0.05)
    assert "a-path" not in httpx.get(f"{service.url}/metrics", timeout=10).text


def test_the_documentation_names_it(service: Service) -> None:
    content = httpx.get(f"{service.url}/openapi.json", timeout=10).json()["paths"]["/metrics"]["get"]
    assert set(content["responses"]["200"]["content"]) == {"text/plain", "application/openmetrics-text"}
