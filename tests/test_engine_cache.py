"""A summary that was made before is not made again: same bytes, no model asked, and never a wrong one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from service.cache import ResultCache
from service.core.document import Document
from service.core.errors import NothingVerified
from service.core.events import Event, Stage, Told
from service.core.receipt import Options
from service.core.summary import Claim, Statement, Status
from service.engine import Engine
from service.models.base import Kind
from service.models.encoder import MiniLM
from service.models.scripted import Scripted
from service.settings import Settings
from tests.models.misbehaving import Faults, serving
from tests.test_models_end_to_end import BUDGET, COPYING

TEXT = (
    "The council of Ardal met on Monday in the town hall. Mayor Ada Brenn said that the budget had grown by 4 percent. "
    "Forty roads will be repaired before the winter."
)
ROOM = 100_000_000


@pytest.fixture
def cached(tmp_path: Path, engine: Engine) -> Engine:
    """An engine with a cache, and the encoder of the others."""
    own = Engine(Settings(), ResultCache(tmp_path / "results", ROOM))
    own.models.encoder = engine.models.encoder
    return own


def hit(engine: Engine, text: str | Document, options: Options, **more: Any) -> tuple[str, bool]:
    """The summary, and whether it was there already."""
    told: list[Told] = []
    summary = engine.summarize(text, options, notify=told.append, **more)
    return summary.to_json(), any(isinstance(item, Event) and item.stage is Stage.CACHED for item in told)


def test_the_second_answer_has_the_bytes_of_the_first(cached: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    for options in (Options(), Options(include_text=True, max_words=40)):
        first, was_there = hit(cached, TEXT, options)
        assert not was_there

        def encode(*_: object) -> None:
            raise AssertionError("the encoder ran")

        with monkeypatch.context() as patch:
            patch.setattr(MiniLM, "encode", encode)
            assert hit(cached, TEXT, options) == (first, True)


def test_fresh_goes_round_the_cache_and_renews_it(cached: Engine) -> None:
    first, _ = hit(cached, TEXT, Options())
    second, was_there = hit(cached, TEXT, Options(), fresh=True)
    assert not was_there
    assert hit(cached, TEXT, Options()) == (second, True)
    assert first.split('"seconds"')[0] == second.split('"seconds"')[0]


def test_what_is_asked_otherwise_is_made(cached: Engine) -> None:
    hit(cached, TEXT, Options())
    assert not hit(cached, TEXT, Options(max_words=30))[1]
    assert not hit(cached, cached.read(TEXT, title="News of Ardal"), Options())[1]
    assert not hit(cached, TEXT.replace("4 percent", "5 percent"), Options())[1]
    assert hit(cached, TEXT, Options())[1]


def test_lines_are_those_of_the_file_that_was_sent(cached: Engine) -> None:
    first = cached.summarize(TEXT, Options())
    second = cached.summarize("\n\n\n" + TEXT, Options())
    assert first.document.sha256 == second.document.sha256
    assert {item.line for claim in first.claims for item in claim.evidence} == {1}
    assert {item.line for claim in second.claims for item in claim.evidence} == {4}


def test_a_hit_tells_what_it_shows(cached: Engine) -> None:
    cached.summarize(TEXT, Options())
    told: list[Told] = []
    summary = cached.summarize(TEXT, Options(), notify=told.append)
    assert [item for item in told if isinstance(item, Statement)] == [*summary.claims, *summary.abstract.statements]
    assert any(isinstance(item, Claim) for item in told)


def using(cached: Engine, script: Sequence[dict[str, Any]], **settings: Any) -> Engine:
    engine = Engine(Settings(chunk_tokens=settings.pop("chunk_tokens", 200), **settings), cached.cache)
    engine.models.encoder = cached.models.encoder
    engine.models.use("model", Scripted(script))
    return engine


def test_a_model_in_process_is_asked_once(cached: Engine) -> None:
    options = Options(model="model", max_words=60, max_claims=5)
    first, was_there = hit(using(cached, COPYING), BUDGET, options)
    assert not was_there
    assert hit(using(cached, COPYING), BUDGET, options) == (first, True)
    assert not hit(using(cached, COPYING, chunk_tokens=300), BUDGET, options)[1]
    assert not hit(using(cached, COPYING, model_max_tokens=1_000), BUDGET, options)[1]
    other = [COPYING[0], {**COPYING[1], "text": None, "delay_seconds": 0.001}]
    assert not hit(using(cached, [{k: v for k, v in one.items() if v is not None} for one in other]), BUDGET, options)[
        1
    ]


def test_a_partial_summary_is_not_kept(cached: Engine) -> None:
    shaky = [{"match": "district 20 ", "error": "model_timeout", "times": 0}, *COPYING]
    for _ in range(2):
        told: list[Told] = []
        summary = using(cached, shaky).summarize(BUDGET, Options(model="model"), notify=told.append)
        assert summary.status is Status.PARTIAL
        assert Stage.CACHED not in [item.stage for item in told if isinstance(item, Event)]


def test_a_failure_is_not_kept(cached: Engine, tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(NothingVerified):
            using(cached, [{"json": {"claims": []}, "times": 0}]).summarize(BUDGET, Options(model="model"))
    assert not list((tmp_path / "results").rglob("*"))


def test_a_script_that_runs_out_is_not_kept(cached: Engine) -> None:
    assert not Scripted([{"text": "Once."}]).pinned
    assert not Scripted(lambda prompt: prompt.user, kind=Kind.SEQ2SEQ).pinned
    assert Scripted([{"text": "Always.", "times": 0}]).pinned
    once = [{**entry, "times": 50} for entry in COPYING]
    assert not [hit(using(cached, once), BUDGET, Options(model="model"))[1] for _ in range(2)][1]


def test_what_a_server_wrote_is_not_kept(cached: Engine, tmp_path: Path) -> None:
    """Its model may be another one tomorrow, under the same name."""
    claims = '{"claims": [{"quote": "Forty roads will be repaired before the winter.", "speaker": "", '
    claims += '"kind": "event", "text": "Forty roads will be repaired before the winter."}]}'
    sentences = '{"sentences": [{"text": "Forty roads will be repaired before the winter.", "claims": ["c1"]}]}'
    faults = Faults(follows=(), answer=lambda read: claims if '"quote"' in read else sentences)
    with serving(faults) as url:
        for _ in range(2):
            name = f"openai:{url}#tiny"
            engine = Engine(Settings(), cached.cache)
            engine.models.encoder = cached.models.encoder
            text, was_there = hit(engine, TEXT, Options(model=name))
            assert "Forty roads" in text
            assert not was_there
    assert not list((tmp_path / "results").rglob("*"))


def test_a_damaged_result_is_made_again(cached: Engine, tmp_path: Path) -> None:
    first, _ = hit(cached, TEXT, Options())
    (file,) = (path for path in (tmp_path / "results").rglob("*") if path.is_file())
    file.write_bytes(file.read_bytes().replace(b"Ardal", b"Ardel"))
    second, was_there = hit(cached, TEXT, Options())
    assert not was_there
    assert first.split('"seconds"')[0] == second.split('"seconds"')[0]
    assert hit(cached, TEXT, Options())[1]
