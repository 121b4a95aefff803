"""Articles and hand-made drafts for the tests of this room."""

from __future__ import annotations

from service.core.document import Document, Span
from service.core.draft import Draft, Drafted, DraftedClaim
from service.core.summary import Attribution, ClaimKind, SpeechKind, Swap
from service.ingest import read_text
from service.segment import segment


def article(*paragraphs: str, title: str = "Council Meets") -> Document:
    """An English document: a heading, then the paragraphs."""
    text = "\n\n".join([title, *paragraphs])
    return segment(read_text(text, max_characters=100_000), language="en")


def statement(
    document: Document, text: str, *sentences: int, swaps: tuple[Swap, ...] = (), flags: tuple[str, ...] = ()
) -> Drafted:
    """`text` as drafted from the sentences of these indexes."""
    return Drafted(text, _spans(document, sentences), swaps, flags)


def claim(
    document: Document,
    text: str,
    *sentences: int,
    speaker: str | None = None,
    said: SpeechKind = SpeechKind.OWN_VOICE,
    swaps: tuple[Swap, ...] = (),
) -> DraftedClaim:
    """A claim drafted from the sentences of these indexes."""
    return DraftedClaim(
        text,
        _spans(document, sentences),
        swaps,
        kind=ClaimKind.STATEMENT if speaker else ClaimKind.EVENT,
        attribution=Attribution(speaker=speaker, kind=said, cue=None),
    )


def abstract(*statements: Drafted) -> Draft:
    return Draft(abstract=statements, claims=())


def claims(*drafted: DraftedClaim) -> Draft:
    return Draft(abstract=(), claims=drafted)


def _spans(document: Document, sentences: tuple[int, ...]) -> tuple[Span, ...]:
    return tuple(document.sentences[index] for index in sentences)
