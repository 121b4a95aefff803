"""Calls to a model's server that end, over real sockets: many at a time, given up, late, tried again, cut, moved on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import closing
from itertools import count

import anyio
import pytest

from service.core.errors import InvalidRequest, ModelError, ModelFailed, ModelTimeout, ModelUnreachable
from service.models.base import Completion, Prompt
from tests.models.asking import PROMPT, good, model, ready, send, write_one
from tests.models.misbehaving import Faults, Handler, serving


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
