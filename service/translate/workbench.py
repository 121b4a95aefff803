"""A document becomes segments, and each gets what a translator has at hand."""

from __future__ import annotations

from collections.abc import Iterator

from service.core.document import Document, Span
from service.core.translation import Segment, Translation
from service.translate.checks import check
from service.translate.terms import Glossary, party_state


def segments_of(document: Document) -> list[Segment]:
    """Every heading and sentence, in order; together they hold each word of the document once."""
    found: list[Segment] = []
    first: dict[str, int] = {}
    glossary = Glossary.of(party_state(document.language))
    for number, (span, heading) in enumerate(_spans(document), 1):
        source = document.slice(span)
        before = first.setdefault(" ".join(source.split()), number)
        found.append(
            Segment(
                number=number,
                start=span.start,
                end=span.end,
                line=document.line_at(span.start),
                source=source,
                heading=heading,
                repeats=before if before != number else None,
                terms=glossary.find(source, document.language),
            )
        )
    return found


def _spans(document: Document) -> Iterator[tuple[Span, bool]]:
    """Headings and sentences by their place; True for a heading."""
    headings = [(span, True) for section in document.sections for span in section.headings]
    sentences = [(span, False) for span in document.sentences]
    yield from sorted(headings + sentences, key=lambda pair: pair[0].start)


def checked(translation: Translation) -> Translation:
    """With what the checks find in each segment that has a target."""
    languages = translation.source_language, translation.target_language
    segments = []
    for segment in translation.segments:
        found = check(segment.source, segment.target, *languages) if segment.target else ()
        segments.append(segment.model_copy(update={"issues": tuple(found)}))
    return translation.model_copy(update={"segments": tuple(segments)})
