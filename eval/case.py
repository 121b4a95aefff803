"""One article and one system's output for it, with everything that several metrics need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eval.dataset import Example, Reference
from eval.predictions import Prediction
from service.core.document import Document
from service.models.base import Encoder, Vectors
from service.segment import split
from service.verify.check import Checker


class Embedder:
    """An encoder that remembers: the references are encoded once for all systems."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of shape (len(texts), dimensions)."""
        if new := [text for text in dict.fromkeys(texts) if text not in self._known]:
            vectors, _ = self._encoder.encode(new)
            self._known.update(zip(new, vectors, strict=True))
        if not texts:
            return np.zeros((0, 1), dtype=np.float32)
        return np.stack([self._known[text] for text in texts])


@dataclass(frozen=True)
class Case:
    """`abstracts` are the references that count: a person's own is left out where that person is the system."""

    example: Example
    document: Document
    prediction: Prediction
    abstracts: tuple[str, ...]
    embed: Embedder
    checker: Checker

    @property
    def reference(self) -> Reference:
        if self.example.reference is None:
            raise ValueError(f"{self.example.id} has no annotations")  # the registry asks for them only where there are
        return self.example.reference

    @cached_property
    def sentences(self) -> list[str]:
        """The sentences of the abstract that was written."""
        text = self.prediction.abstract
        return [text[span.start : span.end] for span in split(text)]
