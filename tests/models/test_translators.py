"""Translators of each family, tiny ones: the languages are told as the model was taught, and nothing is cut."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import torch

from service.core.errors import (
    BrokenCompletion,
    Cancelled,
    InvalidRequest,
    MissingExtra,
    ModelError,
    ModelUnusable,
    PromptTruncated,
)
from service.models import pulse, registry
from service.models.base import Kind, Translator
from service.models.folder import Folder, fingerprint, read
from service.models.translators import Translates
from service.settings import Settings
from tests.tiny_models import make_llama, make_mbart, make_t5
from tests.tiny_translators import TRANSLATORS, make_nllb, make_opus

TEXTS = ["No.", "The council of Ardal met on Monday.", "Prices fell.", "Rail freight rose. " * 3, "The court sat late."]
LONG = "The council met. " * 60
SPELLED = {
    "nllb": ("eng_Latn", "kor_Hang"), "m2m100": ("en", "__ko__"), "mbart": ("en_XX", "ko_KR"),
}  # fmt: skip
Make = Callable[[str], Translates]


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Folder]:
    """Each is made once and shared: a test that changes one makes its own."""
    base = tmp_path_factory.mktemp("translators")
    return cache(lambda family: read(TRANSLATORS[family](base / family)))


@pytest.fixture(scope="module")
def translator(folders: Callable[[str], Folder]) -> Make:
    torch.set_num_threads(1)
    return cache(lambda family: Translates(family, folders(family), device="cpu"))


def outcomes(results: list[str | ModelError]) -> list[tuple[type, str, str]]:
    return [(type(result), str(result), written(result)) for result in results]


def written(result: str | ModelError) -> str:
    """What was written, though it may have had no end."""
    return result.answer if isinstance(result, BrokenCompletion) else result if isinstance(result, str) else ""


@pytest.mark.parametrize("family", TRANSLATORS)
def test_a_batch_translates_as_each_text_alone(family: str, translator: Make) -> None:
    model = translator(family)
    together = outcomes(model.translate([*TEXTS, LONG], "en", "ko"))
    alone = [outcomes(model.translate([text], "en", "ko"))[0] for text in TEXTS]
    error, detail, _ = together.pop()
    assert error is PromptTruncated
    assert f"the model reads {model.window}" in detail
    assert together == alone
    assert len(set(map(str, together))) > 2  # what is written depends on what is read
    assert model.translate([], "en", "ko") == []


@pytest.mark.parametrize("family", SPELLED)
def test_the_languages_are_told_as_transformers_has_it(family: str, translator: Make) -> None:
    """Against the library's own tokenizer call and `generate`, with the codes spelled out here."""
    model = translator(family)
    source, target = SPELLED[family]
    index = model._tokenizer.convert_tokens_to_ids(target)
    assert index != model._tokenizer.unk_token_id
    assert family != "m2m100" or index == model._tokenizer.get_lang_id("ko")
    model._tokenizer.src_lang = source
    expected = []
    for text in TEXTS:
        read = model._tokenizer(text, return_tensors="pt")
        with torch.inference_mode():
            (out,) = model._model.generate(**read, max_new_tokens=200, forced_bos_token_id=index).tolist()
        assert out[1] == index
        ids = [token for token in out if token not in model._words]
        expected.append(model._tokenizer.decode(ids, skip_special_tokens=True).strip())
    found = [written(result) for result in model.translate(TEXTS, "en", "ko")]
    assert any(found)
    assert all(whole.startswith(text) for whole, text in zip(expected, found, strict=True))


@pytest.mark.parametrize("family", ["nllb", "m2m100", "mbart", "madlad"])
def test_another_language_is_another_translation(family: str, translator: Make) -> None:
    model = translator(family)
    into = [outcomes(model.translate(TEXTS, "en", language)) for language in ("ko", "zh", "ko")]
    assert into[0] == into[2] != into[1]


@pytest.mark.parametrize("family", ["nllb", "m2m100", "mbart"])
def test_the_source_language_is_read(family: str, translator: Make) -> None:
    model = translator(family)
    assert outcomes(model.translate(TEXTS, "en", "ko")) != outcomes(model.translate(TEXTS, "ru", "ko"))


