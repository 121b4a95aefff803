"""Articles through models of every family, from a folder on disk: tiny, with random weights, so they write nonsense."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from service.core.errors import BrokenCompletion, ModelTimeout, PlumblineError, PromptTruncated
from service.core.events import Event, Stage, Told
from service.core.receipt import Options
from service.core.summary import Alignment, Status, Summary
from service.engine import Engine
from service.models.base import Kind
from service.models.scripted import Scripted
from service.settings import Settings
from tests.tiny_models import FAMILIES

ARTICLE = Path("eval/references/party-conference.txt")
SUMMARISERS = sorted(set(FAMILIES) - {"llama", "marian"})  # which chats, and which translates


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    base = tmp_path_factory.mktemp("models")
    return cache(lambda family: FAMILIES[family](base / family))


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(Settings(chunk_tokens=400, model_max_tokens=40))


def tiles(summary: Summary) -> bool:
    borders = [0, *(chunk.end for chunk in summary.coverage.chunks)]
    return borders[:-1] == [chunk.start for chunk in summary.coverage.chunks] and borders[-1] == (
        summary.document.characters
    )


@pytest.mark.parametrize("family", SUMMARISERS)
def test_a_summariser(engine: Engine, folder: Callable[[str], Path], family: str) -> None:
    text = ARTICLE.read_text("utf-8")
    name = str(folder(family))
    summary = engine.summarize(text, Options(model=name))
    assert summary.receipt.backend == "transformers"
    assert summary.receipt.model.id == name
    assert len(summary.claims) == 20  # they need no model
    assert summary.abstract.statements == ()  # it wrote nonsense
    assert summary.withheld
    assert tiles(summary)
    failed = sum(chunk.end - chunk.start for chunk in summary.coverage.chunks if chunk.code == "empty_completion")
    assert summary.coverage.read == summary.coverage.characters - failed
    assert summary.usage.tokens > 500
    assert summary.usage.tokens_written > 0


def test_a_chat_model(folder: Callable[[str], Path]) -> None:
    """Constrained to the form, with random weights: whatever it claims is withheld, or it runs out of room."""
    name = str(folder("llama"))
    engine = Engine(Settings(chunk_tokens=400, model_max_tokens=200))
    with pytest.raises(PlumblineError) as caught:
        engine.summarize("The council met on Monday in Orla. Mayor Ada Brenn resigned.", Options(model=name))
    assert caught.value.code in ("broken_completion", "nothing_verified", "model_unusable")


COPYING = [
    {
        "match": "<article>",
        "times": 0,
        "echo": r"(?m)^([A-Z][^.\n]{30,200} \d[^.\n]{5,80}\.)$",
        "json": {"claims": [{"quote": "$1", "speaker": "", "kind": "figure", "text": "$1"}]},
    },
    {
        "match": "<claims>",
        "times": 0,
        "echo": r"<id>c[12]</id><speaker>[^<]*</speaker><text>([^<]*)</text>",
        "json": {"sentences": [{"text": "$1", "claims": ["c1", "c2"]}]},
    },
]
BUDGET = "\n\n".join(
    f"The council of Orla gave district {number} a sum of {number}00 crowns for its school on Monday."
    for number in range(1, 40)
)


def test_a_model_that_copies_is_believed() -> None:
    engine = Engine(Settings(chunk_tokens=200))
    engine.models.use("copying", Scripted(COPYING))
    told: list[Told] = []
    summary = engine.summarize(BUDGET, Options(model="copying", max_words=60, max_claims=5), notify=told.append)
    assert [item.alignment for item in summary.claims] == [Alignment.EXACT] * 5
    assert summary.abstract.text.count("The council of Orla gave district") == 2
    assert summary.status is Status.COMPLETE
    assert summary.receipt.prompt is not None
    assert summary.receipt.prompt.id == "claims/v1+abstract/v1+repair/v1"
    events = [event for event in told if isinstance(event, Event)]
    assert [event.stage for event in events][:2] == [Stage.INGESTED, Stage.DRAFTING]
    assert list(dict.fromkeys(event.stage for event in events))[-2:] == [Stage.VERIFYING, Stage.MERGING]
    again = engine.summarize(BUDGET, Options(model="copying", max_words=60, max_claims=5))
    assert again.model_copy(update={"usage": summary.usage}) == summary


def test_a_failed_chunk_makes_the_summary_partial() -> None:
    engine = Engine(Settings(chunk_tokens=200))
    engine.models.use("shaky", Scripted([{"match": "district 20 ", "error": "model_timeout"}, *COPYING]))
    summary = engine.summarize(BUDGET, Options(model="shaky"))
    assert summary.status is Status.PARTIAL
    (failed,) = (chunk for chunk in summary.coverage.chunks if chunk.code)
    assert failed.code == ModelTimeout.code
    assert "district 20 " in BUDGET[failed.start : failed.end]
    assert summary.coverage.read == summary.coverage.characters - (failed.end - failed.start)
    assert len(summary.claims) == 20


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ({"error": "model_unreachable", "times": 0}, "model_unreachable"),
        ({"error": "model_refused", "times": 0}, "model_refused"),
        ({"text": "I think the article is about schools.", "times": 0}, BrokenCompletion.code),
        ({"text": "", "times": 0}, "empty_completion"),
        ({"json": {"claims": []}, "times": 0}, "nothing_verified"),
        ({"json": {"claims": []}, "cut": {"middle": 30}, "times": 0}, PromptTruncated.code),
        ({"json": {"claims": []}, "cut": {"head": 30}, "times": 0}, PromptTruncated.code),
        ({"json": {"claims": []}, "cut": {"tail": 30}, "times": 0}, PromptTruncated.code),
    ],
)
def test_a_model_that_fails_is_named(entry: dict[str, object], code: str) -> None:
    engine = Engine(Settings())
    engine.models.use("failing", Scripted([entry]))
    with pytest.raises(PlumblineError) as caught:
        engine.summarize(BUDGET, Options(model="failing"))
    assert caught.value.code == code


def test_a_cut_source_of_a_summariser_is_named() -> None:
    engine = Engine(Settings())
    engine.models.use("failing", Scripted([{"text": "It grew.", "cut": {"middle": 30}, "times": 0}], kind=Kind.SEQ2SEQ))
    with pytest.raises(PromptTruncated):
        engine.summarize(BUDGET, Options(model="failing"))
