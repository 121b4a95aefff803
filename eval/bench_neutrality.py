"""Loaded wording against people: sentences of the news, and the articles of the references.

BABE (Spinde et al., 2021), in the folder that PLUMBLINE_EVAL_DATA names: sentences that experts called biased or not;
macro-F1. BASIL (Fan et al., 2019): the share of sentences without an annotated bias that are flagged, and of those with
lexical bias. Nothing was trained on either. The development halves were read in part to see what kinds of wording were
missed, so each is cut in two by article: `seen` for that half, on which the sum above which a sentence takes sides was
set as well, `unseen` for the other.

References (dev, English): every sentence reworded by the rules for loaded wording alone. What annotators marked for
each 100 words, before and after; words outside the marks that changed; sentences whose rewording the verifier refuses;
figures that are gone. `--words FILE` measures a YAML table of flat word lists beside it.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console
from rich.table import Table

from eval.dataset import Example, load_suite
from eval.metrics.neutrality import marks
from service.core.document import Document
from service.core.receipt import Options
from service.core.summary import Alignment
from service.draft.praise import plain
from service.draft.slant import slant
from service.engine import Engine
from service.models.base import Encoder
from service.reading.loaded import find, loaded, takes_sides
from service.reading.words import quoted_spans, word_count
from service.settings import settings
from service.verify.alignment import align

FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
Flags = Callable[[str], bool]
WORDS = 200_000  # of the text that is timed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--words", type=Path, help="a YAML table of flat word lists to measure beside")
    options = parser.parse_args()
    console = Console()
    systems: dict[str, Flags] = {
        "what counts": lambda text: bool(loaded(text)),
        "one that counts, or two mild": _two_mild,
        "anything that is found": lambda text: bool(find(text)),
        "takes sides, with the encoder": _sides(Engine(settings()).models.encoder),
    }
    if options.words:
        systems["the flat list"] = _flat(options.words)
    if folder := settings().eval_data:
        console.print(_people(folder, systems))
    else:
        sys.stderr.write("Set PLUMBLINE_EVAL_DATA to a folder that holds babe and basil.\n")
    console.print(_references())
    text = "\n\n".join(example.text for example in _english())
    text = "\n\n".join([text] * (WORDS // len(text.split()) + 1))
    started = time.process_time()
    found = find(text)
    seconds = time.process_time() - started
    console.print(f"{len(text.split()):,} words: {len(found):,} found in {seconds:.2f} s of one core")


def _two_mild(text: str) -> bool:
    found = find(text)
    return any(not item.mild for item in found) or len(found) > 1


def _sides(encoder: Encoder) -> Flags:
    return lambda text: bool(slant().sides([text], encoder.encode([text])[0])[0])


def _flat(path: Path) -> Flags:
    lists: dict[str, list[str]] = yaml.safe_load(path.read_text("utf-8"))
    words = [*map(re.escape, (*lists["adjectives"], *lists["adverbs"])), *lists["held"]]
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(words, key=len, reverse=True))})(?![\w-])", re.IGNORECASE)

    def flags(text: str) -> bool:
        quotes = quoted_spans(text)
        return any(
            not any(quote.start <= match.start() < quote.end for quote in quotes) for match in pattern.finditer(text)
        )

    return flags


def _people(folder: Path, systems: dict[str, Flags]) -> Table:
    babe, basil = list(_babe(folder / "babe" / "dev.jsonl")), list(_basil(folder / "basil" / "dev.jsonl"))
    table = Table("half", "flagged", "BABE n", "macro-F1", "precision", "recall", "BASIL clean n", "false", "lexical")
    for half in ("seen", "unseen"):
        for name, flags in systems.items():
            counts = Counter((biased, flags(text)) for part, text, biased in babe if part == half)
            right, false, missed, passed = (
                counts[key] for key in ((True, True), (False, True), (True, False), (False, False))
            )
            f1 = (_f1(right, false, missed) + _f1(passed, missed, false)) / 2
            clean = [flags(text) for part, text, kind in basil if part == half and kind == ""]
            lexical = [flags(text) for part, text, kind in basil if part == half and kind == "lex"]
            table.add_row(
                half,
                name,
                str(counts.total()),
                f"{f1:.3f}",
                f"{right / max(1, right + false):.3f}",
                f"{right / max(1, right + missed):.3f}",
                str(len(clean)),
                f"{sum(clean) / max(1, len(clean)):.3f}",
                f"{sum(lexical) / max(1, len(lexical)):.3f}",
            )
    return table


def _f1(right: int, false: int, missed: int) -> float:
    return 2 * right / max(1, 2 * right + false + missed)


def _half(group: str) -> str:
    digest = hashlib.sha256(f"neutral|{group}".encode()).hexdigest()
    return "unseen" if int(digest, 16) % 2 else "seen"


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as stream:
        yield from map(json.loads, stream)


def _babe(path: Path) -> Iterator[tuple[str, str, bool]]:
    for record in _records(path):
        yield _half(record["group"]), record["input"]["sentence"], record["gold"]["label_bias"] == "Biased"


def _basil(path: Path) -> Iterator[tuple[str, str, str]]:
    """Sentences with the kind of their bias, "" without any."""
    for record in _records(path):
        kinds: dict[int, str] = {}
        for phrase in record["gold"]["phrases"]:
            at = phrase["sentence_index"]
            kinds[at] = "lex" if "lex" in (phrase["bias"], kinds.get(at)) else "inf"
        for at, sentence in enumerate(record["input"]["sentences"]):
            yield _half(record["group"]), sentence, kinds.get(at, "")


def _english() -> list[Example]:
    return [example for example in load_suite("references").examples if example.language == "en"]


def _references() -> Table:
    engine = Engine(settings())
    table = Table(
        "article", "marked per 100", "after", "in the abstract", "neutral words changed", "refused", "figures gone"
    )
    totals: Counter[str] = Counter()
    for example in _english():
        document = engine.read(example.text, language="en")
        found = _reworded(example, document)
        abstract = engine.summarize(document, Options()).abstract.text
        found["abstract_words"], found["abstract_marks"] = (
            word_count(abstract),
            marks(abstract, example.reference) if example.reference else 0,
        )
        totals.update(found)
        table.add_row(example.id, *_row(found))
    table.add_row("all", *_row(totals))
    return table


def _row(found: Counter[str]) -> tuple[str, ...]:
    return (
        _rate(found["marks"], found["words"]),
        _rate(found["left"], found["words_after"]),
        _rate(found["abstract_marks"], found["abstract_words"]),
        f"{found['changed']} of {found['neutral']} ({100 * found['changed'] / max(1, found['neutral']):.1f} %)",
        str(found["refused"]),
        str(found["figures"]),
    )


def _rate(count: int, words: int) -> str:
    return f"{100 * count / max(1, words):.2f}"


def _reworded(example: Example, document: Document) -> Counter[str]:
    """What the rules for loaded wording alone do to each sentence."""
    reference = example.reference
    assert reference is not None
    marked = [match.span() for item in reference.loaded for match in _places(document.text, item.wording)]
    decorated = takes_sides(document.text)
    found: Counter[str] = Counter()
    texts = []
    for span in document.sentences:
        source = document.slice(span)
        text, swaps = plain(source, decorated=decorated).render()
        texts.append(text)
        found["refused"] += align(text, source, swaps, [])[0] is Alignment.UNALIGNED
        found["figures"] += sum((Counter(FIGURE.findall(source)) - Counter(FIGURE.findall(text))).values())
        words = list(re.finditer(r"\w+(?:[.,]\d+|['’-]\w+)*", source))
        lower = [match.group().lower() for match in words]
        kept = {
            index
            for block in difflib.SequenceMatcher(None, lower, _tokens(text), autojunk=False).get_matching_blocks()
            for index in range(block.a, block.a + block.size)
        }
        for index, match in enumerate(words):
            at = span.start + match.start()
            if not any(start <= at < end for start, end in marked):
                found["neutral"] += 1
                found["changed"] += index not in kept
    after = " ".join(texts)
    found["words"], found["words_after"] = word_count(document.text), word_count(after)
    found["marks"], found["left"] = marks(document.text, reference), marks(after, reference)
    return found


def _tokens(text: str) -> list[str]:
    return [match.lower() for match in re.findall(r"\w+(?:[.,]\d+|['’-]\w+)*", text)]


def _places(text: str, wording: str) -> Iterator[re.Match[str]]:
    return re.finditer(r"\s+".join(re.escape(word) for word in wording.split()), text)


if __name__ == "__main__":
    main()
