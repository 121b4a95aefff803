"""The embedded drafter: choose sentences, in neutral wording. It cannot invent.

Centrality to a centroid (Radev et al., 2004), position, title, density of facts and news value, against redundancy
(maximal marginal relevance; Carbonell and Goldstein, 1998) and loaded wording. Every step is linear in the number of
sentences: vectors are compared with centroids and with what was chosen, never all with all.
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
from service.core.summary import Claim, ClaimKind
from service.draft.sentences import Candidate, Reader
from service.models.base import Encoder, Vectors
from service.prompting import PromptTemplate
from service.reading.people import NAME, ROLE_NOUN
from service.reading.reporting import SPEECH_ACT
from service.segment import chunks

NEWS = re.compile(
    r"\b(?:criticis\w+|criticiz\w+|mistakes?|shortcomings?|fail(?:ed|ures?|ing)|deviations?|blam\w+|den(?:y|ied|ies)|reject\w*|dismiss\w*|resign\w*|"
    r"sign(?:ed|ing)|agree[ds]?|agreement|adopt(?:ed|s)|approved?|elect(?:ed|s)|vot(?:e|ed|es)|decid(?:ed|es)|decision|rul(?:ed|ing)|arrest\w*|charg(?:ed|es)|"
    r"killed|died|injured|opened|closed|launch\w+|announced|held talks|met with|rose|fell|dropped|increased|"
    r"decreased|awarded|paid|suspended|banned|"
    r"sentenc\w+|fined|struck|strike|warned|accus\w+|found that|revealed|purpose|report(?:ed)?|address)\b",
    re.IGNORECASE,
)
VAGUE = re.compile(
    r"\b(?:referred to|mentioned|expressed|extended|conveyed|went on|detailed|cited|in depth|in detail)\b"
)
CEREMONY = re.compile(
    r"\b(?:applause|cheers?|anthem|ceremony|banquet|salute|greetings?|gratitude|excitement|welcom\w+|platform|reverence|toast|wreaths?|bouquets?|shook)\b"
)
PARTICIPLE = re.compile(r"[A-Z]\w+(?:ing|ed)\b")
LEAST_KEPT = 0.3  # share of a reported sentence's words below which it no longer says what was said
IDEAL = (10, 36)  # words of a sentence that an abstract can carry
RELEVANCE = 0.72  # against redundancy, in maximal marginal relevance
SHORT = 8  # words
FEW_SENTENCES = 10
TITLE_ONLY = re.compile(rf"The (?:[A-Z][\w-]* )*(?i:{ROLE_NOUN})\b(?! [A-Z])")
SPEAKS_ON = 3  # sentences that follow "X made a report" in X's voice
SAME = 0.93  # cosine above which two sentences say the same
MAX_PASSED = 5  # statements passed over for loaded wording that are reported
CHUNK_TOKENS = 2_000  # the encoder reads sentence by sentence; coverage is told in parts of this size
LOOKED_AT = 32  # sentences between two signs of life
CONSIDER = 120  # candidates that greedy choice looks at; more cannot change a short text


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
            raise TooShort("No part of the document reads as a sentence; send prose with full stops.")
        return candidates

    @cached_property
    def _encoded(self) -> tuple[Vectors, list[int]]:
        """The vector of each sentence, and its number of tokens."""
        sentences = [self._document.slice(sentence) for sentence in self._document.sentences]
        return self._encoder.encode(sentences, self._progress.reached)

    @cached_property
    def _scores(self) -> Vectors:
        candidates = self._candidates  # a document without a sentence costs no encoding
        return _scores(self._document, candidates, self._encoded[0], self._encoder)

    @cached_property
    def chunks(self) -> list[Span]:
        return chunks(self._document, self._encoded[1], CHUNK_TOKENS)

    @property
    def tokens_read(self) -> int:
        return sum(self._encoded[1])

    def claims(self, most: int) -> list[DraftedClaim]:
        """At most `most` claims, in the order of the article. Raises TooShort."""
        return _claims(self._candidates, self._scores, self._encoded[0], most)

    def select(self, claims: Sequence[Claim], most: int) -> list[Claim]:
        """All of them: they were chosen as they were drafted."""
        return list(claims[:most])

    def abstract(self, max_words: int) -> list[Drafted]:
        """Statements of at most `max_words` words, then some that were passed over for loaded wording.

        Raises TooShort.
        """
        chosen, passed = _abstract(self._candidates, self._scores, self._encoded[0], max_words)
        loaded = [Drafted(c.text, c.sources, c.swaps, c.flags) for c in passed]
        return _flow(self._reader, chosen) + loaded


def _scores(document: Document, candidates: list[Candidate], vectors: Vectors, encoder: Encoder) -> Vectors:
    """How much each sentence carries, about 0 to 1."""
    count = len(candidates)
    whole = _unit(vectors.mean(axis=0))
    score = np.zeros(count, dtype=np.float32)
    titles, _ = encoder.encode([section.title or document.title or " " for section in document.sections])
    index = 0
    for section, title in zip(document.sections, titles, strict=True):
        first = index
        while index < count and candidates[index].span.start < section.end:
            index += 1
        if index == first:
            continue
        rows = vectors[first:index]
        central = 0.5 * (rows @ _unit(rows.mean(axis=0))) + 0.5 * (rows @ whole)
        place = np.arange(index - first, dtype=np.float32)
        lead = np.exp(-place / 3.0)
        named = rows @ title if section.title else np.zeros(index - first, dtype=np.float32)
        score[first:index] = 0.40 * central + 0.25 * lead + 0.12 * named
    for row, candidate in enumerate(candidates):
        news = min(2, len(NEWS.findall(candidate.text)))
        score[row] += 0.02 * min(6, candidate.facts) + 0.06 * news + candidate.worth
        if candidate.kind is ClaimKind.FIGURE:
            score[row] += 0.05
        if candidate.voice.name is None and SPEECH_ACT.search(candidate.text) and _speaks_on(candidates, row):
            score[row] += 0.15  # who spoke is what the reader must know before what was said
        low, high = IDEAL
        score[row] -= 0.012 * max(0, candidate.words - high)
        score[row] -= 0.02 * max(0, low - candidate.words - 2 * candidate.facts)
        if TITLE_ONLY.match(candidate.text):
            score[row] -= 0.08  # who that is stands elsewhere
        score[row] -= 0.10 * candidate.loaded + 0.04 * min(3, candidate.praise)
        score[row] -= 0.18 * bool(VAGUE.search(candidate.text)) + 0.12 * bool(CEREMONY.search(candidate.text))
        if candidate.voice.report and candidate.voice.report.form == "participle" and PARTICIPLE.match(candidate.text):
            score[row] -= 0.06  # reads badly out of its place
    return score


def _speaks_on(candidates: list[Candidate], row: int) -> bool:
    """Whether the next sentences are by one speaker whom this sentence names."""
    following = [candidate.voice.name for candidate in candidates[row + 1 : row + 1 + SPEAKS_ON]]
    name = following[0] if following else None
    return name is not None and len(following) == SPEAKS_ON and set(following) == {name}


def _abstract(
    candidates: list[Candidate], scores: Vectors, vectors: Vectors, max_words: int
) -> tuple[list[Candidate], list[Candidate]]:
    """Greedy choice within the budget, in the order of the article, and what was passed over for loaded wording.

    When no sentence stands alone, the best whole one is taken with the flag that it needs its context.
    """
    fit = [
        c for c in candidates if c.whole and c.words <= max_words and not _empty(c) and not _slight(c, len(candidates))
    ]
    if any(c.alone and not c.loaded for c in fit):
        fit = [c for c in fit if c.alone and not (c.voice.carried and c.voice.name)]
    else:
        fit = [replace(c, flags=(*c.flags, "needs_context")) for c in fit]
    fit = sorted(fit, key=lambda c: (-float(scores[c.index]), c.index))[:CONSIDER]
    chosen: list[Candidate] = []
    passed: list[Candidate] = []
    nearest = np.zeros(len(fit), dtype=np.float32)
    speakers: Counter[str | None] = Counter()
    left = max_words
    rows = list(range(len(fit)))

    said = Counter(c.voice.name for c in candidates if c.voice.name)
    total = max(1, said.total())

    def gain(row: int) -> float:
        name = fit[row].voice.name
        value = RELEVANCE * float(scores[fit[row].index]) - (1 - RELEVANCE) * float(nearest[row])
        if name and not speakers[name]:
            return value + 0.2 * said[name] / total  # whoever speaks much is to be heard once
        return value - (0.05 if name else 0.03) * speakers[name]

    while rows := [row for row in rows if fit[row].words <= left and nearest[row] < SAME]:
        best = max(rows, key=lambda row: (gain(row), -fit[row].index))
        rows.remove(best)
        pick = fit[best]
        if pick.loaded:
            passed.append(pick)
            continue
        chosen.append(pick)
        left -= pick.words
        speakers[pick.voice.name] += 1
        for row in rows:
            nearest[row] = max(nearest[row], float(vectors[fit[row].index] @ vectors[pick.index]))
    return sorted(chosen, key=lambda c: c.index), passed[:MAX_PASSED]


def _slight(candidate: Candidate, sentences: int) -> bool:
    """Whether it is too short to tell a reader anything, in an article that has better."""
    return sentences > FEW_SENTENCES and candidate.words < SHORT and not re.search(r"\d", candidate.text)


def _empty(candidate: Candidate) -> bool:
    return bool(candidate.voice.name) and candidate.kept < LEAST_KEPT


def _flow(reader: Reader, chosen: list[Candidate]) -> list[Drafted]:
    """The chosen sentences as they follow each other: a speaker named just before stays `he` or `she`."""
    out: list[Drafted] = []
    before: Candidate | None = None
    for candidate in chosen:
        pick = candidate
        if before and candidate.voice.name and _subject(before) == candidate.voice.name:
            again = reader.candidate(candidate.index, keep_pronoun=True)
            pick = again if again.whole and again.alone else candidate
        out.append(Drafted(pick.text, pick.sources, pick.swaps, candidate.flags))
        before = pick
    return out


def _subject(candidate: Candidate) -> str:
    """Who `he` or `she` after this statement is: the one it begins with."""
    name = candidate.voice.name
    if name and candidate.voice.report and candidate.voice.report.form in ("before", "participle"):
        return name
    found = re.match(NAME, candidate.text)
    return found.group() if found else ""


def _claims(candidates: list[Candidate], scores: Vectors, vectors: Vectors, max_claims: int) -> list[DraftedClaim]:
    """The claims of the highest score that differ from each other, in the order of the article."""
    ranked = sorted(
        (c for c in candidates if c.whole and c.alone and not _empty(c)),
        key=lambda c: (-float(scores[c.index]) - (0.15 if c.voice.name else 0.0) + 0.1 * c.held, c.index),
    )
    chosen: list[Candidate] = []
    for candidate in ranked:
        if len(chosen) >= max_claims:
            break
        if chosen and max(float(vectors[candidate.index] @ vectors[c.index]) for c in chosen) >= SAME:
            continue
        chosen.append(candidate)
    return [
        DraftedClaim(c.text, c.sources, c.swaps, c.flags, kind=c.kind, attribution=c.attribution)
        for c in sorted(chosen, key=lambda c: c.index)
    ]


def _unit(vector: Vectors) -> Vectors:
    return vector / max(float(np.linalg.norm(vector)), 1e-12)
