"""What is asked of models: an `Encoder` reads, a `Writer` writes, a `Translator` translates, an `Entails` judges."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from service.core.errors import ModelError

Vectors = NDArray[np.float32]


def uncounted(_: int) -> None:
    """For callers who do not want to know how far an encoder is."""


def unwatched() -> None:
    """For callers who wait however long a writer takes."""


class Encoder(Protocol):
    """Sentences to vectors of unit length."""

    id: str
    sha256: str

    def encode(self, texts: Sequence[str], done: Callable[[int], None] = uncounted) -> tuple[Vectors, list[int]]:
        """Vectors of shape (len(texts), dimensions), and the number of tokens of each text.

        Every token of a text is read, however long it is. `done` hears after each batch for how many texts' worth of
        work that makes, never fewer than before; what it raises ends the work.
        """
        ...


class Kind(StrEnum):
    """What a model that writes was trained to do."""

    SEQ2SEQ = "seq2seq"  # a text in, its summary out; no instructions
    CHAT = "chat"  # messages in, an answer out
    TRANSLATOR = "translator"  # a text in, its translation out; no instructions


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

    `id` names it and `sha256` its weights (for a server, that of what the server says of itself); `pinned` tells
    whether that hash fixes what it writes, which it does not for a server: another model may stand behind the same
    name tomorrow. `backend` is the room's module; `window` is how many tokens it takes: of a seq2seq model's source,
    of a chat model's prompt and answer together.
    """

    id: str
    sha256: str
    pinned: bool
    backend: str
    kind: Kind
    window: int

    def count(self, texts: Sequence[str], still: Callable[[], None] = unwatched) -> list[int]:
        """Tokens of each text, special tokens left out. A server that cannot be asked is estimated from above.

        `still` as in `write`.
        """
        ...

    def write(
        self, prompts: Sequence[Prompt], *, max_tokens: int, still: Callable[[], None] = unwatched
    ) -> Generator[tuple[int, Completion | ModelError], None, None]:
        """Each prompt's index with its completion, in whatever order they are done; a failed one yields its error.

        Greedy: the same prompts give the same completions. No prompt is cut: one that does not fit is PromptTruncated.
        `still` is called about twice a second meanwhile, where the backend can; what it raises ends the work, as does
        closing the generator.
        """
        ...


@runtime_checkable
class Translator(Protocol):
    """A model that translates and takes no instructions.

    `id`, `sha256`, `pinned` and `backend` as in `Writer`; `window` is how many tokens of a text it reads; `trial` are
    two languages that it knows, from and to.
    """

    id: str
    sha256: str
    pinned: bool
    backend: str
    window: int
    trial: tuple[str, str]

    def translate(
        self,
        texts: Sequence[str],
        source_language: str,
        target_language: str,
        *,
        again: bool = False,
        still: Callable[[], None] = unwatched,
        done: Callable[[int], None] = uncounted,
    ) -> list[str | ModelError]:
        """Each text's translation, or why there is none; languages are BCP 47 codes.

        The same texts give the same translations; `again` searches longer and repeats less, for texts whose first
        translation was no good. No text is cut: one longer than the window is PromptTruncated, and a translation that
        does not come to an end BrokenCompletion. `still` as in `Writer.write`; `done` hears after each batch for how
        many texts there is an answer. Raises InvalidRequest for a language that the model does not know.
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
