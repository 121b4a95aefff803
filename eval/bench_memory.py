"""The translation memory with 100,000 segments: loading, lookups and room, beside Translate Toolkit's matcher.

The segments are made of the sentences of our own references: words are put for others of the same language, new words
are made of halves of two, and numbers are drawn anew. Of the lookups a fifth are segments as they are in the memory,
three fifths are segments with some words changed, a fifth are made like the segments but are not among them. The peer
(`translate.search.match.matcher`) looks at characters, not at words; it is asked for the same number of candidates of
the same likeness, of any length. For some lookups every segment is compared, to see whether the best one is missed.
"""

from __future__ import annotations

import argparse
import gc
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import psutil
from rapidfuzz.distance import Levenshtein

from service.core.translation import Entry
from service.ingest import read_text
from service.segment import segment
from service.translate.memory import Memory
from service.translate.memory.penalties import NUMBERS, TERMS
from service.translate.memory.words import folded

FOLDER = Path(__file__).parent / "references"
LANGUAGES = ("ko", "zh", "en")
PIECE = re.compile(r"\d+|[\u4e00-\u9fff]|\w+|\W+")
SEED = 20
LIMIT, LEAST = 5, 50
PEER_LOOKUPS = 30
COMPARED = 50  # lookups for which every segment is compared


class Figures(NamedTuple):
    """Milliseconds of each lookup, by the clock and of the processor."""

    wall: list[float]
    processor: list[float]

    def row(self, name: str, load: float, room: float) -> str:
        cells = [load, 1000 / statistics.mean(self.wall)]
        cells += [share(times, at) for times in self for at in (50, 99)]
        return f"{name:<20}" + "".join(f"{cell:>12.1f}" for cell in (*cells, room))


