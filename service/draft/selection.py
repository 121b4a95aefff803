"""How much of a summary each sentence carries, as learnt from what people wrote of articles.

A forest of boosted oblivious trees (Friedman, 2001; Prokhorenkova et al., 2018) over the sentences' signs and what they
are about. The weights were fitted by `python -m eval.train_selection` to English articles and the embedded encoder's
vectors, and are used for those; `data/selection.md` tells on what.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from service.core.document import Document
from service.core.errors import ModelCorrupt
from service.core.receipt import Model
from service.draft.sentences import Candidate
from service.draft.signs import SIGNS, signs
from service.draft.weights import Tensors, packaged, read_weights
from service.models.base import Encoder, Vectors

SHA256 = "aac7f40b163fcba0d164e40f84327bc1d717433a0339980a4eb971a0f793ee86"
ROWS = 4_096  # sentences valued at a time, so that memory stays bounded
COLUMNS = (*SIGNS, "topic")


@dataclass(frozen=True)
class Forest:
    """`columns` and `borders` of shape (trees, depth), `leaves` of shape (trees, 2 ** depth); `base` is added."""

    columns: NDArray[np.int16]
    borders: NDArray[np.float32]
    leaves: NDArray[np.float32]
    base: float

    def values(self, table: Vectors) -> Vectors:
        """The value of each row of `table`; a row is in a tree's leaf by its answers, the first the highest bit."""
        bits = 2 ** np.arange(self.columns.shape[1])[::-1]
        trees = np.arange(len(self.leaves))
        out = np.full(len(table), self.base, dtype=np.float64)
        for at in range(0, len(table), ROWS):
            leaf = (table[at : at + ROWS, self.columns] > self.borders) @ bits
            out[at : at + ROWS] += self.leaves[trees, leaf].sum(axis=1, dtype=np.float64)
        return out.astype(np.float32)


@dataclass(frozen=True)
class Selection:
    """`topic` and `offset`: how like a sentence's vector is to those of sentences that people's summaries hold.

    `encoder` is the SHA-256 of the encoder whose vectors `topic` is for.
    """

    sha256: str
    forest: Forest
    topic: Vectors
    offset: float
    encoder: str

    @property
    def model(self) -> Model:
        return Model(id="selection", sha256=self.sha256)

    def covers(self, document: Document, encoder: Encoder) -> bool:
        """Whether what was learnt holds for the document and the encoder's vectors."""
        return document.language == "en" and encoder.sha256 == self.encoder

    def values(self, document: Document, candidates: Sequence[Candidate], vectors: Vectors, titles: Vectors) -> Vectors:
        """About 0 to 1 for each sentence: its share of a summary, against the best sentence of its article."""
        about = vectors @ self.topic - self.offset
        return self.forest.values(np.column_stack([signs(document, candidates, vectors, titles), about]))


@cache
def selection() -> Selection:
    """The weights of the package. Raises ModelCorrupt when they are not the published ones."""
    return read(packaged("selection"), SHA256)


def read(data: bytes, sha256: str) -> Selection:
    """Weights as `eval.train_selection` writes them, of which `sha256` was published. Raises ModelCorrupt."""

    def made(tensors: Tensors) -> Selection:
        if bytes(tensors["signs"]) != signature():
            raise ModelCorrupt("The weights that choose sentences are for other signs of a sentence.")
        forest = Forest(tensors["columns"], tensors["borders"], tensors["leaves"], float(tensors["base"][0]))
        return Selection(sha256, forest, tensors["topic"], float(tensors["offset"][0]), bytes(tensors["encoder"]).hex())

    return read_weights(data, sha256, made, what="choose sentences")


def signature() -> bytes:
    """Of the signs and their order, which the weights are for."""
    return hashlib.sha256(repr(COLUMNS).encode()).digest()
