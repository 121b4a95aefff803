"""Any statement against the source, whoever wrote it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from service.core.check import Check, Fault, Verdict
from service.core.document import Document, Evidence
from service.models.base import Vectors
from service.reading.passage import Passage
from service.verify.faults import Pair, faults, speaker_faults
from service.verify.index import Index
from service.verify.support import probability, signals

ENOUGH = 0.5  # share of the weight of a statement's words that has to stand in the window
NEAR = 0.35  # below it the source does not speak of the matter
WINDOWS = 3  # places of the source that are looked at

Encode = Callable[[Sequence[str]], Vectors]


class Checker:
    """Holds the source's index; one for each document. `encode` adds the encoder's signal, at its price."""

    def __init__(self, document: Document, encode: Encode | None = None) -> None:
        self._document = document
        self._index = Index(document)
        self._encode = encode
        self._vectors: dict[str, Vectors] = {}

    def check(self, text: str) -> Check:
        """The verdict on `text`, one statement."""
        pair = self._pair(text)
        if pair is None:
            if (place := self._index.source.find(text)) and len(place.spans) == 1:  # a sentence of small words only
                return Check(
                    text=text,
                    verdict=Verdict.SUPPORTED,
                    evidence=(self._document.evidence(place.whole),),
                    support=1.0,
                )
            return Check(text=text, verdict=Verdict.NOT_FOUND, evidence=(), support=0.0)
        place = self._index.source.find(text)
        if place and (len(place.spans) > 1 or "[" in text):
            place = None  # something was left out or put in: that is for the facts to judge
        found = tuple(speaker_faults(pair)) if place else faults(pair)
        if place and not found:
            evidence = tuple(self._document.evidence(span) for span in place.spans)
            return Check(text=text, verdict=Verdict.SUPPORTED, evidence=evidence, support=1.0)
        share = 1.0 if place else pair.window.share
        return Check(
            text=text,
            verdict=_verdict(share, found),
            evidence=self._evidence(pair),
            support=round(probability(signals(pair, found), self._cosine(pair)), 3),
            flags=tuple(dict.fromkeys(fault.kind.value for fault in found)),
            faults=found,
        )

    def signals(self, text: str) -> list[float] | None:
        """The signals of `text` with the encoder's at the end, to fit weights to; None when nothing is close."""
        pair = self._pair(text)
        return None if pair is None else [*signals(pair, faults(pair)), self._cosine(pair) or 0.0]

    def _pair(self, text: str) -> Pair | None:
        """The statement with the places that speak of it; None when the source has none of its words."""
        said = Passage(text)
        windows = self._index.closest(said.stems, most=WINDOWS)
        return Pair(said, self._index, windows[0], tuple(windows[1:])) if windows else None

    def _evidence(self, pair: Pair) -> tuple[Evidence, ...]:
        return (self._document.evidence(pair.span),)

    def _cosine(self, pair: Pair) -> float | None:
        """The best cosine over the sentences of all windows and the closest window as a whole."""
        if self._encode is None:
            return None
        sentences = self._document.sentences
        near = {at for window in (pair.window, *pair.others) for at in range(window.first, window.last + 1)}
        texts = [*(self._document.slice(sentences[at]) for at in sorted(near)), pair.source]
        if new := [text for text in dict.fromkeys((pair.text, *texts)) if text not in self._vectors]:
            self._vectors.update(zip(new, self._encode(new), strict=True))
        own = self._vectors[pair.text]
        return max(float(own @ self._vectors[text]) for text in texts)


def _verdict(share: float, found: tuple[Fault, ...]) -> Verdict:
    if share < NEAR:
        return Verdict.NOT_FOUND
    if found:
        return Verdict.CONTRADICTED
    return Verdict.SUPPORTED if share >= ENOUGH else Verdict.NOT_FOUND
