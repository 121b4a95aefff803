"""Batches: JSON Lines in, JSON Lines out, and every wrong line told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import httpx
import pytest

from tests.api.conftest import Api, finished, is_problem, lines

LINES = {"content-type": "application/jsonl"}


def _body(*items: object) -> bytes:
    return b"".join(json.dumps(item).encode() + b"\n" for item in items)


def _article(name: str, text: str = "A text.") -> dict[str, str]:
    return {"id": name, "text": text}


async def _results(client: httpx.AsyncClient, body: bytes) -> list[tuple[object, object]]:
    """Of each line: its id, and its summary or the code of its error."""
    answer = await client.post("/v1/batches", content=body, headers=LINES)
    assert answer.status_code == 202, answer.text
    await finished(client, answer.headers["location"])
    found = await lines(client, answer.headers["location"])
    return [(line["id"], line.get("summary") or line["error"]["code"]) for line in found]  # type: ignore[index]


def test_results_come_in_the_order_of_the_batch(api: Api) -> None:
    async def inside(client: httpx.AsyncClient) -> None:
        names = ["b", "ä", "a b", "\u2028", "nothing"]
        found = await _results(client, _body(*(_article(name, name + " text") for name in names)))
        assert found == [(name, {"summary of": name + " text"}) for name in names[:-1]] + [
            ("nothing", "nothing_verified")
        ]

    api.run(inside)


def test_the_first_202_tells_how_many(api: Api) -> None:
    async def inside(client: httpx.AsyncClient) -> None:
        api.engines.ready = False
        answer = await client.post("/v1/batches", content=_body(_article("a"), _article("b")), headers=LINES)
        assert answer.json() == {
            "id": answer.json()["id"],
            "status": "queued",
            "progress": {"done": 0, "total": 2},
        }
        assert await lines(client, answer.headers["location"]) == []

    api.run(inside)


WRONG = [
    (b"{not json}", "invalid_request"),
    (b"[]", "invalid_request"),
    (b'{"text": "No id."}', "invalid_request"),
    (b'{"id": "", "text": "An empty id."}', "invalid_request"),
    (b'{"id": "a\\u0000b", "text": "NUL."}', "invalid_request"),
    (b'{"id": "x", "text": 5}', "invalid_request"),
    (b'{"id": "x", "text": "A text.", "colour": "red"}', "invalid_request"),
    (b'{"id": "first", "text": "The id of another line."}', "invalid_request"),
    (b'{"id": "x", "text": "\xff"}', "invalid_request"),
    (b'{"id": "x", "text": "' + b"a" * 10_000 + b'"}', "too_large"),
]


@pytest.mark.parametrize(("line", "code"), WRONG, ids=[str(number) for number in range(len(WRONG))])
def test_a_wrong_line_is_told_and_the_others_are_done(api: Api, line: bytes, code: str) -> None:
    async def inside(client: httpx.AsyncClient) -> None:
        body = _body(_article("first")) + line + b"\n\n" + _body(_article("last")).strip()
        assert await _results(client, body) == [
            ("first", {"summary of": "A text."}),
            ("line 2", code),
            ("last", {"summary of": "A text."}),
        ]

    api.run(inside)


def test_the_model_of_a_line_must_be_known(api: Api) -> None:
    async def inside(client: httpx.AsyncClient) -> None:
        body = _body(_article("a") | {"options": {"model": "scripted:/etc/passwd"}})
        assert await _results(client, body) == [("a", "unknown_model")]

    api.run(inside)


def test_a_batch_of_wrong_lines_alone_has_failed(api: Api) -> None:
    async def inside(client: httpx.AsyncClient) -> None:
        answer = await client.post("/v1/batches", content=b"{}\n{}\n", headers=LINES)
        assert (await finished(client, answer.headers["location"]))["status"] == "failed"

    api.run(inside)


@pytest.mark.parametrize("body", [b"", b"\n \n\r\n"])
def test_an_empty_batch(api: Api, body: bytes) -> None:
    async def inside(client: httpx.AsyncClient) -> None:
        is_problem(await client.post("/v1/batches", content=body, headers=LINES), 422, "empty_document")

    api.run(inside)


@pytest.mark.parametrize("media", ["application/json", "text/plain", ""])
def test_another_media_type(api: Api, media: str) -> None:
    async def inside(client: httpx.AsyncClient) -> None:
        headers = {"content-type": media} if media else {}
        refused = await client.post("/v1/batches", content=b"{}", headers=headers)
        is_problem(refused, 415, "not_text")
        assert refused.json()["hint"] == "Send JSON Lines, one article a line."

    api.run(inside)


def test_too_many_articles_leave_nothing(api: Api) -> None:
    api.set(max_batch_articles=2)

    async def inside(client: httpx.AsyncClient) -> None:
        three = _body(*(_article(name) for name in "abc"))
        is_problem(await client.post("/v1/batches", content=three, headers=LINES), 413, "too_large")
        await asyncio.sleep(0.1)
        assert not api.engines.asked
        assert len(await _results(client, _body(_article("a"), _article("b")))) == 2

    api.run(inside)


def test_a_batch_over_the_limit_in_bytes(api: Api) -> None:
    api.set(max_batch_bytes=10_000)

    async def inside(client: httpx.AsyncClient) -> None:
        body = _body(*(_article(str(number), "a" * 1_000) for number in range(20)))
        is_problem(await client.post("/v1/batches", content=body, headers=LINES), 413, "too_large")

    api.run(inside)


def test_a_batch_may_be_longer_than_a_body(api: Api) -> None:
    async def inside(client: httpx.AsyncClient) -> None:
        body = _body(*(_article(str(number), "a" * 1_000) for number in range(20)))
        assert len(body) > api.settings.max_body_bytes
        assert len(await _results(client, body)) == 20

    api.run(inside)


@pytest.mark.parametrize("path", ["/v1/batches", "/v1/summaries"])
def test_a_body_that_stops_arriving(api: Api, path: str) -> None:
    api.set(upload_seconds=0.1)

    async def stalled() -> AsyncIterator[bytes]:
        yield b'{"id": "a", '
        await asyncio.sleep(20)

    async def inside(client: httpx.AsyncClient) -> None:
        is_problem(await client.post(path, content=stalled(), headers=LINES), 408, "slow_upload")

    api.run(inside)
