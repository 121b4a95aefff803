"""How what a person types is matched: words as FTS5 takes them, and the names of speakers."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from service.reading.people import HONORIFIC, split_title
from service.reading.romanisation import parts
from service.reading.stems import FUNCTION, JOINED

_WORD = re.compile(r"[^\W_]+")


def spaced(text: str) -> str:
    """`text` with the characters of scripts without spaces apart: FTS5 takes each for a word."""
    return JOINED.sub(r" \g<0> ", text)


def words_query(text: str) -> str:
    """An FTS5 query for rows that hold every word of `text`; "" when there is none.

    https://www.sqlite.org/fts5.html#full_text_query_syntax: in double quotes nothing has a meaning of its own. A run
    of characters without spaces becomes a phrase, so that words of one or two characters are found as well.
    """
    return " ".join(f'"{spaced(word).strip()}"' for word in _WORD.findall(unicodedata.normalize("NFC", text)))


class Name:
    """A speaker's name by its parts: their order, case, accents, hyphens, romanisation and titles do not matter."""

    def __init__(self, name: str) -> None:
        row = parts(_bare(name))
        self.joined = "".join(row)
        self.parts = frozenset(row)
        pairs = {first + second for first, second in pairwise(row)}  # Yongwon is Yong Won
        self.keys = " ".join(sorted(self.parts | pairs | {self.joined}))  # what the name is found by

    def finds(self, keys: str) -> bool:
        """Whether this name, in full or a part of one, is that of the speaker with these `keys`."""
        held = frozenset(keys.split())
        return bool(self.parts) and (self.parts <= held or self.joined in held)


def _bare(name: str) -> str:
    """`name` without its accents, and without its titles where anything else is left."""
    letters = unicodedata.normalize("NFKD", name)
    plain = unicodedata.normalize("NFC", "".join(sign for sign in letters if unicodedata.category(sign) != "Mn"))
    words = " ".join(re.findall(r"[^\W_](?:[\w’'ʼ-]*[^\W_])?", HONORIFIC.sub("", plain.split(",")[0])))
    found, _ = split_title(words)
    return words if found.split(" ", 1)[0].lower() in FUNCTION else found  # the mayor of Ardal
