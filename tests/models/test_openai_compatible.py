"""Answers of a model's server, good and bad, over real sockets."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from contextlib import closing
from itertools import count
from typing import Any

import anyio
import pytest

from service.core.errors import (
    BrokenCompletion,
    EmptyCompletion,
    InvalidRequest,
    ModelError,
    ModelFailed,
    ModelRefused,
    ModelTimeout,
    ModelUnreachable,
    PromptTruncated,
    UnknownModel,
)
from service.models.base import Completion, Kind, Prompt, Writer
from service.models.openai_compatible import OpenAICompatible
from tests.models.misbehaving import Faults, Handler, serving

SCHEMA = {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]}
PROMPT = Prompt("The council of Ardal met on Monday.", system="Summarise.")
JSON_PROMPT = Prompt("The council of Ardal met on Monday.", system="Summarise.", schema=SCHEMA)


async def no_wait(_: float) -> None:
    await anyio.sleep(0)


def model(url: str, **options: Any) -> OpenAICompatible:
    given: dict[str, Any] = {"model": "tiny", "timeout_seconds": 20, "sleep": no_wait} | options
    return OpenAICompatible(url, **given)


def write_one(writer: Writer, prompt: Prompt = PROMPT, max_tokens: int = 50) -> Completion | ModelError:
    ((index, done),) = writer.write([prompt], max_tokens=max_tokens)
    assert index == 0
    return done


def send(handler: Handler, status: int, body: bytes, **headers: str) -> None:
    handler.send_response(status)
    for name, value in ({"content_type": "application/json", "content_length": str(len(body))} | headers).items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def good(text: str = "The council met.") -> bytes:
    return json.dumps(
        {"choices": [{"message": {"content": text}}], "usage": {"prompt_tokens": 40, "completion_tokens": 4}}
    ).encode()


def ready(url: str, faults: Faults, **options: Any) -> OpenAICompatible:
    """A writer that has learnt how the server counts, so that the next chat call is the prompt's."""
    writer = model(url, **options)
    assert isinstance(write_one(writer), Completion)
    faults.seen.clear()
    return writer


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


@pytest.mark.parametrize("ending", ["", "/", "/v1", "/v1/"])
def test_the_address_may_have_its_v1_or_not(ending: str) -> None:
    with serving(Faults()) as url:
        assert isinstance(write_one(model(url + ending)), Completion)


@pytest.mark.parametrize("address", ["localhost:8000", "ftp://host/v1", "", "http://", "http://a:b", "/models/llama"])
def test_what_is_no_address_is_said_to_be_none(address: str) -> None:
    with pytest.raises(InvalidRequest, match="not the address"):
        model(address)


def test_many_prompts_come_as_they_are_done_and_only_so_many_at_a_time() -> None:
    faults = Faults()
    lock, running, most, turns = threading.Lock(), 0, 0, count()
    together, came = threading.Barrier(3), threading.Event()

    def slow(read: str) -> str:
        nonlocal running, most
        if read.startswith("Read the text."):  # a call that counts tokens, before the others
            return "Yes."
        with lock:
            running += 1
            most = max(most, running)
            early = next(turns) < 3
        if early:
            together.wait(30)
        if "slow" in read:
            assert came.wait(30), "the slow first one held the others up"
        with lock:
            running -= 1
        return "The council met."

    order = []
    with serving(faults) as url:
        writer = ready(url, faults, concurrency=3)
        faults.answer = slow
        for index, _ in writer.write([Prompt("A slow one."), *[PROMPT] * 8], max_tokens=50):
            order.append(index)
            came.set()
    assert sorted(order) == list(range(9))
    assert order[0] != 0
    assert most == 3


def test_one_bad_answer_leaves_the_others_standing() -> None:
    faults = Faults(answer=lambda read: "" if "odd" in read else "Good.")
    with serving(faults) as url:
        done = dict(model(url).write([PROMPT, Prompt("An odd one."), PROMPT], max_tokens=50))
    assert [type(done[index]) for index in range(3)] == [Completion, EmptyCompletion, Completion]


def test_closing_cancels_the_calls_under_way() -> None:
    faults = Faults()
    hanging, gone = threading.Event(), threading.Event()
    turns = count()

    def hang(handler: Handler) -> None:
        if next(turns) == 0:
            assert hanging.wait(30), "the second call did not come"
            send(handler, 200, good())
            return
        hanging.set()
        handler.connection.settimeout(40)
        try:
            left = handler.rfile.read(1) == b""
        except ConnectionError:
            left = True
        if left:
            gone.set()

    with serving(faults) as url:
        writer = ready(url, faults, concurrency=2, timeout_seconds=60)
        faults.raw = hang
        started = time.perf_counter()
        with closing(writer.write([PROMPT] * 6, max_tokens=50)) as done:
            next(done)
        assert time.perf_counter() - started < 30, "closing waited for them"
        assert gone.wait(30), "the server still had its caller"
        assert len(faults.seen) <= 3, "closing let others begin"


