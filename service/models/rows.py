"""Rows of token ids as tensors, and through a seq2seq model's encoder; a sign of life at every token written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from transformers.modeling_outputs import BaseModelOutput

from service.models.pulse import Pulse

BATCH_TOKENS = {"cpu": 8_192}  # read and to be written, of all rows of a batch
BATCH_TOKENS_ELSEWHERE = 65_536
ALIKE = 0.8  # of the longest row that an encoder reads at once


class Beat:
    """A logits processor that changes nothing, and is called for every token."""

    def __init__(self, pulse: Pulse) -> None:
        self._pulse = pulse

    def __call__(self, _: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        self._pulse()
        return scores


def ends(model: Any) -> list[int]:
    """The tokens that end what the model writes."""
    found = model.generation_config.eos_token_id
    return found if isinstance(found, list) else [found]


def padded(model: Any, rows: Sequence[list[int]], *, in_front: bool = False) -> dict[str, torch.Tensor]:
    """`input_ids` and `attention_mask`, of shape (rows, tokens of the longest)."""
    longest, pad = max(map(len, rows)), model.generation_config.pad_token_id
    ids = torch.full((len(rows), longest), pad)
    mask = torch.zeros_like(ids)
    for at, row in enumerate(rows):
        place = slice(longest - len(row), None) if in_front else slice(len(row))
        ids[at, place], mask[at, place] = torch.tensor(row), 1
    return {"input_ids": ids.to(model.device), "attention_mask": mask.to(model.device)}


def encoded(model: Any, rows: Sequence[list[int]]) -> dict[str, Any]:
    """Rows, the longest first, through a seq2seq model's encoder, in groups of so like a length that few pads are.

    Encoding is work for every token and decoding mostly the cost of the weights, which many rows share.
    """
    encoder, device = model.get_encoder(), model.device
    longest, width = len(rows[0]), model.config.hidden_size
    states = torch.zeros((len(rows), longest, width), dtype=model.dtype, device=device)
    at = 0
    while at < len(rows):
        group = [row for row in rows[at:] if len(row) >= ALIKE * len(rows[at])]
        inputs = padded(model, group)
        if model.config.model_type == "led":  # the first token attends to all, as it was trained to
            inputs["global_attention_mask"] = torch.zeros_like(inputs["input_ids"])
            inputs["global_attention_mask"][:, 0] = 1
        states[at : at + len(group), : len(group[0])] = encoder(**inputs).last_hidden_state
        at += len(group)
    mask = padded(model, rows)["attention_mask"]
    return {"encoder_outputs": BaseModelOutput(last_hidden_state=states), "attention_mask": mask}
