"""What a translation is to a memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.core.translation import Entry, Segment, State, Translation


def entries(translation: Translation, *, now: str = "") -> Iterator[Entry]:
    """The segments that have a target, with their context. `now` (ISO 8601) is when those that are approved were."""
    for segment, before, after in neighbours(translation.segments):
        if segment.target and segment.target.strip() and segment.source.strip():
            yield Entry(
                source=segment.source,
                target=segment.target,
                source_language=translation.source_language,
                target_language=translation.target_language,
                before=before,
                after=after,
                approved=now if segment.state is State.APPROVED else "",
                name=translation.name,
            )


def neighbours(segments: Sequence[Segment]) -> Iterator[tuple[Segment, str, str]]:
    """Each segment with the sources before and after it; empty at the ends."""
    sources = ["", *(segment.source for segment in segments), ""]
    yield from zip(segments, sources, sources[2:], strict=False)
