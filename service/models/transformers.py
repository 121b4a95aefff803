"""Models that write, run in this process by transformers: seq2seq summarisers and chat models."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any

import torch

from service.core.errors import ModelError, ModelFailed
from service.models.base import Completion, Kind, Prompt, unwatched
from service.models.batches import in_batches
from service.models.constrained import Constrain, Grammars
from service.models.folder import Folder, fingerprint
from service.models.loading import load_model, load_tokenizer
from service.models.pulse import Pulse
from service.models.rows import BATCH_TOKENS, BATCH_TOKENS_ELSEWHERE, Beat, encoded, ends, padded
from service.models.tokens import Chat, Source, Tokens


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
        reads = Chat if self.kind is Kind.CHAT else Source
        self._tokens: Tokens = reads(self._tokenizer, self._model.config)
        self.window = self._tokens.window
        self._ends = ends(self._model)
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
                inputs, start = padded(self._model, ids, in_front=True), len(ids[0])
            else:
                inputs, start = encoded(self._model, ids), 1  # after the decoder's first token
            matchers = [matcher.deep_copy() if matcher else None for _, matcher in rows]  # a batch may be run again
            each_token = [Beat(pulse), *([Constrain(matchers, start)] if any(matchers) else [])]
            out = self._model.generate(**inputs, max_new_tokens=max_tokens, logits_processor=each_token)
        written = out[:, start:].tolist()
        return [self._tokens.completion(len(row), new, self._ends) for row, new in zip(ids, written, strict=True)]
