"""The same words again and again, as a model writes them that has lost its way."""

from __future__ import annotations

import re

WORDS = re.compile(r"\w+")
UNITS = re.compile(r"[^\W\d_]|\d+")  # of a language without spaces
SPACELESS = frozenset({"zh", "ja", "th"})
LONGEST = 40  # words of a run
# How often a run of so many words, or of so many characters, stands at least: people say "never, never, never".
TIMES = ((1, 6), (2, 4), (5, 3), (8, 2))
TIMES_SPACELESS = ((1, 8), (2, 5), (4, 4), (6, 3), (15, 2))
STRETCH = re.compile(r"([^\W\d_])\1{24,}|([^\W\d_]{2,4}?)\2{9,}")  # within one word
SHOWN = 60  # characters


def looped(text: str, language: str) -> str:
    """The first run of words that is repeated at once, too often for a person; "" when there is none.

    `language` is the primary BCP 47 code. Linear in the text for each length of a run.
    """
    if stretch := STRETCH.search(text):
        return stretch[1] or stretch[2]
    spaceless = language in SPACELESS
    words = [word.casefold() for word in (UNITS if spaceless else WORDS).findall(text)]
    for size in range(1, min(LONGEST, len(words) // 2) + 1):
        least = next(times for start, times in reversed(TIMES_SPACELESS if spaceless else TIMES) if size >= start)
        same = 0
        for at in range(size, len(words)):
            same = same + 1 if words[at] == words[at - size] else 0
            run = words[at - size + 1 : at + 1]
            if same >= size * (least - 1) and any(map(str.isalpha, run)):
                return ("" if spaceless else " ").join(run)[:SHOWN]
    return ""
