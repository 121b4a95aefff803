"""The real service over HTTP."""

from __future__ import annotations

import json
from base64 import b64encode

import httpx
import pytest

from service.core.receipt import Options
from service.core.summary import Summary
from service.engine import Engine
from tests.conftest import Service

PROBLEM = {"type", "title", "status", "detail", "code", "retryable", "hint"}


def _problem(answer: httpx.Response, status: int, code: str) -> None:
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body.keys() - {"limit", "actual"} == PROBLEM
    assert body["status"] == status
    assert body["code"] == code


def test_summary_is_the_one_that_the_command_line_prints(service: Service, engine: Engine, article: str) -> None:
    answer = httpx.post(f"{service.url}/v1/summaries", json={"text": article}, timeout=120)
    assert answer.status_code == 200
    there, here = answer.json(), json.loads(engine.summarize(article.encode(), Options()).to_json())
    for body in (there, here):
        body["usage"].pop("seconds")
    assert there == here
    Summary.model_validate_json(answer.content)


def _events(service: Service, body: dict[str, object]) -> list[tuple[str, dict[str, object]]]:
    """What a stream tells: the events' names with their data."""
    headers = {"accept": "text/event-stream"}
    with httpx.stream("POST", f"{service.url}/v1/summaries", json=body, headers=headers, timeout=120) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        blocks = "".join(answer.iter_text()).strip().split("\n\n")
    fields = [dict(line.split(": ", 1) for line in block.split("\n")) for block in blocks]
    return [(field["event"], json.loads(field["data"])) for field in fields]


def test_progress_is_streamed_before_the_summary(service: Service, article: str) -> None:
    events = _events(service, {"text": article})
    stages = dict.fromkeys(data["stage"] for name, data in events if name == "progress")
    assert list(stages) in (["ingested", "drafting", "verifying"], ["ingested", "cached"])
    name, last = events[-1]
    assert name == "summary"
    whole = httpx.post(f"{service.url}/v1/summaries", json={"text": article}, timeout=120).json()
    assert last["abstract"] == whole["abstract"]


def test_an_error_ends_the_stream_as_a_problem(service: Service) -> None:
    ((name, problem),) = _events(service, {"text": "Hm."})
    assert name == "problem"
    assert (problem["code"], problem["status"]) == ("too_short", 422)


def test_the_models_that_may_be_named(service: Service) -> None:
    answer = httpx.get(f"{service.url}/v1/models", timeout=10)
    assert answer.status_code == 200
    assert answer.json() == {"models": [{"id": "embedded", "backend": "extractive"}]}
    for name in ("/etc", "openai:http://127.0.0.1:9/v1#x", "scripted:/etc/passwd"):
        body = {"text": "A text that is fine in itself.", "options": {"model": name}}
        _problem(httpx.post(f"{service.url}/v1/summaries", json=body, timeout=60), 404, "unknown_model")


def test_options_reach_the_engine(service: Service, article: str) -> None:
    body = {"text": article, "title": "A title", "language": "en", "options": {"max_claims": 2, "include_text": True}}
    summary = httpx.post(f"{service.url}/v1/summaries", json=body, timeout=120).json()
    assert len(summary["claims"]) == 2
    assert summary["document"]["title"] == "A title"
    first = summary["claims"][0]["evidence"][0]
    assert summary["document"]["text"][first["start"] : first["end"]] == first["exact"]


