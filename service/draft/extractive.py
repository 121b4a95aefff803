"""The embedded drafter: choose sentences, in neutral wording. It cannot invent.

What a sentence is worth was learnt (`selection`), from its place, its facts, its words and the encoder's vectors, or is
ruled by hand where nothing was (`rules`); worth is held against redundancy (`choice`) and loaded wording. Every step is
linear in the number of sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from service.core.document import Document, Span
from service.core.draft import Drafted, DraftedClaim
from service.core.errors import ModelError, TooShort
from service.core.events import Notify, Progress, Stage, unheard
from service.core.receipt import Model
from service.core.summary import Claim
from service.draft.antecedents import antecedents
from service.draft.choice import choose
from service.draft.claims import claims, empty
from service.draft.flow import flow
from service.draft.headline import about, headlines
from service.draft.rules import manner, results, ruled
from service.draft.selection import selection
from service.draft.sentences import Candidate, Reader
from service.draft.slant import slant
from service.draft.standing import standing
from service.draft.wellformed import faults
from service.models.base import Encoder, Vectors
from service.prompting import PromptTemplate
from service.reading.company import companys_own
from service.reading.indirect import RULE
from service.reading.words import word_count
from service.segment import chunks

OPENS = 0.1  # worth of the sentence that opens the document, besides what was learnt of places
SIDED = 0.4  # of how loaded the encoder finds a sentence of a loaded article that is no quotation, taken off its worth
SHORT = 8  # words
FEW_SENTENCES = 10
UNNAMED = re.compile(r"the [a-z-]+$")  # a speaker whom another sentence names
SPOKEN = 0.5  # worth of a quotation in a teaser
MAX_PASSED = 5  # statements passed over for loaded wording that are reported
CHUNK_TOKENS = 2_000  # the encoder reads sentence by sentence; coverage is told in parts of this size
LOOKED_AT = 32  # sentences between two signs of life


class Extractive:
    """See `Drafter`. Chooses from one document, which is read when the first claims or statements are asked for.

    That raises TooShort when no part of it reads as a sentence.
    """

    backend = "extractive"
    failed: Mapping[int, ModelError] = {}
    prompts: tuple[PromptTemplate, ...] = ()
    tokens_written = 0

    def __init__(self, document: Document, encoder: Encoder, *, notify: Notify = unheard) -> None:
        self.model = Model(id=encoder.id, sha256=encoder.sha256)
        self.selection = selection().model if selection().covers(document, encoder) else None
        self.slant = slant().model if slant().covers(encoder) else None
        self._document = document
        self._encoder = encoder
        self._notify = notify

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self._document)

    @cached_property
    def _progress(self) -> Progress:
        return Progress(self._notify, Stage.DRAFTING, len(self._document.sentences))

    @cached_property
    def _candidates(self) -> list[Candidate]:
        progress, candidates = self._progress, []
        for index in range(len(self._document.sentences)):
            candidates.append(self._reader.candidate(index))
            if index % LOOKED_AT == 0:
                progress.still()
        if not any(candidate.whole for candidate in candidates):
            raise TooShort("No part of the document reads as a sentence.")
        return candidates

    @cached_property
    def _encoded(self) -> tuple[Vectors, Vectors, list[int]]:
        """The vectors of the sentences and of the sections' titles, and the sentences' numbers of tokens."""
        document = self._document
        sentences = [document.slice(sentence) for sentence in document.sentences]
        titles = [section.title or document.title or " " for section in document.sections]
        count = len(sentences)
        vectors, tokens = self._encoder.encode(
            [*sentences, *titles], lambda done: self._progress.reached(min(done, count))
        )
        return vectors[:count], vectors[count:], tokens[:count]

    @cached_property
    def _worth(self) -> Vectors:
        candidates = self._candidates  # a document without a sentence costs no encoding
        vectors, titles, _ = self._encoded
        loaded = self._reader.decorated
        return _worth(self._document, candidates, vectors, titles, self._encoder, loaded=loaded)

    @cached_property
    def _about(self) -> Vectors:
        return about(self._candidates, self._worth)

    @cached_property
    def chunks(self) -> list[Span]:
        return chunks(self._document, self._encoded[2], CHUNK_TOKENS)

    @property
    def tokens_read(self) -> int:
        return sum(self._encoded[2])

    def claims(self, most: int) -> list[DraftedClaim]:
        """At most `most` claims, in the order of the article. Raises TooShort."""
        return claims(self._reader, self._candidates, self._worth, self._encoded[0], most)

    def select(self, claims: Sequence[Claim], most: int) -> list[Claim]:
        """All of them: they were chosen as they were drafted."""
        return list(claims[:most])

    def abstract(self, max_words: int, most: int | None = None) -> list[Drafted]:
        """At most `most` statements of `max_words` words together, then some passed over for loaded wording.

        Of few statements each holds what the article is about, whoever says it; a single one stands by itself. Raises
        TooShort.
        """
        return self._told(self._worth if most is None else self._about, max_words, most, apart=most == 1)

    def key_points(self, max_words: int, most: int) -> list[Drafted]:
        """As `abstract`, each to be understood by itself: with whole names, and nothing that another one tells of."""
        chosen, passed = self._chosen(self._about, max_words, most, apart=True)
        left, points = max_words - sum(c.words for c in chosen), list[Drafted]()
        for candidate in chosen:
            point = standing(self._reader, candidate)
            longer = point.words - candidate.words
            point = point if longer <= left else candidate
            left -= point.words - candidate.words
            points.append(_drafted(point))
        return points + passed

    def teaser(self, max_words: int, most: int) -> list[Drafted]:
        """As `abstract`, the best one, and quotations before others. One is a quotation if that says about as much."""
        quoted = [SPOKEN * bool(c.voice.name and c.voice.quoted) for c in self._candidates]
        worth = self._about + np.array(quoted, dtype=np.float32)
        good = [c for c in self._candidates if c.whole and c.alone and not c.loaded]
        if good and most > 1:
            worth[max(good, key=lambda c: float(self._about[c.index])).index] += 1
        return self._told(worth, max_words, most, apart=True)

    def _told(self, worth: Vectors, max_words: int, most: int | None, *, apart: bool) -> list[Drafted]:
        """What is chosen, as a text that can be read from its start."""
        chosen, passed = self._chosen(worth, max_words, most, apart=apart)
        told = flow(self._reader, chosen)
        over = sum(word_count(drafted.text) for drafted in told) - max_words
        if over > 0:  # names in full need room
            chosen = self._chosen(worth, max_words - over, most, apart=apart)[0] or chosen
            told = flow(self._reader, chosen, max_words)
        return told + passed

    def _chosen(
        self, worth: Vectors, max_words: int, most: int | None, *, apart: bool
    ) -> tuple[list[Candidate], list[Drafted]]:
        """What fits into the budget, in the order of the article, and what was passed over for loaded wording.

        `apart`: without what another sentence tells of.
        """
        candidates, vectors = self._candidates, self._encoded[0]
        edited = self._reader.english and not self._reader.caseless  # else faults of print tell nothing of a sentence
        fit = _fit(candidates, max_words, edited=edited)
        said = Counter(c.voice.name for c in candidates if c.voice.name and most is None)
        heard = {name: count / len(candidates) for name, count in said.items()}
        spoken = self._reader.of_company(self._document.sentences[0])  # what its hearers know
        needs = antecedents(candidates) if edited and not spoken else {}
        if apart:
            fit = [c for c in fit if c.index not in needs and not UNNAMED.match(c.attribution.speaker or "")] or fit
        chosen = choose([c for c in fit if not c.loaded], worth, vectors, heard, max_words, most, needs, edited=edited)
        return chosen, [_drafted(c) for c in _passed(fit, chosen, worth, max_words)]

    def headline(self, max_words: int) -> list[Drafted]:
        """See `headlines`. Raises TooShort."""
        return headlines(self._reader, self._candidates, self._about, max_words)


def _drafted(c: Candidate) -> Drafted:
    return Drafted(c.text, c.sources, c.swaps, c.flags, drops=c.drops)


def _worth(
    document: Document,
    candidates: list[Candidate],
    vectors: Vectors,
    titles: Vectors,
    encoder: Encoder,
    *,
    loaded: bool,
) -> Vectors:
    """What each sentence is worth in a summary, about 0 to 1 (2 in a `loaded` article, of which nothing was learnt)."""
    worth = manner(candidates)
    learnt = selection().covers(document, encoder)
    if learnt:
        worth += selection().values(document, candidates, vectors, titles)
        worth[0] += OPENS
    if loaded or not learnt:
        worth += ruled(document, candidates, vectors, titles)
    if companys_own(document):
        worth += results(candidates)
    if loaded and slant().covers(encoder):
        own = np.array([not candidate.voice.quoted for candidate in candidates])
        worth -= SIDED * own * np.maximum(0, slant().values(vectors))
    return worth


def _fit(candidates: list[Candidate], max_words: int, *, edited: bool) -> list[Candidate]:
    """Those that may stand in an abstract of `max_words` words.

    Where no sentence stands alone, all whole ones with the flag that they need their context. Where `edited`, capitals
    and marks are as in print, so that their faults tell.
    """
    fit = [
        c for c in candidates if c.whole and c.words <= max_words and not empty(c) and not _slight(c, len(candidates))
    ]
    if not any(c.alone and not c.loaded for c in fit):
        return [replace(c, flags=(*c.flags, "needs_context")) for c in fit]
    fit = [c for c in fit if c.alone and (_told(c) or not (c.voice.carried and c.voice.name))]
    return _printable(fit) if edited else fit


def _passed(fit: list[Candidate], chosen: list[Candidate], worth: Vectors, max_words: int) -> list[Candidate]:
    """The best that were passed over for loaded wording."""
    least = min((float(worth[c.index]) for c in chosen), default=-np.inf)
    left = max_words - sum(c.words for c in chosen)
    passed = [c for c in fit if c.loaded and (worth[c.index] >= least or c.words <= left)]
    return sorted(passed, key=lambda c: (-float(worth[c.index]), c.index))[:MAX_PASSED]


def _told(candidate: Candidate) -> bool:
    """Whether who says what goes on is told."""
    return any(swap.rule == RULE for swap in candidate.swaps)


def _printable(fit: list[Candidate]) -> list[Candidate]:
    """Those without a fault that an editor would see; all where no such sentence is left."""
    found = [c for c in fit if not faults(c.text)]
    return found if any(not c.loaded for c in found) else fit


def _slight(candidate: Candidate, sentences: int) -> bool:
    """Whether it is too short to tell a reader anything, in an article that has better."""
    return sentences > FEW_SENTENCES and candidate.words < SHORT and not re.search(r"\d", candidate.text)
