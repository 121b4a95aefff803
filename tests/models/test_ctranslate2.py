"""The same words by another runtime: converted once, held against the original, refused where they differ."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from service.core.errors import MissingExtra, ModelFailed, ModelUnusable, PromptTruncated
from service.models import conversion
from service.models.base import Completion, Kind, Prompt, Writer
from service.models.ctranslate2 import CTranslate2
from service.models.folder import Folder, read
from service.models.loading import load_tokenizer
from service.models.transformers import Transformers
from tests.tiny_models import make_bart

Tiny = Callable[[str], Folder]
TEXTS = ["No.", "The council of Ardal met on Monday.", "Rail freight rose. " * 6]


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("converted")


def load(family: str, tiny: Tiny, cache: Path) -> CTranslate2:
    return CTranslate2(family, tiny(family), cache=cache, device="cpu", threads=1)


@pytest.mark.parametrize("family", ["bart", "mbart", "pegasus", "t5", "marian"])
def test_each_family_is_converted(family: str, tiny: Tiny, cache: Path) -> None:
    """That float32 writes the original's words is held by the conversion itself, which refuses otherwise."""
    model: Writer = load(family, tiny, cache)
    torch = Transformers(family, tiny(family), device="cpu")
    assert (model.id, model.backend, model.kind) == (family, "ctranslate2", Kind.SEQ2SEQ)
    assert (model.sha256, model.window, model.count(TEXTS)) == (torch.sha256, torch.window, torch.count(TEXTS))
    results = dict(model.write([Prompt(text) for text in TEXTS], max_tokens=12))
    written = [result for result in results.values() if isinstance(result, Completion)]
    assert len(written) >= 2
    assert all(1 <= result.tokens_written <= 12 for result in written)


def test_int8_writes_mostly_the_same_words(tmp_path: Path) -> None:
    """On weights as even as trained ones; those of the other tiny models are too wild to be rounded."""
    folder = read(make_bart(tmp_path / "bart", d_model=128, init_std=0.1))
    model = CTranslate2("bart", folder, cache=tmp_path / "converted", device="cpu", threads=1)
    record = json.loads(next((tmp_path / "converted").glob(f"{model.sha256}*/plumbline.json")).read_text())
    assert record["prefix"] == ["<s>"]
    assert record["agreement"] > 0.5


def test_a_batch_writes_what_each_prompt_would_alone(tiny: Tiny, cache: Path) -> None:
    model = load("bart", tiny, cache)
    prompts = [Prompt(text) for text in TEXTS]
    together = dict(model.write(prompts, max_tokens=20))
    assert together == {index: next(model.write([prompt], max_tokens=20))[1] for index, prompt in enumerate(prompts)}
    assert all(isinstance(result, Completion) for result in together.values())


def test_a_long_text_is_refused_and_the_rest_is_written(tiny: Tiny, cache: Path) -> None:
    results = dict(load("t5", tiny, cache).write([Prompt("word " * 300), Prompt(TEXTS[1])], max_tokens=8))
    assert isinstance(results[0], PromptTruncated)
    assert isinstance(results[1], Completion)


def test_a_text_over_the_librarys_own_limit_is_read_to_its_end(
    tiny: Tiny, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`translate_batch` cuts at 1,024 tokens unless it is told not to."""
    model = load("t5", tiny, cache)
    monkeypatch.setattr(model._tokens, "window", 5_000)
    long = "Rail freight rose again this year. " * 120
    assert model.count([long])[0] > 1_100
    first, other = dict(model.write([Prompt(long), Prompt(long + "No. " * 30)], max_tokens=40)).values()
    assert isinstance(first, Completion)
    assert isinstance(other, Completion)
    assert first.tokens_read != other.tokens_read
    assert first.text != other.text


def test_it_is_converted_once(tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load("t5", tiny, tmp_path)
    monkeypatch.setattr(conversion, "load_model", lambda *_, **__: pytest.fail("converted again"))
    again = load("t5", tiny, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [f"{first.sha256}-ctranslate2-{_version()}"]
    assert list(again.write([Prompt("No.")], max_tokens=8)) == list(first.write([Prompt("No.")], max_tokens=8))


def test_a_conversion_that_writes_other_words_is_refused_and_leaves_nothing(
    tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(conversion.FAMILIES, "bart", {"normalize_before": True})  # wrong for BART
    with pytest.raises(ModelUnusable, match=r"PLUMBLINE_RUNTIME=torch|cannot convert"):
        load("bart", tiny, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_another_process_that_was_first_is_no_error(
    tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement, sha256 = conversion._agreement, "0" * 64

    def late(*tokens: list[list[int]]) -> float:
        target = tmp_path / f"{sha256}-ctranslate2-{_version()}"
        target.mkdir()
        (target / "theirs").touch()
        return agreement(*tokens)

    monkeypatch.setattr(conversion, "_agreement", late)
    path = conversion.converted(tiny("t5"), sha256, tmp_path, load_tokenizer(tiny("t5")))
    assert [file.name for file in path.iterdir()] == ["theirs"]
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("family", "match"),
    [("led", "does not convert a led model.*PLUMBLINE_RUNTIME=torch"), ("llama", "holds a chat model")],
)
def test_what_it_does_not_run_is_refused(family: str, match: str, tiny: Tiny, cache: Path) -> None:
    with pytest.raises(ModelUnusable, match=match):
        load(family, tiny, cache)


def test_memory_that_runs_out_fails_for_the_prompt_that_is_too_big(
    tiny: Tiny, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = load("bart", tiny, cache)
    generate = model._generate

    def starved(translator: Any, tokenizer: Any, rows: list[list[int]], *rest: Any) -> list[list[int]]:
        if len(rows) > 1 or len(rows[0]) > 60:
            raise MemoryError("std::bad_alloc")
        return generate(translator, tokenizer, rows, *rest)

    monkeypatch.setattr(model, "_generate", starved)
    results = dict(model.write([Prompt(text) for text in TEXTS], max_tokens=8))
    assert [type(results[index]) for index in range(3)] == [Completion, Completion, ModelFailed]


def test_without_the_library_it_says_what_to_install(tiny: Tiny, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ctranslate2", None)
    with pytest.raises(MissingExtra, match=r"pip install 'plumbline\[local\]'"):
        load("bart", tiny, cache)


def _version() -> str:
    import ctranslate2

    return str(ctranslate2.__version__)
