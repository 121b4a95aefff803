"""What the rest of the service asks of a model: an `Encoder` reads, a `Writer` writes, an `Entails` judges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from service.core.errors import ModelError

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Sentences to vectors of unit length."""

    id: str
    sha256: str

    def encode(self, texts: Sequence[str]) -> tuple[Vectors, list[int]]:
        """Vectors of shape (len(texts), dimensions), and the number of tokens of each text.

        Every token of a text is read, however long it is.
        """
        ...


class Kind(StrEnum):
    """What a writer was trained to do."""

    SEQ2SEQ = "seq2seq"  # a text in, its summary out; no instructions
    CHAT = "chat"  # messages in, an answer out


@dataclass(frozen=True)
class Prompt:
    """One call: for a chat model the system's and the user's words, for a seq2seq model the text as `user`.

    `schema` is the JSON Schema that the answer has to follow; None asks for free text.
    """

    user: str
    system: str = ""
    schema: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Completion:
    """What the model wrote, reasoning and special tokens left out; tokens read and written as the model counts them."""

    text: str
    tokens_read: int
    tokens_written: int


class Writer(Protocol):
    """A model that writes.

    `id` names it and `sha256` its weights (for a server, that of what the server says of itself); `backend` is
    the room's module; `window` is how many tokens it takes: of a seq2seq model's source, of a chat model's prompt and
    answer together.
    """

    id: str
    sha256: str
    backend: str
    kind: Kind
    window: int

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, special tokens left out. A server that cannot be asked is estimated from above."""
        ...

    def write(self, prompts: Sequence[Prompt], *, max_tokens: int) -> Iterator[tuple[int, Completion | ModelError]]:
        """Each prompt's index with its completion, in whatever order they are done; a failed one yields its error.

        Greedy: the same prompts give the same completions. No prompt is cut: one that does not fit is PromptTruncated.
        """
        ...


class Entails(Protocol):
    """A model that says whether one text follows from another. `id` names it, `sha256` is of all its files."""

    id: str
    sha256: str

    def support(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """For each (premise, hypothesis) the probability, 0 to 1, that the premise entails the hypothesis.

        All of both is read, however long they are. Raises ModelFailed.
        """
        ...
