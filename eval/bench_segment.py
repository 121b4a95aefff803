"""Sentence splitting: cases exactly right on human-made data, and characters a second on long paragraphs.

Peers, when they are installed (pip install -e '.[bench]'), run beside ours on the same texts. The set is
segment_golden in the folder that PLUMBLINE_EVAL_DATA names: JSON Lines with input.text and gold.sentences. Where the
folder has ntrex as well, borders and languages of news in six languages follow (eval/bench_languages.py).
"""

from __future__ import annotations

import importlib
import json
import os
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from eval.bench_languages import print_borders, print_detection, records
from eval.bench_scaling import ARTICLE
from service.core.errors import EmptyDocument
from service.ingest import read_text
from service.segment import split
from service.settings import settings

Splitter = Callable[[str, str], list[str]]


def ours(text: str, _: str) -> list[str]:
    """Read as a user's text is read (lines repaired), then split."""
    try:
        document = read_text(text, max_characters=10_000_000)
    except EmptyDocument:
        return []
    return [
        document.slice(block)[span.start : span.end]
        for section in document.sections
        for block in (*section.headings, *section.paragraphs)
        for span in split(document.slice(block))
    ]


def by_full_stop(text: str, _: str) -> list[str]:
    """The naive way: a sentence ends at a terminator before white space."""
    marked = text.replace("! ", "!\0").replace("? ", "?\0").replace(". ", ".\0")
    return [part for part in marked.split("\0") if part.strip()]


def peers() -> dict[str, Splitter]:
    found: dict[str, Splitter] = {}
    try:
        segmenter = importlib.import_module("syntok.segmenter")
        found["syntok"] = lambda text, _: [
            "".join(token.spacing + token.value for token in sentence)
            for paragraph in segmenter.analyze(text)
            for sentence in paragraph
        ]
    except ImportError:
        sys.stderr.write("syntok is not installed: .venv/bin/pip install -e '.[bench]'\n")
    try:
        pysbd = importlib.import_module("pysbd")
        found["pysbd"] = lambda text, language: list(pysbd.Segmenter(language=language, clean=False).segment(text))
    except ImportError:
        sys.stderr.write("pysbd is not installed: .venv/bin/pip install -e '.[bench]'\n")
    return found


def right(splitter: Splitter, cases: list[dict[str, Any]]) -> int:
    count = 0
    for case in cases:
        text, gold = case["input"]["text"], case["gold"]["sentences"]
        parts = [" ".join(part.split()) for part in splitter(text, str(case["lang"]))]
        count += [part for part in parts if part] == [" ".join(sentence.split()) for sentence in gold]
    return count


def main() -> int:
    folder = settings().eval_data
    path = (folder or Path()) / "segment_golden" / "dev.jsonl"
    if folder is None or not path.is_file():
        sys.stderr.write("Set PLUMBLINE_EVAL_DATA to a folder that holds segment_golden/dev.jsonl.\n")
        return 2
    cases = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    prose = " ".join(ours(ARTICLE.read_text("utf-8"), "en"))
    print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; {len(cases)} cases\n")
    print(f"{'splitter':<14} {'exact':>6} {'share':>6} {'characters/s at 7k':>19} {'at 70k':>11}")
    splitters = {"ours": ours, "by full stop": by_full_stop, **peers()}
    for name, splitter in splitters.items():
        exact = right(splitter, cases)
        rates = []
        for copies in (1, 10):
            text = " ".join([prose] * copies)
            started = time.perf_counter()
            splitter(text, "en")
            rates.append(len(text) / (time.perf_counter() - started))
        print(f"{name:<14} {exact:>6} {exact / len(cases):>6.3f} {rates[0]:>19,.0f} {rates[1]:>11,.0f}", flush=True)
    if news := records(folder):
        print_borders(splitters, news)
        print_detection(news)
    return 0


if __name__ == "__main__":
    sys.exit(main())
