"""Models that write, run in this process by transformers: seq2seq summarisers and chat models."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any

import torch
from transformers.modeling_outputs import BaseModelOutput

from service.core.errors import ModelError, ModelFailed
from service.models.base import Completion, Kind, Prompt, unwatched
from service.models.batches import in_batches
from service.models.constrained import Constrain, Grammars
from service.models.folder import Folder, fingerprint
from service.models.loading import load_model, load_tokenizer
from service.models.pulse import Pulse
from service.models.tokens import Chat, Source, Tokens

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


class Transformers:
    """See `Writer`. Raises ModelUnusable when the folder's model cannot be loaded, MissingExtra without a library.

    `device` and `dtype` as in `load_model`; `threads` 0 leaves their number to torch; `batch_tokens` 0 goes by the
    device.
    """

    backend = "transformers"
    pinned = True

    def __init__(
        self, name: str, folder: Folder, *, device: str = "", dtype: str = "", threads: int = 0, batch_tokens: int = 0
    ) -> None:
        if threads:
            torch.set_num_threads(threads)
        self.id = name
        self.kind = folder.kind
        self.sha256 = fingerprint(folder.checksums())
        self._tokenizer = load_tokenizer(folder)
        self._model = load_model(folder, self._tokenizer, device=device, dtype=dtype)
        reads = Source if self.kind is Kind.SEQ2SEQ else Chat
        self._tokens: Tokens = reads(self._tokenizer, self._model.config)
        self.window = self._tokens.window
        ends = self._model.generation_config.eos_token_id
        self._ends: list[int] = ends if isinstance(ends, list) else [ends]
        self._batch_tokens = batch_tokens or BATCH_TOKENS.get(self._model.device.type, BATCH_TOKENS_ELSEWHERE)
        self._grammars: Grammars | None = None

    def count(self, texts: Sequence[str], still: Callable[[], None] = unwatched) -> list[int]:  # noqa: ARG002 - no wait
        return self._tokens.count(texts)

    def write(
        self, prompts: Sequence[Prompt], *, max_tokens: int, still: Callable[[], None] = unwatched
    ) -> Generator[tuple[int, Completion | ModelError], None, None]:
        """See `Writer.write`; a batch can be stopped at every token.

        Raises MissingExtra when a prompt has a schema and llguidance is not installed.
        """
        max_tokens = min(max_tokens, self._tokens.longest)
        rows: dict[int, tuple[list[int], Any]] = {}
        for index, prompt in enumerate(prompts):
            ids = self._tokens.encode(prompt)
            error: ModelError | None = self._tokens.check(len(ids), max_tokens)
            if error is None:
                try:
                    rows[index] = ids, self._matcher(prompt)
                except ModelFailed as failed:
                    error = failed
            if error is not None:
                yield index, error
        costs = {index: len(ids) + max_tokens for index, (ids, _) in rows.items()}
        pulse = Pulse(still)
        yield from in_batches(
            costs, self._batch_tokens, lambda batch: self._batch([rows[index] for index in batch], max_tokens, pulse)
        )

    def _matcher(self, prompt: Prompt) -> Any:
        if prompt.schema is None:
            return None
        if self._grammars is None:
            words = self._model.get_output_embeddings().weight.shape[0]
            self._grammars = Grammars(self._tokenizer, words=words, ends=self._ends)
        return self._grammars.matcher(prompt.schema)

    def _batch(
        self, rows: Sequence[tuple[list[int], Any]], max_tokens: int, pulse: Pulse
    ) -> list[Completion | ModelError]:
        """Rows of ids, each with its matcher or None, the longest first, to completions."""
        ids = [row for row, _ in rows]
        with torch.inference_mode():
            if self.kind is Kind.CHAT:
                inputs, start = self._padded(ids, in_front=True), len(ids[0])
            else:
                inputs, start = self._read(ids), 1  # after the decoder's first token
            matchers = [matcher.deep_copy() if matcher else None for _, matcher in rows]  # a batch may be run again
            each_token = [Beat(pulse), *([Constrain(matchers, start)] if any(matchers) else [])]
            out = self._model.generate(**inputs, max_new_tokens=max_tokens, logits_processor=each_token)
        written = out[:, start:].tolist()
        return [self._tokens.completion(len(row), new, self._ends) for row, new in zip(ids, written, strict=True)]

    def _padded(self, rows: Sequence[list[int]], *, in_front: bool = False) -> dict[str, torch.Tensor]:
        """`input_ids` and `attention_mask`, of shape (rows, tokens of the longest)."""
        longest, pad = max(map(len, rows)), self._model.generation_config.pad_token_id
        ids = torch.full((len(rows), longest), pad)
        mask = torch.zeros_like(ids)
        for at, row in enumerate(rows):
            place = slice(longest - len(row), None) if in_front else slice(len(row))
            ids[at, place], mask[at, place] = torch.tensor(row), 1
        return {"input_ids": ids.to(self._model.device), "attention_mask": mask.to(self._model.device)}

    def _read(self, rows: Sequence[list[int]]) -> dict[str, Any]:
        """Rows, the longest first, through a seq2seq model's encoder, in groups of so like a length that few pads are.

        Encoding is work for every token and decoding mostly the cost of the weights, which many rows share.
        """
        encoder, device = self._model.get_encoder(), self._model.device
        longest, width = len(rows[0]), self._model.config.hidden_size
        states = torch.zeros((len(rows), longest, width), dtype=self._model.dtype, device=device)
        at = 0
        while at < len(rows):
            group = [row for row in rows[at:] if len(row) >= ALIKE * len(rows[at])]
            inputs = self._padded(group)
            if self._model.config.model_type == "led":  # the first token attends to all, as it was trained to
                inputs["global_attention_mask"] = torch.zeros_like(inputs["input_ids"])
                inputs["global_attention_mask"][:, 0] = 1
            states[at : at + len(group), : len(group[0])] = encoder(**inputs).last_hidden_state
            at += len(group)
        mask = self._padded(rows)["attention_mask"]
        return {"encoder_outputs": BaseModelOutput(last_hidden_state=states), "attention_mask": mask}
