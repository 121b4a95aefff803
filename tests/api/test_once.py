"""Idempotency-Key: one answer to one request, however often it is sent."""

from __future__ import annotations

import asyncio
import json

import httpx
import pytest

from service.core.errors import StoreFull
from service.store import clock
from service.store.answers import Answers
from tests.api.conftest import Api, is_problem, until

KEY = {"idempotency-key": '"one"'}
LINES = {"content-type": "application/jsonl"}


async def _post(client: httpx.AsyncClient, text: str, **headers: str) -> httpx.Response:
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return await client.post("/v1/summaries", json={"text": text}, headers=KEY | headers)


def test_an_answer_is_given_again_also_after_a_restart(api: Api) -> None:
    answers: list[httpx.Response] = []

    async def inside(client: httpx.AsyncClient) -> None:
        answers.append(await _post(client, "A text."))
        answers.append(await _post(client, "A text.", idempotency_key="one"))  # without quotation marks: the same

    api.run(inside)
    api.run(inside)
    assert len(api.engines.asked) == 1
    assert {(answer.status_code, answer.content) for answer in answers} == {(200, answers[0].content)}
    assert [answer.headers.get("idempotency-replayed") for answer in answers] == [None, "true", "true", "true"]
    assert {answer.headers["content-type"] for answer in answers} == {"application/json"}


def test_another_request_with_the_key(api: Api) -> None:
    async def inside(client: httpx.AsyncClient) -> None:
        await _post(client, "A text.")
        is_problem(await _post(client, "Another text."), 422, "key_reused")
        body = json.dumps({"id": "a", "text": "A text."})
        is_problem(await client.post("/v1/batches", content=body, headers=KEY | LINES), 422, "key_reused")
        async with api.client("10.0.0.9") as other:
            assert (await _post(other, "Another text.")).status_code == 200

    api.run(inside)


def test_while_the_first_is_at_work(api: Api) -> None:
    async def inside(client: httpx.AsyncClient) -> None:
        first = asyncio.create_task(_post(client, "slow text"))
        await until(lambda: bool(api.engines.asked))
        is_problem(await _post(client, "slow text"), 409, "in_flight")
        assert (await first).status_code == 200
        assert (await _post(client, "slow text")).headers["idempotency-replayed"] == "true"

    api.run(inside)


@pytest.mark.parametrize(
    ("text", "status", "code", "kept"),
    [("nothing", 422, "nothing_verified", True), ("die", 503, "engine_died", False), ("crash", 500, "internal", False)],
)
def test_errors_are_kept_when_they_would_come_again(api: Api, text: str, status: int, code: str, *, kept: bool) -> None:
    async def inside(client: httpx.AsyncClient) -> None:
        for _ in range(2):
            answer = await _post(client, text)
            is_problem(answer, status, code)
        assert (answer.headers.get("idempotency-replayed") == "true") == kept
        assert len(api.engines.asked) == (1 if kept else 2)

    api.run(inside)


def test_a_batch_is_accepted_once(api: Api) -> None:
    async def inside(client: httpx.AsyncClient) -> None:
        body = json.dumps({"id": "a", "text": "A text."})
        first, again = [await client.post("/v1/batches", content=body, headers=KEY | LINES) for _ in range(2)]
        assert (again.status_code, again.content) == (202, first.content)
        for name in ("location", "retry-after"):
            assert again.headers[name] == first.headers[name]

    api.run(inside)


def test_a_crash_between_the_job_and_its_answer_makes_no_second_job(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    async def lost(client: httpx.AsyncClient) -> None:
        with monkeypatch.context() as patch:  # as if killed after the job was stored: no answer kept, no key freed
            patch.setattr(Answers, "keep", lambda *_: 1 / 0)
            patch.setattr(Answers, "drop", lambda *_: None)
            assert (await _post(client, "slow text", prefer="respond-async")).status_code == 500
        is_problem(await _post(client, "slow text", prefer="respond-async"), 409, "in_flight")

    async def again(client: httpx.AsyncClient) -> None:
        answer = await _post(client, "slow text", prefer="respond-async")
        assert answer.status_code == 202
        with api.app.state.database.begin() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM jobs").scalar() == 1

    api.run(lost)
    api.run(again)


def test_an_answer_that_cannot_be_stored_may_be_asked_for_again(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreFull("The disk is full.")

    async def inside(client: httpx.AsyncClient) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(Answers, "keep", full)
            is_problem(await _post(client, "A text."), 507, "store_full")
        assert (await _post(client, "A text.")).status_code == 200

    api.run(inside)


def test_a_key_that_was_forgotten_is_new(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    async def inside(client: httpx.AsyncClient) -> None:
        first = await _post(client, "One text.", prefer="respond-async")
        monkeypatch.setattr(clock, "_STARTED", clock._STARTED + 25 * 3_600)
        api.app.state.answers.expire(24 * 3_600)
        second = await _post(client, "Another text.", prefer="respond-async")
        assert second.status_code == 202
        assert second.json()["id"] != first.json()["id"], "the job of another request"

    api.run(inside)


@pytest.mark.parametrize("key", ["", '""', '"', '"open', "two words", '"a"b"', '"a\\b"', "é", "a" * 256])
def test_a_key_of_the_wrong_form(api: Api, key: str) -> None:
    async def inside(client: httpx.AsyncClient) -> None:
        headers = {b"idempotency-key": key.encode()}
        answer = await client.post("/v1/summaries", json={"text": "A text."}, headers=headers)
        is_problem(answer, 422, "invalid_request")

    api.run(inside)
