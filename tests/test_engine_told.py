"""What is told while the work goes on is what the summary holds in the end: all of it, unchanged, in its order."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from service.core.errors import NothingVerified
from service.core.events import Event, Stage, Told
from service.core.receipt import Options, Policy
from service.core.summary import Claim, Statement, Summary
from service.engine import Engine
from service.models.base import Kind
from service.models.lexical import Trigrams
from service.models.scripted import Scripted
from service.settings import Settings
from tests.conftest import ROOT

REFERENCES = sorted((ROOT / "eval" / "references").glob("*.txt"))
SENTENCES = r"(?m)(?<![^\s])([A-Z][^.\n]{30,200}\.)(?=\s)"
CHAT = [
    {
        "match": "<article>",
        "times": 0,
        "echo": SENTENCES,
        "json": {"claims": [{"quote": "$1", "speaker": "", "kind": "event", "text": "$1"}]},
    },
    {
        "match": "<claims>",
        "times": 0,
        "echo": r"<text>([^<]*)</text>",
        "json": {"sentences": [{"text": "$1", "claims": ["c1"]}, {"text": "Nobody said so of Zug.", "claims": []}]},
    },
]
SEQ2SEQ = [{"times": 0, "echo": SENTENCES}]


@pytest.fixture(scope="module")
def drafting() -> Engine:
    own = Engine(Settings(chunk_tokens=300, model_max_tokens=30_000))
    own.models.encoder = Trigrams()  # what is told does not depend on it, and it is quick
    own.models.use("chat", Scripted(CHAT, window=100_000))
    own.models.use("seq2seq", Scripted(SEQ2SEQ, kind=Kind.SEQ2SEQ, window=2_000))
    return own


def told_as_shown(engine: Engine, text: str, options: Options) -> tuple[list[Told], Summary]:
    told: list[Told] = []
    summary = engine.summarize(text, options, notify=told.append)
    shown = [item for item in told if isinstance(item, Statement)]
    assert [item.model_dump_json() for item in shown if isinstance(item, Claim)] == [
        claim.model_dump_json() for claim in summary.claims
    ]
    assert [item.model_dump_json() for item in shown if not isinstance(item, Claim)] == [
        statement.model_dump_json() for statement in summary.abstract.statements
    ]
    assert shown == [*summary.claims, *summary.abstract.statements], "claims come first"
    return told, summary


@pytest.mark.parametrize("reference", REFERENCES, ids=[path.stem for path in REFERENCES])
def test_every_reference_through_every_drafter(drafting: Engine, reference: Path) -> None:
    text = reference.read_text("utf-8")
    for model in ("embedded", "seq2seq", "chat"):
        try:
            _, summary = told_as_shown(drafting, text, Options(model=model))
        except NothingVerified:
            assert model != "embedded", "the extract of its own sentences cannot be empty"
        else:
            assert summary.claims or summary.abstract.statements


@pytest.mark.parametrize("policy", list(Policy))
def test_every_policy(drafting: Engine, article: str, policy: Policy) -> None:
    """What is withheld is not told, and what is flagged is told with its flag."""
    for model in ("embedded", "seq2seq", "chat"):
        _, summary = told_as_shown(drafting, article, Options(model=model, policy=policy, max_words=400))
        assert summary.abstract.statements
        if policy is not Policy.OFF and model == "chat":
            assert summary.withheld


def test_claims_are_told_before_the_abstract_is_drafted(drafting: Engine, article: str) -> None:
    told, _ = told_as_shown(drafting, article, Options(model="chat"))
    last_claim = max(at for at, item in enumerate(told) if isinstance(item, Claim))
    written = [
        at for at, item in enumerate(told) if isinstance(item, Event) and (item.stage, item.done) == ("merging", 1)
    ]
    assert last_claim < min(written)


@pytest.mark.parametrize("model", ["embedded", "seq2seq", "chat"])
def test_progress_never_goes_back_within_a_stage(drafting: Engine, article: str, model: str) -> None:
    told, _ = told_as_shown(drafting, article, Options(model=model))
    events = [item for item in told if isinstance(item, Event)]
    assert events[0].stage is Stage.INGESTED
    assert events[-1].stage is Stage.VERIFYING
    assert events[-1].done == events[-1].total > 0
    for before, after in pairwise(events):
        assert after.done <= after.total
        if (before.stage, before.total) == (after.stage, after.total) and after.done:
            assert after.done >= before.done


def test_a_long_article_moves_the_bar_without_a_model(drafting: Engine) -> None:
    text = " ".join(f"The council of Orla gave district {n} a sum of {n}00 crowns for its school." for n in range(600))
    told, summary = told_as_shown(drafting, text, Options())
    drafted = [item for item in told if isinstance(item, Event) and item.stage is Stage.DRAFTING]
    assert {item.total for item in drafted} == {summary.document.sentences}
    assert len({item.done for item in drafted}) >= 4
    assert drafted[-1].done == drafted[-1].total