@pytest.mark.parametrize("family", TRANSLATORS)
def test_a_second_try_searches_longer(family: str, translator: Make) -> None:
    model = translator(family)
    first, again = (outcomes(model.translate(TEXTS, "en", "ko", again=again)) for again in (False, True))
    assert first != again
    assert again == outcomes(model.translate(TEXTS, "en", "ko", again=True))


@pytest.mark.parametrize("family", TRANSLATORS)
def test_what_a_model_does_not_know_is_refused(family: str, translator: Make) -> None:
    with pytest.raises(InvalidRequest, match=r"does not know the language tlh; it knows: .*\bko\b"):
        translator(family).translate(["Yes."], "en", "tlh")
    if family != "madlad":  # which is not told the language of the source
        with pytest.raises(InvalidRequest, match=r"does not know the language tlh; it knows: .*\ben\b"):
            translator(family).translate(["Yes."], "tlh", "ko")


@pytest.mark.parametrize("family", TRANSLATORS)
def test_a_translator_says_what_it_is(family: str, translator: Make, folders: Callable[[str], Folder]) -> None:
    model, folder = translator(family), folders(family)
    assert isinstance(model, Translator)
    assert (model.id, model.backend, model.pinned) == (family, "transformers", True)
    assert model.sha256 == fingerprint(folder.checksums())
    assert folder.translates
    assert folder.kind is (Kind.SEQ2SEQ if family == "mbart" else Kind.TRANSLATOR)


def test_an_article_cannot_name_the_language(translator: Make) -> None:
    madlad, opus = translator("madlad"), translator("opus-mt-en-ko")
    assert outcomes(madlad.translate(["<2zh> Prices fell."], "en", "ko")) == outcomes(
        madlad.translate(["< 2zh> Prices fell."], "en", "ko")
    )
    assert madlad._plain("a <2zh> b") == "a < 2zh> b"
    assert opus._plain(">>zh<< b >>zh<<") == "> >zh<< b >>zh<<"
    assert opus._plain(">> 2 and 3") == ">> 2 and 3"


def test_progress_is_told_and_work_can_be_stopped(translator: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    model = translator("mbart")
    told: list[int] = []
    model.translate(TEXTS, "en", "ko", done=told.append)
    assert told == [1, 2, 3, 4, 5]
    monkeypatch.setattr(pulse, "SECONDS", 0)

    def stop() -> None:
        raise Cancelled("Nobody wants it.")

    with pytest.raises(Cancelled):
        model.translate(TEXTS, "en", "ko", still=stop)


def test_a_translation_without_end_is_said(translator: Make) -> None:
    results = translator("m2m100").translate(TEXTS, "en", "ko")
    endless = [result for result in results if isinstance(result, BrokenCompletion)]
    assert endless
    assert all("did not end within" in error.detail for error in endless)


def test_a_bare_tokenizer_has_no_languages(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match="lacks the language codes"):
        Translates("nllb", read(make_nllb(tmp_path / "nllb", codes=False)), device="cpu")


def test_an_older_mbart_begins_with_the_language(tmp_path: Path) -> None:
    """Its decoder starts with the code itself, and writes none after it."""
    model = Translates("mbart", read(make_mbart(tmp_path / "mbart")), device="cpu")
    korean = model._tokenizer.convert_tokens_to_ids("ko_KR")
    assert model._told("en", "ko") == ("", {"decoder_start_token_id": korean, "forced_bos_token_id": None})
    into = [outcomes(model.translate(TEXTS[:2], "en", language)) for language in ("ko", "en")]
    assert into[0] != into[1]


@pytest.mark.parametrize(
    ("name", "settings", "pair", "knows"),
    [
        ("Helsinki-NLP/opus-mt-ko-en", {}, ("ko", "en"), "ko"),
        ("mine", {"source": "kor", "target": "eng"}, ("ko-KP", "en-GB"), "ko"),
        ("opus-mt-ko-en", {"source": "en", "target": "de"}, ("ko", "en"), "ko"),  # settings of what it was trained from
        ("opus-mt-tc-big-zle-en", {}, ("uk", "en"), None),
        ("opus-mt-tc-big-cat_oci_spa-en", {}, ("es", "en"), "ca, es, oc"),
        ("opus-mt-mul-en", {}, ("tlh", "en"), None),
    ],
)
def test_the_pair_of_an_opus_model(
    name: str, settings: dict[str, Any], pair: tuple[str, str], knows: str | None, tmp_path: Path
) -> None:
    model = Translates(name, read(make_opus(tmp_path / "folder", **settings)), device="cpu")
    assert model._told(*pair) == ("", {})
    if knows is not None:
        with pytest.raises(InvalidRequest, match=f"language fr; it knows: {knows}"):
            model.translate(["Oui."], "fr", "en")
    with pytest.raises(InvalidRequest, match="language fr; it knows: en"):
        model.translate(["Yes."], pair[0], "fr")


def test_an_opus_model_of_several_languages_is_told_which(tmp_path: Path) -> None:
    folder = read(make_opus(tmp_path / "folder", codes=(">>fra<<", ">>spa<<", ">>cmn_Hans<<")))
    model = Translates("opus-mt-en-ROMANCE", folder, device="cpu")
    assert model._told("en", "es") == (">>spa<< ", {})
    assert outcomes(model.translate(TEXTS, "en", "es")) != outcomes(model.translate(TEXTS, "en", "fr"))
    with pytest.raises(InvalidRequest, match="language ko; it knows: es, fr, zh"):
        model.translate(["Yes."], "en", "ko")
    only = Translates("opus-mt-en-it", folder, device="cpu")
    assert only._told("en", "it") == ("", {})


def test_an_opus_model_without_a_pair_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match="which languages it translates"):
        Translates("mine", read(make_opus(tmp_path / "folder")), device="cpu")


