"""A seq2seq model in CTranslate2's form: converted once, held against the original, kept in a folder of its own."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ctranslate2
import torch
from ctranslate2.converters import TransformersConverter

from service.core.errors import ModelUnusable
from service.models.folder import Folder
from service.models.loading import load_model
from service.models.tokens import TRAINED_WINDOW

# Attributes that the converter asks of a configuration and that transformers 5 no longer has.
FAMILIES: dict[str, dict[str, bool]] = {
    "bart": {"normalize_before": False},
    "mbart": {"normalize_before": True},
    "pegasus": {"normalize_before": True, "normalize_embedding": False},
    "t5": {},
    "mt5": {},
    "marian": {},
}
RECORD = "plumbline.json"
TEXTS = (  # both runtimes have to write the same tokens after these
    "The council met on Monday.",
    "The harbour of Ostrel was closed for nine days. Its director said that 40 ships had waited outside, and that the "
    "last of them would be unloaded by Friday.",
    "Prices rose by 3.2 percent in May, the statistics office reported, after 2.9 percent in April. Bread and rent "
    "rose most; clothing became cheaper. The office counts 640 goods in 31 towns. The ministry of finance called the "
    "figures expected, and the trade unions asked for talks on wages before the summer.",
)
WRITTEN = 48  # tokens after each


def converted(folder: Folder, sha256: str, cache: Path, tokenizer: Any) -> Path:
    """The int8 model's folder in `cache`, made when it is not there yet. Raises ModelUnusable.

    Beside the model, `plumbline.json` says how the decoder begins and which share of int8's tokens was float32's.
    """
    if folder.family not in FAMILIES:
        raise ModelUnusable(
            f"CTranslate2 does not convert a {folder.family} model, as {folder.path} is: set PLUMBLINE_RUNTIME=torch."
        )
    target = cache / f"{sha256}-ctranslate2-{ctranslate2.__version__}"
    if target.is_dir():
        return target
    cache.mkdir(parents=True, exist_ok=True)
    model = load_model(folder, tokenizer, device="cpu", dtype="float32")
    for name, value in FAMILIES[folder.family].items():
        setattr(model.config, name, value)
    with TemporaryDirectory(dir=cache, prefix="unfinished-") as scratch:
        exact, small = Path(scratch) / "float32", Path(scratch) / "int8"
        rows, original = _original(model, tokenizer)
        _convert(folder, model, tokenizer, exact)
        prefix = _prefix(exact, model.generation_config, tokenizer)
        float32 = generate(ctranslate2.Translator(str(exact)), tokenizer, rows, prefix, WRITTEN)
        if float32 != original:
            raise ModelUnusable(
                f"{folder.path} writes other words once it is converted for CTranslate2: set PLUMBLINE_RUNTIME=torch."
            )
        _convert(folder, model, tokenizer, small)  # last: it rounds the weights of `model` in place
        int8 = generate(ctranslate2.Translator(str(small)), tokenizer, rows, prefix, WRITTEN)
        record = {"model": folder.path.name, "prefix": prefix, "agreement": _agreement(int8, float32)}
        (small / RECORD).write_text(json.dumps(record, indent=2))
        try:
            small.rename(target)
        except OSError:  # another process was first
            if not target.is_dir():
                raise
    return target


def generate(
    translator: Any, tokenizer: Any, rows: list[list[int]], prefix: list[str], max_tokens: int
) -> list[list[int]]:
    """Greedy tokens after each row of source tokens, the end token among them."""
    results = translator.translate_batch(
        [tokenizer.convert_ids_to_tokens(row) for row in rows],
        target_prefix=[prefix] * len(rows) if prefix else None,
        beam_size=1,
        max_input_length=0,  # its default cuts a source at 1,024 tokens without a word
        min_decoding_length=0,
        max_decoding_length=max_tokens,
        return_end_token=True,
    )
    return [tokenizer.convert_tokens_to_ids(result.hypotheses[0]) for result in results]


class _Converter(TransformersConverter):  # type: ignore[misc]  # the library is not typed
    """Converts the model that is given, which was checked, in place of loading one."""

    def __init__(self, folder: Folder, model: Any, tokenizer: Any) -> None:
        super().__init__(str(folder.path))
        self._model, self._tokenizer = model, tokenizer

    def load_model(self, *_: Any, **__: Any) -> Any:
        return self._model

    def load_tokenizer(self, *_: Any, **__: Any) -> Any:
        return self._tokenizer


def _prefix(path: Path, generation: Any, tokenizer: Any) -> list[str]:
    """What the decoder is given: the start token where the converted model states none, and a forced first token."""
    stated = json.loads((path / "config.json").read_text("utf-8"))["decoder_start_token"]
    ids = [] if stated else [generation.decoder_start_token_id]
    if generation.forced_bos_token_id is not None:
        ids.append(generation.forced_bos_token_id)
    return [str(token) for token in tokenizer.convert_ids_to_tokens(ids)]


def _convert(folder: Folder, model: Any, tokenizer: Any, to: Path) -> None:
    try:
        _Converter(folder, model, tokenizer).convert(str(to), quantization=to.name)
    except (ValueError, AttributeError, KeyError, RuntimeError, NotImplementedError) as error:
        raise ModelUnusable(f"CTranslate2 cannot convert {folder.path}: {error}") from error


def _original(model: Any, tokenizer: Any) -> tuple[list[list[int]], list[list[int]]]:
    """The tokens of `TEXTS` that fit the model, and what transformers writes after each."""
    positions = getattr(model.config, "max_position_embeddings", None) or TRAINED_WINDOW
    rows = [row for row in (tokenizer(text)["input_ids"] for text in TEXTS) if len(row) <= positions]
    with torch.inference_mode():
        return rows, [
            model.generate(input_ids=torch.tensor([row]), max_new_tokens=WRITTEN)[0, 1:].tolist() for row in rows
        ]


def _agreement(these: list[list[int]], those: list[list[int]]) -> float:
    pairs = [pair for mine, theirs in zip(these, those, strict=True) for pair in zip(mine, theirs, strict=False)]
    return round(sum(mine == theirs for mine, theirs in pairs) / max(1, sum(map(len, those))), 4)