def test_a_text_is_checked_against_its_source(service: Service) -> None:
    source = "Dockers at Port Aden stopped work on March 3 over pay. Exports fell by 9 percent. The port was quiet."
    body = {"source": source, "text": "Exports fell by 9 percent. Exports rose by 9 percent. The navy sent two ships."}
    answer = httpx.post(f"{service.url}/v1/checks", json=body, timeout=60)
    assert answer.status_code == 200
    statements = answer.json()["statements"]
    assert [item["verdict"] for item in statements] == ["supported", "contradicted", "not_found"]
    assert {"text", "verdict", "evidence", "support", "flags"} <= statements[0].keys()
    evidence = statements[0]["evidence"][0]
    assert source[evidence["start"] : evidence["end"]] == evidence["exact"]
    assert statements[1]["flags"] == ["opposite"]
    assert "source_text" not in answer.json()
    wrapped = httpx.post(
        f"{service.url}/v1/checks",
        json=body | {"source": source.replace("over", "over\n"), "include_text": True},
        timeout=60,
    )
    assert wrapped.json()["source_text"] == source
    page = {"content": b64encode(f"<p>{source}</p>".encode()).decode(), "name": "article.html"}
    note = {"content": b64encode(body["text"].encode()).decode(), "name": "note.txt"}
    read = httpx.post(f"{service.url}/v1/checks", json={"source": page, "text": note}, timeout=60)
    assert [item["verdict"] for item in read.json()["statements"]] == ["supported", "contradicted", "not_found"]
    damaged = {"content": b64encode(b"%PDF-1.7 and nothing more").decode()}
    refused = httpx.post(f"{service.url}/v1/checks", json=body | {"text": damaged}, timeout=60)
    assert refused.status_code == 422
    assert refused.json()["detail"].startswith("The text to check: ")
    for wrong, code in (({"source": source}, "invalid_request"), ({"source": source, "text": " "}, "empty_document")):
        _problem(httpx.post(f"{service.url}/v1/checks", json=wrong, timeout=60), 422, code)


def test_health_and_docs(service: Service) -> None:
    assert httpx.get(f"{service.url}/livez").json() == {"status": "ok"}
    assert httpx.get(f"{service.url}/readyz").json() == {"ready": True}
    docs = httpx.get(f"{service.url}/docs")
    assert docs.status_code == 200
    assert "https://" not in docs.text.replace("https://fastapi.tiangolo.com", "")
    assert "/v1/summaries" in httpx.get(f"{service.url}/openapi.json").json()["paths"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 422, "invalid_request"),
        ({"text": 5}, 422, "invalid_request"),
        ({"text": "A text that is fine in itself.", "colour": "red"}, 422, "invalid_request"),
        ({"text": "A text that is fine in itself.", "options": {"max_words": -1}}, 422, "invalid_request"),
        ({"text": "A text that is fine in itself.", "options": {"model": "none"}}, 404, "unknown_model"),
        ({"text": ""}, 422, "empty_document"),
        ({"text": "Three words only"}, 422, "too_short"),
        ({"text": "The council met on Monday. " * 12_000}, 413, "too_large"),
    ],
)
def test_wrong_input_is_a_problem(service: Service, body: dict[str, object], status: int, code: str) -> None:
    _problem(httpx.post(f"{service.url}/v1/summaries", json=body, timeout=60), status, code)


def test_wrong_bytes_paths_and_methods_are_problems(service: Service) -> None:
    _problem(
        httpx.post(f"{service.url}/v1/summaries", content=b"{not json", headers={"content-type": "application/json"}),
        422,
        "invalid_request",
    )
    plain = {"content-type": "text/plain"}
    form = httpx.post(f"{service.url}/v1/summaries", content=b'{"text": "A text."}', headers=plain)
    _problem(form, 422, "invalid_request")
    assert form.json()["detail"] == "The body is text/plain: send it as application/json."
    length = httpx.post(f"{service.url}/v1/summaries", json={"text": "A text.", "options": {"length": "long"}})
    _problem(length, 422, "invalid_request")
    assert length.json()["detail"] == "options.length: an abstract has max_words, and no length."
    _problem(nothing := httpx.get(f"{service.url}/nothing"), 404, "not_found")
    assert nothing.json()["detail"] == "There is no such path."
    _problem(got := httpx.get(f"{service.url}/v1/summaries"), 405, "method_not_allowed")
    assert got.json()["detail"] == "This path takes POST, not GET."


def test_large_bodies_are_refused_declared_or_not(service: Service) -> None:
    large = b'{"text": "' + b"a" * 500_000 + b'"}'
    _problem(httpx.post(f"{service.url}/v1/summaries", content=large), 413, "too_large")
    chunks = iter([large[:250_000], large[250_000:]])
    _problem(httpx.post(f"{service.url}/v1/summaries", content=chunks), 413, "too_large")


def test_lone_surrogates_in_json_are_repaired(service: Service) -> None:
    body = b'{"text": "The minister \\ud800 resigned on Monday. The king accepted the resignation."}'
    answer = httpx.post(
        f"{service.url}/v1/summaries", content=body, headers={"content-type": "application/json"}, timeout=60
    )
    assert answer.status_code == 200
    assert "resigned on Monday" in answer.json()["abstract"]["text"]