def test_missing_sentencepiece_is_said(folders: Callable[[str], Folder], monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking(*_: Any, **__: Any) -> Any:
        raise ImportError("M2M100Tokenizer requires the SentencePiece library")

    monkeypatch.setattr("service.models.loading.AutoTokenizer.from_pretrained", lacking)
    with pytest.raises(MissingExtra, match=r"plumbline\[local\]"):
        Translates("m2m100", folders("m2m100"), device="cpu")


def test_names_become_what_drafts_translations(folders: Callable[[str], Folder], tmp_path: Path) -> None:
    settings = Settings(models={"nllb": str(folders("nllb").path)}, device="cpu", threads=1)
    assert isinstance(registry.translator("nllb", settings), Translator)
    assert isinstance(registry.translator(str(folders("mbart").path), settings), Translator)
    chat = registry.translator(str(make_llama(tmp_path / "llama")), settings)
    assert not isinstance(chat, Translator)
    assert chat.kind is Kind.CHAT
    script = tmp_path / "answers.yaml"
    script.write_text("- text: Yes.\n")
    assert registry.translator(f"scripted:{script}", settings).backend == "scripted"
    with pytest.raises(InvalidRequest, match="summarises and does not translate"):
        registry.translator(str(make_t5(tmp_path / "t5")), settings)
    with pytest.raises(InvalidRequest, match="translates and does not summarise"):
        registry.writer("nllb", settings)


def test_a_word_for_a_language_that_is_not_read_as_one_is_refused(folders: Callable[[str], Folder]) -> None:
    model = Translates("madlad", folders("madlad"), device="cpu")
    vocabulary = json.loads((folders("madlad").path / "tokenizer.json").read_text())
    assert any(piece == "<2ko>" for piece, _ in vocabulary["model"]["vocab"])
    whole = model._tokenizer

    class Blind:
        convert_tokens_to_ids = whole.convert_tokens_to_ids

        def __call__(self, _: str) -> dict[str, list[int]]:
            return {"input_ids": [1]}

    model._tokenizer = Blind()
    with pytest.raises(ModelUnusable, match="does not read <2ko> as one word"):
        model.translate(["Yes."], "en", "ko")
