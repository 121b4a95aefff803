"""How much of the source was read. Every character is counted, in exactly one chunk."""

from __future__ import annotations

from collections.abc import Sequence

from service.core.document import Span
from service.core.summary import ChunkCoverage, ChunkStatus, Coverage


def coverage(characters: int, chunks: Sequence[Span], failed: Sequence[int] = ()) -> Coverage:
    """The coverage of chunks that tile [0, characters); `failed` are the indexes of those not read.

    Raises ValueError when the chunks do not tile the text: then nothing could be said about what was read.
    """
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
            status=ChunkStatus.FAILED if index in failed else ChunkStatus.READ,
        )
        for index, chunk in enumerate(chunks)
    )
    read = sum(chunk.end - chunk.start for chunk in marked if chunk.status is ChunkStatus.READ)
    return Coverage(characters=characters, read=read, chunks=marked)
