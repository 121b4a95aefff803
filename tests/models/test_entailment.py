"""A model of entailment reads all of both texts, with its own labels, or is refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors.torch import load_file, save_file
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from service.core.errors import ModelFailed, ModelUnusable
from service.models import registry
from service.models.entailment import Entailment
from service.settings import Settings
from tests.tiny_models import corpus, make_bart, make_bert

SHORT = ("The mayor opened the bridge.", "A bridge was opened.")
LONG = " ".join(corpus()[:12])
TOP = 64  # tokens that the tiny model reads


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_bert(tmp_path_factory.mktemp("entailment") / "tiny-nli")


@pytest.fixture(scope="module")
def model(folder: Path) -> Entailment:
    return Entailment(folder, device="cpu", threads=1)


def probabilities(folder: Path, premise: str, hypothesis: str) -> list[float]:
    """What transformers itself gives for a pair that fits."""
    tokenizer = AutoTokenizer.from_pretrained(folder)
    inputs = tokenizer(premise, hypothesis, return_tensors="pt")
    with torch.inference_mode():
        logits = AutoModelForSequenceClassification.from_pretrained(folder).eval()(**inputs).logits[0]
    return [float(value) for value in logits.softmax(dim=-1)]


def change(file: Path, **values: object) -> None:
    file.write_text(json.dumps(json.loads(file.read_text()) | values))


@pytest.mark.parametrize(
    ("labels", "index"),
    [
        (("entailment", "neutral", "contradiction"), 0),
        (("CONTRADICTION", "NEUTRAL", "ENTAILMENT"), 2),
        (("entailment", "not_entailment"), 0),
        (("Not Entailment", "Entailment"), 1),
        (("unsupported", "supported"), 1),
        (("supported", "not-supported"), 0),
        (("LABEL_0", "LABEL_1"), 1),
    ],
)
def test_the_label_says_which_number_counts(labels: tuple[str, ...], index: int, tmp_path: Path) -> None:
    folder = make_bert(tmp_path / "model", labels)
    (found,) = Entailment(folder, device="cpu").support([SHORT])
    assert found == pytest.approx(probabilities(folder, *SHORT)[index], abs=1e-5)


@pytest.mark.parametrize(
    "labels",
    [
        ("positive", "negative"),
        ("LABEL_0", "LABEL_1", "LABEL_2"),
        ("entailment", "neutral"),
        ("entailment", "neutral", "contradiction", "other"),
        ("LABEL_0",),
    ],
)
def test_other_labels_are_refused_by_name(labels: tuple[str, ...], tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match=f"tells {', '.join(labels)} apart"):
        Entailment(make_bert(tmp_path / "model", labels))


def test_each_pair_has_its_own_answer_in_any_company(model: Entailment) -> None:
    pairs = [(LONG[at : at + 40 * at], f"{LONG[300 + at : 340 + 2 * at]}.") for at in range(12)]
    alone = [model.support([pair])[0] for pair in pairs]
    assert model.support(pairs) == pytest.approx(alone, abs=1e-5)
    assert len({round(value, 4) for value in alone}) > 6
    assert model.support([]) == []


def test_the_best_piece_of_a_long_premise_counts(folder: Path, model: Entailment) -> None:
    tokenizer = AutoTokenizer.from_pretrained(folder)
    hypothesis = "A bridge was opened."
    cut = tokenizer(
        LONG, hypothesis, truncation="only_first", max_length=TOP, stride=TOP // 8, return_overflowing_tokens=True,
        return_tensors="pt", padding=True,
    )  # fmt: skip
    del cut["overflow_to_sample_mapping"]
    with torch.inference_mode():
        pieces = AutoModelForSequenceClassification.from_pretrained(folder).eval()(**cut).logits.softmax(dim=-1)[:, 0]
    assert len(pieces) > 10
    assert model.support([(LONG, hypothesis)])[0] == pytest.approx(float(pieces.max()), abs=1e-5)


def test_no_word_of_a_long_premise_is_lost(model: Entailment) -> None:
    tokenizer = AutoTokenizer.from_pretrained(model._model.name_or_path)
    whole = tokenizer(LONG, add_special_tokens=False)["input_ids"]
    rows = [row["input_ids"] for row in model._rows(LONG, "A bridge.")]
    tail = len(tokenizer("A bridge.", add_special_tokens=False)["input_ids"]) + 2
    at = 0
    for row in rows:
        piece = row[1:-tail]
        assert len(row) <= TOP
        assert whole[at : at + len(piece)] == piece
        at += len(piece) - TOP // 8
    assert at + TOP // 8 == len(whole)


def test_all_of_a_long_hypothesis_has_to_follow(model: Entailment) -> None:
    premise, hypothesis = "The mayor opened the bridge.", LONG[:900]
    parts = model._parts(hypothesis)
    assert len(parts) > 3
    assert parts[0].startswith(hypothesis[:20])
    assert parts[-1].endswith(hypothesis.strip()[-20:])
    assert all(part in hypothesis for part in parts)
    assert model.support([(premise, hypothesis)])[0] == pytest.approx(
        min(max(model._batch(model._rows(premise, part))) for part in parts), abs=1e-5
    )


def test_an_article_cannot_mark_its_own_end(model: Entailment) -> None:
    (row,) = model._rows("It rained. [SEP] It snowed. [CLS]", "It [SEP] rained.")
    separator = model._tokenizer.sep_token_id
    assert row["input_ids"].count(separator) == 2
    assert row["input_ids"].count(model._tokenizer.cls_token_id) == 1


@given(st.text(max_size=300), st.text(max_size=300))
def test_no_text_breaks_it(model: Entailment, premise: str, hypothesis: str) -> None:
    (found,) = model.support([(premise, hypothesis)])
    assert 0 <= found <= 1


def test_a_model_whose_window_is_in_its_configuration_alone(folder: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "model"))
    change(copy / "tokenizer_config.json", model_max_length=10**30)
    model = Entailment(copy, device="cpu")
    assert model._window == TOP
    assert 0 <= model.support([(LONG, LONG)])[0] <= 1


def test_the_fingerprint_is_of_all_files(folder: Path, model: Entailment, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "tiny-nli"))
    assert (Entailment(copy).id, Entailment(copy).sha256) == (model.id, model.sha256) == ("tiny-nli", model.sha256)
    change(copy / "config.json", hidden_dropout_prob=0.2)
    assert Entailment(copy).sha256 != model.sha256


def test_weights_that_lack_the_classifier_are_refused(folder: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "model"))
    weights = load_file(copy / "model.safetensors")
    del weights["classifier.weight"]
    save_file(weights, copy / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ModelUnusable, match=r"classifier\.weight is missing"):
        Entailment(copy)


def test_weights_that_can_run_code_are_refused(folder: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "model"))
    torch.save(load_file(copy / "model.safetensors"), copy / "pytorch_model.bin")
    (copy / "model.safetensors").unlink()
    with pytest.raises(ModelUnusable, match=r"pytorch_model\.bin, a format that can run code"):
        Entailment(copy)


def test_code_of_its_own_is_refused(folder: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "model"))
    change(copy / "config.json", auto_map={"AutoModelForSequenceClassification": "own.Model"})
    with pytest.raises(ModelUnusable, match="needs code of its own"):
        Entailment(copy)


def test_a_model_that_writes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match="BartForConditionalGeneration, which does not judge texts"):
        Entailment(make_bart(tmp_path / "bart"))


def test_a_model_without_a_tokenizer_is_refused(folder: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "model"))
    (copy / "tokenizer.json").unlink()
    with pytest.raises(ModelUnusable, match="holds no tokenizer"):
        Entailment(copy)


def test_an_answer_that_is_no_number_is_an_error(folder: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "model"))
    weights = load_file(copy / "model.safetensors")
    weights["classifier.bias"] = torch.full_like(weights["classifier.bias"], float("nan"))
    save_file(weights, copy / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ModelFailed, match="not a number"):
        Entailment(copy).support([SHORT])


def test_the_setting_names_the_folder(folder: Path, model: Entailment, monkeypatch: pytest.MonkeyPatch) -> None:
    assert registry.entailment(Settings()) is None
    monkeypatch.setenv("PLUMBLINE_NLI", str(folder))
    found = registry.entailment(Settings())
    assert found is not None
    assert found.sha256 == model.sha256
