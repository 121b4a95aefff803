"""Numbers, dates and names of a text, in a form that can be compared."""

from __future__ import annotations

import re
from functools import lru_cache

from service.reading.words import UPPER

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
THOUSANDS = re.compile(r",(?=\d{3})")
WORD = re.compile(r"\w+")
NUMBER_WORDS = frozenset(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion
    dozen half third quarter percent
    """.split()
)
NUMBER_WORDS |= {f"{word}s" for word in NUMBER_WORDS}
MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)(?= \d| of\b|,|\.)|"
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
NAME = re.compile(rf"(?<![\w'’-])[{UPPER}][\w’'-]*")
POSSESSIVE = re.compile(r"['’]s?$")
TITLE_STOP = "".join(rf"(?<!\b{title}.)" for title in "Mr Dr Ms St Mt Lt Mrs Gen Sen Rep Gov Col Rev Prof Capt".split())
SENTENCE_START = re.compile(rf"(?:^|[.!?:]{TITLE_STOP}(?<!\b[A-Z].)['\"”’)]* +|[\"“‘(])(?=[{UPPER}])")


def numbers(text: str) -> set[str]:
    """Figures without separators of thousands, and number words in lower case."""
    figures = {THOUSANDS.sub("", match) for match in NUMBER.findall(text)}
    words = WORD.findall(text.lower().replace("per cent", "percent").replace("%", " percent "))
    return figures | NUMBER_WORDS.intersection(words)


def dates(text: str) -> set[str]:
    """Months and days of the week, in lower case; the figures of a date are among the numbers."""
    return {match.rstrip(".").lower() for match in MONTH.findall(text)}


@lru_cache(1_024)  # the same sentences are asked of again and again
def names(text: str) -> frozenset[str]:
    """Capitalised words, possessive endings off, sentence openings left out."""
    openings = {match.end() for match in SENTENCE_START.finditer(text)}
    return frozenset(
        POSSESSIVE.sub("", match.group())
        for match in NAME.finditer(text)
        if match.start() not in openings and match.group() != "I"
    )


def density(text: str) -> int:
    """How many facts a sentence holds."""
    return len(numbers(text)) + len(dates(text)) + len(names(text))
