"""Tiny translators with random weights, one of each family, in folders that look as the published ones do.

See `tests.tiny_models`. Each says nothing sensible, but is told its languages as the published one is.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import sentencepiece
import torch
import transformers
from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from transformers.models.mbart50.tokenization_mbart50 import FAIRSEQ_LANGUAGE_CODES as MBART_CODES

from tests.tiny_models import VOCABULARY, _random, _save, _sentencepiece, _unigram, corpus

READS = 64  # tokens
ENDS = 3.0  # times as likely to end as random weights are, which go on for ever
WIDTH = {"d_model": 32, "encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 2}
WIDTH |= {"decoder_attention_heads": 2, "encoder_ffn_dim": 32, "decoder_ffn_dim": 32}
SIZES = {**WIDTH, "max_position_embeddings": READS, "init_std": 0.5, "scale_embedding": True}


def make_nllb(folder: Path, *, codes: bool = True) -> Path:
    """Without `codes` the tokenizer is a bare one, whose languages the model has no rows for."""
    vocabulary, merges = _bpe(("<s>", "<pad>", "</s>", "<unk>"))
    tokenizer = transformers.NllbTokenizer(vocab=dict(vocabulary), merges=list(merges))
    size = len(tokenizer) if codes else len(vocabulary)
    return _m2m(folder, tokenizer, size, times=1.4)


def make_m2m100(folder: Path) -> Path:
    files = folder.with_name(f"{folder.name}-files")
    files.mkdir(parents=True)
    spm = _sentencepiece(unk_id=0, bos_id=-1, eos_id=-1)
    (files / "sentencepiece.bpe.model").write_bytes(spm)
    processor = sentencepiece.SentencePieceProcessor(model_proto=spm)
    pieces = [processor.id_to_piece(index) for index in range(1, processor.get_piece_size())]
    words = ["<s>", "<pad>", "</s>", "<unk>", *pieces]
    (files / "vocab.json").write_text(json.dumps({word: index for index, word in enumerate(words)}))
    tokenizer = transformers.M2M100Tokenizer(str(files / "vocab.json"), str(files / "sentencepiece.bpe.model"))
    return _m2m(folder, tokenizer, len(words) + len(tokenizer.lang_token_to_id) + tokenizer.num_madeup_words)


def make_mbart50(folder: Path) -> Path:
    special = _unigram(("<s>", "<pad>", "</s>", "<unk>"))
    vocabulary = [*special, *((code, 0.0) for code in MBART_CODES), ("<mask>", 0.0)]
    tokenizer = transformers.MBart50Tokenizer(vocab=vocabulary, src_lang="en_XX", tgt_lang="en_XX")
    mbart = transformers.MBartConfig(**SIZES, vocab_size=len(tokenizer), decoder_start_token_id=2)
    model = _ending(transformers.MBartForConditionalGeneration, mbart)
    model.generation_config.update(num_beams=5, max_length=200)
    return _save(folder, model, tokenizer)


def make_madlad(folder: Path) -> Path:
    codes = ("<2en>", "<2ko>", "<2zh>", "<2zh_Latn>", "<2translate>")
    vocabulary = [*_unigram(("<pad>", "</s>", "<unk>")), *((code, 0.0) for code in codes)]
    tokenizer = transformers.T5Tokenizer(vocab=vocabulary, extra_ids=0, model_max_length=READS)
    t5 = transformers.T5Config(
        vocab_size=len(tokenizer), d_model=32, d_kv=16, d_ff=32, num_layers=1, num_heads=2, initializer_factor=2.0,
        decoder_start_token_id=0,
    )  # fmt: skip
    return _save(folder, _ending(transformers.T5ForConditionalGeneration, t5), tokenizer)


def make_opus(folder: Path, *, source: str = "", target: str = "", codes: tuple[str, ...] = ()) -> Path:
    """A Marian. `source` and `target` are what its tokenizer's settings say, `codes` words such as >>fra<<."""
    folder.mkdir(parents=True, exist_ok=True)
    spm = _sentencepiece(eos_id=0, unk_id=1, bos_id=-1, pad_id=-1)
    for side in ("source", "target"):
        (folder / f"{side}.spm").write_bytes(spm)
    processor = sentencepiece.SentencePieceProcessor(model_proto=spm)
    pieces = [processor.id_to_piece(index) for index in range(processor.get_piece_size())]
    vocabulary = {piece: index for index, piece in enumerate([*pieces, *codes, "<pad>"])}
    (folder / "vocab.json").write_text(json.dumps(vocabulary))
    settings: dict[str, Any] = {"model_max_length": 512, "tokenizer_class": "MarianTokenizer"}
    settings |= {"source_lang": source or None, "target_lang": target or None}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings))
    pad = vocabulary["<pad>"]
    marian = transformers.MarianConfig(
        **SIZES, vocab_size=len(vocabulary), pad_token_id=pad, eos_token_id=0, decoder_start_token_id=pad,
        forced_eos_token_id=0, activation_function="swish", static_position_embeddings=True,
    )  # fmt: skip
    model = _ending(transformers.MarianMTModel, marian)
    model.generation_config.update(num_beams=6, bad_words_ids=[[pad]], max_length=READS)
    model.save_pretrained(folder)
    return folder


def _m2m(folder: Path, tokenizer: Any, size: int, times: float = ENDS) -> Path:
    config = transformers.M2M100Config(**SIZES, vocab_size=size, decoder_start_token_id=2)
    model = _ending(transformers.M2M100ForConditionalGeneration, config, times)
    model.generation_config.update(num_beams=5, max_length=200)
    return _save(folder, model, tokenizer)


def _ending(architecture: Any, config: Any, times: float = ENDS) -> Any:
    model = _random(architecture, config)
    with torch.no_grad():
        model.get_input_embeddings().weight[config.eos_token_id] *= times
    return model


@cache
def _bpe(special: tuple[str, ...]) -> tuple[tuple[tuple[str, int], ...], tuple[tuple[str, str], ...]]:
    """Vocabulary and merges of a BPE over words that begin with ▁, as NLLB's tokenizer takes them."""
    backend = Tokenizer(models.BPE(unk_token="<unk>"))
    backend.pre_tokenizer = pre_tokenizers.Metaspace()
    backend.train_from_iterator(
        corpus(), trainers.BpeTrainer(vocab_size=VOCABULARY, special_tokens=list(special), show_progress=False)
    )
    state = json.loads(backend.to_str())["model"]
    return tuple(state["vocab"].items()), tuple(tuple(pair) for pair in state["merges"])


TRANSLATORS = {
    "nllb": make_nllb, "m2m100": make_m2m100, "mbart": make_mbart50, "madlad": make_madlad,
    "opus-mt-en-ko": make_opus,
}  # fmt: skip
