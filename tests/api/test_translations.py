"""Translations over HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable

import httpx
import pytest
from lxml import etree

from service.core.translation import Learnt, Segment, State, Translation
from tests.conftest import Service

KOREAN = "조용원 비서는 3월 4일 강철공장을 돌아보았다. 공장은 강철 3만 5천 톤을 생산하였다."
ASKED = {"text": KOREAN, "from": "ko", "to": "en"}
XLIFF = "application/xliff+xml"


@pytest.fixture(scope="module")
def post(service: Service) -> Callable[..., httpx.Response]:
    def send(path: str, body: object, **headers: str) -> httpx.Response:
        content = (body if isinstance(body, str) else json.dumps(body)).encode()
        kind = {"content-type": "application/json"}
        return httpx.post(f"{service.url}/v1/{path}", content=content, headers=kind | headers, timeout=60)

    return send


def test_segments_with_what_a_translator_has_at_hand(post: Callable[..., httpx.Response]) -> None:
    answer = post("translations", ASKED)
    assert answer.status_code == 200, answer.text
    translation = Translation.model_validate_json(answer.content)
    assert [segment.source for segment in translation.segments] == KOREAN.replace(". ", ".\n").splitlines()
    assert translation.segments[0].names[0].forms["dprk"] == "Jo Yong Won"


def test_a_file_for_other_tools(post: Callable[..., httpx.Response]) -> None:
    answer = post("translations", ASKED, accept=XLIFF)
    assert (answer.status_code, answer.headers["content-type"]) == (200, XLIFF)
    root = etree.fromstring(answer.content)
    assert root.get("srcLang") == "ko"
    assert len(root.findall(".//{*}unit")) == 2


def test_what_was_approved_is_found_again(post: Callable[..., httpx.Response]) -> None:
    first = Translation.model_validate_json(post("translations", ASKED).content)
    done = "The works produced 35,000 tonnes of steel."
    approved: Segment = first.segments[1].model_copy(update={"target": done, "state": State.APPROVED})
    edited = first.model_copy(update={"segments": (first.segments[0], approved)})
    learnt = post("memory", edited.model_dump(mode="json"))
    assert Learnt.model_validate_json(learnt.content) == Learnt(segments=1, names=0)
    again = Translation.model_validate_json(post("translations", ASKED).content)
    assert [segment.target for segment in again.segments] == [None, done]


def test_a_stranger_names_only_models_that_are_listed(post: Callable[..., httpx.Response]) -> None:
    answer = post("translations", {**ASKED, "model": "/etc"})
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_model")


def test_a_translation_is_checked(post: Callable[..., httpx.Response]) -> None:
    body = {"source": KOREAN, "target": "Secretary Jo Yong Won visited the steel works on March 5.", "from": "ko"}
    answer = post("translation-checks", body)
    assert answer.status_code == 200
    assert {issue["category"] for issue in answer.json()["issues"]} & {"accuracy/mistranslation", "accuracy/omission"}


@pytest.mark.parametrize("kind", [XLIFF, "text/html", "application/x-tmx+xml"])
def test_half_characters_are_written_as_no_characters(post: Callable[..., httpx.Response], kind: str) -> None:
    translation = post("translations", ASKED).json()
    translation["segments"][0] |= {"target": "a\ud800b\0", "state": "final"}
    answer = post("translations/export", json.dumps(translation), accept=kind)
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, kind)
    assert "a\ufffdb" in answer.content.decode()


def test_a_blank_target_does_not_keep_the_others_out(post: Callable[..., httpx.Response]) -> None:
    text = "조용원 비서는 3월 5일 항구를 돌아보았다. 항구는 올해 새로 건설되였다."
    translation = post("translations", {**ASKED, "text": text}).json()
    translation["segments"][0] |= {"target": " ", "state": "final"}
    translation["segments"][1] |= {"target": "The port was built this year.", "state": "final"}
    assert post("memory", translation).json()["segments"] == 1


@pytest.mark.parametrize(
    ("path", "body", "code", "detail"),
    [
        ("translations", {**ASKED, "from": "korean"}, "invalid_request", "from: 'korean' is no language code"),
        ("translations", {**ASKED, "from": "ru"}, "invalid_request", "hardly a letter of Russian"),
        ("translation-checks", {"source": "", "target": "It grew.", "from": "ko"}, "empty_document", "source is empty"),
        (
            "translation-checks",
            {"source": "가", "target": "A.", "from": "ko", "to": "ko"},
            "invalid_request",
            "one lang",
        ),
    ],
)
def test_what_is_wrong_is_one_sentence(
    post: Callable[..., httpx.Response], path: str, body: dict[str, str], code: str, detail: str
) -> None:
    answer = post(path, body)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert detail in answer.json()["detail"]
