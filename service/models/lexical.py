"""A stand-in encoder for languages that the embedded one cannot read: hashed character trigrams.

Feature hashing after Weinberger et al. (2009). Similar strings get similar vectors; meaning is not seen.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Sequence

import numpy as np

from service.models.base import Vectors, uncounted

DIMENSIONS = 512
BATCH = 256  # texts


class Trigrams:
    """Any language to 512 dimensions; deterministic, without weights."""

    id = "character-trigrams"
    sha256 = hashlib.sha256(f"{id}:{DIMENSIONS}".encode()).hexdigest()

    def encode(self, texts: Sequence[str], done: Callable[[int], None] = uncounted) -> tuple[Vectors, list[int]]:
        """See `Encoder.encode`; a token is a trigram."""
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        counts = []
        for row, text in enumerate(texts):
            grams = [text[at : at + 3].casefold() for at in range(max(1, len(text) - 2))]
            counts.append(len(grams))
            for gram in grams:
                value = zlib.crc32(gram.encode())
                vectors[row, value % DIMENSIONS] += 1.0 if value & 0x8000_0000 else -1.0
            if (row + 1) % BATCH == 0 or row + 1 == len(texts):
                done(row + 1)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.maximum(norms, 1e-12), counts
