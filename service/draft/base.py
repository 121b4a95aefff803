"""What the engine asks of every drafter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from service.core.document import Span
from service.core.draft import Drafted, DraftedClaim
from service.core.errors import ModelError
from service.core.receipt import Model
from service.core.summary import Claim
from service.prompting import PromptTemplate


class Drafter(Protocol):
    """Drafts one document, in this order: claims; of those that were verified a selection; the abstract.

    `chunks` tile the text as it was read; `failed` are the indexes of those that came to nothing, with why; the tokens
    are those of the model, `prompts` what it was asked; `selection` and `slant` name the
    weights that choose sentences, if any do.
    """

    @property
    def backend(self) -> str: ...
    @property
    def model(self) -> Model: ...
    @property
    def selection(self) -> Model | None: ...
    @property
    def slant(self) -> Model | None: ...
    @property
    def chunks(self) -> Sequence[Span]: ...
    @property
    def failed(self) -> Mapping[int, ModelError]: ...
    @property
    def tokens_read(self) -> int: ...
    @property
    def tokens_written(self) -> int: ...
    @property
    def prompts(self) -> Sequence[PromptTemplate]: ...

    def claims(self, most: int) -> list[DraftedClaim]:
        """Candidates, of which `most` will be shown. Raises PromptTruncated."""
        ...

    def select(self, claims: Sequence[Claim], most: int) -> list[Claim]:
        """Of the verified claims the `most` that matter, in the order of the article, none twice."""
        ...

    def abstract(self, max_words: int, most: int | None = None) -> list[Drafted]:
        """Statements for an abstract, in the order in which they are read, of which `most` will be shown.

        Raises PromptTruncated.
        """
        ...
