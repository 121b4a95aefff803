"""What every drafter hands to the verifier."""

from __future__ import annotations

from dataclasses import dataclass

from service.core.document import Span
from service.core.summary import Attribution, ClaimKind, Swap


@dataclass(frozen=True)
class Drafted:
    """One drafted statement: its words, the places it is drawn from (the sentence first), and its listed swaps."""

    text: str
    sources: tuple[Span, ...]
    swaps: tuple[Swap, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DraftedClaim(Drafted):
    kind: ClaimKind
    attribution: Attribution


@dataclass(frozen=True)
class Draft:
    """Candidates in the order of preference; the verifier keeps those it can vouch for, up to the limits."""

    abstract: tuple[Drafted, ...]
    claims: tuple[DraftedClaim, ...]
