"""Terms broken in right translations: what a check of terms should report.

In a document's pairs, each rendering that stands in a target is replaced by that of another term of the glossary, left
out, or replaced by the words of the source.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

from service.core.translation import Term
from service.translate.terms import Glossary
from service.translate.terms.index import Hit, Index, Phrase

SEED = 9
WAYS = ("replaced", "left out", "source left")
Pairs = Sequence[tuple[str, str]]


class Broken(NamedTuple):
    """Pairs of a document that have `term`; in that numbered `at` the target lost every rendering of it, in `way`."""

    way: str
    term: Term
    document: Pairs
    at: int


def breakages(glossary: Glossary, from_to: tuple[str, str], documents: Sequence[Pairs]) -> list[Broken]:
    """Each term that is found, and whose rendering stands in the target, inflected or not, is broken in each way."""
    draw = random.Random(SEED)
    renderings = [way.text for term in glossary.terms for way in term.renderings]
    made = []
    for document in documents:
        having: dict[Term, list[tuple[str, str, str]]] = {}
        for source, target in document:
            words = {one.term: source[one.span.start : one.span.end] for one in glossary.find(source, from_to[0])}
            for term, left in words.items():
                having.setdefault(term, []).append((source, target, left))
        for term, places in having.items():
            own = Index([Phrase(way.text) for way in term.renderings], from_to[1])
            for at, (source, target, left) in enumerate(places):
                hits = own.find(target)
                if not hits:
                    continue
                other = next(text for text in iter(lambda: draw.choice(renderings), None) if not own.find(text))
                for way, instead in zip(WAYS, (other, "", left), strict=True):
                    pairs = [(source, target) for source, target, _ in places]
                    pairs[at] = (source, put(target, hits, instead))
                    made.append(Broken(way, term, pairs, at))
    return made


def put(text: str, places: Sequence[Hit], instead: str) -> str:
    for hit in reversed(places):
        text = text[: hit.start] + instead + text[hit.end :]
    return text
