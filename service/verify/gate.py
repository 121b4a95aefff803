"""A draft in, what may be shown and what is withheld out."""

from __future__ import annotations

from dataclasses import dataclass

from service.core.document import Document
from service.core.draft import Draft, Drafted
from service.core.summary import Alignment, Claim, Reason, Statement, Withheld
from service.reading.words import word_count
from service.verify.alignment import align
from service.verify.attribution import speaker_fault
from service.verify.facts import missing_facts
from service.verify.neutrality import loaded_words


@dataclass(frozen=True)
class Verified:
    abstract: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    withheld: tuple[Withheld, ...]


def verify(document: Document, draft: Draft) -> Verified:
    """Every statement with its evidence, or withheld with the reason. Linear in the length of the draft."""
    abstract: list[Statement] = []
    claims: list[Claim] = []
    withheld: list[Withheld] = []
    for drafted in draft.abstract:
        judged = _judge(document, drafted)
        if isinstance(judged, Withheld):
            withheld.append(judged)
        elif words := loaded_words(drafted.text):
            withheld.append(Withheld(text=drafted.text, reason=Reason.LOADED_WORDING, detail=", ".join(words)))
        else:
            abstract.append(judged)
    for claim in draft.claims:
        judged = _judge(document, claim)
        if isinstance(judged, Withheld):
            withheld.append(judged)
            continue
        evidence = " ".join(item.exact for item in judged.evidence)
        if fault := speaker_fault(claim.attribution, claim.text, evidence):
            withheld.append(Withheld(text=claim.text, reason=Reason.SPEAKER_NOT_IN_EVIDENCE, detail=fault))
            continue
        flags = (*judged.flags, "loaded_wording") if loaded_words(claim.text) else judged.flags
        fields = {name: getattr(judged, name) for name in Statement.model_fields} | {"flags": flags}
        claims.append(Claim(**fields, kind=claim.kind, attribution=claim.attribution))
    # A sentence drafted for the abstract and as a claim is withheld once.
    withheld = list({item.text: item for item in withheld}.values())
    return Verified(tuple(abstract), tuple(claims), tuple(withheld))


def _judge(document: Document, drafted: Drafted) -> Statement | Withheld:
    if not drafted.sources:
        return Withheld(text=drafted.text, reason=Reason.NOT_IN_SOURCE, detail="it names no place in the source")
    evidence = tuple(document.evidence(span) for span in drafted.sources)
    source, others = evidence[0].exact, [item.exact for item in evidence[1:]]
    alignment, fault = align(drafted.text, source, drafted.swaps, others)
    if fault:
        return Withheld(text=drafted.text, reason=Reason.NOT_IN_SOURCE, detail=fault)
    if lost := missing_facts(drafted.text, " ".join([source, *others])):
        return Withheld(text=drafted.text, reason=Reason.FACT_NOT_IN_EVIDENCE, detail=lost)
    return Statement(
        text=drafted.text,
        evidence=evidence,
        alignment=alignment,
        support=_support(drafted, alignment),
        flags=drafted.flags,
        swaps=drafted.swaps,
    )


def _support(drafted: Drafted, alignment: Alignment) -> float:
    """The share of words that are the source's own; words swapped in count half."""
    if alignment is Alignment.EXACT:
        return 1.0
    swapped = sum(word_count(swap.text) for swap in drafted.swaps)
    return round(1 - 0.5 * min(1.0, swapped / max(1, word_count(drafted.text))), 3)
