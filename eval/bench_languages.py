"""News in six languages: where their sentences end, and which language documents and paragraphs are in.

The set is ntrex in the folder that PLUMBLINE_EVAL_DATA names: JSON Lines with the segments of each document in five
languages (input.segments) and in English (gold.en).

Sentences are those of a document's segments joined to one paragraph, with a space, Chinese without. A border is right
where a segment ends. A segment may hold two sentences: a border inside one counts as false here though it may be
right, so precision is a lower bound. A segment may be a headline without a stop, or lie inside a quotation, which is
kept in one piece with its speaker on purpose: so recall is given twice, over all segments, and over those that end in
a terminator outside quotation marks.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.core.document import Document
from service.ingest import clean, read_text
from service.reading.words import quotations
from service.segment import segment

LANGUAGES = ("ko", "ru", "zh", "fr", "es", "en")
ENDED = re.compile(r"[.!?…。！？．][\"'”’»)\]」』）]*$")
LETTER = re.compile(r"[^\W\d_]")
WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")

Splitter = Callable[[str, str], list[str]]
Record = dict[str, Any]


@dataclass
class Borders:
    """Counts over documents; `ended` are the borders after a terminator outside quotation marks."""

    right: int = 0
    found: int = 0
    labelled: int = 0
    ended_right: int = 0
    ended: int = 0

    def __str__(self) -> str:
        precision, recall = self.right / max(1, self.found), self.right / max(1, self.labelled)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return f"{precision:>9.3f} {recall:>6.3f} {f1:>6.3f} {self.ended_right / max(1, self.ended):>14.3f}"


def records(folder: Path) -> list[Record]:
    """The development documents; empty when the folder has none."""
    path = folder / "ntrex" / "dev.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.is_file() else []


def segments(record: Record, language: str) -> list[str]:
    rows = record["gold"]["en"] if language == "en" else [row[language] for row in record["input"]["segments"]]
    return [bare for row in rows if (bare := " ".join(clean(row).split()))]


def joined(parts: Sequence[str], language: str) -> str:
    return ("" if language == "zh" else " ").join(parts)


def borders(splitter: Splitter, documents: Sequence[Record], language: str) -> Borders:
    """Places are counted in characters that are not white space: splitters differ in what they do with that."""
    count = Borders()
    for record in documents:
        parts = segments(record, language)
        text = joined(parts, language)
        spans = quotations(text)
        gold, ended = set(), set()
        at, place = 0, 0
        for part in parts[:-1]:
            at = text.index(part, at) + len(part)
            place += _solid(part)
            gold.add(place)
            if ENDED.search(part) and not any(start < at < end for start, end in spans):
                ended.add(place)
        found, place = set(), 0
        for sentence in splitter(text, language):
            place += _solid(sentence)
            found.add(place)
        found.discard(_solid(text))
        count.right += len(gold & found)
        count.found += len(found)
        count.labelled += len(gold)
        count.ended_right += len(ended & found)
        count.ended += len(ended)
    return count


def _solid(text: str) -> int:
    return len("".join(text.split()))


def print_borders(splitters: dict[str, Splitter], documents: Sequence[Record]) -> None:
    print(f"\nsentences of {len(documents)} news documents a language, joined from their segments (ntrex)")
    print(f"{'splitter':<14} {'language':<9} {'precision':>9} {'recall':>6} {'F1':>6} {'outside quotes':>14}")
    for name, splitter in splitters.items():
        for language in LANGUAGES:
            print(f"{name:<14} {language:<9} {borders(splitter, documents, language)}", flush=True)


def print_detection(documents: Sequence[Record]) -> None:
    """Documents in one language; then documents of two, a paragraph of the second after each two of the first."""
    right = paragraphs = foreign = 0
    for record in documents:
        for language in LANGUAGES:
            found = _read(segments(record, language))
            right += found.language == language
            paragraphs += sum(len(section.paragraphs) for section in found.sections)
            foreign += len(found.languages)
    total = len(documents) * len(LANGUAGES)
    print(
        f"\nlanguages: {right} of {total} documents right; {foreign} of their {paragraphs} paragraphs told as another's"
    )
    print(f"{'documents of two languages':<34} {'document':>9} {'paragraph':>10} {'40 letters or more':>19}")
    for size in (1, 2, 3):
        count: Counter[str] = Counter()
        for index, record in enumerate(documents):
            count += _of_two_languages(record, index, size)
        print(
            f"{f'paragraphs of {size} segment(s)':<34} {count['document']:>3} of {len(documents)} "
            f"{count['right'] / count['all']:>10.3f} {count['long_right'] / count['long']:>12.3f} of {count['long']}"
        )


def _of_two_languages(record: Record, index: int, size: int) -> Counter[str]:
    """Right paragraphs, and whether the document is told to be in the language of most of its letters."""
    first = LANGUAGES[index % len(LANGUAGES)]
    second = LANGUAGES[(index + 1 + index // len(LANGUAGES) % 5) % len(LANGUAGES)]
    pairs = zip(_grouped(record, first, size), _grouped(record, second, size), strict=False)
    labelled = [(second, other) if at % 3 == 2 else (first, own) for at, (own, other) in enumerate(pairs)]
    found = _read([text for _, text in labelled])
    letters: Counter[str] = Counter()
    for language, text in labelled:
        letters[language] += _letters(text)
    count = Counter(document=int(found.language == letters.most_common(1)[0][0]))
    labels = {text: language for language, text in labelled}
    for section in found.sections:
        for paragraph in section.paragraphs:
            text = found.slice(paragraph)
            if text not in labels:
                continue  # read as a heading, or joined with another
            hit = int(found.language_at(paragraph.start) == labels[text])
            count.update({"all": 1, "right": hit})
            if _letters(text) >= 40:
                count.update({"long": 1, "long_right": hit})
    return count


def _grouped(record: Record, language: str, size: int) -> Iterator[str]:
    parts = segments(record, language)
    for at in range(0, len(parts), size):
        yield joined(parts[at : at + size], language)


def _letters(text: str) -> int:
    """A wide letter counts twice."""
    return len(LETTER.findall(text)) + len(WIDE.findall(text))


def _read(paragraphs: Sequence[str]) -> Document:
    return segment(read_text("\n\n".join(paragraphs), max_characters=10_000_000))
