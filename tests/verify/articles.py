"""Articles and hand-made drafts for the tests of this room."""

from __future__ import annotations

from typing import NamedTuple

from service.core.document import Document, Span
from service.core.draft import Drafted, DraftedClaim
from service.core.receipt import Policy
from service.core.summary import Attribution, Claim, ClaimKind, SpeechKind, Statement, Swap, Withheld
from service.ingest import read_text
from service.segment import segment
from service.verify import Gate


class Draft(NamedTuple):
    abstract: tuple[Drafted, ...]
    claims: tuple[DraftedClaim, ...]


class Verified(NamedTuple):
    abstract: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    withheld: tuple[Withheld, ...]


def verify(document: Document, draft: Draft, policy: Policy = Policy.BALANCED, max_words: int = 500) -> Verified:
    """What the gate makes of a draft, as a summary shows it."""
    gate = Gate(document, policy=policy)
    abstract, claims = gate.abstract(draft.abstract, max_words), gate.claims(draft.claims)
    withheld = {item.text: item for item in (*abstract.withheld, *claims.withheld)}
    return Verified(tuple(abstract.shown), tuple(claims.shown), tuple(withheld.values()))


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


def free(document: Document, text: str, *sentences: int) -> Drafted:
    """`text` in the drafter's own words, with these sentences as its evidence."""
    return Drafted(text, _spans(document, sentences), free=True)


def free_claim(
    document: Document, text: str, *sentences: int, speaker: str | None = None, kind: ClaimKind = ClaimKind.STATEMENT
) -> DraftedClaim:
    said = SpeechKind.REPORTED if speaker else SpeechKind.OWN_VOICE
    attribution = Attribution(speaker=speaker, kind=said, cue=None)
    return DraftedClaim(text, _spans(document, sentences), free=True, kind=kind, attribution=attribution)


def abstract(*statements: Drafted) -> Draft:
    return Draft(abstract=statements, claims=())


def claims(*drafted: DraftedClaim) -> Draft:
    return Draft(abstract=(), claims=drafted)


def _spans(document: Document, sentences: tuple[int, ...]) -> tuple[Span, ...]:
    return tuple(document.sentences[index] for index in sentences)
