"""Answers held to a JSON Schema while they are written: a token that would break it is never chosen (llguidance)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch

from service.core.errors import MissingExtra, ModelFailed


class Grammars:
    """Schemas as grammars over one tokenizer's tokens. Raises MissingExtra without llguidance."""

    def __init__(self, tokenizer: Any, *, words: int, ends: Sequence[int]) -> None:
        try:
            import llguidance
            import llguidance.hf
        except ImportError as error:
            raise MissingExtra("Answers in JSON take llguidance: pip install 'plumbline[local]'.") from error
        self._matcher: Any = llguidance.LLMatcher
        self._tokens = llguidance.hf.from_tokenizer(tokenizer, n_vocab=words, eos_token=list(ends))
        self._known: dict[str, Any] = {}

    def matcher(self, schema: Mapping[str, Any]) -> Any:
        """A matcher at the start of an answer; white space that means nothing is not allowed. Raises ModelFailed."""
        key = json.dumps(schema, ensure_ascii=False)
        if key not in self._known:
            grammar = self._matcher.grammar_from_json_schema(key, overrides={"whitespace_flexible": False})
            self._known[key] = self._matcher(self._tokens, grammar)
        if self._known[key].is_error():
            raise ModelFailed(f"The schema cannot be followed: {self._known[key].get_error()}")
        return self._known[key].deep_copy()


class Constrain:
    """A logits processor for one batch: a matcher for each row, None where the text is free.

    Called with `ids` of shape (rows, tokens so far) and `scores` of shape (rows, words).
    """

    def __init__(self, matchers: Sequence[Any], prompt_tokens: int) -> None:
        self._matchers = matchers
        self._read = prompt_tokens

    def __call__(self, ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        written = ids[:, self._read :].tolist()
        self._read = ids.shape[1]
        allowed = torch.ones_like(scores, dtype=torch.bool)
        for row, matcher in enumerate(self._matchers):
            if matcher is None:
                continue
            if not matcher.is_stopped():
                matcher.consume_tokens(written[row])
            bias = np.frombuffer(matcher.compute_logit_bias(), dtype=np.uint8)[: scores.shape[1]]
            allowed[row, : len(bias)] = torch.from_numpy(bias > 0).to(scores.device)
            allowed[row, len(bias) :] = False
        return scores.masked_fill(~allowed, float("-inf"))
