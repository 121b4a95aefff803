"""What each kind of server says of its model, as its answers are documented."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from service.core.errors import ModelFailed, UnknownModel
from service.models.server.about import about
from service.models.server.calls import Calls
from tests.models.asking import no_wait

VLLM = {
    "/v1/models": {
        "object": "list",
        "data": [
            {"id": "plain-7b", "created": 1, "owned_by": "vllm", "root": "org/plain-7b", "max_model_len": 16_384},
            {"id": "adapter", "created": 1, "owned_by": "vllm", "root": "/adapters/a", "parent": "plain-7b"},
        ],
    }
}
LLAMA_CPP = {
    "/v1/models": {
        "data": [{"id": "plain.gguf", "created": 2, "owned_by": "llamacpp", "meta": {"n_ctx_train": 131_072}}]
    },
    "/props": {"default_generation_settings": {"n_ctx": 6_144}, "total_slots": 2},
}
OLLAMA = {
    "/v1/models": {"data": [{"id": "plain:latest", "created": 3, "owned_by": "library"}]},
    "/api/ps": {"models": [{"name": "plain:latest", "context_length": 8_192}]},
}
CHAT = {"choices": [{"message": {"content": "Hello"}}], "usage": {"prompt_tokens": 9}}


def calls(pages: dict[str, Any], seen: list[str] | None = None) -> Calls:
    def answer(request: httpx.Request) -> httpx.Response:
        if seen is not None:
            seen.append(request.url.path)
        page = pages.get(request.url.path)
        if isinstance(page, int):
            return httpx.Response(page, json={"error": "no"})
        return httpx.Response(200, json=page) if page is not None else httpx.Response(404, json={"detail": "Not Found"})

    return Calls(
        "http://server:8000",
        api_key="",
        timeout_seconds=20,
        concurrency=2,
        transport=httpx.MockTransport(answer),
        sleep=no_wait,
    )


def without(pages: dict[str, Any], path: str) -> dict[str, Any]:
    return {name: page for name, page in pages.items() if name != path}


@pytest.mark.parametrize(
    ("pages", "model", "window", "source"),
    [
        (VLLM, "plain-7b", 16_384, "as the server says"),
        (VLLM, "adapter", 4_096, "assumed"),
        (LLAMA_CPP, "plain.gguf", 6_144, "as the server says"),
        (OLLAMA, "plain", 8_192, "as the server says"),
        (without(OLLAMA, "/api/ps"), "plain", 4_096, "assumed"),
        (without(LLAMA_CPP, "/props"), "plain.gguf", 4_096, "assumed"),
        ({"/v1/models": {"data": [{"id": "small", "meta": {"n_ctx_train": 2_048}}]}}, "small", 2_048, "assumed"),
        (OLLAMA | {"/api/ps": {"models": [{"name": "other", "context_length": 9}, 3]}}, "plain", 4_096, "assumed"),
        (LLAMA_CPP | {"/props": {"default_generation_settings": "none"}}, "plain.gguf", 4_096, "assumed"),
        (LLAMA_CPP | {"/props": 500}, "plain.gguf", 4_096, "assumed"),
    ],
)
def test_the_window_is_the_one_that_it_runs_with(pages: dict[str, Any], model: str, window: int, source: str) -> None:
    said = about(calls(pages), model)
    assert said.window == window
    assert said.source.startswith(source)


def test_the_user_s_word_goes_before_the_server_s() -> None:
    said = about(calls(VLLM), "plain-7b", window=3_000)
    assert (said.window, said.source) == (3_000, "set by PLUMBLINE_MODEL_WINDOW")


def test_the_sha256_is_of_what_stays_the_same() -> None:
    later = json.loads(json.dumps(VLLM))
    later["/v1/models"]["data"][0]["created"] = 99
    other = json.loads(json.dumps(VLLM))
    other["/v1/models"]["data"][0]["root"] = "org/plain-7b-v2"
    first = about(calls(VLLM), "plain-7b").sha256
    assert about(calls(later), "plain-7b").sha256 == first
    assert about(calls(other), "plain-7b").sha256 != first


@pytest.mark.parametrize("models", [404, 500, {"data": None}, {"data": [3, {"id": 4}]}, [], {"data": []}])
def test_a_server_without_a_list_is_asked_for_an_answer(models: Any) -> None:
    seen: list[str] = []
    said = about(calls({"/v1/models": models, "/v1/chat/completions": CHAT}, seen), "plain")
    assert said.window == 4_096
    assert "/v1/chat/completions" in seen
    with pytest.raises(UnknownModel, match="'plain'"):
        about(calls({"/v1/models": models}), "plain")


def test_a_model_that_is_missing_is_named_with_those_that_are_there() -> None:
    with pytest.raises(UnknownModel, match=r"does not serve 'plain' \(404: .*It has: adapter, plain-7b"):
        about(calls(VLLM), "plain")


def test_a_key_that_the_server_does_not_take_is_no_missing_model() -> None:
    with pytest.raises(ModelFailed, match="PLUMBLINE_MODEL_API_KEY"):
        about(calls({"/v1/models": 401, "/v1/chat/completions": 401}), "plain")
