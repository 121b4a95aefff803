"""Tiny models with random weights, one of each family, in folders that look as the published ones do.

They say nothing sensible, but everything around the weights is real: tokenizers learned from the references,
configurations, generation settings, safetensors. Each takes under a second; the same seed gives the same weights.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import sentencepiece
import torch
import transformers
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

transformers.utils.logging.disable_progress_bar()

REFERENCES = Path(__file__).parent.parent / "eval" / "references"
OTHER_SCRIPTS = ("chinese", "korean", "russian")  # their letters alone would fill so small a vocabulary
VOCABULARY = 400
WIDTH = {"d_model": 32, "encoder_layers": 2, "decoder_layers": 2, "encoder_attention_heads": 2}
WIDTH |= {"decoder_attention_heads": 2, "encoder_ffn_dim": 64, "decoder_ffn_dim": 64}
CHAT_TEMPLATE = (
    "{% for message in messages %}<|{{ message['role'] }}|>\n{{ message['content'] }}<|end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>\n{% endif %}"
)
CHAT_TOKENS = ["<unk>", "<s>", "<|end|>", "<pad>", "<|system|>", "<|user|>", "<|assistant|>"]


def make_bart(folder: Path, **config: Any) -> Path:
    tokenizer = transformers.BartTokenizer(**_byte_level(("<s>", "<pad>", "</s>", "<unk>", "<mask>")))
    sizes = {"max_position_embeddings": 128, "init_std": 0.5, "vocab_size": len(tokenizer)}
    bart = transformers.BartConfig(**{**WIDTH, **sizes, **config})
    model = _random(transformers.BartForConditionalGeneration, bart)
    # what a published summariser (bart-large-cnn) asks of `generate`
    model.generation_config.update(num_beams=4, no_repeat_ngram_size=3, min_length=56, max_length=142)
    model.generation_config.update(length_penalty=2.0, early_stopping=True, forced_bos_token_id=0)
    return _save(folder, model, tokenizer)


def make_led(folder: Path) -> Path:
    tokenizer = transformers.LEDTokenizer(**_byte_level(("<s>", "<pad>", "</s>", "<unk>", "<mask>")))
    sizes = {
        "max_encoder_position_embeddings": 256,
        "max_decoder_position_embeddings": 64,
        "attention_window": [16, 16],
    }
    led = transformers.LEDConfig(**WIDTH, **sizes, init_std=0.5, vocab_size=len(tokenizer))
    return _save(folder, _random(transformers.LEDForConditionalGeneration, led), tokenizer)


def make_t5(folder: Path) -> Path:
    tokenizer = transformers.T5Tokenizer(vocab=_unigram(("<pad>", "</s>", "<unk>")), extra_ids=10, model_max_length=128)
    t5 = transformers.T5Config(
        vocab_size=len(tokenizer) + 6, d_model=32, d_kv=16, d_ff=64, num_layers=2, num_heads=2, initializer_factor=2.0,
        decoder_start_token_id=0,
    )  # fmt: skip
    return _save(folder, _random(transformers.T5ForConditionalGeneration, t5), tokenizer)


def make_t5_spiece(folder: Path) -> Path:
    """A T5 whose tokenizer is a sentencepiece model alone, as t5-small was published first."""
    make_t5(folder)
    (folder / "tokenizer.json").unlink()
    (folder / "tokenizer_config.json").write_text(json.dumps({"extra_ids": 10, "model_max_length": 128}))
    pieces = {"pad_id": 0, "eos_id": 1, "unk_id": 2, "bos_id": -1}
    (folder / "spiece.model").write_bytes(_sentencepiece(**pieces))
    return folder


def make_pegasus(folder: Path) -> Path:
    special = [("<pad>", 0.0), ("</s>", 0.0), ("<mask_1>", 0.0), ("<mask_2>", 0.0)]
    special += [(f"<unk_{number}>", 0.0) for number in range(2, 103)]
    tokenizer = transformers.PegasusTokenizer(vocab=[*special, *_unigram(("<unk>",))])
    pegasus = transformers.PegasusConfig(
        **WIDTH, vocab_size=len(tokenizer), max_position_embeddings=128, init_std=0.5, scale_embedding=True
    )
    model = _random(transformers.PegasusForConditionalGeneration, pegasus)
    model.generation_config.update(num_beams=8, length_penalty=0.8, max_length=64)
    return _save(folder, model, tokenizer)


def make_mbart(folder: Path) -> Path:
    tokenizer = transformers.MBartTokenizer(
        vocab=[*_unigram(("<s>", "<pad>", "</s>", "<unk>")), *((code, 0.0) for code in ("en_XX", "ko_KR", "<mask>"))],
        src_lang="en_XX",
        tgt_lang="en_XX",
    )
    mbart = transformers.MBartConfig(
        **WIDTH, vocab_size=len(tokenizer), max_position_embeddings=128, init_std=0.5, scale_embedding=True
    )
    model = _random(transformers.MBartForConditionalGeneration, mbart)
    english = tokenizer.convert_tokens_to_ids("en_XX")
    model.config.decoder_start_token_id = model.generation_config.decoder_start_token_id = english
    model.generation_config.update(num_beams=5, max_length=64)
    return _save(folder, model, tokenizer)


def make_marian(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    spm = _sentencepiece(eos_id=0, unk_id=1, bos_id=-1, pad_id=-1)
    (folder / "source.spm").write_bytes(spm)
    (folder / "target.spm").write_bytes(spm)
    processor = sentencepiece.SentencePieceProcessor(model_proto=spm)
    pieces = [processor.id_to_piece(index) for index in range(processor.get_piece_size())]
    vocabulary = {piece: index for index, piece in enumerate([*pieces, "<pad>"])}
    (folder / "vocab.json").write_text(json.dumps(vocabulary))
    settings = {"source_lang": "en", "target_lang": "en", "model_max_length": 512, "tokenizer_class": "MarianTokenizer"}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings))
    pad = vocabulary["<pad>"]
    marian = transformers.MarianConfig(
        **WIDTH, vocab_size=len(vocabulary), max_position_embeddings=128, init_std=0.5, pad_token_id=pad,
        eos_token_id=0, decoder_start_token_id=pad, forced_eos_token_id=0, scale_embedding=True,
        activation_function="swish", static_position_embeddings=True,
    )  # fmt: skip
    model = _random(transformers.MarianMTModel, marian)
    model.generation_config.update(num_beams=6, bad_words_ids=[[pad]], max_length=128)
    model.save_pretrained(folder)
    return folder


def make_llama(folder: Path, template: str | None = CHAT_TEMPLATE, **config: Any) -> Path:
    """A chat model; without a `template` it is a causal model that nobody taught to answer."""
    backend = Tokenizer(models.BPE())
    backend.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    backend.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY, special_tokens=CHAT_TOKENS, initial_alphabet=alphabet, show_progress=False
    )
    backend.train_from_iterator(corpus(), trainer)
    bos = ("<s>", backend.token_to_id("<s>"))
    backend.post_processor = processors.TemplateProcessing(single="<s> $A", special_tokens=[bos])
    tokenizer = transformers.PreTrainedTokenizerFast(
        tokenizer_object=backend, unk_token="<unk>", bos_token="<s>", eos_token="<|end|>", pad_token="<pad>"
    )
    tokenizer.chat_template = template
    sizes = {"vocab_size": len(tokenizer), "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2}
    sizes |= {"num_attention_heads": 2, "num_key_value_heads": 1, "max_position_embeddings": 512}
    ids = {"bos_token_id": 1, "eos_token_id": 2, "pad_token_id": 3}
    llama = transformers.LlamaConfig(**{**sizes, **ids, "initializer_range": 0.5, **config})
    model = _random(transformers.LlamaForCausalLM, llama)
    model.generation_config.update(do_sample=True, temperature=0.6, top_p=0.9)
    return _save(folder, model, tokenizer)


def make_bert(folder: Path, labels: Sequence[str] = ("entailment", "neutral", "contradiction"), **config: Any) -> Path:
    """A classifier of pairs of texts, with these labels; it reads 64 tokens."""
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    backend = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    backend.normalizer = normalizers.BertNormalizer(lowercase=True)
    backend.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(vocab_size=VOCABULARY, special_tokens=special, show_progress=False)
    backend.train_from_iterator(corpus(), trainer)
    tokenizer = transformers.BertTokenizer(vocab=backend.get_vocab(), do_lower_case=True, model_max_length=64)
    sizes = {"vocab_size": len(tokenizer), "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2}
    sizes |= {"num_attention_heads": 2, "max_position_embeddings": 66}
    names = {"id2label": dict(enumerate(labels)), "label2id": {label: at for at, label in enumerate(labels)}}
    bert = transformers.BertConfig(**{**sizes, **names, "initializer_range": 0.5, **config})
    return _save(folder, _random(transformers.BertForSequenceClassification, bert), tokenizer)


SEQ2SEQ = {
    "bart": make_bart, "led": make_led, "t5": make_t5, "pegasus": make_pegasus, "mbart": make_mbart,
    "marian": make_marian,
}  # fmt: skip
FAMILIES = {**SEQ2SEQ, "llama": make_llama}


@cache
def corpus() -> list[str]:
    """The English references, a paragraph each."""
    paths = [path for path in sorted(REFERENCES.glob("*.txt")) if path.stem.split("-")[0] not in OTHER_SCRIPTS]
    return [line for path in paths for line in path.read_text("utf-8").splitlines() if line.strip()]


def _random(architecture: Any, config: Any) -> Any:
    torch.manual_seed(7)
    return architecture(config).eval()


def _save(folder: Path, model: Any, tokenizer: Any) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@cache
def _byte_level(special: tuple[str, ...]) -> dict[str, Any]:
    """Vocabulary and merges of a byte-level BPE, as BART's tokenizer takes them."""
    backend = Tokenizer(models.BPE())
    backend.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY, special_tokens=list(special), initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )  # fmt: skip
    backend.train_from_iterator(corpus(), trainer)
    state = json.loads(backend.to_str())["model"]
    return {"vocab": state["vocab"], "merges": [tuple(pair) for pair in state["merges"]]}


@cache
def _unigram(special: tuple[str, ...]) -> list[tuple[str, float]]:
    """Pieces with their scores, the special ones first."""
    processor = sentencepiece.SentencePieceProcessor(model_proto=_sentencepiece(unk_id=0, bos_id=-1, eos_id=-1))
    pieces = [(processor.id_to_piece(n), processor.get_score(n)) for n in range(1, processor.get_piece_size())]
    return [*((token, 0.0) for token in special), *pieces]


@cache
def _sentencepiece(**ids: Any) -> bytes:
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(corpus()), model_writer=model, vocab_size=VOCABULARY, minloglevel=2, num_threads=1, **ids
    )
    return model.getvalue()
