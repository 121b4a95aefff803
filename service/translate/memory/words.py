"""A text as the memory compares it."""

from __future__ import annotations

import hashlib
import re
import unicodedata

# Scripts that do not divide words: a character is a word. Han, kana, Thai, Lao, Burmese, Khmer.
UNDIVIDED = (
    r"\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\U00020000-\U0003134f"
)
WORD = re.compile(rf"[{UNDIVIDED}]|\d+(?:[.,]\d+)*|(?:(?![{UNDIVIDED}_])\w)+(?:['’](?:(?![{UNDIVIDED}_])\w)+)*")


def normal(text: str) -> str:
    """Texts that are the same but for white space and the composition of characters (NFC) are the same."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def words(text: str) -> list[str]:
    """Words and numbers, in order, as they are written; marks between them are left out."""
    return WORD.findall(unicodedata.normalize("NFKC", text))


def folded(text: str) -> list[str]:
    """Words without regard to case."""
    return words(text.casefold())


def digest(*texts: str) -> bytes:
    """16 bytes that stand for the texts; `normal` ones are never alike by chance."""
    hashed = hashlib.blake2b(digest_size=16)
    for text in texts:
        data = normal(text).encode("utf-8", "surrogatepass")
        hashed.update(len(data).to_bytes(8, "big") + data)
    return hashed.digest()
