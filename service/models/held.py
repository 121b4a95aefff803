"""The models of one process, each loaded once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from service.models import registry
from service.models.base import Encoder, Entails, Translator, Vectors, Writer
from service.models.lexical import Trigrams
from service.settings import Settings


class Models:
    """Loads a model when it is first asked for, and keeps it. Not for several threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._writers: dict[str, Writer] = {}
        self._translators: dict[str, Translator | Writer] = {}

    @cached_property
    def encoder(self) -> Encoder:
        """The embedded encoder. Raises ModelCorrupt."""
        return registry.encoder(self._settings)

    @cached_property
    def entails(self) -> Entails | None:
        """The model of entailment that the settings name; None without. Raises ModelUnusable."""
        return registry.entailment(self._settings)

    def load(self, name: str = registry.EMBEDDED) -> Encoder | Writer:
        """The model that `name` stands for, so that it is there before it is needed. Raises as `writer` does."""
        return self.encoder if name == registry.EMBEDDED else self.writer(name)

    def writer(self, name: str) -> Writer:
        """The model that `name` stands for.

        Raises UnknownModel, InvalidRequest, MissingExtra, ModelError.
        """
        if name not in self._writers:
            self._writers[name] = registry.writer(name, self._settings)
        return self._writers[name]

    def translator(self, name: str) -> Translator | Writer:
        """What drafts translations under `name`. Raises as `writer` does."""
        if name in self._writers:
            return self._writers[name]
        if name not in self._translators:
            self._translators[name] = registry.translator(name, self._settings)
        return self._translators[name]

    def use(self, name: str, model: Writer) -> None:
        """Let `name` stand for a model that is there already."""
        self._writers[name] = model

    @property
    def count(self) -> int:
        """How many models that write or translate are loaded."""
        return len(self._writers) + len(self._translators)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of shape (len(texts), dimensions), by the embedded encoder."""
        return self.encoder.encode(texts)[0]

    def encoder_of(self, language: str) -> Encoder:
        """The embedded encoder, of a text in the language (BCP 47) that it knows; else a stand-in."""
        return self.encoder if language == "en" else Trigrams()

    def encode_of(self, language: str) -> Callable[[Sequence[str]], Vectors] | None:
        """`encode`, of a text in the language that the embedded encoder knows."""
        return self.encode if language == "en" else None

    def judge_of(self, language: str) -> Entails | None:
        """The model of entailment, of an article in the language that it reads."""
        return self.entails if language == "en" else None
