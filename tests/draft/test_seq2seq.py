"""The drafter for summarisers, with one that says what the test tells it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from service.core.document import Document
from service.core.errors import ModelTimeout, PromptTruncated
from service.core.events import Event, Notify, Stage, Told, unheard
from service.draft.extractive import Extractive
from service.draft.seq2seq import Seq2seq
from service.models.base import Kind, Prompt
from service.models.lexical import Trigrams
from service.models.scripted import Scripted

from .articles import article

SENTENCE = "Finance Minister Clara Voss presented harbour budget number {} in the council of Orla on 5 March."


def document_of(sentences: int) -> Document:
    return article(*[SENTENCE.format(number) for number in range(sentences)])


def first_sentence(prompt: Prompt) -> str:
    return prompt.user.partition("March.")[0].split("\n")[-1] + "March."


def drafter(
    document: Document,
    script: Callable[[Prompt], str] | list[dict[str, Any]],
    *,
    window: int = 100,
    notify: Notify = unheard,
) -> Seq2seq:
    writer = Scripted(script, kind=Kind.SEQ2SEQ, window=window)
    rules = Extractive(document, Trigrams())
    return Seq2seq(document, writer, rules, chunk_tokens=2_000, max_tokens=200, notify=notify)


def test_a_short_article_is_one_summary() -> None:
    chat = drafter(document_of(2), [{"text": "Clara Voss presented two budgets. They are for the harbour."}])
    statements = chat.abstract(100)
    assert [item.text for item in statements] == ["Clara Voss presented two budgets.", "They are for the harbour."]
    assert all(item.free and item.sources == () for item in statements)


@pytest.mark.parametrize("sentences", [3, 60, 600])
def test_summaries_are_summarised_until_one_is_left(sentences: int) -> None:
    document = document_of(sentences)
    events: list[Told] = []
    drafting = drafter(document, first_sentence, notify=events.append)
    assert "".join(document.slice(chunk) for chunk in drafting.chunks) == document.text
    (statement,) = drafting.abstract(100)
    assert statement.text == SENTENCE.format(0)
    begun = [event for event in events if isinstance(event, Event) and event.done == 0]
    rounds = [event.total for event in begun if event.stage is Stage.MERGING]
    assert all(after <= before / 2 + 1 for before, after in pairwise(rounds))


def test_the_rounds_end_when_summaries_do_not_shrink() -> None:
    drafting = drafter(document_of(60), lambda prompt: " ".join(prompt.user.split()[:22]))
    assert drafting.abstract(100)


def test_the_rounds_end_when_merging_fails() -> None:
    seen: set[str] = set()

    def once(prompt: Prompt) -> str:
        if prompt.user in seen or "number 0" not in prompt.user:
            return ""
        seen.add(prompt.user)
        return SENTENCE.format(0)

    drafting = drafter(document_of(30), once)
    assert [item.text for item in drafting.abstract(100)] == [SENTENCE.format(0)]
    assert len(drafting.failed) == len(drafting.chunks) - 1


def test_failed_chunks_are_named() -> None:
    drafting = drafter(document_of(20), [{"error": "model_timeout"}, {"text": "A budget grew.", "times": 0}])
    assert drafting.abstract(100)
    assert {at: type(error) for at, error in drafting.failed.items()} == {0: ModelTimeout}


def test_all_chunks_failed() -> None:
    drafting = drafter(document_of(5), [{"error": "model_timeout", "times": 0}])
    assert drafting.abstract(100) == []
    assert len(drafting.failed) == len(drafting.chunks)


def test_a_cut_source_ends_everything() -> None:
    drafting = drafter(document_of(2), [{"text": "A budget grew.", "cut": {"middle": 9}}])
    with pytest.raises(PromptTruncated):
        drafting.abstract(100)


def test_the_claims_are_those_of_the_rules() -> None:
    document = document_of(4)
    drafting = drafter(document, first_sentence)
    assert drafting.claims(3) == Extractive(document, Trigrams()).claims(3)
