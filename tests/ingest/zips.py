"""Zips for tests, and what harm can be done to them."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterable

from hypothesis import strategies as st


def packed(members: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", method) as archive:
        warnings.simplefilter("ignore", UserWarning)  # a name that is there twice
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(data: bytes, parts: dict[str, bytes]) -> bytes:
    """The zip with other bytes in some members, or with members besides."""
    return packed((members(data) | parts).items())


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """`data` cut, with bytes lost, or with bytes that are others."""
    kind = draw(st.sampled_from(["cut", "lost", "other"]))
    at = draw(st.integers(0, len(data) - 1))
    if kind == "cut":
        return data[:at]
    size = draw(st.integers(1, 12))
    return data[:at] + (b"" if kind == "lost" else draw(st.binary(min_size=size, max_size=size))) + data[at + size :]


@st.composite
def damaged_inside(draw: st.DrawFn, data: bytes, names: list[str]) -> bytes:
    """A sound zip whose members are damaged, missing, or stand for each other."""
    parts = members(data)
    name, other = draw(st.sampled_from(names)), draw(st.sampled_from(names))
    kind = draw(st.sampled_from(["damaged", "missing", "swapped"]))
    if kind == "damaged":
        parts[name] = draw(damaged(parts[name]))
    elif kind == "missing":
        del parts[name]
    else:
        parts[name], parts[other] = parts[other], parts[name]
    return packed(parts.items())
