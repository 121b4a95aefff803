"""Seq2seq models run by CTranslate2 in int8: several times as fast on a CPU, in a quarter of the memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Sequence
from pathlib import Path

from service.core.errors import MissingExtra, ModelError, ModelUnusable
from service.models.base import Completion, Kind, Prompt, unwatched
from service.models.batches import in_batches
from service.models.folder import Folder, fingerprint
from service.models.loading import load_config, load_tokenizer
from service.models.tokens import Source

BATCH_TOKENS = 8_192


class CTranslate2:
    """See `Writer`. Raises ModelUnusable when the model cannot be converted, MissingExtra without the library.

    The converted model is kept in `cache`. `device` is cuda or cpu, empty for the best there is; `threads` 0 leaves
    their number to the library.
    """

    backend = "ctranslate2"
    pinned = True
    kind = Kind.SEQ2SEQ

    def __init__(
        self, name: str, folder: Folder, *, cache: Path, device: str = "", threads: int = 0,
        batch_tokens: int = BATCH_TOKENS,
    ) -> None:  # fmt: skip
        try:
            import ctranslate2

            from service.models.conversion import RECORD, converted, generate
        except ImportError as error:
            raise MissingExtra("This runtime takes CTranslate2: pip install 'plumbline[local]'.") from error
        if folder.kind is Kind.CHAT:
            raise ModelUnusable(f"CTranslate2 runs seq2seq models here, and {folder.path} holds a chat model.")
        self.id = name
        self.sha256 = fingerprint(folder.checksums())
        self._tokenizer = load_tokenizer(folder)
        path = converted(folder, self.sha256, cache.expanduser(), self._tokenizer)
        self._prefix = json.loads((path / RECORD).read_text("utf-8"))["prefix"]
        self._tokens = Source(self._tokenizer, load_config(folder))
        self.window = self._tokens.window
        self._batch_tokens = batch_tokens
        self._generate = generate
        try:
            self._translator = ctranslate2.Translator(
                str(path), device=device or "auto", compute_type="int8", inter_threads=1, intra_threads=threads
            )
        except (RuntimeError, ValueError) as error:
            raise ModelUnusable(f"CTranslate2 cannot load {folder.path}: {error}") from error

    def count(self, texts: Sequence[str], still: Callable[[], None] = unwatched) -> list[int]:  # noqa: ARG002 - no wait
        return self._tokens.count(texts)

    def write(
        self, prompts: Sequence[Prompt], *, max_tokens: int, still: Callable[[], None] = unwatched
    ) -> Generator[tuple[int, Completion | ModelError], None, None]:
        """See `Writer.write`. A batch that was begun is ended first: the library runs it in one call."""
        max_tokens = min(max_tokens, self._tokens.longest)
        rows: dict[int, list[int]] = {}
        for index, prompt in enumerate(prompts):
            ids = self._tokens.encode(prompt)
            error = self._tokens.check(len(ids), max_tokens)
            if error is None:
                rows[index] = ids
                still()
            else:
                yield index, error
        costs = {index: len(ids) + max_tokens for index, ids in rows.items()}
        yield from in_batches(
            costs, self._batch_tokens, lambda batch: self._batch([rows[index] for index in batch], max_tokens)
        )

    def _batch(self, rows: list[list[int]], max_tokens: int) -> list[Completion | ModelError]:
        written = self._generate(self._translator, self._tokenizer, rows, self._prefix, max_tokens)
        ends = [self._tokenizer.eos_token_id]
        return [self._tokens.completion(len(row), ids, ends) for row, ids in zip(rows, written, strict=True)]
