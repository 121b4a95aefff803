"""A headline: the article's own title in plain words, or the statement nearest to what it is about, cut short."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from service.core.draft import Drafted
from service.draft.antecedents import KNOWN, antecedents
from service.draft.claims import empty
from service.draft.neutral import neutral
from service.draft.plain import plainly
from service.draft.sentences import Candidate, Reader
from service.draft.wellformed import faults
from service.draft.wording import BROKEN, Wording
from service.models.base import Vectors
from service.reading.stems import words
from service.reading.voice import Voice
from service.reading.words import unquoted, word_count

ABOUT = 2.0  # worth of speaking of what every sentence speaks of
LOOKED_AT = 40  # statements, the best first, that may become a headline
MOST = 5  # that are drafted; the first that holds is shown
LEAST_TITLE, LEAST = 3, 6  # words of a title, and of a statement
# Who wrote it, or where and when it was sent: (Port Orla, May 4, Press Agency).
BYLINE = re.compile(r"(?<=\w) By (?:our |[A-Z][\w’'-]+ [A-Z]).*$|\s*[(（][^()（）]*\d{1,2} ?[월日][^()（）]*[)）]$")
# What a title may do and a headline that tells who did what may not: ask, promise an answer, speak to the reader.
TEASING = re.compile(
    r"[?？]|^(?:How|Why|What|Who|Where|When|Which|Is|Are|Was|Were|Do|Does|Did|Can|Could|Will|Should|Inside|Meet|"
    r"Watch|Here['’]s|This|These)\b|\b(?:[Yy]ou(?:r|['’]\w+)?|[Ww]e|[Oo]ur)\b"
)
# What may stand for something in the words that went, or for somebody in another sentence.
PRONOUN = re.compile(r"\b(?:it|its|they|them|their|these|those|this|such|both)\b", re.IGNORECASE)
OBJECT = re.compile(r"\b(?:him|them)\b|\bher(?=[.,]| (?:in|at|on|to|for|with|by|from|after|as)\b)|\bthe same\b")
DEFINITE = re.compile(
    r"The (?P<head>[a-z-]+)(?:,| (?!(?:of|for|who|that|in|on|at|to|with|from|between|by|against|over|into)\b)[a-z])"
)
TOLD_BEFORE = re.compile(r"\b(?:the|an?|\w{2,}s)\b|(?<!^)\b[A-Z]|\d", re.ASCII)
STOP = re.compile(r"(?<!\.\w)(?<!\b(?:Jr|Sr|Co|No|St))(?<!\b(?:Inc|Ltd))(?<!\bCorp)(?<!\b\w)[.。]$")  # not of `U.S.`


def about(candidates: Sequence[Candidate], worth: Vectors) -> Vectors:
    """The worth of each sentence where one is to hold the main thing.

    What many sentences speak of is what the article is about (SumBasic: Nenkova and Vanderwende, 2005).
    """
    stems = [{word.stem for word in words(c.text) if word.content} for c in candidates]
    told = Counter(stem for own in stems for stem in own)
    shares = [sum(told[stem] for stem in own) / (len(own) * len(stems)) if own else 0.0 for own in stems]
    near: Vectors = worth + np.float32(ABOUT) * np.array(shares, dtype=np.float32)
    return near


def headlines(reader: Reader, candidates: Sequence[Candidate], worth: Vectors, max_words: int) -> list[Drafted]:
    """The title, then statements by `worth`, each of at most `max_words` words: the first that can be verified is one.

    Where each needs another sentence, it is flagged so.
    """
    ranked = sorted((c for c in candidates if c.alone), key=lambda c: (-float(worth[c.index]), c.index))
    ranked = ranked[:LOOKED_AT]
    cut = {c.index: reader.candidate(c.index, most=max_words, bare=True) for c in ranked}
    needing = antecedents([cut.get(c.index, c) for c in candidates]) if reader.english else {}
    fit = [c for c in cut.values() if LEAST <= c.words <= max_words and _holds(c)]
    best = [c for c in fit if c.index not in needing and not _definite(c.text) and not faults(c.text)]
    if not best and reader.english:
        best = [replace(c, flags=(*c.flags, "needs_context")) for c in fit]
    chosen = (best if reader.english else fit)[:MOST]
    return [
        *_title(reader, max_words),
        *(Drafted(STOP.sub("", c.text), c.sources, c.swaps, c.flags, drops=c.drops) for c in chosen),
    ]


def _quotation(text: str) -> bool:
    """Whether most of it is somebody's own words."""
    return 2 * word_count(unquoted(text)) < word_count(text)


def _holds(candidate: Candidate) -> bool:
    """Whether it says the whole of something, and who says it."""
    if not (candidate.whole and candidate.alone) or candidate.loaded or empty(candidate):
        return False
    if candidate.voice.carried and candidate.voice.name:
        return False
    return not (_lost(candidate) or _quotation(candidate.text))


def _lost(candidate: Candidate) -> bool:
    """Whether a pronoun may stand for something that went, or that was never told."""
    text = unquoted(candidate.text)
    if OBJECT.search(text):
        return True
    found = PRONOUN.search(text)
    if not found:
        return False
    before = re.split(rf"\b{found.group()}\b", candidate.source, maxsplit=1)[0]
    gone = any(drop.source in before for drop in candidate.drops)
    return gone or not TOLD_BEFORE.search(text[: found.start()])


def _definite(text: str) -> bool:
    """Whether it opens with `The ruling`, which another sentence has told of."""
    subject = DEFINITE.match(text)
    return subject is not None and subject["head"] not in KNOWN


def _title(reader: Reader, max_words: int) -> Iterator[Drafted]:
    """The first heading in neutral wording, when it is short enough and tells what the article does."""
    document = reader.document
    headings = document.sections[0].headings if document.sections else ()
    if not headings:
        return
    source = document.slice(headings[0])
    wording = plainly(document, headings[0], Voice(), reader.prose) if reader.prose else Wording(source)
    if reader.english:
        wording = neutral(document, headings[0], Voice(), decorated=reader.decorated, most=max_words, bare=True)
    if byline := BYLINE.search(source):
        wording.drop(*byline.span(), "byline")
    text, swaps = wording.render()
    if not LEAST_TITLE <= word_count(text) <= max_words or BROKEN.search(text):
        return
    if reader.english and (TEASING.search(unquoted(text)) or not _told(reader, text)):
        return
    yield Drafted(text, (headings[0],), swaps, drops=wording.drops)


def _told(reader: Reader, title: str) -> bool:
    """Whether the text says what its title says, in more than half of its words: else they are a play on it.

    In all of them in a loaded article, whose colour the others are.
    """
    told = {word.stem for span in reader.document.sentences for word in words(reader.document.slice(span))}
    own = [word.stem in told for word in words(title) if word.content]
    return all(own) if reader.decorated else 2 * sum(own) > len(own)
