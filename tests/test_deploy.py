"""The files that operators start from name what there is. Docker, Prometheus and Grafana are not run here."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from service.metrics import Metrics
from service.settings import Settings
from tests.conftest import ROOT

SETTINGS = {f"PLUMBLINE_{name.upper()}" for name in Settings.model_fields}
NAMED = re.compile(r"\b(?:plumbline|process)_[a-z_]+")


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def _metrics() -> set[str]:
    """Every name that a query may use."""
    names = set()
    for family in Metrics().registry.collect():
        suffixes = {"counter": ["_total"], "histogram": ["_bucket", "_count", "_sum"]}.get(family.type, [""])
        names |= {family.name + suffix for suffix in suffixes}
    return names


def _dashboard() -> dict[str, Any]:
    board: dict[str, Any] = json.loads((ROOT / "deploy" / "grafana.json").read_text("utf-8"))
    return board


def test_the_dashboard_asks_only_for_metrics_that_there_are() -> None:
    board = _dashboard()
    queries = [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    queries += [variable["query"]["query"] for variable in board["templating"]["list"] if variable["type"] == "query"]
    for query in queries:
        assert (used := set(NAMED.findall(query)))
        assert used <= _metrics(), query
        assert query.count("(") == query.count(")"), query


def test_every_metric_of_ours_is_on_the_dashboard() -> None:
    text = json.dumps(_dashboard())
    for family in Metrics().registry.collect():
        if family.name.startswith("plumbline_"):
            assert family.name in text


def test_panels_do_not_overlap_and_have_numbers_of_their_own() -> None:
    panels = _dashboard()["panels"]
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in panels]
    assert len(set(places)) == len({panel["id"] for panel in panels}) == len(panels)


def test_alerts_ask_only_for_metrics_that_there_are() -> None:
    (group,) = _yaml(ROOT / "deploy" / "alerts.yaml")["groups"]
    for rule in group["rules"]:
        assert set(NAMED.findall(rule["expr"])) <= _metrics(), rule["alert"]
        assert rule["annotations"]["summary"]
        assert rule["alert"] in (ROOT / "docs" / "running.md").read_text("utf-8")


def test_prometheus_reads_the_alerts_and_asks_where_the_service_listens() -> None:
    config = _yaml(ROOT / "deploy" / "prometheus.yaml")
    assert all((ROOT / "deploy" / name).is_file() for name in config["rule_files"])
    (scrape,) = config["scrape_configs"]
    assert scrape["static_configs"][0]["targets"] == [f"127.0.0.1:{Settings.model_fields['port'].default}"]


def test_compose_publishes_the_service_on_loopback_alone() -> None:
    services = _yaml(ROOT / "compose.yaml")["services"]
    assert services["plumbline"]["ports"] == ["127.0.0.1:${PORT:-8000}:8000"]
    assert all("ports" not in part for name, part in services.items() if name != "plumbline")
    assert services["plumbline"]["depends_on"]["database"]["condition"] == "service_healthy"
    assert services["database"]["healthcheck"]["test"]
    assert services["vllm"]["profiles"] == ["vllm"]


def test_compose_has_no_password_of_its_own_and_keeps_what_it_holds() -> None:
    compose = _yaml(ROOT / "compose.yaml")
    services = compose["services"]
    assert services["database"]["environment"]["POSTGRES_PASSWORD"] == "${DATABASE_PASSWORD:?must be set}"
    assert ":${DATABASE_PASSWORD:?must be set}@database:" in services["plumbline"]["environment"]["PLUMBLINE_DATABASE"]
    used = {volume.partition(":")[0] for part in services.values() for volume in part["volumes"]}
    assert used == set(compose["volumes"])


@pytest.mark.parametrize("file", ["compose.yaml", "Dockerfile", "docs/running.md", "deploy/plumbline.service"])
def test_every_setting_that_is_named_is_one(file: str) -> None:
    named = set(re.findall(r"\bPLUMBLINE_[A-Z_]+", (ROOT / file).read_text("utf-8")))
    assert named
    assert named <= SETTINGS


def test_every_setting_is_in_the_table() -> None:
    table = (ROOT / "docs" / "running.md").read_text("utf-8")
    assert {name for name in SETTINGS if f"`{name}`" not in table} == set()


def test_the_container_stops_a_service_later_than_it_stops_itself() -> None:
    grace = _yaml(ROOT / "compose.yaml")["services"]["plumbline"]["stop_grace_period"]
    assert int(grace.removesuffix("s")) > Settings.model_fields["shutdown_seconds"].default
