"""Which sentences are chosen, at 60 words, beside systems that need no model: content units and ROUGE-2 with intervals.

Reads the sets in PLUMBLINE_EVAL_DATA. Content units are judged by `metrics.judge`, as the claim metrics are.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import numpy as np
from rich.console import Console

from eval.baselines import Limits
from eval.case import Embedder
from eval.metrics.judge import THRESHOLD, presence
from eval.metrics.overlap import rouge2
from eval.selection_sets import MEASURED, load
from eval.systems import system
from service.engine import Engine
from service.segment import split
from service.settings import settings

WORDS = 60
SYSTEMS = ("lead-99", "lexrank", "textrank", "embedded", "oracle")
SAMPLES = 2_000


def interval(values: Sequence[float]) -> str:
    """The mean in hundredths with its 95% bootstrap interval over articles."""
    found = np.array(values)
    drawn = np.random.default_rng(0).integers(0, len(found), (SAMPLES, len(found)))
    low, high = np.quantile(found[drawn].mean(axis=1), [0.025, 0.975])
    return f"{100 * found.mean():.1f} [{100 * low:.1f}, {100 * high:.1f}]"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", default=",".join(MEASURED))
    parser.add_argument("--limit", type=int, default=60, help="articles of each set")
    given = parser.parse_args()
    console, engine = Console(), Engine(settings())
    embed = Embedder(engine.encoder)
    for name in given.sets.split(","):
        examples = load(name)[: given.limit]
        pairs: dict[str, list[float]] = {}
        for label in SYSTEMS:
            run = system(label, engine, Limits(max_words=WORDS, max_claims=1))
            units, overlaps = [], []
            for example in examples:
                text = run(example, engine.read(example.text, language="en")).abstract
                overlaps.append(rouge2(example.abstracts, text))
                if example.claims:
                    sentences = [text[span.start : span.end] for span in split(text)]
                    units.append(float((presence(example.claims, sentences, embed) >= THRESHOLD).mean()))
            pairs[label] = overlaps
            over = interval(np.subtract(overlaps, pairs[SYSTEMS[0]]).tolist())
            scu = interval(units) if units else "-"
            console.print(f"{name:14} {label:10} units {scu:20} ROUGE-2 {interval(overlaps):20} against lead {over}")


if __name__ == "__main__":
    main()