def share(times: Sequence[float], percent: int) -> float:
    return sorted(times)[min(len(times) - 1, len(times) * percent // 100)]


class Maker:
    """Sentences like those of the references of a language."""

    def __init__(self, language: str) -> None:
        self._chance = random.Random(SEED)
        self.sentences = list(sentences(language))
        self._words: list[str] = [piece for one in self.sentences for piece in PIECE.findall(one) if piece.isalpha()]

    def sentence(self) -> str:
        return self.changed(self._chance.choice(self.sentences), self._chance.uniform(0.1, 0.7))

    def changed(self, sentence: str, part: float) -> str:
        """With so large a part of its words and numbers put for others."""
        pieces = PIECE.findall(sentence)
        return "".join(self._other(piece) if self._chance.random() < part else piece for piece in pieces)

    def _other(self, piece: str) -> str:
        if piece.isdigit():
            return str(self._chance.randrange(1, 10 ** len(piece)))
        if not piece.isalpha():
            return piece
        word: str = self._chance.choice(self._words)  # as often as it stands in the references
        if len(word) < 2 or self._chance.random() < 0.6:
            return word
        other: str = self._chance.choice(self._words)
        return word[: (len(word) + 1) // 2] + other[len(other) // 2 :]


def sentences(language: str) -> list[str]:
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        document = segment(read_text(path.read_text("utf-8"), max_characters=10**6))
        if document.language == language:
            found += [" ".join(document.slice(span).split()) for span in document.sentences]
    return found


def timed(look_up: Callable[[str], Any], lookups: Sequence[str]) -> tuple[Figures, list[Any]]:
    figures, answers = Figures([], []), []
    for source in lookups:
        wall, processor = time.perf_counter(), time.process_time()
        answers.append(look_up(source))
        figures.processor.append(1000 * (time.process_time() - processor))
        figures.wall.append(1000 * (time.perf_counter() - wall))
    return figures, answers


def resident() -> float:
    gc.collect()
    return float(psutil.Process().memory_info().rss) / 2**20


def peer(sources: Sequence[str]) -> Callable[[str], Any]:
    """Translate Toolkit's matcher over the same segments."""
    from translate.search.match import matcher
    from translate.storage.base import TranslationStore, TranslationUnit

    unit: Any = TranslationUnit
    unit.__lt__ = lambda one, other: id(one) < id(other)  # its heap compares units that are equally like
    store: Any = TranslationStore()
    for number, source in enumerate(sources):
        store.addsourceunit(source).target = f"Translation {number}"
    made: Any = matcher(store, max_candidates=LIMIT, min_similarity=LEAST, max_length=10_000)
    return made.matches  # type: ignore[no-any-return]


def best(source: str, sequences: Sequence[Sequence[str]]) -> int:
    """The likeness of the nearest segment, in per cent, by comparing with every one."""
    asked = folded(source)
    return max(
        100 * (longer - Levenshtein.distance(asked, one)) // longer
        for one in sequences
        if (longer := max(len(asked), len(one)))
    )


def measure(language: str, size: int, count: int, peers: int) -> None:
    maker = Maker(language)
    chance = random.Random(SEED + 1)
    different: dict[str, None] = {}
    while len(different) < size:
        different[maker.sentence()] = None
    sources = list(different)
    lookups = []
    for at in range(count):
        known = chance.choice(sources)
        lookups.append(known if at % 5 == 0 else maker.sentence() if at % 5 == 1 else maker.changed(known, 0.25))
    with tempfile.TemporaryDirectory() as folder, Memory(Path(folder) / "memory.sqlite") as memory:
        started = time.perf_counter()
        memory.add(
            Entry(source=source, target=f"Translation {number}", source_language=language, target_language="fr")
            for number, source in enumerate(sources)
        )
        print(f"\n{language}: {len(memory):,} segments of {len(maker.sentences)} sentences, {len(lookups):,} lookups")
        print(f"added in {time.perf_counter() - started:.1f} s")

        def look_up(source: str) -> Any:
            return memory.matches(source, source_language=language, target_language="fr", limit=LIMIT, least=LEAST)

        before, started, processor = resident(), time.perf_counter(), time.process_time()
        look_up(maker.sentence())
        load, processor = time.perf_counter() - started, time.process_time() - processor
        room = resident() - before
        print(f"loaded in {processor:.1f} processor seconds")
        figures, answers = timed(look_up, lookups)
    print(
        f"{'':<20}{'load s':>12}{'lookups/s':>12}{'p50 ms':>12}{'p99 ms':>12}{'cpu p50':>12}{'cpu p99':>12}{'MiB':>12}"
    )
    print(figures.row("ours", load, room), flush=True)
    sequences = [folded(source) for source in sources]
    missed = 0
    for source, found in zip(lookups[:COMPARED], answers, strict=False):
        ours = max((min(100, match.percent + sum(match.penalties.values())) for match in found), default=0)
        true = best(source, sequences)
        missed += true - NUMBERS - TERMS >= LEAST and ours < true  # else penalties may bring it under the least
    print(f"best segment missed in {missed} of {min(COMPARED, count)} lookups")
    if peers:
        before, started = resident(), time.perf_counter()
        matches = peer(sources)
        load, room = time.perf_counter() - started, resident() - before
        theirs, _ = timed(matches, lookups[:peers])
        print(theirs.row("Translate Toolkit", load, room))
        same = statistics.mean(figures.processor[:peers])
        print(
            f"on the {peers} lookups of both: {statistics.mean(theirs.processor) / same:.0f} times the processor time"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--language", choices=LANGUAGES, default="ko")
    parser.add_argument("--segments", type=int, default=100_000)
    parser.add_argument("--lookups", type=int, default=2_000)
    parser.add_argument("--peer-lookups", type=int, default=PEER_LOOKUPS)
    asked = parser.parse_args()
    measure(asked.language, asked.segments, asked.lookups, asked.peer_lookups)
    return 0


if __name__ == "__main__":
    sys.exit(main())
