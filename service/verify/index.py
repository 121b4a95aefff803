"""The source made ready for many checks: which sentences speak of what."""

from __future__ import annotations

import bisect
import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from heapq import nsmallest
from itertools import pairwise

from service.core.document import Document, Span
from service.reading.attributions import Attributed, attributions
from service.reading.dates import Calendar
from service.reading.grounding import Source
from service.reading.passage import Joined, Passage, plain_words
from service.reading.romanisation import parts
from service.reading.speakers import voices
from service.reading.titles import Titled, titled
from service.reading.voice import Voice

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
        self._sentences = [Passage(document.slice(span), span.start) for span in document.sentences]
        self._content = [sentence.stems for sentence in self._sentences]
        self._passages: dict[tuple[int, int], Passage] = {}
        self._places: dict[str, list[int]] = defaultdict(list)
        for at, stems in enumerate(self._content):
            for stem in stems:
                self._places[stem].append(at)
        # Whole millionths: they add up to the same in any order.
        self._weights = {stem: self._rarity(len(places)) for stem, places in self._places.items()}
        self._rarest = self._rarity(1)

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
    def amounts(self) -> set[Decimal]:
        return {quantity.amount for quantity in self._whole.quantities}

    @cached_property
    def dates(self) -> Calendar:
        """The months, days of the week and days of months of the whole source."""
        return self._whole.dates

    @cached_property
    def _whole(self) -> Passage:
        """The sentences, and the headings and whatever else stands between them."""
        text, sentences = self.document.text, self.document.sentences
        borders = [0, *(at for span in sentences for at in (span.start, span.end)), len(text)]
        between = (Passage(text[start:end], start) for start, end in zip(borders[::2], borders[1::2], strict=True))
        return Joined(text, 0, [*self._sentences, *between])

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
    def joined(self) -> set[str]:
        """Two or three neighbouring parts of the source's names as one word: yongwon and joyongwon of Cho Yong-won."""
        rows = [parts(run.text) for run in self._whole.names]
        return {"".join(row[at : at + size]) for row in rows for size in (2, 3) for at in range(len(row) - size + 1)}

    def holders(self, title: frozenset[str]) -> list[frozenset[str]]:
        """The names, folded, that the source tells with all the words of a title."""
        rows = (self._titled.get(word, []) for word in title)
        return [name for name, held in min(rows, key=len, default=[]) if title <= held]

    def together(self, name: frozenset[str], title: frozenset[str], other: frozenset[str]) -> bool:
        """Whether a sentence has words of a name and all of a title, and nothing of another name."""
        places = {at for word in name for at in self._standing.get(word, [])}
        return any(title <= (plain := self._sentences[at].plain) and not other & plain for at in places)

    @cached_property
    def _titled(self) -> dict[str, list[Titled]]:
        """The names with their titles, by each word of the title."""
        found: dict[str, list[Titled]] = defaultdict(list)
        for part in self._sentences:
            for item in (item for run in part.names for item in titled(part.text, part.at, run)):
                for word in item.title:
                    found[word].append(item)
        return found

    @cached_property
    def _standing(self) -> dict[str, list[int]]:
        """The sentences that each word stands in."""
        found: dict[str, list[int]] = defaultdict(list)
        for at, part in enumerate(self._sentences):
            for word in part.plain:
                found[word].append(at)
        return found

    @cached_property
    def pairs(self) -> set[tuple[str, str]]:
        """Stems that are neighbours somewhere in the source."""
        return {(a.stem, b.stem) for row in self._sentences for a, b in pairwise(row.tokens)}

    def __contains__(self, stem: str) -> bool:
        """Whether the source has a word of content with this stem."""
        return stem in self._places

    def content(self, at: int) -> set[str]:
        """The stems of the content words of the sentence `at`."""
        return self._content[at]

    def weight(self, stem: str) -> int:
        """How much a word says, in millionths: rare words more, unseen words as much as the rarest."""
        return self._weights.get(stem, self._rarest)

    def _rarity(self, sentences: int) -> int:
        return round(1e6 * math.log(1 + len(self._content) / sentences))

    def closest(self, stems: set[str], most: int = 1) -> list[Window]:
        """The `most` windows that hold the most of `stems`, the best first; they do not share a sentence."""
        known, total = self._weighed(stems)
        ranked = nsmallest(CANDIDATES, ((-self._sum(known & self._content[at]), at) for at in self._candidates(known)))
        windows = [self._grow(at, at, known, total) for _, at in ranked]
        windows.sort(key=lambda window: (-window.share, window.last - window.first, window.first))
        chosen: list[Window] = []
        for window in windows:
            if len(chosen) < most and all(window.last < other.first or other.last < window.first for other in chosen):
                chosen.append(window)
        return chosen

    def _sum(self, known: set[str]) -> int:
        return sum(map(self._weights.__getitem__, known))

    def _candidates(self, known: set[str]) -> set[int]:
        """Sentences that hold some of `known`: rare words bring them in, common ones only count."""
        found: set[int] = set()
        visited = 0
        for stem in sorted(known, key=lambda stem: (len(self._places[stem]), stem)):
            if visited and visited + len(self._places[stem]) > VISITED:
                break
            visited += len(self._places[stem])
            found.update(self._places[stem][:VISITED])
        return found

    def _weighed(self, stems: set[str]) -> tuple[set[str], int]:
        """Those of `stems` that the source has, and the weight of all of them."""
        known = stems & self._places.keys()
        return known, self._sum(known) + self._rarest * (len(stems) - len(known))

    def _grow(self, first: int, last: int, known: set[str], total: int) -> Window:
        """The sentences `first` to `last` with the neighbours that add to them."""
        seen = known & set().union(*self._content[first : last + 1])
        while last - first + 1 < WINDOW:
            options = []
            for beside in (first - 1, last + 1):
                if 0 <= beside < len(self._content):
                    options.append((self._sum((known & self._content[beside]) - seen), beside))
            if not options:
                break
            gain, beside = max(options)
            if gain < EXTRA * total:
                break
            seen |= known & self._content[beside]
            first, last = min(first, beside), max(last, beside)
        return Window(first, last, self._sum(seen) / total if total else 0.0)

    def sentences_of(self, place: Span) -> range:
        """The indexes of the sentences that a place is in; empty when it is in none, as a heading is."""
        sentences = self.document.sentences
        first = max(0, bisect.bisect_right(sentences, place.start, key=lambda span: span.start) - 1)
        if sentences[first].end <= place.start:
            first += 1
        return range(first, bisect.bisect_left(sentences, place.end, key=lambda span: span.start))

    def window(self, place: Span, stems: set[str]) -> Window | None:
        """The sentences that a place is in, with the neighbours that add to it; None when it is in none."""
        if not (at := self.sentences_of(place)):
            return None
        known, total = self._weighed(stems)
        return self._grow(at[0], at[-1], known, total)

    def sentence(self, place: int) -> int:
        """The index of the sentence that the offset `place` is in, or that stands before it."""
        return max(0, bisect.bisect_right(self.document.sentences, place, key=lambda span: span.start) - 1)

    def subject(self, at: int) -> str:
        """The words that name the speaker of the sentence `at`; "" when it has no cue."""
        found = self.voices[at].report
        return self.document.slice(self.document.sentences[at])[slice(*found.subject)] if found else ""

    def passage(self, first: int, last: int) -> Passage:
        """The words from sentence `first` to `last`, both included; read once. Offsets are into the document."""
        if first == last:
            return self._sentences[first]
        if (first, last) not in self._passages:
            parts = self._sentences[first : last + 1]
            text = self.document.text[parts[0].at : parts[-1].at + len(parts[-1].text)]
            self._passages[first, last] = Joined(text, parts[0].at, parts)
        return self._passages[first, last]

    def span(self, window: Window) -> Span:
        sentences = self.document.sentences
        return Span(start=sentences[window.first].start, end=sentences[window.last].end)
