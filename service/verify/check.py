"""Any statement against the source, whoever wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from service.core.check import Check, Fault, Verdict
from service.core.document import Document, Span
from service.core.summary import Claim, SpeechKind
from service.models.base import Entails, Vectors
from service.reading.passage import TITLES, Passage, plain_words
from service.reading.retelling import told_in
from service.reading.stems import words
from service.reading.voice import Voice
from service.verify.faults import Pair, faults, speaker_faults, surroundings_faults
from service.verify.index import Index
from service.verify.support import both, probability, signals

ENOUGH = 0.5  # share of the weight of a statement's words that has to stand in the window
NEAR = 0.35  # below it the source does not speak of the matter
ENTAILED = 0.1  # probability of entailment below which the source does not say it, whatever words they share
ALL_BUT = 0.8  # share of a statement's words that a sentence has when it says the same
NEARBY = 2  # sentences before one in which its speaker may have been named
WINDOWS = 3  # places of the source that are looked at
NAMED = 0.15  # share by which a place found by search has to be better than one that was named as the evidence

Encode = Callable[[Sequence[str]], Vectors]


class Checker:
    """Holds the source's index; one for each document.

    `encode` adds the encoder's signal and `entails` a second opinion on statements without a fault, each at its price.
    """

    def __init__(self, document: Document, encode: Encode | None = None, entails: Entails | None = None) -> None:
        self._document = document
        self._index = Index(document)
        self._encode = encode
        self._entails = entails
        self._vectors: dict[str, Vectors] = {}

    def check(self, text: str, near: Sequence[Span] = ()) -> Check:
        """The verdict on `text`, one statement; `near` are places that are said to prove it, looked at first."""
        place = self._word_for_word(text)
        pair = self._pair(text, (place,) if place else near)
        if pair is None:
            return Check(text=text, verdict=Verdict.NOT_FOUND, evidence=(), support=0.0)
        if place is None:
            found = faults(pair)
        else:
            before = self._document.text[pair.span.start : place.start]
            found = (*surroundings_faults(before), *speaker_faults(pair))
        verdict = _verdict(1.0 if place else pair.window.share, found)
        if place is not None and not found:
            evidence, support = self._document.evidence(place), 1.0
        else:
            evidence = self._document.evidence(pair.span)
            support = probability(signals(pair, found), self._cosine(pair))
        if self._entails is not None and place is None and not found:
            (entailed,) = self._entails.support([(self._premise(pair), text)])
            support = both(support, entailed)
            verdict = verdict if entailed >= ENTAILED else Verdict.NOT_FOUND
        return Check(
            text=text,
            verdict=verdict,
            evidence=(evidence,),
            support=round(support, 3),
            flags=tuple(dict.fromkeys(fault.kind.value for fault in found)),
            faults=found,
        )

    def repeats(self, claim: Claim, place: Span) -> bool:
        """Whether the place alone says what the claim says: by the same speaker, with all its words and facts.

        A word put in for another may stand there as either. What is not English has to stand there as it is.
        """
        said, there = claim.text, self._document.slice(place)
        if self._document.language != "en":
            return said in there
        by = None if claim.attribution.kind is SpeechKind.OWN_VOICE else claim.attribution.speaker
        if any(voice.name != by for voice in self.voices(place)):
            return False
        for swap in claim.swaps:
            if swap.rule == "speaker" and by:
                said = said.replace(swap.text, "")
            elif swap.text not in there:
                said = re.sub(rf"\b{re.escape(swap.text)}\b", swap.source.replace("\\", r"\\"), said)
        return told_in(said.replace(by, "") if by else said, there)

    def voices(self, place: Span) -> list[Voice]:
        """Who speaks in each sentence that the place is in."""
        return [self._index.voices[at] for at in self._index.sentences_of(place)]

    def teller(self, text: str, place: Span) -> str:
        """Who says, in one sentence of the place, something with nearly all words of the text; "" when nobody does."""
        stems = Passage(text).stems
        for at in self._index.sentences_of(place):
            name = self._index.voices[at].name
            if name and len(stems & self._index.content(at)) >= ALL_BUT * len(stems):
                return name
        return ""

    def names(self, place: Span, name: str) -> bool:
        """Whether all words of the name, titles aside, stand in the sentences of the place or just before them."""
        at = self._index.sentences_of(place)
        words = plain_words(name) - TITLES
        return bool(at and words) and words <= self._index.passage(max(0, at[0] - NEARBY), at[-1]).plain

    def unseen(self, text: str) -> list[str]:
        """The words of content that the source has in no form."""
        return [
            text[token.start : token.end] for token in words(text) if token.content and token.stem not in self._index
        ]

    def lower_case(self, word: str) -> bool:
        """Whether the source writes the word in small letters somewhere."""
        return word in self._index.lower_words

    def signals(self, text: str) -> list[float] | None:
        """The signals of `text` with the encoder's at the end, to fit weights to; None when nothing is close."""
        pair = self._pair(text, ())
        return None if pair is None else [*signals(pair, faults(pair)), self._cosine(pair) or 0.0]

    def _word_for_word(self, text: str) -> Span | None:
        """Where all of `text` stands, nothing left out or put in: what was is for the facts to judge."""
        found = self._index.source.find(text)
        return found.whole if found and len(found.spans) == 1 and "[" not in text else None

    def _pair(self, text: str, places: Sequence[Span]) -> Pair | None:
        """The statement with the places that speak of it; None when the source has none of its words."""
        said = Passage(text)
        named = [window for place in places if (window := self._index.window(place, said.stems))]
        found = self._index.closest(said.stems, most=WINDOWS)
        windows = sorted([*named, *found], key=lambda window: -window.share - NAMED * (window in named))
        return Pair(said, self._index, windows[0], tuple(windows[1:WINDOWS])) if windows else None

    def _premise(self, pair: Pair) -> str:
        """The window, after the sentences that may say who its pronouns are."""
        return self._index.passage(max(0, pair.window.first - NEARBY), pair.window.last).text

    def _cosine(self, pair: Pair) -> float | None:
        """The best cosine over the sentences of all windows and the closest window as a whole."""
        if self._encode is None:
            return None
        sentences = self._document.sentences
        near = {at for window in (pair.window, *pair.others) for at in range(window.first, window.last + 1)}
        texts = [*(self._document.slice(sentences[at]) for at in sorted(near)), pair.there.text]
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
