"""An archive through the embedded model: articles a second, beside the same encoder as people drive it; the profile.

The articles are runs of three sentences from our own references, other digits in each, so that no two are alike. The
peer is what bert-extractive-summarizer does with sentence-transformers: each article by itself, its sentences sorted
by length in batches of 32, k-means over their vectors, the sentences nearest to the centres. It chooses and verifies
nothing. Both read the same articles, in turns, in processor seconds of one thread: other work on the machine does not
count. Engine processes are timed by the clock.

    OMP_NUM_THREADS=1 python -m eval.bench_archive [--articles 2000] [--alone 500] [--words 800] [--peer 40] [--long]
"""

from __future__ import annotations

import argparse
import cProfile
import multiprocessing
import os
import platform
import pstats
import random
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import psutil
import torch

from eval.baselines import lexrank
from service.core.document import Document
from service.core.receipt import Options
from service.draft.extractive import Extractive
from service.engine import Engine
from service.models.base import Vectors
from service.models.encoder import MiniLM
from service.settings import Settings

REFERENCES = Path(__file__).parent / "references"
RUN = 3  # sentences of one reference that stay together, a paragraph
PEER_BATCH = 32  # sentences; the default of sentence-transformers
PEER_WINDOW = 256
PEER_RATIO = 0.2  # of the sentences; the default of bert-extractive-summarizer
ROUNDS = 20  # of k-means
LAYERS, WIDTH, INNER = 6, 384, 1_536  # MiniLM-L6
LENGTHS = (2_000, 20_000)
WARM = 3  # articles before the clock starts


@cache
def sentences() -> list[list[str]]:
    """The sentences of each English reference."""
    engine = Engine(Settings())
    documents = [engine.read(path.read_bytes()) for path in sorted(REFERENCES.glob("*.txt"))]
    return [
        [" ".join(document.slice(span).split()) for span in document.sentences]
        for document in documents
        if document.language == "en"
    ]


def article(number: int, words: int) -> str:
    """About `words` words under a headline; the same for the same number."""
    chance = random.Random(number)
    parts, count = [f"Reports of the day, number {number}"], 0
    while count < words:
        source = chance.choice(sentences())
        at = chance.randrange(max(1, len(source) - RUN + 1))
        digits = str.maketrans({digit: str(chance.randint(1, 9)) for digit in "23456789"})
        parts.append(" ".join(source[at : at + RUN]).translate(digits))
        count += len(parts[-1].split())
    return "\n\n".join(parts)


def peer(engine: Engine, text: str) -> list[str]:
    """The sentences that bert-extractive-summarizer would take, in the order of the article."""
    document = engine.read(text)
    texts = [document.slice(span) for span in document.sentences]
    vectors = _peer_vectors(texts)
    chosen = _nearest_to_centres(vectors, max(1, int(len(texts) * PEER_RATIO)))
    return [texts[index] for index in chosen]


def _peer_vectors(texts: Sequence[str]) -> Vectors:
    encoder = _peer_encoder()
    vectors = np.zeros((len(texts), WIDTH), dtype=np.float32)
    order = sorted(range(len(texts)), key=lambda index: -len(texts[index]))
    for at in range(0, len(order), PEER_BATCH):
        batch = order[at : at + PEER_BATCH]
        rows = encoder._tokenizer(
            [texts[index] for index in batch],
            padding=True, truncation=True, max_length=PEER_WINDOW, return_tensors="pt",
        )  # fmt: skip
        with torch.inference_mode():
            hidden = encoder._model(**rows).last_hidden_state
            mask = rows["attention_mask"].unsqueeze(-1).float()
            vectors[batch] = torch.nn.functional.normalize((hidden * mask).sum(1) / mask.sum(1), dim=1).numpy()
    return vectors


def _nearest_to_centres(vectors: Vectors, count: int) -> list[int]:
    """Lloyd's k-means, and the row nearest to each centre."""
    centres = vectors[np.random.default_rng(0).choice(len(vectors), count, replace=False)]
    for _ in range(ROUNDS):
        nearest = _distances(vectors, centres).argmin(axis=1)
        moved = np.stack(
            [vectors[nearest == k].mean(axis=0) if (nearest == k).any() else centres[k] for k in range(count)]
        )
        if np.allclose(moved, centres):
            break
        centres = moved
    return sorted(set(_distances(vectors, centres).argmin(axis=0).tolist()))


def _distances(vectors: Vectors, centres: Vectors) -> Vectors:
    return np.asarray((vectors**2).sum(1)[:, None] - 2 * vectors @ centres.T + (centres**2).sum(1)[None, :])


@cache
def _peer_encoder() -> MiniLM:
    return MiniLM(threads=1)  # float32, whatever PLUMBLINE_DTYPE says


def _minilm(engine: Engine) -> MiniLM:
    encoder = engine.models.encoder
    assert isinstance(encoder, MiniLM)
    return encoder


