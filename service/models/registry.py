"""The models that a caller may name."""

from __future__ import annotations

from collections.abc import Callable

from service.core.errors import UnknownModel
from service.models.base import Encoder


def _embedded(threads: int) -> Encoder:
    from service.models.encoder import MiniLM  # torch is loaded only where a model runs

    return MiniLM(threads=threads)


MODELS: dict[str, Callable[[int], Encoder]] = {"embedded": _embedded}


def check(name: str) -> None:
    """Raises UnknownModel when there is no model `name`."""
    if name not in MODELS:
        raise UnknownModel(f"There is no model {name!r}; there is: {', '.join(sorted(MODELS))}.")


def load(name: str, *, threads: int) -> Encoder:
    """The model `name`, loaded. `threads` 0 leaves their number to the library. Raises UnknownModel, ModelCorrupt."""
    check(name)
    return MODELS[name](threads)
