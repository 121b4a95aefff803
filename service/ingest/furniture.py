"""What stands on pages and is no text: their numbers, and the heads and feet that they repeat."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate

NUMBER = re.compile(r"(?:\[\d{1,4}\]|[-–—] ?\d{1,4} ?[-–—]|\d{1,4}|(?i:page|p\.) ?\d{1,4}(?: (?:of|/) ?\d{1,4})?)")
NAMED = re.compile(r"(?i:page) ?\d")
DIGITS = re.compile(r"\d+")
SENTENCE_END = re.compile(r"[.!?:;…。！？]['\"’”»)\]」』）]*$")
REPEATED = 3  # times that a running head stands in a text at least
LONGEST = 100  # characters of a running head


def furniture(rows: Sequence[str]) -> set[int]:
    """The indices of the rows that are furniture. `rows` are bare; empty ones are blank lines. Linear.

    A number alone is furniture with blank lines around it: a table has numbers on lines too. A line that stands alone
    and comes back, its digits aside, is furniture where it stands beside page numbers or inside a sentence.
    """
    found = {index for index in range(len(rows)) if _is_number(rows, index)}
    texts = [index for index, row in enumerate(rows) if row and index not in found]
    borders = [*texts, len(rows) - 1]
    numbers = list(accumulate((index in found for index in range(len(rows))), initial=0))
    places: dict[str, list[int]] = defaultdict(list)  # in `texts`
    for at, index in enumerate(texts):
        row = rows[index]
        if len(row) <= LONGEST and not SENTENCE_END.search(row) and any(map(str.isalpha, row)):
            places[DIGITS.sub("0", row)].append(at)
    for repeated in places.values():
        if len(repeated) < REPEATED or not all(_alone(rows, texts[at], found) for at in repeated):
            continue
        around = [(texts[at - 1] if at else 0, borders[at + 1]) for at in repeated]
        beside = sum(numbers[before] < numbers[after] for before, after in around)
        if beside >= REPEATED or any(_one_sentence(rows[before], rows[after]) for before, after in around):
            found.update(texts[at] for at in repeated)
    return found


def _is_number(rows: Sequence[str], index: int) -> bool:
    if not NUMBER.fullmatch(rows[index]):
        return False
    above = index == 0 or not rows[index - 1]
    below = index + 1 == len(rows) or not rows[index + 1]
    return (above or below) if NAMED.match(rows[index]) else (above and below)


def _alone(rows: Sequence[str], index: int, numbers: set[int]) -> bool:
    above = index == 0 or not rows[index - 1] or index - 1 in numbers
    below = index + 1 == len(rows) or not rows[index + 1] or index + 1 in numbers
    return above and below


def _one_sentence(before: str, after: str) -> bool:
    return bool(before) and not SENTENCE_END.search(before) and after[:1].islower()
