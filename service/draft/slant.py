"""How far a sentence takes sides: by the loaded words in it, and by the encoder for what no table holds.

The direction is Fisher's linear discriminant (1936) between sentences of one matter in loaded and in plain words; 0 is
half way between the two, 1 the mean of the loaded. `data/slant.md` tells of the weights. English.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from service.core.receipt import Model
from service.draft.weights import Tensors, packaged, read_weights
from service.models.base import Encoder, Vectors
from service.reading.loaded import find

SHA256 = "905e1699485e3533159a740c9b9f704e839c895dffb3e5b463d068d6093d1185"
# What a loaded word adds, a mild one, how many of each count, and the sum above which a sentence takes sides.
COUNTS, MILD, MOST = 1.0, 0.5, 2
SIDES = 0.9


@dataclass(frozen=True)
class Slant:
    """`direction` and `offset` of the discriminant; `encoder` is the SHA-256 of the encoder whose vectors it is for."""

    sha256: str
    direction: Vectors
    offset: float
    encoder: str

    @property
    def model(self) -> Model:
        return Model(id="slant", sha256=self.sha256)

    def covers(self, encoder: Encoder) -> bool:
        return encoder.sha256 == self.encoder

    def values(self, vectors: Vectors) -> Vectors:
        """How loaded each vector's sentence is, mostly -1 to 1."""
        return np.asarray(vectors @ self.direction - self.offset, dtype=np.float32)

    def sides(self, texts: Sequence[str], vectors: Vectors) -> NDArray[np.bool_]:
        """Whether each sentence takes sides."""
        words = np.array([_words(text) for text in texts], dtype=np.float32)
        taken: NDArray[np.bool_] = self.values(vectors) + words > SIDES
        return taken


def _words(text: str) -> float:
    found = find(text)
    mild = sum(item.mild for item in found)
    return COUNTS * min(MOST, len(found) - mild) + MILD * min(MOST, mild)


@cache
def slant() -> Slant:
    """The weights of the package. Raises ModelCorrupt when they are not the published ones."""
    return read(packaged("slant"), SHA256)


def read(data: bytes, sha256: str) -> Slant:
    """Weights as `eval.train_slant` writes them, of which `sha256` was published. Raises ModelCorrupt."""

    def made(tensors: Tensors) -> Slant:
        return Slant(sha256, tensors["direction"], float(tensors["offset"][0]), bytes(tensors["encoder"]).hex())

    return read_weights(data, sha256, made, what="tell loaded sentences")
