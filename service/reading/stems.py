"""Words in the form in which a text and its paraphrase share them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from service.reading.words import WORD

FUNCTION = frozenset(
    """
    a an the this that these those of in on at to for from by with as into onto over under between among about against
    and or but nor so if than then when while after before because although though until since during through
    is are was were be been being am has have had having do does did will would shall should can could may might must
    it its he him his she her hers they them their theirs we us our you your i me my who whom whose which what where
    there here also both each such own same other another some any all very just only more most much many
    said says say told tells according added adding
    """.split()
)
# Scripts in which words are not divided, or carry their particles with them.
JOINED = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
IRREGULAR = {
    "rose": "rise", "risen": "rise", "fell": "fall", "fallen": "fall", "grew": "grow", "grown": "grow",
    "paid": "pay", "sold": "sell", "bought": "buy", "made": "make", "took": "take", "taken": "take", "gave": "give",
    "given": "give", "held": "hold", "left": "leave", "led": "lead", "met": "meet", "won": "win", "lost": "lose",
    "built": "build", "sent": "send", "spent": "spend", "kept": "keep", "found": "find", "went": "go", "gone": "go",
    "came": "come", "began": "begin", "begun": "begin", "broke": "break", "broken": "break", "chose": "choose",
    "chosen": "choose", "drew": "draw", "drawn": "draw", "knew": "know", "known": "know", "ran": "run", "saw": "see",
    "seen": "see", "shut": "shut", "stood": "stand", "thought": "think", "wrote": "write", "written": "write",
    "men": "man", "women": "woman", "children": "child", "people": "people", "dead": "die", "died": "die",
    "killed": "kill", "death": "die", "deaths": "die",
}  # fmt: skip
ENDINGS = (
    ("ications", "ic"), ("ication", "ic"), ("ements", ""), ("ement", ""), ("ations", "at"), ("ation", "at"),
    ("ments", ""),
    ("ment", ""), ("ities", "it"), ("ity", "it"), ("ions", ""), ("ion", ""), ("ings", ""), ("ing", ""), ("ies", "y"),
    ("ied", "y"), ("edly", ""), ("ely", ""), ("ers", ""), ("er", ""), ("ed", ""), ("es", ""), ("ly", ""), ("s", ""),
    ("e", ""),
)  # fmt: skip


class Token(NamedTuple):
    """A word of a text: its stem, whether it carries content, and its half-open offsets."""

    stem: str
    content: bool
    start: int
    end: int


def words(text: str, at: int = 0) -> list[Token]:
    """The words of `text`, which stands at the offset `at`: offsets count from there.

    Where words are not divided, or carry particles, the pairs of their characters.
    """
    if not JOINED.search(text):
        return [Token(*_read(match.group()), match.start() + at, match.end() + at) for match in WORD.finditer(text)]
    found: list[Token] = []
    for match in WORD.finditer(text):
        word, start = match.group(), match.start() + at
        if JOINED.search(word):
            size = 2 if len(word) > 1 else 1
            found.extend(
                Token(word[first : first + size], True, start + first, start + first + size)
                for first in range(len(word) - size + 1)
            )
        else:
            found.append(Token(*_read(word), start, match.end() + at))
    return found


@lru_cache(maxsize=65_536)
def _read(word: str) -> tuple[str, bool]:
    """A word's stem, and whether it carries content."""
    lower = word.lower()
    return stem(lower), lower not in FUNCTION


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A lower-case word without its endings: enough to tell forms of one word, and no dictionary."""
    word = word.replace("’", "'")
    if word.endswith("'s"):
        word = word[:-2]
    word = IRREGULAR.get(word, word)
    if word[:1].isdigit() or len(word) < 4:
        return word.replace(",", "")
    for ending, put in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: len(word) - len(ending)] + put
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]  # stopped
    return word