@pytest.mark.parametrize("drips", [False, True])
def test_a_server_that_hangs_or_drips_is_left_at_the_deadline(drips: bool) -> None:
    faults = Faults()
    stop = threading.Event()

    def hold(handler: Handler) -> None:
        if drips:
            send(handler, 200, b"", content_length="100000")
            while not stop.wait(0.02):
                handler.wfile.write(b" ")
        else:
            stop.wait(20)

    with serving(faults) as url:
        writer = ready(url, faults, timeout_seconds=1)
        faults.raw = hold
        started = time.perf_counter()
        done = write_one(writer)
        took = time.perf_counter() - started
        stop.set()
    assert isinstance(done, ModelTimeout)
    assert 0.8 < took < 4
    assert len(faults.seen) == 1, "a timeout is not tried again"


def failing(times: int, status: int, **headers: str) -> Callable[[Faults], Callable[[Handler], None]]:
    def make(faults: Faults) -> Callable[[Handler], None]:
        def raw(handler: Handler) -> None:
            if len(faults.seen) <= times:
                send(handler, status, b'{"error": {"message": "not now"}}', **headers)
            else:
                send(handler, 200, good())

        return raw

    return make


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_passing_failure_is_tried_again(status: int) -> None:
    faults = Faults()
    with serving(faults) as url:
        writer = ready(url, faults)
        faults.raw = failing(2, status)(faults)
        assert isinstance(write_one(writer), Completion)
    assert len(faults.seen) == 3


@pytest.mark.parametrize(
    ("status", "error", "calls"),
    [
        (429, ModelUnreachable, 4),
        (503, ModelUnreachable, 4),
        (500, ModelFailed, 4),
        (501, ModelFailed, 1),
        (400, ModelFailed, 1),
        (401, ModelFailed, 1),
        (403, ModelFailed, 1),
        (422, ModelFailed, 1),
        (302, ModelFailed, 1),
    ],
)
def test_a_lasting_failure_is_reported_with_the_server_s_words(
    status: int, error: type[ModelError], calls: int
) -> None:
    faults = Faults()
    with serving(faults) as url:
        writer = ready(url, faults)
        faults.raw = failing(99, status)(faults)
        done = write_one(writer)
    assert type(done) is error
    assert len(faults.seen) == calls
    assert str(status) in done.detail
    assert status == 302 or "not now" in done.detail
    assert (status in (401, 403)) == ("PLUMBLINE_MODEL_API_KEY" in done.detail)


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        ("7", 7, 7),
        ("99999", 60, 60),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0, 5),
        ("-3", 0, 5),
        ("soon", 0, 5),
        ("nan", 0, 5),
    ],
)
def test_retry_after_is_honoured_and_capped(header: str, least: float, most: float) -> None:
    waits: list[float] = []

    async def wait(seconds: float) -> None:
        waits.append(seconds)

    faults = Faults()
    with serving(faults) as url:
        writer = ready(url, faults, sleep=wait, timeout_seconds=300)
        waits.clear()
        faults.raw = failing(1, 429, retry_after=header)(faults)
        assert isinstance(write_one(writer), Completion)
    (waited,) = waits
    assert least <= waited <= most


def test_a_retry_that_would_come_after_the_deadline_is_not_waited_for() -> None:
    faults = Faults()
    with serving(faults) as url:
        writer = ready(url, faults, sleep=anyio.sleep, timeout_seconds=5)
        faults.raw = failing(99, 429, retry_after="50")(faults)
        started = time.perf_counter()
        assert isinstance(write_one(writer), ModelUnreachable)
    assert time.perf_counter() - started < 3
    assert len(faults.seen) == 1


def test_waits_grow() -> None:
    waits: list[float] = []

    async def wait(seconds: float) -> None:
        waits.append(seconds)

    faults = Faults()
    with serving(faults) as url:
        writer = ready(url, faults, sleep=wait)
        faults.raw = failing(99, 500)(faults)
        write_one(writer)
    for waited, base in zip(waits, [0.5, 1, 2], strict=True):
        assert base <= waited <= base + 0.5


def half_a_body(handler: Handler) -> None:
    send(handler, 200, good()[:40], content_length="4000")
    handler.close_connection = True


