"""Markdown (CommonMark with tables) and the YAML front matter before it.

Left out: code blocks, tables, images, raw HTML, footnotes. Of links and emphasis the words stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from service.core.errors import DocumentDamaged, TooLarge
from service.ingest.content import Block, Content, Limits, Mark
from service.ingest.joints import CJK
from service.ingest.plain import clean, decode

FRONT_MATTER = re.compile(r"---[ ]*\n((?:[^\n]*\n)*?)(?:---|\.\.\.)[ ]*(?:\n|\Z)")
MARKUP = 4  # characters of a file, at most, for each that its text may have: pictures can stand in links
DEPTH = 100  # of blocks within each other; each item of a list is two
LONGEST_FRONT = 64_000  # characters
FIELD = re.compile(r"\s*(?:#.*\n\s*)*[\w-]+[ ]*:")
NOTE = re.compile(r"^[ ]{0,3}\[\^([^\]\s]+)\]:", re.M)  # a footnote, which CommonMark does not know
NOTE_MARK = re.compile(r"\[\^([^\]\s]+)\](?!:)")
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d(?![\d-])")


def read(data: bytes, limits: Limits) -> Content:
    """The paragraphs and headings of a Markdown text, their marks at its lines.

    Raises NotText, DocumentDamaged, TooLarge.
    """
    text = clean(decode(data))
    limit = MARKUP * limits.characters
    if len(text) > limit:
        raise TooLarge(
            f"The text has {len(text):,} characters with its markup; the limit is {limit:,}.",
            limit=limit,
            actual=len(text),
        )
    fields, front = _front_matter(text)
    notes = set(NOTE.findall(text, front))
    body = NOTE_MARK.sub(lambda mark: "" if mark.group(1) in notes else mark.group(), text[front:])
    tokens = MarkdownIt("commonmark", {"maxNesting": DEPTH}).enable(["table", "strikethrough"]).parse(body)
    if any(token.level >= DEPTH - 1 for token in tokens):  # where the parser passes over the rest
        raise DocumentDamaged(f"The text nests lists and quotations more than {DEPTH} deep.")
    blocks = list(_blocks(tokens, text.count("\n", 0, front)))
    title = _words(fields.get("title"))
    if title and not any(block.heading and block.text.casefold() == title.casefold() for block in blocks[:1]):
        line = 1 + next((at for at, row in enumerate(text[:front].split("\n")) if row.lower().startswith("title")), 0)
        below = [block.model_copy(update={"level": block.level + 1}) if block.heading else block for block in blocks]
        blocks = [Block(text=title, heading=True, level=1, marks=(Mark(offset=0, line=line),)), *below]
    return Content(
        blocks=tuple(blocks),
        title=title,
        author=_words(fields.get("author") or fields.get("authors")),
        published=_date(fields.get("published") or fields.get("date")),
        language=_words(fields.get("lang") or fields.get("language")),
    )


def _front_matter(text: str) -> tuple[dict[str, object], int]:
    """Its fields, and where the text after it begins; a text that only begins with a rule has none."""
    match = FRONT_MATTER.match(text[:LONGEST_FRONT])
    if not match or not FIELD.match(match.group(1)):
        return {}, 0
    try:
        # The loader that makes nothing but strings, lists and mappings: a title may be `1984`, or `Yes`.
        fields = yaml.load(match.group(1), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):  # written by hand, as `title: One: Two`: not ours to read, nor text
        fields = None
    return {str(name).lower(): value for name, value in fields.items()} if isinstance(fields, dict) else {}, match.end()


def _words(value: object) -> str:
    """A string, or the names of a list of strings or of mappings with `name`."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_words, value)))
    if isinstance(value, dict):
        value = value.get("name")
    return " ".join(value.split()) if isinstance(value, str) else ""


def _date(value: object) -> date | None:
    """A date in ISO 8601, with or without a time; others can be read in several ways."""
    match = ISO_DATE.match(value) if isinstance(value, str) else None
    try:
        return date.fromisoformat(match.group()) if match else None
    except ValueError:
        return None


def _blocks(tokens: list[Token], before: int) -> Iterator[Block]:
    """`before` is the number of lines before those that the tokens count."""
    inside = 0  # tables
    for opening, token in pairwise(tokens):
        inside += {"table_open": 1, "table_close": -1}.get(opening.type, 0)
        if token.type != "inline" or inside or NOTE.match(token.content) or not token.map:
            continue
        text, marks = _joined(_rows(token), before + token.map[0] + 1)
        if text:
            heading = opening.type == "heading_open"
            yield Block(text=text, heading=heading, level=int(opening.tag[1:]) if heading else 0, marks=marks)


def _rows(token: Token) -> Iterator[tuple[int, str]]:
    """The words of a paragraph, each piece with the number of its line in it, from 0.

    Pieces say nothing of where they stand, so each is looked for in the paragraph's source.
    """
    at = 0
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            at = token.content.find("\n", at) + 1
        elif child.type in ("text", "text_special", "code_inline"):
            found = token.content.find(child.content, at) if child.content else -1
            at = at if found < 0 else found
            yield token.content.count("\n", 0, at), child.content
            at = at if found < 0 else at + len(child.content)


def _joined(rows: Iterator[tuple[int, str]], first: int) -> tuple[str, tuple[Mark, ...]]:
    """One line of text, and where in it each line of the source begins. `first` is the number of the first of these."""
    lines: dict[int, str] = {}
    for number, piece in rows:
        lines[number] = lines.get(number, "") + piece
    text, marks = "", []
    for number, line in lines.items():
        words = " ".join(line.split())
        if not words:
            continue
        text += " " if text and not (CJK.match(text[-1]) and CJK.match(words[0])) else ""
        marks.append(Mark(offset=len(text), line=first + number))
        text += words
    return text, tuple(marks)
