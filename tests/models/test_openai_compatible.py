"""Answers of a model's server, good and bad, over real sockets."""

from __future__ import annotations

import json
from typing import Any

import pytest

from service.core.errors import (
    BrokenCompletion,
    EmptyCompletion,
    ModelError,
    ModelFailed,
    ModelRefused,
    PromptTruncated,
    UnknownModel,
)
from service.models.base import Completion, Kind, Prompt
from tests.models.asking import PROMPT, model, ready, send, write_one
from tests.models.misbehaving import Faults, serving

SCHEMA = {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]}
JSON_PROMPT = Prompt("The council of Ardal met on Monday.", system="Summarise.", schema=SCHEMA)


def test_a_prompt_is_answered_with_what_was_read_and_written() -> None:
    faults = Faults()
    with serving(faults) as url:
        writer = model(url)
        done = write_one(writer)
    assert done == Completion("The town was glad.", tokens_read=done.tokens_read, tokens_written=5)  # type: ignore[union-attr]
    assert (writer.id, writer.backend, writer.kind) == ("tiny", "openai_compatible", Kind.CHAT)
    body = faults.seen[-1]
    assert (body["temperature"], body["seed"], body["stream"], body["max_tokens"]) == (0, 0, False, 50)
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert "response_format" not in body


def test_one_bad_answer_leaves_the_others_standing() -> None:
    faults = Faults(answer=lambda read: "" if "odd" in read else "Good.")
    with serving(faults) as url:
        done = dict(model(url).write([PROMPT, Prompt("An odd one."), PROMPT], max_tokens=50))
    assert [type(done[index]) for index in range(3)] == [Completion, EmptyCompletion, Completion]


@pytest.mark.parametrize(
    ("fields", "finish", "error"),
    [
        ({"content": None, "refusal": "I will not."}, "stop", ModelRefused),
        ({"content": ""}, "content_filter", ModelRefused),
        ({"content": "I'm sorry, but I can't assist with that."}, "stop", ModelRefused),
        ({"content": "", "reasoning_content": "Let me think about the mill."}, "stop", EmptyCompletion),
        ({"content": "<think>Let me think", "reasoning": None}, "length", EmptyCompletion),
        ({"content": "The council met and"}, "length", BrokenCompletion),
        ({"content": None, "tool_calls": [{"function": {"name": "search"}}]}, "tool_calls", BrokenCompletion),
    ],
)
def test_an_answer_that_is_none_has_its_own_error(fields: dict[str, Any], finish: str, error: type[ModelError]) -> None:
    with serving(Faults(message=fields, finish=finish)) as url:
        assert type(write_one(model(url))) is error


@pytest.mark.parametrize(
    "fields",
    [
        {"content": "<think>Long thought.</think>The council met.", "reasoning_content": None},
        {"content": "The council met.", "reasoning_content": "Long thought.", "reasoning": "Long thought."},
        {"content": [{"type": "text", "text": "The council "}, {"type": "text", "text": "met."}]},
    ],
)
def test_thinking_is_no_part_of_the_answer(fields: dict[str, Any]) -> None:
    with serving(Faults(message=fields)) as url:
        done = write_one(model(url))
    assert isinstance(done, Completion)
    assert done.text == "The council met."


@pytest.mark.parametrize(
    ("faults", "form"),
    [
        (Faults(), "json_schema"),
        (Faults(follows=("json_object",), fails_on=("json_schema",)), "json_object"),
        (Faults(follows=("json_object",)), "json_object"),
    ],
    ids=["json_schema", "json_schema is a 500", "json_schema is ignored"],
)
def test_the_schema_goes_the_way_that_the_server_follows(faults: Faults, form: str) -> None:
    with serving(faults) as url:
        writer = model(url)
        first = write_one(writer, JSON_PROMPT)
        calls = len(faults.seen)
        assert write_one(writer, JSON_PROMPT) == first
    assert isinstance(first, Completion)
    assert json.loads(first.text) == {"text": "The town was glad."}
    sent = faults.seen[-1]["response_format"]
    assert sent["type"] == form
    assert SCHEMA in (sent.get("schema"), sent.get("json_schema", {}).get("schema"))
    assert "Schema" not in faults.seen[-1]["messages"][0]["content"]
    assert len(faults.seen) == calls + 1, "what was learnt is kept"


def test_a_server_that_ignores_response_format_gets_the_schema_in_words() -> None:
    answer = 'Here it is:\n```json\n{"text": "The council met."}\n```'
    faults = Faults(follows=(), answer=lambda read: answer if '"required": ["text"]' in read else "Hello!")
    with serving(faults) as url:
        done = write_one(model(url), JSON_PROMPT)
    assert isinstance(done, Completion)
    assert done.text == '{"text": "The council met."}'
    assert "response_format" not in faults.seen[-1]
    assert faults.seen[-1]["messages"][0]["content"].startswith("Summarise.\n\n")


def test_words_where_json_was_asked_for_are_broken() -> None:
    with serving(Faults(follows=())) as url:
        done = write_one(model(url), JSON_PROMPT)
    assert isinstance(done, BrokenCompletion)
    assert done.answer == "The town was glad."


def test_a_model_that_is_not_there_is_named_with_those_that_are() -> None:
    faults = Faults(raw=lambda handler: send(handler, 404, b'{"error": {"message": "no such model"}}'))
    with serving(faults) as url, pytest.raises(UnknownModel, match=r"'large'.*no such model.*It has: tiny"):
        model(url, model="large")


def test_a_model_that_is_served_without_being_listed_is_used() -> None:
    with serving(Faults()) as url:
        assert isinstance(write_one(model(url, model="another")), Completion)


def test_a_model_that_goes_away_is_unknown() -> None:
    faults = Faults()
    with serving(faults) as url:
        writer = ready(url, faults)
        faults.raw = lambda handler: send(handler, 404, b'{"error": {"message": "unloaded"}}')
        with pytest.raises(UnknownModel, match="unloaded"):
            write_one(writer)


def test_the_sha256_is_that_of_what_the_server_says_and_stays() -> None:
    with serving(Faults()) as url:
        first, again = model(url).sha256, model(url).sha256
    with serving(Faults(says_window=8_192)) as url:
        other = model(url).sha256
    assert first == again != other
    assert len(first) == 64


def test_no_count_of_what_was_read_is_no_answer() -> None:
    with serving(Faults(usage=False)) as url:
        done = write_one(model(url))
    assert isinstance(done, ModelFailed)
    assert "usage.prompt_tokens" in done.detail


def test_a_prompt_over_the_window_is_not_sent() -> None:
    faults = Faults(says_window=600)
    long = Prompt("The mill stood by the river for many years. " * 100)
    with serving(faults) as url:
        done = dict(model(url).write([long, PROMPT], max_tokens=50))
    assert isinstance(done[0], PromptTruncated)
    assert "600 (as the server says)" in done[0].detail
    assert isinstance(done[1], Completion)
    assert not any(body["messages"][-1]["content"] == long.user for body in faults.seen)


def test_the_window_is_the_argument_s_the_server_s_or_assumed() -> None:
    with serving(Faults(says_window=9_000)) as url:
        assert model(url).window == 9_000
        assert model(url, window=700).window == 700
    with serving(Faults(says_window=0)) as url:
        assert model(url).window == 4_096


def test_nothing_asked_nothing_sent() -> None:
    faults = Faults()
    with serving(faults) as url:
        assert list(model(url).write([], max_tokens=50)) == []
    assert faults.seen == []
