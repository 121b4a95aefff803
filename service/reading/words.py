"""Words and quotations of a text, with offsets."""

from __future__ import annotations

import re

from service.core.document import Span

# A word with its inner apostrophes, hyphens and digit separators, or one mark.
TOKEN = re.compile(r"\w+(?:[.,]\d+|['’\-‐]\w+)*|[^\w\s]")
WORD = re.compile(r"\w+(?:[.,]\d+|['’\-‐]\w+)*")
PRONOUNS = frozenset("he she it they we i you".split())  # of persons, as the subject of a sentence
# Capitals of the Latin, Greek and Cyrillic scripts, for a character class.
UPPER = "".join(chr(code) for code in range(0x41, 0x530) if chr(code).isupper())
LOWERED = 400  # characters; a shorter text without capitals may just have none
WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
QUOTE = re.compile(
    r"''(?!')(?:[^'\n]|'(?!')){1,1000}''(?!')|“[^”]{1,1000}”|«[^»]{1,1000}»|「[^」]{1,1000}」|『[^』]{1,1000}』|„[^“]{1,1000}“|\"(?<!\w.)[^\"]{1,1000}\""
)

OPENING_MARKS = ("''", "“", "«", "「", "『", "„", '"')
OPENING = re.compile(
    r"[“«„]|”(?<!\S.)(?=\w)|\"(?<![\w.,!?…'’].)(?=\S)|''(?<![\w'’]..)(?=[^\s'])|\"(?<=[\s(—–-].)(?=\S)"
)
ROUND = re.compile(r"”|\"(?!\w)")  # typists mix the two
CLOSING = {"“": ROUND, "”": ROUND, '"': ROUND, "«": re.compile("»"), "„": re.compile("[“”]"), "''": re.compile(r"'?''")}


def tokens(text: str) -> list[str]:
    return TOKEN.findall(text)


def word_count(text: str) -> int:
    """Words as people count them; two Chinese or Japanese characters count as one."""
    narrow, wide = (text, 0) if text.isascii() else WIDE.subn(" ", text)
    return (len(re.findall(r"\S*\w\S*", narrow)) if wide else len(text.split())) + (wide + 1) // 2


def without_capitals(text: str) -> bool:
    """Whether a longer text was put in lower case, so that case tells nothing about its sentences."""
    return len(text) > LOWERED and text == text.lower() and bool(re.search(r"[^\W\d_]", text)) and not WIDE.search(text)


def quoted_spans(text: str) -> list[Span]:
    """Quotations with their marks."""
    if not any(mark in text for mark in OPENING_MARKS):
        return []
    return [Span(start=match.start(), end=match.end()) for match in QUOTE.finditer(text)]


def quotations(text: str) -> list[tuple[int, int]]:
    """The quotations of a paragraph with their marks, ascending, none inside another."""
    found: list[tuple[int, int]] = []
    at = 0
    while opening := OPENING.search(text, at):
        closing = CLOSING[opening.group()].search(text, opening.end())
        at = closing.end() if closing else len(text)
        found.append((opening.start(), at))
    return found


def unquoted(text: str, put: str = "") -> str:
    """`text` with `put` for each quotation in it."""
    for quote in reversed(quoted_spans(text)):
        text = text[: quote.start] + put + text[quote.end :]
    return text
