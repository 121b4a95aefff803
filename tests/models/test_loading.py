"""A folder's model is loaded whole, with its own tokenizer, or refused; it writes greedily."""

from __future__ import annotations

import importlib.util
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file

from service.core.errors import InvalidSetting, MissingExtra, ModelUnusable
from service.models.base import Kind
from service.models.folder import Folder, read
from service.models.loading import load_model, load_tokenizer
from tests.tiny_models import FAMILIES, make_t5_spiece

Tiny = Callable[[str], Folder]


def load(folder: Folder, **options: str) -> Any:
    return load_model(folder, load_tokenizer(folder), device="cpu", **options)


def copied(folder: Folder, to: Path) -> Path:
    return Path(shutil.copytree(folder.path, to / folder.family))


def change(file: Path, **values: object) -> None:
    file.write_text(json.dumps(json.loads(file.read_text()) | values))


@pytest.mark.parametrize("family", FAMILIES)
def test_each_family_is_loaded_for_greedy_writing(family: str, tiny: Tiny) -> None:
    settings = load(tiny(family)).generation_config
    assert (settings.do_sample, settings.num_beams) == (False, 1)
    for dropped in ("min_length", "no_repeat_ngram_size", "length_penalty", "temperature", "top_p", "early_stopping"):
        assert not getattr(settings, dropped, None), dropped


def test_what_a_model_needs_to_write_is_kept(tiny: Tiny) -> None:
    assert load(tiny("bart")).generation_config.forced_bos_token_id == 0
    marian = load(tiny("marian")).generation_config
    assert marian.bad_words_ids == [[marian.pad_token_id]]
    mbart = tiny("mbart")
    english = load_tokenizer(mbart).convert_tokens_to_ids("en_XX")
    assert load(mbart).generation_config.decoder_start_token_id == english


def test_the_dtype_is_chosen(tiny: Tiny) -> None:
    assert load(tiny("t5")).dtype == torch.float32
    assert load(tiny("t5"), dtype="bfloat16").dtype == torch.bfloat16
    with pytest.raises(ModelUnusable, match="no dtype 'int3'; there is: float32"):
        load(tiny("t5"), dtype="int3")


def test_a_device_that_is_not_there_is_refused(tiny: Tiny) -> None:
    folder = tiny("t5")
    with pytest.raises(InvalidSetting, match=r"PLUMBLINE_DEVICE: there is no device 'tpu' here; there is: .*cpu"):
        load_model(folder, load_tokenizer(folder), device="tpu")


def test_a_seq2seq_model_taken_for_a_causal_one_is_refused(tiny: Tiny) -> None:
    """transformers loads it all the same, with weights made up for what is missing."""
    folder = replace(tiny("bart"), kind=Kind.CHAT)
    with pytest.raises(ModelUnusable, match="not of its config"):
        load(folder)


@pytest.mark.parametrize("family", FAMILIES)
def test_weights_that_lack_a_layer_are_refused(family: str, tiny: Tiny, tmp_path: Path) -> None:
    path = copied(tiny(family), tmp_path)
    weights = load_file(path / "model.safetensors")
    lost = next(name for name in sorted(weights) if "layer" in name or "block" in name)
    del weights[lost]
    save_file(weights, path / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ModelUnusable, match=r"not of its config.*is missing"):
        load(read(path))


def test_weights_of_another_size_are_refused(tiny: Tiny, tmp_path: Path) -> None:
    path = copied(tiny("bart"), tmp_path)
    change(path / "config.json", encoder_ffn_dim=48)
    with pytest.raises(ModelUnusable, match="cannot be loaded"):
        load(read(path))


def test_weights_cut_short_are_refused(tiny: Tiny, tmp_path: Path) -> None:
    path = copied(tiny("bart"), tmp_path)
    data = (path / "model.safetensors").read_bytes()
    (path / "model.safetensors").write_bytes(data[: len(data) // 2])
    with pytest.raises(ModelUnusable, match="cannot be loaded"):
        load(read(path))


@pytest.mark.parametrize(("model", "tokenizer"), [("bart", "pegasus"), ("pegasus", "llama")])
def test_a_tokenizer_of_another_model_is_refused(model: str, tokenizer: str, tiny: Tiny, tmp_path: Path) -> None:
    path = copied(tiny(model), tmp_path)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(tiny(tokenizer).path / name, path / name)
    if tokenizer == "llama":
        tiny_tokenizer = json.loads((path / "tokenizer.json").read_text())
        tiny_tokenizer["model"]["vocab"] = dict(list(tiny_tokenizer["model"]["vocab"].items())[:60])
        tiny_tokenizer["model"]["merges"] = []
        (path / "tokenizer.json").write_text(json.dumps(tiny_tokenizer))
    with pytest.raises(ModelUnusable, match=r"The tokenizer in .* words and the model"):
        load(read(path))


def test_special_tokens_past_the_embedding_are_no_fault(tiny: Tiny, tmp_path: Path) -> None:
    """The most used summariser, bart-large-cnn, has no row for its tokenizer's <mask>."""
    path = copied(tiny("bart"), tmp_path)
    tokenizer = json.loads((path / "tokenizer.json").read_text())
    last = max(tokenizer["model"]["vocab"].values())
    mask = next(token for token in tokenizer["added_tokens"] if token["content"] == "<mask>")
    tokenizer["model"]["vocab"]["<mask>"] = mask["id"] = last + 1
    (path / "tokenizer.json").write_text(json.dumps(tokenizer))
    assert load_tokenizer(read(path)).convert_tokens_to_ids("<mask>") == last + 1
    assert load(read(path)).get_input_embeddings().weight.shape[0] == last + 1


def test_a_broken_tokenizer_is_refused(tiny: Tiny, tmp_path: Path) -> None:
    path = copied(tiny("marian"), tmp_path)
    (path / "source.spm").unlink()
    (path / "vocab.json").write_text("{}")
    with pytest.raises(ModelUnusable, match="cannot be loaded"):
        load_tokenizer(read(path))


def test_a_t5_with_a_sentencepiece_model_alone_has_its_whole_vocabulary(tmp_path: Path) -> None:
    folder = read(make_t5_spiece(tmp_path / "t5"))
    if importlib.util.find_spec("google.protobuf" if importlib.util.find_spec("google") else "protobuf") is None:
        with pytest.raises(MissingExtra, match=r"pip install 'plumbline\[local\]'"):
            load_tokenizer(folder)
        return
    tokenizer = load_tokenizer(folder)
    assert tokenizer.unk_token_id not in tokenizer("The council met on Monday.")["input_ids"]
    load(folder)


def test_a_multilingual_model_has_to_say_which_language_to_write(tiny: Tiny, tmp_path: Path) -> None:
    path = copied(tiny("mbart"), tmp_path)
    change(path / "generation_config.json", decoder_start_token_id=2)
    with pytest.raises(ModelUnusable, match="does not say which language to write"):
        load(read(path))
    change(path / "generation_config.json", forced_bos_token_id=403)
    assert load(read(path)).generation_config.forced_bos_token_id == 403


def test_a_multilingual_tokenizer_without_language_codes_is_refused(tiny: Tiny, tmp_path: Path) -> None:
    path = copied(tiny("mbart"), tmp_path)
    change(path / "tokenizer_config.json", src_lang="xx_XX")
    with pytest.raises(ModelUnusable, match=r"lacks the language codes|cannot be loaded"):
        load(read(path))
