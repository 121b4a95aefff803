"""Texts that tests print."""

from __future__ import annotations

from pathlib import Path
from random import Random

from service.core.document import Document
from service.ingest import read_text
from service.ingest.content import Block, Content, Limits
from service.ingest.document import document
from service.ingest.pdf import read

REFERENCE = Path(__file__).parents[3] / "eval" / "references" / "party-conference.txt"
FIRST = (
    "The council of Ardal met on Tuesday to discuss the new bridge over the river and the road that leads to it from "
    "the old market square in the lower town, where traders had asked for it in a letter of last winter. The council "
    "voted nine to two in favour, and the mayor thanked all those who had come."
)
SECOND = (
    "Work will start in the spring, the mayor said, and is expected to take two years, during which the ferry will "
    "carry people free of charge, as it did when the old bridge was closed. Nobody will have to walk to Tamsk."
)
THIRD = (
    "The opposition called the plan a waste of money. Its speaker, Jorun Lind, said that the town had been promised a "
    "school in the same year and that not a stone of it had been laid, while the price of the bridge had doubled."
)
FOURTH = (
    "A traders' club has offered to pay for the lamps on the bridge, of which there are to be forty, and for the "
    "benches that the older people of the lower town have wished for since the square was rebuilt."
)
PARAGRAPHS = (FIRST, SECOND, THIRD, FOURTH)


def prose(count: int, seed: int = 0) -> list[str]:
    """So many words in sentences, never the same line twice."""
    choice = Random(seed)
    words = " ".join(PARAGRAPHS).lower().replace(",", "").replace(".", "").split()
    made = [choice.choice(words) for _ in range(count)]
    for start in range(0, count, 12):
        made[start] = made[start].capitalize()
        made[min(start + 11, count - 1)] += "."
    return made


def plain() -> Document:
    """An article of our own as plain text."""
    return read_text(REFERENCE.read_text(encoding="utf-8"), max_characters=100_000)


def parts(article: Document) -> list[tuple[str, str]]:
    """Its headings and paragraphs in order, as `made.story` takes them."""
    spans = [
        (span.start, kind, article.slice(span))
        for section in article.sections
        for kind, found in (("h", section.headings), ("p", section.paragraphs))
        for span in found
    ]
    return [(kind, text) for _, kind, text in sorted(spans)]


def read_pdf(data: bytes, limits: Limits | None = None) -> Content:
    return read(data, limits or Limits())


def document_of(data: bytes) -> Document:
    return document(read_pdf(data), max_characters=10_000_000)


def texts(data: bytes) -> list[str]:
    return [block.text for block in read_pdf(data).blocks]


def headings(data: bytes) -> list[Block]:
    return [block for block in read_pdf(data).blocks if block.heading]
