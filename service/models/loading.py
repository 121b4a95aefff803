"""A model and its tokenizer from a folder, with transformers: nothing is fetched, and nothing is loaded by half."""

from __future__ import annotations

import os
import warnings
from typing import Any

os.environ.setdefault("HF_HUB_OFFLINE", "1")  # before transformers is imported: nothing calls home
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import torch
from transformers import (
    AutoConfig,
    AutoModelForCausalLM,
    AutoModelForSeq2SeqLM,
    AutoModelForSequenceClassification,
    AutoTokenizer,
    GenerationConfig,
)
from transformers.utils import logging

from service.core.errors import InvalidSetting, MissingExtra, ModelUnusable
from service.models.base import Kind
from service.models.folder import Files, Folder

DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}
# What a model needs to write at all; the rest of its generation settings is about beams, lengths and sampling.
NEEDED = (
    "bos_token_id", "eos_token_id", "pad_token_id", "decoder_start_token_id", "forced_bos_token_id", "bad_words_ids",
    "suppress_tokens", "begin_suppress_tokens",
)  # fmt: skip
MULTILINGUAL = ("mbart", "m2m_100")  # the language to write is a token, which the folder has to name


def load_tokenizer(folder: Files) -> Any:
    """Raises ModelUnusable, and MissingExtra when it takes a library that is not installed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Marian recommends a library
            return AutoTokenizer.from_pretrained(folder.path, local_files_only=True, trust_remote_code=False)
    except (ImportError, ValueError, OSError, KeyError, TypeError, AssertionError) as error:
        if isinstance(error, ImportError) or "is required to read" in str(error):
            raise MissingExtra(
                f"The tokenizer in {folder.path} takes sentencepiece and protobuf: pip install 'plumbline[local]'."
            ) from error
        raise ModelUnusable(f"The tokenizer in {folder.path} cannot be loaded: {_first_line(error)}") from error


def load_config(folder: Files) -> Any:
    """Raises ModelUnusable."""
    try:
        return AutoConfig.from_pretrained(folder.path, local_files_only=True, trust_remote_code=False)
    except (ValueError, OSError, KeyError, TypeError) as error:
        raise ModelUnusable(f"The config.json in {folder.path} cannot be read: {_first_line(error)}") from error


def load_model(folder: Folder, tokenizer: Any, *, device: str = "", dtype: str = "") -> Any:
    """The model on its device, set to greedy writing. Raises ModelUnusable.

    Without a `device` the best there is is taken; without a `dtype` bfloat16 (float16 where the GPU lacks it) on CUDA
    and float32 elsewhere.
    """
    place = choose_device(device)
    architecture = AutoModelForCausalLM if folder.kind is Kind.CHAT else AutoModelForSeq2SeqLM
    model = _whole(architecture, folder, tokenizer, dtype_of(dtype, place))
    model.generation_config = _greedy(model.generation_config, tokenizer)
    _check_language(folder, tokenizer, model.generation_config)
    return model.to(place).eval()


def load_translator(folder: Folder, tokenizer: Any, *, device: str = "", dtype: str = "") -> Any:
    """As `load_model`, for a model that is told with each text which language to write. Raises ModelUnusable."""
    place = choose_device(device)
    model = _whole(AutoModelForSeq2SeqLM, folder, tokenizer, dtype_of(dtype, place))
    model.generation_config = _greedy(model.generation_config, tokenizer)
    return model.to(place).eval()


def load_classifier(folder: Files, tokenizer: Any, *, device: str = "") -> Any:
    """The model on its device, in float32: it is small, and its answer is a number. Raises ModelUnusable."""
    place = choose_device(device)
    return _whole(AutoModelForSequenceClassification, folder, tokenizer, torch.float32).to(place).eval()


def _whole(architecture: Any, folder: Files, tokenizer: Any, dtype: torch.dtype) -> Any:
    """The model with all its weights, read from safetensors. Raises ModelUnusable."""
    logging.disable_progress_bar()
    logging.set_verbosity_error()  # what matters is checked below and raised
    try:
        model, found = architecture.from_pretrained(
            folder.path, dtype=dtype, local_files_only=True, use_safetensors=True,
            trust_remote_code=False, output_loading_info=True,
        )  # fmt: skip
    except Exception as error:  # whatever transformers and safetensors raise on a folder that is broken
        raise ModelUnusable(f"The model in {folder.path} cannot be loaded: {_first_line(error)}") from error
    missing = sorted(found["missing_keys"]) or sorted(str(key) for key in found["mismatched_keys"])
    if missing:
        raise ModelUnusable(f"The weights in {folder.path} are not of its config.json: {missing[0]} is missing.")
    _check_fit(folder, tokenizer, model)
    return model


def choose_device(name: str) -> str:
    """`name`, or the best device there is when it is empty. Raises InvalidSetting when it is not there."""
    there = ["cpu"]
    if torch.backends.mps.is_available():
        there.insert(0, "mps")
    if torch.cuda.is_available():
        there.insert(0, "cuda")
    if name and name.split(":", maxsplit=1)[0] not in there:
        raise InvalidSetting(f"PLUMBLINE_DEVICE: there is no device {name!r} here; there is: {', '.join(there)}.")
    return name or there[0]


def dtype_of(name: str, device: str) -> torch.dtype:
    """What a name stands for; without one the best for the device. Raises ModelUnusable for a name of none."""
    if name:
        if name not in DTYPES:
            raise ModelUnusable(f"There is no dtype {name!r}; there is: {', '.join(DTYPES)}.")
        return DTYPES[name]
    if not device.startswith("cuda"):
        return torch.float32
    return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16


def _check_fit(folder: Files, tokenizer: Any, model: Any) -> None:
    """The tokenizer and the embedding must be of one model; special tokens past its end are never met in a text."""
    rows = model.get_input_embeddings().weight.shape[0]
    special = {index for index, token in tokenizer.added_tokens_decoder.items() if token.special}
    words = set(tokenizer.get_vocab().values()) - special
    if max(words, default=0) >= rows or len(words) * 2 < rows - len(special):
        raise ModelUnusable(f"The tokenizer in {folder.path} has {len(words):,} words and the model {rows:,}.")


def _check_language(folder: Folder, tokenizer: Any, generation: GenerationConfig) -> None:
    if folder.family not in MULTILINGUAL:
        return
    if tokenizer.unk_token_id in tokenizer("")["input_ids"]:
        raise ModelUnusable(f"The tokenizer in {folder.path} lacks the language codes that its model was trained with.")
    plain = {generation.bos_token_id, generation.eos_token_id, generation.pad_token_id, None}
    if generation.forced_bos_token_id is None and generation.decoder_start_token_id in plain:
        raise ModelUnusable(
            f"{folder.path} does not say which language to write: set forced_bos_token_id in generation_config.json."
        )


def _greedy(settings: GenerationConfig, tokenizer: Any) -> GenerationConfig:
    kept = {name: getattr(settings, name, None) for name in NEEDED}
    if kept["eos_token_id"] is None:
        kept["eos_token_id"] = tokenizer.eos_token_id
    if kept["pad_token_id"] is None:
        ends = kept["eos_token_id"]
        kept["pad_token_id"] = ends[0] if isinstance(ends, list) else ends
    return GenerationConfig(do_sample=False, num_beams=1, **kept)


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).strip().splitlines()[0]
