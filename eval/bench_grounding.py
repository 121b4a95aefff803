"""Exact search for quoted words: what it finds, what it must not find, and its speed beside rapidfuzz.

Spans of the dev references and, where PLUMBLINE_EVAL_DATA has them, of Korean news (ko_nk_news): as they are; with
other white space, quotation marks and dashes; with one number changed; with one word swapped for another of the same
text; and from other texts. A corrupted span that happens to stand in the text is drawn again. Linear in the source.
"""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from eval.dataset import load_suite
from service.reading.grounding import Source
from service.settings import settings

SEED = 7
COUNTS = {"exact": 2_000, "other spacing": 2_000, "number changed": 2_000, "word swapped": 2_000, "unrelated": 1_000}
PEER = 400  # spans that the peer is timed on


@dataclass(frozen=True)
class Trial:
    kind: str
    article: int
    words: str
    start: int  # where the span was taken from, for those that were not corrupted


def articles(data: Path | None) -> Iterator[tuple[str, list[str]]]:
    english = [example.text for example in load_suite("references").examples if example.language == "en"]
    yield "en", [re.sub(r"\s+", " ", text) for text in english]
    path = data / "ko_nk_news" / "dev.jsonl" if data else None
    if path and path.exists():
        with path.open(encoding="utf-8") as stream:
            lines = [json.loads(line)["input"]["ko_KR"] for line in stream]
        yield "ko", [" ".join(lines[at : at + 30]) for at in range(0, len(lines), 30)]


def trials(texts: list[str], rng: random.Random) -> Iterator[Trial]:
    for kind, count in COUNTS.items():
        made = 0
        while made < count:
            article = rng.randrange(len(texts))
            start, words = _span(texts[article], rng)
            changed = CHANGES[kind](words, texts, article, rng)
            if changed is None or (kind in CORRUPTED and _flat(changed) in _flat(texts[article])):
                continue
            made += 1
            yield Trial(kind, article, changed, start)


def _span(text: str, rng: random.Random) -> tuple[int, str]:
    """Whole words, 5 to 30 of them."""
    words = list(re.finditer(r"\S+", text))
    size = rng.randint(5, min(30, len(words) - 1))
    first = rng.randrange(len(words) - size)
    start, end = words[first].start(), words[first + size - 1].end()
    return start, text[start:end]


def _respaced(words: str, _texts: list[str], _article: int, rng: random.Random) -> str:
    other = {'"': "“", "“": '"', "”": '"', "'": "’", "’": "'", "-": "–", "–": "-"}
    put = "".join(other.get(character, character) for character in words)
    return re.sub(r" ", lambda _: rng.choice(["\n", "  ", " \n ", "\u00a0", "\t"]), put)


def _renumbered(words: str, _texts: list[str], _article: int, rng: random.Random) -> str | None:
    digits = [match.start() for match in re.finditer(r"\d", words)]
    if not digits:
        return None
    at = rng.choice(digits)
    return words[:at] + rng.choice([d for d in "0123456789" if d != words[at]]) + words[at + 1 :]


def _swapped(words: str, texts: list[str], article: int, rng: random.Random) -> str | None:
    parts = words.split(" ")
    at = rng.randrange(len(parts))
    put = rng.choice(texts[article].split(" "))
    if re.sub(r"\W", "", put) == re.sub(r"\W", "", parts[at]):
        return None
    return " ".join([*parts[:at], put, *parts[at + 1 :]])


def _unrelated(_words: str, texts: list[str], article: int, rng: random.Random) -> str | None:
    other = rng.randrange(len(texts))
    return None if other == article else _span(texts[other], rng)[1]


CHANGES: dict[str, Callable[[str, list[str], int, random.Random], str | None]] = {
    "exact": lambda words, *_: words,
    "other spacing": _respaced,
    "number changed": _renumbered,
    "word swapped": _swapped,
    "unrelated": _unrelated,
}
CORRUPTED = ("number changed", "word swapped", "unrelated")


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def right(trial: Trial, text: str, source: Source) -> bool:
    """Whether the words were located where they are, or, when they were corrupted, were not located."""
    found = source.find(trial.words)
    if trial.kind in CORRUPTED:
        return found is None
    if found is None:
        return False
    place = found.whole
    return Source(text[place.start : place.end]).find(trial.words) is not None


def main() -> None:
    console = Console(width=120)
    for language, texts in articles(settings().eval_data):
        rng = random.Random(SEED)
        every = list(trials(texts, rng))
        sources = [Source(text) for text in texts]
        table = Table("spans", "n", "right", title=f"{language}: {len(texts)} texts")
        for kind in COUNTS:
            of = [trial for trial in every if trial.kind == kind]
            hits = sum(right(trial, texts[trial.article], sources[trial.article]) for trial in of)
            table.add_row(kind, str(len(of)), f"{hits / len(of):.4f}")
        console.print(table)
        started = time.perf_counter()
        for trial in every:
            sources[trial.article].find(trial.words)
        ours = 1_000 * (time.perf_counter() - started) / len(every)
        console.print(f"ours: {ours:.4f} ms a span" + _beside(every, texts, ours))
    _linear(console)


def _beside(every: list[Trial], texts: list[str], ours: float) -> str:
    try:
        from rapidfuzz.fuzz import partial_ratio_alignment
    except ModuleNotFoundError:
        return "; install the peer with pip install 'plumbline[bench]'"
    step = max(1, len(every) // PEER)
    sample = every[::step]
    started = time.perf_counter()
    scores = [(trial, partial_ratio_alignment(trial.words, texts[trial.article])) for trial in sample]
    theirs = 1_000 * (time.perf_counter() - started) / len(sample)
    fooled = [found is not None and found.score >= 95 for trial, found in scores if trial.kind == "number changed"]
    share = sum(fooled) / len(fooled)
    return (
        f"; rapidfuzz {theirs:.4f} ms ({theirs / ours:.1f} times ours), and 95+ for {share:.0%} of the changed numbers"
    )


def _linear(console: Console) -> None:
    """Building the source, per million characters, at three lengths."""
    text = next(articles(None))[1][0]
    for times in (20, 100, 500):
        long = text * times
        started = time.perf_counter()
        source = Source(long)
        built = time.perf_counter() - started
        started = time.perf_counter()
        source.find(text[-80:] + "x")
        searched = time.perf_counter() - started
        per = 1_000_000 / len(long)
        console.print(
            f"{len(long):,} characters: index {built * per:.2f} s, search {searched * per * 1000:.2f} ms a million"
        )


if __name__ == "__main__":
    main()