def test_half_a_body_is_tried_again_and_reported() -> None:
    faults = Faults()
    with serving(faults) as url:
        writer = ready(url, faults)
        faults.raw = half_a_body
        done = write_one(writer)
    assert isinstance(done, ModelFailed)
    assert "broke off" in done.detail
    assert len(faults.seen) == 4


@pytest.mark.parametrize(
    ("body", "headers", "words"),
    [
        (b"<html>busy</html>", {"content_type": "text/html"}, "text/html"),
        (good()[:40], {}, "cannot be read"),
        (b"[" * 100_000, {}, "cannot be read"),
        (good(), {"content_encoding": "gzip"}, "cannot be decoded"),
        (b"[]", {}, "form of a chat completion"),
        (b'{"choices": []}', {}, "form of a chat completion"),
        (b'{"choices": [{"message": {"content": 3}}]}', {}, "form of a chat completion"),
        (b'{"choices": [{"message": {"content": "a"}}], "usage": {"prompt_tokens": 0}}', {}, "usage.prompt_tokens"),
    ],
)
def test_a_body_that_is_no_answer_is_reported(body: bytes, headers: dict[str, str], words: str) -> None:
    faults = Faults()
    with serving(faults) as url:
        writer = ready(url, faults)
        faults.raw = lambda handler: send(handler, 200, body, **headers)
        done = write_one(writer)
    assert isinstance(done, ModelFailed)
    assert words in done.detail
    assert len(faults.seen) == 1


def test_a_huge_body_is_not_read_to_its_end() -> None:
    faults = Faults()
    sent = 0

    def flood(handler: Handler) -> None:
        nonlocal sent
        send(handler, 200, b"", content_length=str(10**9))
        while sent < 200_000_000:
            handler.wfile.write(b" " * 1_000_000)
            sent += 1_000_000

    with serving(faults) as url:
        writer = ready(url, faults)
        faults.raw = flood
        done = write_one(writer)
    assert isinstance(done, ModelFailed)
    assert "8,000,000 bytes" in done.detail
    assert sent < 100_000_000


def test_a_redirect_does_not_take_the_article_elsewhere() -> None:
    elsewhere = Faults()
    faults = Faults()
    with serving(elsewhere) as other, serving(faults) as url:
        writer = ready(url, faults)
        target = f"{other}/v1/chat/completions"
        faults.raw = lambda handler: send(handler, 307, b"", location=target)
        done = write_one(writer)
    assert isinstance(done, ModelFailed)
    assert target in done.detail
    assert elsewhere.seen == []


def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = Faults()
    with serving(proxy) as other, serving(Faults()) as url:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, other)
        assert isinstance(write_one(model(url)), Completion)
    assert proxy.seen == []


def test_no_server_is_unreachable() -> None:
    with serving(Faults()) as url:
        pass
    with pytest.raises(ModelUnreachable, match="No connection to"):
        model(url)


def test_a_server_that_goes_away_gives_each_prompt_its_error() -> None:
    with serving(Faults()) as url:
        writer = model(url)
    done = dict(writer.write([PROMPT, PROMPT], max_tokens=50))
    assert [type(done[index]) for index in range(2)] == [ModelUnreachable] * 2


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


KEY = "sk-plumb-4711"


def test_the_key_is_sent_and_never_shown() -> None:
    faults = Faults()
    with serving(faults) as url:
        writer = ready(url, faults, api_key=KEY)
        assert faults.headers[-1]["authorization"] == f"Bearer {KEY}"
        faults.raw = lambda handler: send(handler, 401, f'{{"error": "Incorrect API key: {KEY}"}}'.encode())
        done = write_one(writer)
        faults.raw = lambda handler: send(handler, 302, b"", location=f"http://elsewhere/?key={KEY}")
        moved = write_one(writer)
    assert isinstance(done, ModelFailed)
    assert isinstance(moved, ModelFailed)
    for shown in (done.detail, moved.detail, repr(writer), repr(done)):
        assert KEY not in shown
    assert "Incorrect API key: ***" in done.detail


@pytest.mark.parametrize("key", ["ключ", "line\nbreak"])
def test_a_key_that_no_header_can_hold_is_refused_without_being_shown(key: str) -> None:
    with pytest.raises(InvalidRequest, match="PLUMBLINE_MODEL_API_KEY") as caught:
        model("http://127.0.0.1:1", api_key=key)
    assert key not in str(caught.value)


def test_a_password_in_the_address_is_not_shown() -> None:
    with serving(Faults()) as url:
        pass
    with pytest.raises(ModelUnreachable) as caught:
        model(url.replace("://", "://user:secret@"))
    assert "secret" not in caught.value.detail


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
