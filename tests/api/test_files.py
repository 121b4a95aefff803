"""Articles as files: a form, and base64 in JSON."""

from __future__ import annotations

from base64 import b64encode
from datetime import date

import httpx
import pytest

from service.core.request import File, SummaryRequest
from tests.api.conftest import Api, finished, is_problem, lines

PATH = "/v1/summaries"


class Asked(list[SummaryRequest]):
    async def reply(self, request: SummaryRequest) -> str:
        self.append(request)
        return '{"a summary": 1}'


@pytest.fixture
def asked(api: Api) -> Asked:
    made = Asked()
    api.engines.reply = made.reply
    return made


def test_a_form_is_the_request_that_says_the_same(api: Api, asked: Asked) -> None:
    async def inside(client: httpx.AsyncClient) -> None:
        answer = await client.post(
            PATH,
            files={"file": ("a.pdf", b"%PDF-\x00\xff", "application/pdf")},
            data={"title": "T", "published": "2026-03-02", "split": "true", "max_words": "60", "include_text": "true"},
        )
        assert answer.status_code == 200, answer.text
        content = {"content": b64encode(b"%PDF-\x00\xff").decode(), "name": "a.pdf", "media_type": "application/pdf"}
        options = {"max_words": 60, "include_text": True}
        body = {"file": content, "title": "T", "published": "2026-03-02", "split": True, "options": options}
        assert (await client.post(PATH, json=body)).status_code == 200

    api.run(inside)
    assert asked[0] == asked[1]
    assert asked[0].file == File(content=b"%PDF-\x00\xff", name="a.pdf", media_type="application/pdf")
    assert (asked[0].published, asked[0].options.max_words) == (date(2026, 3, 2), 60)


def test_a_page_is_asked_for_as_html(api: Api, asked: Asked) -> None:
    async def inside(client: httpx.AsyncClient) -> None:
        assert (await client.post(PATH, json={"html": "<p>A page.</p>"})).status_code == 200

    api.run(inside)
    assert asked[0].html == "<p>A page.</p>"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "A text.", "html": "<p>A page.</p>"},
        {"file": {"content": "no base64!"}},
        {"text": "A text.", "published": "soon"},
    ],
)
def test_one_article_is_wanted(api: Api, body: dict[str, object]) -> None:
    async def inside(client: httpx.AsyncClient) -> None:
        is_problem(await client.post(PATH, json=body), 422, "invalid_request")

    api.run(inside)


@pytest.mark.parametrize(
    ("files", "data"),
    [
        ({"other": ("a.txt", b"A text.")}, {}),
        ({}, {"file": "no file"}),
        ({"file": ("a.txt", b"A text.")}, {"max_words": "many"}),
        ({"file": ("a.txt", b"A text.")}, {"colour": "red"}),
    ],
)
def test_a_wrong_form_is_a_problem(api: Api, files: dict[str, tuple[str, bytes]], data: dict[str, str]) -> None:
    async def inside(client: httpx.AsyncClient) -> None:
        sent = files or {"x": ("", b"")}
        is_problem(await client.post(PATH, files=sent, data=data), 422, "invalid_request")
        broken = await client.post(PATH, content=b"no parts", headers={"content-type": "multipart/form-data"})
        is_problem(broken, 422, "invalid_request")

    api.run(inside)


def test_a_form_sent_again_with_its_key_is_answered_once(api: Api, asked: Asked) -> None:
    async def inside(client: httpx.AsyncClient) -> None:
        for boundary in ("one", "two"):  # each time another one
            body = (
                f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
                f"A text.\r\n--{boundary}--\r\n"
            )
            headers = {"content-type": f"multipart/form-data; boundary={boundary}", "idempotency-key": "k"}
            assert (await client.post(PATH, content=body.encode(), headers=headers)).status_code == 200

    api.run(inside)
    assert len(asked) == 1


def test_a_file_may_become_a_job(api: Api, asked: Asked) -> None:
    async def inside(client: httpx.AsyncClient) -> None:
        accepted = await client.post(
            PATH, files={"file": ("a.bin", bytes(range(256)))}, headers={"prefer": "respond-async"}
        )
        assert accepted.status_code == 202
        await finished(client, accepted.headers["location"])
        assert (await lines(client, accepted.headers["location"]))[0]["summary"] == {"a summary": 1}

    api.run(inside)
    assert asked[0].file == File(content=bytes(range(256)), name="a.bin", media_type="application/octet-stream")


def test_an_upload_over_the_limit_is_refused_with_numbers(api: Api) -> None:
    async def inside(client: httpx.AsyncClient) -> None:
        answer = await client.post(PATH, files={"file": ("a.pdf", bytes(200_000))})
        is_problem(answer, 413, "too_large")
        assert answer.json()["limit"] == 4_000
        assert answer.json()["actual"] > 200_000

    api.run(inside)


def test_what_is_asked_for_survives_json() -> None:
    request = SummaryRequest(file=File(content=b"\xff\x00", name="a"), published=date(2026, 3, 2))
    assert SummaryRequest.model_validate_json(request.model_dump_json()) == request
    with pytest.raises(ValueError, match="one of text, html and file"):
        SummaryRequest()