def share(numbers: range, words: int, ready: multiprocessing.synchronize.Barrier, sizes: multiprocessing.Queue) -> None:  # type: ignore[type-arg]
    """In an engine process of its own: its share of the archive, and its memory in MiB at the start, middle and end."""
    engine = Engine(Settings(threads=1))
    for number in range(WARM):
        engine.summarize(article(number, words), Options())
    process, seen = psutil.Process(), []
    ready.wait()
    marks = {0, len(numbers) // 2, len(numbers) - 1}
    for done, number in enumerate(numbers):
        engine.summarize(article(number, words), Options())
        if done in marks:
            seen.append(process.memory_info().rss / 2**20)
    sizes.put(seen)
    ready.wait()


def archive(count: int, words: int, processes: int) -> tuple[float, list[list[float]]]:
    """Articles a second by the clock, models loaded, and the memory of each process."""
    context = multiprocessing.get_context("spawn")
    ready, sizes = context.Barrier(processes + 1), context.Queue()
    engines = [
        context.Process(target=share, args=(range(number, count, processes), words, ready, sizes))
        for number in range(processes)
    ]
    for engine in engines:
        engine.start()
    ready.wait()
    started = time.perf_counter()
    seen = [sizes.get() for _ in engines]
    ready.wait()
    seconds = time.perf_counter() - started
    for engine in engines:
        engine.join()
    return count / seconds, seen


def seconds_of(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def beside_the_peer(engine: Engine, texts: Sequence[str]) -> tuple[float, float]:
    """Articles per processor second, ours and the peer's, each article by both in turn."""
    ours = theirs = 0.0
    for text in texts:
        ours += seconds_of(lambda text=text: engine.summarize(text, Options()))  # type: ignore[misc]
        theirs += seconds_of(lambda text=text: peer(engine, text))  # type: ignore[misc]
    return len(texts) / ours, len(texts) / theirs


def encoder_share(engine: Engine, texts: Sequence[str]) -> tuple[float, float]:
    """The encoder's share of the time, and its float32 operations a second, padding not counted as work."""
    profile = cProfile.Profile(time.process_time)
    profile.runcall(lambda: [engine.summarize(text, Options()) for text in texts])
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    total = sum(row[2] for row in stats.values())
    encoding = sum(row[3] for (file, _, name), row in stats.items() if name == "encode" and file.endswith("encoder.py"))
    return encoding / total, sum(operations(engine, text) for text in texts) / encoding


def operations(engine: Engine, text: str) -> float:
    """What MiniLM's matrix products take for the sentences of `text`: a multiplication and an addition are two."""
    document = engine.read(text)
    rows = _minilm(engine)._tokenizer([document.slice(span) for span in document.sentences])["input_ids"]
    lengths = [len(row) for row in rows]
    return float(sum(LAYERS * (8 * n * WIDTH**2 + 4 * n * WIDTH * INNER + 4 * n * n * WIDTH) for n in lengths))


def peak(size: int = 2_048, times: int = 3) -> float:
    """float32 operations a second of one large matrix product in one thread."""
    left, right = torch.randn(size, size), torch.randn(size, size)
    return 2 * size**3 / min(seconds_of(lambda: left @ right) for _ in range(times))


def scaling(engine: Engine, lengths: Sequence[int], rank_at: Sequence[int]) -> Iterator[str]:
    """Seconds per 1,000 words, ours and LexRank's."""
    for words in lengths:
        text = article(words, words)
        ours = seconds_of(lambda text=text: engine.summarize(text, Options()))  # type: ignore[misc]
        theirs = f"{_rank(engine.read(text)):.2f} s" if words in rank_at else "not run"
        yield f"{words:>7,} words: {1_000 * ours / words:.2f} s per 1,000 words ({ours:.1f} s); sumy's LexRank {theirs}"


def _rank(document: Document) -> float:
    return seconds_of(lambda: lexrank(document))


def drafting(engine: Engine, words: int) -> float:
    """Seconds for what `service.draft` does with one long document."""

    def work() -> None:
        drafter = Extractive(document, engine.models.encoder)
        drafter.claims(20)
        drafter.abstract(150)

    document = engine.read(article(words, words))
    return seconds_of(work)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--articles", type=int, default=2_000, help="for 2 processes")
    asked.add_argument("--alone", type=int, default=500, help="articles for 1 process")
    asked.add_argument("--words", type=int, default=800)
    asked.add_argument("--peer", type=int, default=40, help="articles that the peer reads as well")
    asked.add_argument("--long", action="store_true", help="LexRank at 20,000 words, a draft of 50,000")
    options = asked.parse_args()
    torch.set_num_threads(1)
    print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, one thread a process\n")

    engine = Engine(Settings(threads=1))
    texts = [article(number, options.words) for number in range(options.peer)]
    for text in texts[:WARM]:
        engine.summarize(text, Options())
        peer(engine, text)
    ours, theirs = beside_the_peer(engine, texts)
    print(f"ours {ours:.2f} articles a processor second, the peer {theirs:.2f}: {ours / theirs:.2f} times", flush=True)
    part, rate = encoder_share(engine, texts)
    most = peak()
    print(
        f"encoder {part:.0%} of the time, {rate / 1e9:.1f} of {most / 1e9:.1f} GFLOP/s: {rate / most:.0%} of the core",
        flush=True,
    )
    for line in scaling(engine, LENGTHS, LENGTHS if options.long else LENGTHS[:1]):
        print(line, flush=True)
    if options.long:
        print(f"a draft of 50,000 words: {drafting(engine, 50_000):.1f} s", flush=True)
    rates = []
    for processes, articles in ((1, options.alone), (2, options.articles)):
        speed, seen = archive(articles, options.words, processes)
        rates.append(speed)
        memory = "; ".join(", ".join(f"{size:,.0f}" for size in sizes) for sizes in seen)
        print(f"{processes} processes: {speed:.2f} articles/s; MiB at the start, middle, end: {memory}", flush=True)
    print(f"2 processes against 1: {rates[1] / rates[0]:.2f}")


if __name__ == "__main__":
    main()
