"""Which sentences are chosen, at 60 words, beside systems that need no model: what is told, with intervals.

Reads the sets in PLUMBLINE_EVAL_DATA. Content units are judged by `metrics.judge`, as the claim metrics are; `figures`
is the share of the units' numbers that the text has.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence

import numpy as np
from rich.console import Console

from eval.baselines import Limits
from eval.case import Embedder
from eval.dataset import Example
from eval.metrics.judge import THRESHOLD, presence
from eval.metrics.overlap import rouge2
from eval.selection_sets import MEASURED, load
from eval.systems import system
from service.core.errors import InputError
from service.engine import Engine
from service.reading.facts import numbers
from service.segment import split
from service.settings import settings

WORDS = 60
SYSTEMS = ("lead-99", "lexrank", "random", "embedded", "oracle")
SAMPLES = 2_000


def interval(values: Sequence[float]) -> str:
    """The mean in hundredths with its 95% bootstrap interval over articles; those that have no value do not count."""
    found = np.array([value for value in values if not math.isnan(value)])
    if not len(found):
        return "-"
    drawn = np.random.default_rng(0).integers(0, len(found), (SAMPLES, len(found)))
    low, high = np.quantile(found[drawn].mean(axis=1), [0.025, 0.975])
    return f"{100 * found.mean():.1f} [{100 * low:.1f}, {100 * high:.1f}]"


def units(example: Example, text: str, embed: Embedder) -> float:
    """The share of the article's content units that `text` states; nan where nobody wrote any."""
    sentences = [text[span.start : span.end] for span in split(text)]
    return float((presence(example.claims, sentences, embed) >= THRESHOLD).mean()) if example.claims else math.nan


def figures(example: Example, text: str) -> float:
    """The share of the units' numbers that `text` has; nan where they have none."""
    wanted = frozenset[str]().union(*(numbers(claim) for claim in example.claims))
    return len(wanted & numbers(text)) / len(wanted) if wanted else math.nan


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", default=",".join(MEASURED))
    parser.add_argument("--systems", default=",".join(SYSTEMS), help="the first is what the others are held against")
    parser.add_argument("--limit", type=int, default=60, help="articles of each set")
    given = parser.parse_args()
    console, engine = Console(width=200), Engine(settings())
    embed = Embedder(engine.models.encoder)
    for name in given.sets.split(","):
        examples = load(name)[: given.limit]
        base: list[float] = []
        for label in given.systems.split(","):
            run = system(label, engine, Limits(max_words=WORDS, max_claims=1))
            texts = []
            for example in examples:
                try:
                    texts.append(run(example, engine.read(example.text, language="en")).abstract)
                except InputError:  # nothing in it reads as a sentence: an empty text
                    texts.append("")
            overlaps = [rouge2(e.abstracts, text) for e, text in zip(examples, texts, strict=True)]
            base = base or overlaps
            stated = [units(e, text, embed) for e, text in zip(examples, texts, strict=True)]
            told = [figures(e, text) for e, text in zip(examples, texts, strict=True)]
            console.print(
                f"{name} {label} ({len(texts)}): units {interval(stated)}, figures {interval(told)}, "
                f"ROUGE-2 {interval(overlaps)}, against {given.systems.split(',')[0]} "
                f"{interval(np.subtract(overlaps, base).tolist())}",
                highlight=False,
            )


if __name__ == "__main__":
    main()
