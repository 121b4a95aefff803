"""Seconds per 1,000 words at four lengths, each in a fresh process, with peak memory.

The texts are the sentences of our own reference article in another order for each copy, so that no text is a
repetition of itself. The ratio printed last is the slowest length against the fastest.
"""

from __future__ import annotations

import json
import os
import platform
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

ARTICLE = Path(__file__).parent / "references" / "party-conference.txt"
LENGTHS = (2_000, 10_000, 50_000, 200_000)
REPEATS = {2_000: 3, 10_000: 3}  # the shortest take the median of three


def text_of(words: int) -> str:
    """About `words` words in paragraphs of three sentences under a headline; the same for the same number."""
    from service.ingest import read_text
    from service.segment import split

    document = read_text(ARTICLE.read_text("utf-8"), max_characters=1_000_000)
    sentences = [
        document.slice(paragraph)[span.start : span.end]
        for section in document.sections
        for paragraph in section.paragraphs
        for span in split(document.slice(paragraph))
    ]
    chance = random.Random(words)
    paragraphs, count = ["A Conference Opens in Ostravel"], 0
    while count < words:
        parts = [chance.choice(sentences).replace("2", str(chance.randint(1, 9))) for _ in range(3)]
        paragraphs.append(" ".join(parts))
        count += len(paragraphs[-1].split())
    return "\n\n".join(paragraphs)


def one(words: int) -> None:
    """In a process of its own: load, warm up, measure, print a line of JSON."""
    from service.core.receipt import Options
    from service.engine import Engine
    from service.settings import Settings

    text = text_of(words)
    engine = Engine(Settings())
    engine.summarize(text_of(1_000), Options())
    taken = []
    for _ in range(REPEATS.get(words, 1)):
        started = time.perf_counter()
        summary = engine.summarize(text, Options())
        taken.append(time.perf_counter() - started)
    seconds = sorted(taken)[len(taken) // 2]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"words": summary.usage.words, "tokens": summary.usage.tokens, "seconds": seconds, "peak": peak}))


def main() -> None:
    rows = []
    print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}\n")
    print(f"{'words':>8} {'tokens':>8} {'seconds':>8} {'s per 1,000 words':>18} {'peak MiB':>9}")
    for words in LENGTHS:
        done = subprocess.run([sys.executable, __file__, str(words)], capture_output=True, text=True, check=True)
        row = json.loads(done.stdout)
        row["rate"] = 1_000 * row["seconds"] / row["words"]
        rows.append(row)
        print(
            f"{row['words']:>8,} {row['tokens']:>8,} {row['seconds']:>8.1f} {row['rate']:>18.2f} {row['peak']:>9.0f}",
            flush=True,
        )
    rates = [row["rate"] for row in rows]
    print(f"\nslowest / fastest per word: {max(rates) / min(rates):.2f}")


if __name__ == "__main__":
    one(int(sys.argv[1])) if len(sys.argv) > 1 else main()
