"""What every drafter hands to the verifier."""

from __future__ import annotations

from dataclasses import dataclass

from service.core.document import Span
from service.core.summary import Attribution, ClaimKind, Drop, Swap


@dataclass(frozen=True)
class Drafted:
    """One drafted statement: its words, the places it is drawn from (the sentence first), its listed swaps and drops.

    `again`: further places that are held to say all of it once more; which of them do is for the verifier to say.
    `free`: written in the drafter's own words, `sources` being what it quotes as evidence; else every word has to be
    the first source's own, in order, or a listed swap.
    """

    text: str
    sources: tuple[Span, ...]
    swaps: tuple[Swap, ...] = ()
    flags: tuple[str, ...] = ()
    free: bool = False
    drops: tuple[Drop, ...] = ()
    again: tuple[Span, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DraftedClaim(Drafted):
    kind: ClaimKind
    attribution: Attribution
