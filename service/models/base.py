"""What the rest of the service asks of a model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

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
