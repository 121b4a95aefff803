"""Signs by which a sentence is chosen: one row of numbers for each sentence of a document.

Place and length, words that come again, what the encoder sees, facts, who speaks, how it is worded, and the sentences
before and after. Every sign is linear in the number of sentences: vectors are compared with centroids, with the lead
and with near neighbours, never all with all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from service.core.document import Document
from service.core.summary import ClaimKind
from service.draft.sentences import Candidate
from service.models.base import Vectors
from service.reading.company import FIRST_PERSON
from service.reading.facts import NUMBER
from service.reading.people import ROLE_NOUN
from service.reading.reporting import SPEECH_ACT
from service.reading.words import UPPER, WIDE, WORD

NEWS = re.compile(  # in a text in lower case
    r"\b(?:criticis\w+|criticiz\w+|mistakes?|shortcomings?|fail(?:ed|ures?|ing)|deviations?|blam\w+|den(?:y|ied|ies)|reject\w*|dismiss\w*|resign\w*|"
    r"sign(?:ed|ing)|agree[ds]?|agreement|adopt(?:ed|s)|approved?|elect(?:ed|s)|vot(?:e|ed|es)|decid(?:ed|es)|decision|rul(?:ed|ing)|arrest\w*|charg(?:ed|es)|"
    r"killed|died|injured|opened|closed|launch\w+|announced|held talks|met with|rose|fell|dropped|increased|"
    r"decreased|awarded|paid|suspended|banned|"
    r"sentenc\w+|fined|struck|strike|warned|accus\w+|found that|revealed|purpose|report(?:ed)?|address)\b"
)
VAGUE = re.compile(
    r"\b(?:referred to|mentioned|expressed|extended|conveyed|went on|detailed|cited|in depth|in detail)\b"
)
CEREMONY = re.compile(
    r"\b(?:applause|cheers?|anthem|ceremony|banquet|salute|greetings?|gratitude|excitement|welcom\w+|platform|reverence|toast|wreaths?|bouquets?|shook)\b"
)
TITLE_ONLY = re.compile(rf"The (?:[A-Z][\w-]* )*(?i:{ROLE_NOUN})\b(?! [A-Z])")
SPEAKS_ON = 3  # sentences that follow "X made a report" in X's voice
CAPITALS = re.compile(rf"(?<=[^.!?\"“] )[{UPPER}]\w+")
ADDRESS = re.compile(r"\b(?:you|your)\b", re.IGNORECASE)
LEAD = 3  # sentences that open a section
NEAR = 6  # sentences before, with which one may say the same
SHORT = 3  # letters; shorter words carry little in any language

PLACE = (
    "place",  # in the section, counted from 0, as a logarithm
    "part",  # the same, 0 to 1
    "end",  # sentences to the section's end, as a logarithm
    "depth",  # in the document, 0 to 1
    "section",
    "sections",
    "size",  # sentences of the section, as a logarithm
    "opens",  # first of its paragraph
)
SHAPE = ("words", "longer", "kept", "whole", "asks", "quoted", "letters")
WORDS = ("common", "repeated", "commoner", "lead_words", "new_words", "title_words", "title")
ENCODED = ("central", "centre", "rank", "lead", "first", "named", "before", "after", "near")
FACTS = ("facts", "figures", "figure", "capitals", "denser")
VOICE = ("speaker", "carried", "said", "speaks", "act", "directive", "alone", "own", "you")
WORDING = ("loaded", "held", "praise", "decorated", "news", "vague", "ceremony", "title_only")
AROUND = ("words_before", "words_after", "central_before", "central_after", "facts_before", "facts_after", "goes_on")
GROUPS: dict[str, tuple[str, ...]] = {
    "place": PLACE,
    "shape": SHAPE,
    "words": WORDS,
    "encoded": ENCODED,
    "facts": FACTS,
    "voice": VOICE,
    "wording": WORDING,
    "around": AROUND,
}
SIGNS = tuple(name for names in GROUPS.values() for name in names)


def signs(document: Document, candidates: Sequence[Candidate], vectors: Vectors, titles: Vectors) -> Vectors:
    """Shape (sentences, len(SIGNS)), in the order of SIGNS; `vectors` are the sentences', `titles` the sections'."""
    count = len(candidates)
    found: dict[str, Vectors] = {name: np.zeros(count, dtype=np.float32) for name in SIGNS}
    _shape(found, candidates)
    _voices(found, candidates)
    _words(found, candidates)
    whole = unit(vectors.mean(axis=0))
    openings = {paragraph.start for section in document.sections for paragraph in section.paragraphs}
    last = 0
    found["opens"][:] = [_opens(candidate, openings) for candidate in candidates]
    found["depth"] = np.arange(count, dtype=np.float32) / np.float32(max(1, count - 1))
    found["sections"][:] = np.log1p(len(document.sections))
    for number, (section, title) in enumerate(zip(document.sections, titles, strict=True)):
        first = last
        while last < count and candidates[last].span.start < section.end:
            last += 1
        if last > first:
            _section(found, slice(first, last), number, vectors[first:last], whole)
            if section.title:
                found["named"][first:last] = vectors[first:last] @ title
                _titled(found, candidates, range(first, last), section.title)
    _around(found, vectors)
    return np.stack([found[name] for name in SIGNS], axis=1)


def _shape(found: dict[str, Vectors], candidates: Sequence[Candidate]) -> None:
    rows = [
        (
            np.log1p(c.words),
            c.kept,
            c.whole,
            "?" in c.source,
            any(mark in c.source for mark in '"“”«»「'),
            len(c.source) / max(1, c.words),
            c.facts,
            len(NUMBER.findall(c.source)),
            c.kind is ClaimKind.FIGURE,
            len(CAPITALS.findall(c.source)),
            c.facts / max(4, c.words),
        )
        for c in candidates
    ]
    names = ("words", "kept", "whole", "asks", "quoted", "letters", "facts", "figures", "figure", "capitals", "denser")
    for name, column in zip(names, zip(*rows, strict=True), strict=True):
        found[name][:] = column
    found["longer"] = found["words"] - found["words"].mean()


def _voices(found: dict[str, Vectors], candidates: Sequence[Candidate]) -> None:
    said = Counter(c.voice.name for c in candidates if c.voice.name)
    total = max(1, said.total())
    for row, c in enumerate(candidates):
        found["speaker"][row] = bool(c.voice.name)
        found["carried"][row] = c.voice.carried
        found["said"][row] = bool(c.voice.quoted)
        found["speaks"][row] = said[c.voice.name] / total if c.voice.name else 0.0
        found["act"][row] = c.voice.name is None and bool(SPEECH_ACT.search(c.text)) and speaks_on(candidates, row)
        found["directive"][row] = c.kind is ClaimKind.DIRECTIVE
        found["alone"][row] = c.alone
        found["own"][row] = len(FIRST_PERSON.findall(c.source))
        found["you"][row] = len(ADDRESS.findall(c.source))
        found["loaded"][row] = c.loaded
        found["held"][row] = c.held
        found["praise"][row] = c.praise
        found["news"][row] = len(NEWS.findall(c.text.lower()))
        found["vague"][row] = bool(VAGUE.search(c.text))
        found["ceremony"][row] = bool(CEREMONY.search(c.text))
        found["title_only"][row] = bool(TITLE_ONLY.match(c.text))
    found["decorated"][:] = 100 * found["praise"].sum() / max(1, sum(c.words for c in candidates))


def speaks_on(candidates: Sequence[Candidate], row: int) -> bool:
    """Whether the next sentences are by one speaker whom this sentence names."""
    following = [candidate.voice.name for candidate in candidates[row + 1 : row + 1 + SPEAKS_ON]]
    name = following[0] if following else None
    return name is not None and len(following) == SPEAKS_ON and set(following) == {name}


@lru_cache(1_024)  # the same sentences are asked of again and again
def content(text: str) -> frozenset[str]:
    """The longer words and the numbers of a text in any language, Han and kana character by character."""
    wide = WIDE.findall(text)
    words = WORD.findall(WIDE.sub(" ", text) if wide else text)
    return frozenset([word.casefold() for word in words if len(word) > SHORT or word[0].isdigit()] + wide)


def _words(found: dict[str, Vectors], candidates: Sequence[Candidate]) -> None:
    """How common the words of each sentence are in the document (as in SumBasic; Nenkova and Vanderwende, 2005)."""
    own = [content(c.source) for c in candidates]
    among = Counter(word for words in own for word in words)
    lead = frozenset().union(*own[:LEAD])
    known: set[str] = set()
    for row, words in enumerate(own):
        size = max(3, len(words))
        found["common"][row] = sum(among[word] - 1 for word in words) / size / max(1, len(own)) ** 0.5
        found["repeated"][row] = sum(among[word] > 2 for word in words)
        found["lead_words"][row] = len(words & lead) / size
        found["new_words"][row] = len(words - known) / size
        known |= words
    found["commoner"] = found["common"] - found["common"].mean()


def _section(found: dict[str, Vectors], rows: slice, number: int, vectors: Vectors, whole: Vectors) -> None:
    size = len(vectors)
    place = np.arange(size, dtype=np.float32)
    central = vectors @ whole
    found["place"][rows] = np.log1p(place)
    found["part"][rows] = place / max(1, size - 1)
    found["end"][rows] = np.log1p(size - 1 - place)
    found["section"][rows] = np.log1p(number)
    found["size"][rows] = np.log1p(size)
    found["central"][rows] = central
    found["centre"][rows] = vectors @ unit(vectors.mean(axis=0))
    found["rank"][rows] = np.argsort(np.argsort(-central, kind="stable"), kind="stable") / size
    found["lead"][rows] = vectors @ unit(vectors[:LEAD].mean(axis=0))
    found["first"][rows] = vectors @ vectors[0]


def _titled(found: dict[str, Vectors], candidates: Sequence[Candidate], rows: range, title: str) -> None:
    words = content(title)
    for row in rows:
        found["title"][row] = 1.0
        found["title_words"][row] = len(words & content(candidates[row].source)) / max(1, len(words))


def _around(found: dict[str, Vectors], vectors: Vectors) -> None:
    next_to = np.einsum("ij,ij->i", vectors[1:], vectors[:-1])
    found["before"][1:] = next_to
    found["after"][:-1] = next_to
    for step in range(1, min(NEAR, len(vectors) - 1) + 1):
        cosine = np.einsum("ij,ij->i", vectors[step:], vectors[:-step])
        found["near"][step:] = np.maximum(found["near"][step:], cosine)
    for name in ("words", "central", "facts"):
        found[f"{name}_before"][1:] = found[name][:-1]
        found[f"{name}_after"][:-1] = found[name][1:]
    found["goes_on"][:-1] = 1 - found["alone"][1:]


def _opens(candidate: Candidate, openings: set[int]) -> bool:
    return candidate.span.start in openings


def unit(vector: Vectors) -> Vectors:
    """`vector` at length 1."""
    return vector / max(float(np.linalg.norm(vector)), 1e-12)
