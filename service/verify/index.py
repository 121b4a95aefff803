"""The source made ready for many checks: which sentences speak of what."""

from __future__ import annotations

import bisect
import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from service.core.document import Document, Span
from service.reading.attributions import Attributed, attributions
from service.reading.dates import Calendar, read_dates
from service.reading.passage import Passage, plain_words
from service.reading.quantities import Quantity, quantities
from service.reading.speakers import Voice, voices
from service.reading.stems import Token, words
from service.verify.grounding import Source

WINDOW = 3  # sentences that a statement may draw on together
CANDIDATES = 6  # sentences that are looked at more closely
VISITED = 300  # places of words that are looked up for one statement
EXTRA = 0.06  # what a further sentence has to add to be worth having


@dataclass(frozen=True)
class Window:
    """Neighbouring sentences `first` to `last` (included) that hold `share` of the weight of a statement's words."""

    first: int
    last: int
    share: float


class Index:
    """Linear in the source to build; a look-up costs what the statement's rare words cost."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.tokens: list[list[Token]] = [words(document.slice(span)) for span in document.sentences]
        self._content = [{token.stem for token in row if token.content} for row in self.tokens]
        self._passages: dict[tuple[int, int], Passage] = {}
        self._places: dict[str, list[int]] = defaultdict(list)
        for at, stems in enumerate(self._content):
            for stem in stems:
                self._places[stem].append(at)

    @cached_property
    def source(self) -> Source:
        return Source(self.document.text)

    @cached_property
    def voices(self) -> list[Voice]:
        return voices(self.document)

    @cached_property
    def said(self) -> dict[int, list[Attributed]]:
        """What the source gives to somebody as said, by the sentences in which it stands."""
        found: dict[int, list[Attributed]] = defaultdict(list)
        for item in attributions(self.document, self.voices):
            if item.said:
                places = {
                    at for span in item.content for at in (self.sentence(span.start), self.sentence(span.end - 1))
                }
                for at in range(min(places), max(places) + 1):
                    found[at].append(item)
        return found

    @cached_property
    def quantities(self) -> list[Quantity]:
        return quantities(self.document.text)

    @cached_property
    def amounts(self) -> set[Decimal]:
        return {quantity.amount for quantity in self.quantities}

    @cached_property
    def dates(self) -> Calendar:
        """The months, days of the week and days of months of the whole source."""
        return read_dates(self.document.text)

    @cached_property
    def beginnings(self) -> dict[str, set[str]]:
        """The source's words by their first four letters."""
        found: dict[str, set[str]] = defaultdict(set)
        for word in self.all_words:
            if len(word) > 3:
                found[word[:4]].add(word)
        return found

    @cached_property
    def lower_words(self) -> Counter[str]:
        """Words that the source writes in lower case: such a word is no name at the start of a sentence."""
        return Counter(re.findall(r"(?<![\w])[^\W\d_A-Z][\w’'-]*", self.document.text))

    @cached_property
    def all_words(self) -> set[str]:
        """Every word of the source, in lower case, whole and in parts."""
        return plain_words(self.document.text)

    @cached_property
    def pairs(self) -> set[tuple[str, str]]:
        """Stems that are neighbours somewhere in the source."""
        return {(a.stem, b.stem) for row in self.tokens for a, b in pairwise(row)}

    def __contains__(self, stem: str) -> bool:
        """Whether the source has a word of content with this stem."""
        return stem in self._places

    def content(self, at: int) -> set[str]:
        """The stems of the content words of the sentence `at`."""
        return self._content[at]

    def weight(self, stem: str) -> float:
        """How much a word says: rare words more, unseen words as much as the rarest."""
        return math.log(1 + len(self._content) / len(self._places[stem])) if stem in self._places else self.rarest

    @cached_property
    def rarest(self) -> float:
        """The weight of a word that stands in one sentence."""
        return math.log(1 + len(self._content))

    def closest(self, stems: set[str], most: int = 1) -> list[Window]:
        """The `most` windows that hold the most of `stems`, the best first; they do not share a sentence."""
        weights = {stem: self.weight(stem) for stem in stems}
        total = sum(weights.values())
        ranked = sorted(self._candidates(stems, weights), key=lambda pair: (-pair[1], pair[0]))[:CANDIDATES]
        windows = [self._grow(at, stems, weights, total) for at, _ in ranked]
        windows.sort(key=lambda window: (-window.share, window.last - window.first, window.first))
        chosen: list[Window] = []
        for window in windows:
            if len(chosen) < most and all(window.last < other.first or other.last < window.first for other in chosen):
                chosen.append(window)
        return chosen

    def _candidates(self, stems: set[str], weights: dict[str, float]) -> list[tuple[int, float]]:
        """Sentences with the weight of what they hold of `stems`: rare words bring them in, common ones only count."""
        found: set[int] = set()
        visited = 0
        for stem in sorted(stems & self._places.keys(), key=lambda stem: (len(self._places[stem]), stem)):
            if visited and visited + len(self._places[stem]) > VISITED:
                break
            visited += len(self._places[stem])
            found.update(self._places[stem][:VISITED])
        return [(at, sum(weights[stem] for stem in stems & self._content[at])) for at in found]

    def _grow(self, at: int, stems: set[str], weights: dict[str, float], total: float) -> Window:
        """The window round the sentence `at`, with the neighbours that add to it."""
        first = last = at
        seen = stems & self._content[at]
        while last - first + 1 < WINDOW:
            options = []
            for beside in (first - 1, last + 1):
                if 0 <= beside < len(self._content):
                    gain = sum(weights[stem] for stem in (stems & self._content[beside]) - seen)
                    options.append((gain, beside))
            if not options:
                break
            gain, beside = max(options)
            if gain < EXTRA * total:
                break
            seen |= stems & self._content[beside]
            first, last = min(first, beside), max(last, beside)
        return Window(first, last, sum(weights[stem] for stem in seen) / total if total else 0.0)

    def window(self, place: Span) -> Window | None:
        """The sentences that a place is in; None when it is in none, as a heading is."""
        sentences = self.document.sentences
        first = bisect.bisect_right(sentences, place.start, key=lambda span: span.start) - 1
        last = bisect.bisect_left(sentences, place.end, key=lambda span: span.start) - 1
        return Window(first, last, 1.0) if 0 <= first <= last and place.start < sentences[first].end else None

    def sentence(self, place: int) -> int:
        """The index of the sentence that the offset `place` is in, or that stands before it."""
        return max(0, bisect.bisect_right(self.document.sentences, place, key=lambda span: span.start) - 1)

    def subject(self, at: int) -> str:
        """The words that name the speaker of the sentence `at`; "" when it has no cue."""
        found = self.voices[at].report
        return self.document.slice(self.document.sentences[at])[slice(*found.subject)] if found else ""

    def passage(self, first: int, last: int) -> Passage:
        """The words from sentence `first` to `last`, both included; read once."""
        if (first, last) not in self._passages:
            sentences = self.document.sentences
            self._passages[first, last] = Passage(self.document.text[sentences[first].start : sentences[last].end])
        return self._passages[first, last]

    def span(self, window: Window) -> Span:
        sentences = self.document.sentences
        return Span(start=sentences[window.first].start, end=sentences[window.last].end)
