"""The drafter for chat models, with a model that says what the test tells it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from service.core.document import Document
from service.core.errors import BrokenCompletion, ModelTimeout, ModelUnusable, PromptTruncated
from service.core.events import Event, Notify, Stage, Told, unheard
from service.core.summary import Claim, ClaimKind, SpeechKind
from service.draft.chat import Chat
from service.models.base import Prompt
from service.models.lexical import Trigrams
from service.models.scripted import Scripted

from .articles import article

HARBOUR = (
    "Finance Minister Clara Voss presented the harbour budget on 5 March. "
    "She said that the fund had shrunk by 4 percent <to> 18,600 crowns. "
    "Gordon Pell, the director of the port, rejected the figures on Tuesday."
)
SENTENCE = re.compile(r"[A-Z][^.\n]+\.")


def asked_for(prompt: Prompt) -> str:
    schema = prompt.schema or {}
    return next(iter(schema.get("properties", {})), "")


def copying(prompt: Prompt) -> str:
    """Claims each sentence of the article, and makes an abstract of the first claim."""
    if asked_for(prompt) == "sentences":
        (text,) = re.findall(r"<id>c1</id><speaker>[^<]*</speaker><text>([^<]*)</text>", prompt.user)
        return json.dumps({"sentences": [{"text": text, "claims": ["c1", "c99"]}]})
    (body,) = re.findall(r"<article>\n(.*)\n</article>", prompt.user, re.DOTALL)
    quotes = SENTENCE.findall(body)
    return json.dumps({"claims": [{"quote": q, "speaker": "", "kind": "event", "text": q} for q in quotes]})


def drafter(
    document: Document,
    script: Callable[[Prompt], str] | list[dict[str, Any]],
    *,
    chunk_tokens: int = 2_000,
    window: int = 32_768,
    notify: Notify = unheard,
) -> Chat:
    return Chat(
        document,
        Scripted(script, window=window),
        Trigrams(),
        language="English",
        chunk_tokens=chunk_tokens,
        max_tokens=800,
        notify=notify,
    )


def verified(document: Document, chat: Chat) -> list[Claim]:
    return [
        Claim(
            text=item.text,
            evidence=tuple(document.evidence(span) for span in item.sources),
            support=1.0,
            kind=item.kind,
            attribution=item.attribution,
        )
        for item in chat.claims(20)
    ]


def test_claims_have_the_places_of_their_quotes() -> None:
    document = article(HARBOUR)
    drafted = drafter(document, copying).claims(20)
    assert [document.slice(item.sources[0]) for item in drafted] == SENTENCE.findall(HARBOUR)
    assert all(item.free and item.kind is ClaimKind.EVENT for item in drafted)


def test_a_quote_that_is_not_there_is_said() -> None:
    claim = {"quote": "The port was sold.", "speaker": "Ada", "kind": "statement", "text": "Ada said so."}
    (drafted,) = drafter(article(HARBOUR), [{"json": {"claims": [claim]}}]).claims(20)
    assert (drafted.sources, drafted.flags) == ((), ("quote_not_found",))
    assert (drafted.attribution.speaker, drafted.attribution.kind) == ("Ada", SpeechKind.REPORTED)


def test_the_abstract_is_written_from_the_selected_claims() -> None:
    document = article(HARBOUR)
    chat = drafter(document, copying)
    chosen = chat.select(verified(document, chat), 2)
    assert len(chosen) == 2
    (statement,) = chat.abstract(60)
    assert statement.free
    assert [document.slice(span) for span in statement.sources] == [statement.text.replace("‹to›", "<to>")]


def test_without_a_claim_there_is_no_abstract() -> None:
    chat = drafter(article(HARBOUR), [{"json": {"claims": []}}])
    assert chat.claims(20) == []
    assert chat.select([], 20) == []
    assert chat.abstract(60) == []


def test_a_long_article_goes_through_whole() -> None:
    document = article(*[HARBOUR] * 30)
    events: list[Told] = []
    chat = drafter(document, copying, chunk_tokens=120, notify=events.append)
    assert "".join(document.slice(chunk) for chunk in chat.chunks) == document.text
    assert len(chat.chunks) > 10
    assert len(chat.claims(20)) == 3 * 30
    drafting = [
        (event.done, event.total) for event in events if isinstance(event, Event) and event.stage is Stage.DRAFTING
    ]
    assert drafting == [(done, len(chat.chunks)) for done in range(len(chat.chunks) + 1)]
    assert chat.tokens_read > 0
    assert chat.tokens_written > 0


@pytest.mark.parametrize("count", [3, 300])
def test_what_the_abstract_is_written_from_fits_whatever_the_length(count: int) -> None:
    document = article(*[f"Mayor Ada Brenn opened bridge number {n} in the north of Orla." for n in range(count)])
    chat = drafter(document, copying, chunk_tokens=64, window=3_000)
    chat.select(verified(document, chat), 20)
    (statement,) = chat.abstract(60)
    assert statement.text.startswith("Mayor Ada Brenn opened bridge number")


def test_broken_json_is_mended_once() -> None:
    good = {"claims": [{"quote": "Clara Voss", "speaker": "", "kind": "event", "text": "Clara Voss spoke."}]}
    broken = {"text": '{"claims": [{"quote": "Clara Voss", "kind": "event"'}
    chat = drafter(article(HARBOUR), [broken, {"match": "valid JSON", "json": good}])
    assert [item.text for item in chat.claims(20)] == ["Clara Voss spoke."]
    assert chat.failed == {}


@pytest.mark.parametrize(
    "second",
    [{"text": '{"claims": "none"}'}, {"text": "no JSON at all"}, {"json": {"claims": [{"quote": "only"}]}}],
)
def test_what_stays_broken_is_a_failed_chunk(second: dict[str, Any]) -> None:
    chat = drafter(article(HARBOUR), [{"text": '{"claims": ['}, second])
    assert chat.claims(20) == []
    assert isinstance(chat.failed[0], BrokenCompletion)


def test_a_chunk_that_fails_leaves_the_rest_standing() -> None:
    document = article(*[HARBOUR] * 4)
    entries: list[dict[str, Any]] = [{"error": "model_timeout"}, {"json": {"claims": []}, "times": 0}]
    chat = drafter(document, entries, chunk_tokens=64)
    chat.claims(20)
    assert list(chat.failed) == [0]
    assert isinstance(chat.failed[0], ModelTimeout)


def test_a_cut_prompt_ends_everything() -> None:
    chat = drafter(article(HARBOUR), [{"json": {"claims": []}, "cut": {"tail": 20}}])
    with pytest.raises(PromptTruncated):
        chat.claims(20)


def test_an_abstract_that_fails_is_made_of_the_claims() -> None:
    document = article(HARBOUR)

    def failing(prompt: Prompt) -> str:
        return "{" if asked_for(prompt) == "sentences" else copying(prompt)

    chat = drafter(document, failing)
    chosen = chat.select(verified(document, chat), 20)
    statements = chat.abstract(60)
    assert [item.text for item in statements] == [claim.text for claim in chosen]
    assert all("selected_claim" in item.flags for item in statements)


def test_a_window_that_holds_only_the_prompts() -> None:
    with pytest.raises(ModelUnusable, match="takes 900 tokens"):
        drafter(article(HARBOUR), copying, window=900).claims(20)
