"""A glossary: the terms of one source language, found in a text."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import yaml

from service.core.document import Frozen, Span
from service.core.translation import FoundTerm, Rendering, Status, Term
from service.translate.terms.index import Index, Phrase
from service.translate.terms.units import base

PARTY_STATE = ("ko", "ru", "zh")  # source languages that our own glossary has


class _Entry(Frozen):
    """A line of `data/party_state_*.yaml`: the first of `put` is preferred, the others are admitted."""

    source: str
    put: tuple[str, ...]
    literal: str
    note: str = ""
    never: tuple[str, ...] = ()
    exact_case: bool = False


class Glossary:
    """Terms, one for each source form. Offsets are half-open, in code points."""

    def __init__(self, terms: tuple[Term, ...]) -> None:
        self.terms = terms
        self._indexes: dict[str, Index] = {}

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Glossary:
        """Entries with the same source become one, with the renderings of all; the first has the say on a status."""
        merged: dict[tuple[str, bool], Term] = {}
        for term in terms:
            if not term.source.strip():
                continue
            form = term.source if term.exact_case else term.source.casefold()
            known = merged.get((form, term.exact_case))
            merged[form, term.exact_case] = term if known is None else _joined(known, term)
        return cls(tuple(merged.values()))

    def find(self, text: str, language: str) -> tuple[FoundTerm, ...]:
        """The terms that stand in a text, inflected or not: longest first, none over another, ascending."""
        language = base(language)
        if language not in self._indexes:
            phrases = [Phrase(term.source, term.exact_case) for term in self.terms]
            self._indexes[language] = Index(phrases, language)
        return tuple(
            FoundTerm(span=Span(start=hit.start, end=hit.end), term=self.terms[hit.phrase])
            for hit in self._indexes[language].find(text)
        )


@cache
def party_state(language: str) -> tuple[Term, ...]:
    """Our own terms of party and state from Korean, Russian or Chinese into English; none from another language."""
    language = base(language)
    if language not in PARTY_STATE:
        return ()
    raw = yaml.safe_load(
        files("service.translate.terms").joinpath(f"data/party_state_{language}.yaml").read_text("utf-8")
    )
    return tuple(_term(_Entry.model_validate(entry)) for entry in raw)


def _term(entry: _Entry) -> Term:
    first, *others = entry.put
    renderings = (
        Rendering(text=first),
        *(Rendering(text=text, status=Status.ADMITTED) for text in others),
        *(Rendering(text=text, status=Status.FORBIDDEN) for text in entry.never),
    )
    return Term(
        source=entry.source,
        renderings=renderings,
        literal=entry.literal,
        note=entry.note,
        exact_case=entry.exact_case,
        advice=True,
    )


def _joined(one: Term, other: Term) -> Term:
    known = {rendering.text.casefold() for rendering in one.renderings}
    new = tuple(rendering for rendering in other.renderings if rendering.text.casefold() not in known)
    notes = "; ".join(dict.fromkeys(note for note in (one.note, other.note) if note))
    return one.model_copy(
        update={"renderings": one.renderings + new, "literal": one.literal or other.literal, "note": notes}
    )
