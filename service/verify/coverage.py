"""How much of the source was read. Every character is counted, in exactly one chunk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from service.core.document import Span
from service.core.errors import PlumblineError
from service.core.read import ChunkCoverage, ChunkStatus, Coverage


def coverage(characters: int, chunks: Sequence[Span], failed: Mapping[int, PlumblineError] | None = None) -> Coverage:
    """The coverage of chunks that tile [0, characters); `failed` has the indexes of those not read, with why.

    Raises ValueError when the chunks do not tile the text: then nothing could be said about what was read.
    """
    errors = failed or {}
    at = 0
    for chunk in chunks:
        if chunk.start != at or chunk.end <= chunk.start:
            raise ValueError(f"chunks do not tile the text at {at}")
        at = chunk.end
    if at != characters:
        raise ValueError(f"chunks end at {at}, the text at {characters}")
    marked = tuple(
        ChunkCoverage(
            start=chunk.start,
            end=chunk.end,
            status=ChunkStatus.FAILED if index in errors else ChunkStatus.READ,
            code=errors[index].code if index in errors else None,
        )
        for index, chunk in enumerate(chunks)
    )
    read = sum(chunk.end - chunk.start for chunk in marked if chunk.status is ChunkStatus.READ)
    return Coverage(characters=characters, read=read, chunks=marked)
