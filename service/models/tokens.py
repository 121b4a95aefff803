"""From a prompt to a model's tokens, and back: a seq2seq model's source, a chat model's conversation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Protocol

from jinja2.exceptions import TemplateError

from service.core.errors import EmptyCompletion, ModelUnusable, PromptTruncated
from service.models.base import Completion, Prompt

TRAINED_WINDOW = 512  # of a T5 that does not say
NO_LIMIT = 1_000_000_000  # tokenizers without a limit state one over this
THOUGHT_ENDS = "</think>"
THOUGHT_BEGINS = "<think>"


class Tokens(Protocol):
    """`window` as in `Writer`; `longest` is how many tokens the model can write at all."""

    window: int
    longest: int

    def count(self, texts: Sequence[str]) -> list[int]: ...

    def encode(self, prompt: Prompt) -> list[int]: ...

    def check(self, length: int, max_tokens: int) -> PromptTruncated | None:
        """The error of a prompt of `length` tokens that does not fit beside its answer."""
        ...

    def completion(self, read: int, ids: Sequence[int], ends: Sequence[int]) -> Completion | EmptyCompletion:
        """What was written, as tokens `ids` up to the first of `ends`, by a model that had read `read` tokens."""
        ...


class _Plain:
    """What both share: texts without special tokens, even where an article spells one out."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._limit = int(tokenizer.model_max_length)
        tokenizer.model_max_length = NO_LIMIT  # lengths are checked here, not by a warning
        spelled = {str(token) for token in tokenizer.added_tokens_decoder.values()}
        spelled |= set(tokenizer.all_special_tokens)
        longest_first = sorted((token for token in spelled if len(token.strip()) > 1), key=len, reverse=True)
        self._special = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def count(self, texts: Sequence[str]) -> list[int]:
        if not texts:
            return []
        rows = self._tokenizer([self.plain(text) for text in texts], add_special_tokens=False)["input_ids"]
        return [len(row) for row in rows]

    def plain(self, text: str) -> str:
        """`text` with a space in whatever the tokenizer would read as a special token: an article commands nothing."""
        return self._special.sub(lambda found: f"{found[0][0]} {found[0][1:]}", text)

    def completion(self, read: int, ids: Sequence[int], ends: Sequence[int]) -> Completion | EmptyCompletion:
        length = next((at + 1 for at, token in enumerate(ids) if token in ends), len(ids))
        text = self._decode(ids[:length])
        if text is None:
            return EmptyCompletion(f"The model was still thinking after {length:,} tokens.")
        if not text:
            return EmptyCompletion("The model wrote no word.")
        return Completion(text, tokens_read=read, tokens_written=length)

    def _decode(self, ids: Sequence[int]) -> str | None:
        """What was written; None when the model was still thinking as it ended."""
        return str(self._tokenizer.decode(list(ids), skip_special_tokens=True)).strip()


class Source(_Plain):
    """A seq2seq model's text, after the words that the model was taught to take for the task ("summarize: ").

    `window` leaves those and the special tokens out, as `count` does.

    Learned and sinusoidal positions end at a number in the configuration. T5's relative ones do not end: its window is
    what it was trained on, as its tokenizer or configuration says.
    """

    def __init__(self, tokenizer: Any, config: Any) -> None:
        super().__init__(tokenizer)
        tasks = getattr(config, "task_specific_params", None) or {}
        self._task = str(tasks.get("summarization", {}).get("prefix") or "")
        self._ends = len(tokenizer(self._task)["input_ids"])
        read = getattr(config, "max_encoder_position_embeddings", None) or getattr(
            config, "max_position_embeddings", None
        )
        if read is None:
            stated = self._limit if self._limit < NO_LIMIT else getattr(config, "n_positions", None)
            self.window, self.longest = int(stated or TRAINED_WINDOW) - self._ends, NO_LIMIT
        else:
            written = getattr(config, "max_decoder_position_embeddings", None) or read
            self.window, self.longest = read - self._ends, written - 1  # the decoder's first token is not written

    def encode(self, prompt: Prompt) -> list[int]:
        ids: list[int] = self._tokenizer(self._task + self.plain(prompt.user))["input_ids"]
        return ids

    def check(self, length: int, max_tokens: int) -> PromptTruncated | None:  # noqa: ARG002  # answers have their own room
        if length - self._ends <= self.window:
            return None
        return PromptTruncated(f"The text has {length - self._ends:,} tokens and the model reads {self.window:,}.")


class Chat(_Plain):
    """A chat model's conversation, by its own template. `window` holds the prompt and the answer.

    Thinking is turned off where the template knows how; what is thought all the same is left out.
    """

    def __init__(self, tokenizer: Any, config: Any) -> None:
        super().__init__(tokenizer)
        read = getattr(config.get_text_config(), "max_position_embeddings", None)
        stated = read or (self._limit if self._limit < NO_LIMIT else None)
        if stated is None:
            raise ModelUnusable("The model's config.json does not say how many tokens it reads.")
        self.window, self.longest = int(stated), NO_LIMIT
        self._takes_system = self._keeps_system()
        words = tokenizer.get_vocab()
        self._silent = set(tokenizer.all_special_ids) - {words.get(THOUGHT_BEGINS), words.get(THOUGHT_ENDS)}
        self._thinks_at_once = self._render("", "?").rstrip().endswith(THOUGHT_BEGINS)

    def encode(self, prompt: Prompt) -> list[int]:
        text = self._render(self.plain(prompt.system), self.plain(prompt.user))
        ids: list[int] = self._tokenizer(text, add_special_tokens=False)["input_ids"]
        return ids

    def check(self, length: int, max_tokens: int) -> PromptTruncated | None:
        if length + max_tokens <= self.window:
            return None
        return PromptTruncated(
            f"The prompt has {length:,} tokens and its answer may have {max_tokens:,}; "
            f"the model takes {self.window:,} together."
        )

    def _decode(self, ids: Sequence[int]) -> str | None:
        text = str(self._tokenizer.decode([index for index in ids if index not in self._silent]))
        _, ended, answer = text.rpartition(THOUGHT_ENDS)
        if not ended and (self._thinks_at_once or THOUGHT_BEGINS in text):
            return None
        return (answer if ended else text).strip()

    def _render(self, system: str, user: str) -> str:
        """The conversation as text. Without a place for it, the system's words go in front of the user's."""
        if system and not self._takes_system:
            system, user = "", f"{system}\n\n{user}"
        messages = [{"role": "system", "content": system}] if system else []
        messages.append({"role": "user", "content": user})
        thinking = {"enable_thinking": False} if "enable_thinking" in self._tokenizer.get_chat_template() else {}
        return str(
            self._tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True, **thinking)
        )

    def _keeps_system(self) -> bool:
        """Some templates raise on a system message, and some drop it without a word."""
        self._takes_system = True
        try:
            return "plumbline" in self._render("plumbline", "?")
        except TemplateError:
            return False
