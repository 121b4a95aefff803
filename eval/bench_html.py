"""The main text of web pages, beside trafilatura alone, by the definitions of two human-made sets.

The sets lie in the folder that PLUMBLINE_EVAL_DATA names, each as dev.jsonl and gzipped pages:

html_aeb: gold.articleBody. Precision and recall of 4-grams of words, counted with repetition on each page; their means
over the pages, and F1 of these means (evaluate.py of github.com/scrapinghub/article-extraction-benchmark).
The bodies are annotated without the headline: a line that is the title is left out on every side.

html_trafilatura: gold.must_contain and gold.must_not_contain, snippets that are looked for with white space made
even: found ones count as true and false positives, missing ones as false and true negatives (tests/eval_common.py of
github.com/adbar/trafilatura). False boilerplate is what was found and must not be there.
"""

from __future__ import annotations

import gzip
import json
import logging
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from statistics import mean
from typing import Any

import trafilatura

from service.core.errors import PlumblineError
from service.ingest import html
from service.ingest.content import Limits
from service.settings import settings

WORD = re.compile(r"\w+")
GRAM = 4  # words
Counts = tuple[float, ...]
Extractor = Callable[[bytes], tuple[str, bool]]  # the text, and whether all of the page had to be taken


def ours(page: bytes) -> tuple[str, bool]:
    try:
        content = html.read(page, Limits())
    except PlumblineError:
        return "", True
    return "\n".join(block.text for block in content.blocks), bool(content.notes)


def alone(comments: bool = True, tables: bool = True) -> Extractor:
    return lambda page: (trafilatura.extract(page, include_comments=comments, include_tables=tables) or "", False)


EXTRACTORS: dict[str, Extractor] = {
    "ours": ours,
    "trafilatura": alone(),
    "without comments": alone(comments=False),  # as in its own evaluation
    "nor tables": alone(comments=False, tables=False),  # which ours leaves out too
}


def pages(folder: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    """What people say of each page, and its bytes."""
    with (folder / "dev.jsonl").open(encoding="utf-8") as stream:
        for line in stream:
            case = json.loads(line)
            yield case["gold"], gzip.decompress((folder / case["input"]["html_gz"]).read_bytes())


def overlap(gold: str, text: str) -> tuple[int, int, int]:
    """4-grams in both, in the text only, in gold only."""
    expected, found = grams(gold), grams(text)
    both = (expected & found).total()
    return both, found.total() - both, expected.total() - both


def grams(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(tuple(words[at : at + GRAM]) for at in range(max(1, len(words) - GRAM + 1)) if words)


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def of_bodies(rows: Iterable[tuple[int, int, int]]) -> Counts:
    """Precision, recall and F1 of html_aeb."""
    rows = list(rows)
    precision = mean(both / (both + extra) for both, extra, _ in rows if both + extra)
    recall = mean(both / (both + missing) for both, _, missing in rows if both + missing)
    return precision, recall, f1(precision, recall)


def of_snippets(found: Iterable[tuple[dict[str, Any], str]]) -> Counts:
    """Precision, recall, F1, accuracy and the false positives of html_trafilatura."""
    tp = fp = fn = tn = 0
    for gold, text in found:
        even = " ".join(text.split())
        wanted = [" ".join(snippet.split()) in even for snippet in gold["must_contain"]]
        unwanted = [" ".join(snippet.split()) in even for snippet in gold["must_not_contain"]]
        tp, fn = tp + sum(wanted), fn + len(wanted) - sum(wanted)
        fp, tn = fp + sum(unwanted), tn + len(unwanted) - sum(unwanted)
    precision, recall = tp / ((tp + fp) or 1), tp / ((tp + fn) or 1)
    return precision, recall, f1(precision, recall), (tp + tn) / (tp + fp + fn + tn), fp


def without_title(text: str, title: str) -> str:
    lines = text.split("\n")
    return "\n".join(line for line in lines if line.strip() != title)


def main() -> int:
    logging.disable(logging.CRITICAL)
    folder = settings().eval_data
    if folder is None or not all((folder / name / "dev.jsonl").is_file() for name in ("html_aeb", "html_trafilatura")):
        sys.stderr.write("Set PLUMBLINE_EVAL_DATA to a folder that holds html_aeb and html_trafilatura.\n")
        return 2
    bodies, snippets = list(pages(folder / "html_aeb")), list(pages(folder / "html_trafilatura"))
    titles = [html.read(page, Limits()).title for _, page in bodies]
    print(
        f"html_aeb: {len(bodies)} pages; html_trafilatura: {len(snippets)} pages; trafilatura {trafilatura.__version__}"
    )
    print(f"\n{'':<18}{'html_aeb':^21}   {'html_trafilatura':^40}")
    scored = f"{'P':>7}{'R':>7}{'F1':>7}"
    print(f"{'':<18}{scored}   {scored}{'accuracy':>10}{'false':>7}{'all':>6}{'s/page':>8}")
    scores: dict[str, tuple[Counts, Counts]] = {}
    for name, extract in EXTRACTORS.items():
        started = time.perf_counter()
        texts = [extract(page) for _, page in bodies]
        others = [extract(page) for _, page in snippets]
        seconds = (time.perf_counter() - started) / (len(texts) + len(others))
        fallen = sum(whole for _, whole in [*texts, *others])
        first = of_bodies(
            overlap(gold["articleBody"], without_title(text, title))
            for (gold, _), (text, _), title in zip(bodies, texts, titles, strict=True)
        )
        second = of_snippets((gold, text) for (gold, _), (text, _) in zip(snippets, others, strict=True))
        scores[name] = first, second
        print(
            f"{name:<18}{first[0]:>7.3f}{first[1]:>7.3f}{first[2]:>7.3f}   "
            f"{second[0]:>7.3f}{second[1]:>7.3f}{second[2]:>7.3f}{second[3]:>10.3f}{second[4]:>7.0f}"
            f"{fallen:>6}{seconds:>8.3f}",
            flush=True,
        )
    print("\nfalse: snippets of boilerplate in the text; all: pages of which all text was taken (ours says so)")
    best = scores["ours"]
    for name, theirs in list(scores.items())[1:]:
        print(f"F1 of ours to {name}: {best[0][2] / theirs[0][2]:.3f} and {best[1][2] / theirs[1][2]:.3f} times")
    return 0


if __name__ == "__main__":
    sys.exit(main())
