"""Words and quotations of a text, with offsets."""

from __future__ import annotations

import re

from service.core.document import Span

# A word with its inner apostrophes, hyphens and digit separators, or one mark.
TOKEN = re.compile(r"\w+(?:[.,]\d+|['’\-‐]\w+)*|[^\w\s]")
WORD = re.compile(r"\w+(?:[.,]\d+|['’\-‐]\w+)*")
WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
QUOTE = re.compile(
    r"“[^”]{1,1000}”|«[^»]{1,1000}»|「[^」]{1,1000}」|『[^』]{1,1000}』|„[^“]{1,1000}“|(?<!\w)\"[^\"]{1,1000}\""
)


def tokens(text: str) -> list[str]:
    return TOKEN.findall(text)


def word_count(text: str) -> int:
    """Words as people count them; two Chinese or Japanese characters count as one."""
    narrow, wide = WIDE.subn(" ", text)
    return (len(re.findall(r"\S*\w\S*", narrow)) if wide else len(text.split())) + (wide + 1) // 2


def quoted_spans(text: str) -> list[Span]:
    """Quotations with their marks."""
    return [Span(start=match.start(), end=match.end()) for match in QUOTE.finditer(text)]
