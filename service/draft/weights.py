"""Weights that come with the package, as safetensors, each file with the SHA-256 that was published."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any, TypeVar

from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load

from service.core.errors import ModelCorrupt

Tensors = Mapping[str, NDArray[Any]]
Made = TypeVar("Made")


def packaged(name: str) -> bytes:
    return files("service.draft").joinpath(f"data/{name}.safetensors").read_bytes()


def read_weights(data: bytes, sha256: str, make: Callable[[Tensors], Made], *, what: str) -> Made:
    """What `make` makes of the tensors by name, when `data` has this hash; `what` says in an error what they do.

    Raises ModelCorrupt: for another hash, for what is no safetensors, and where `make` misses a tensor or a number.
    """
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise ModelCorrupt(f"The weights that {what} have SHA-256 {found}, not {sha256}.")
    try:
        return make(load(data))
    except (SafetensorError, KeyError, IndexError) as error:
        raise ModelCorrupt(f"The weights that {what} cannot be read: {error!r}.") from error
