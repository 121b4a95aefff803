"""How much of a rendering in Han characters a translation has.

Whole: with 的 and a pronoun or without (洗您的手, 洗手); side by side in another order (肠胃炎, 胃肠炎); a verb and its
object with a particle between them (洗手, 洗完手); a short form, which takes the first character and later ones in
their order (流行性感冒, 流感). In part: half of the characters in their order, near each other (致死率, 死亡率).
"""

from __future__ import annotations

import re

OPTIONAL = re.compile("(?:[你您我他她它]们?|自己)?的")
BETWEEN = re.compile("[了过着完好净干一个次双遍]{1,3}")  # what may part a verb from its object
LEAST = 3  # characters of a rendering whose order does not matter, or of which a part can be told
SHORTENED = 4  # characters at least of what has a short form


def whole(rendering: str, target: str) -> bool:
    bare, there = OPTIONAL.sub("", rendering), OPTIONAL.sub("", target)
    if not bare:
        return False
    return bare in there or _parted(bare, there) or _reordered(bare, there) or _short(bare, there)


def in_part(rendering: str, target: str) -> bool:
    bare, there = OPTIONAL.sub("", rendering), OPTIONAL.sub("", target)
    size = len(bare)
    least = max(2, (size + 1) // 2)
    windows = (there[at : at + size + 1] for at in range(max(1, len(there) - size)))
    return size >= LEAST and any(_in_order(bare, window) >= least for window in windows)


def _parted(bare: str, there: str) -> bool:
    return len(bare) == 2 and bool(re.search(f"{re.escape(bare[0])}{BETWEEN.pattern}{re.escape(bare[1])}", there))


def _reordered(bare: str, there: str) -> bool:
    size, letters = len(bare), sorted(bare)
    return size >= LEAST and any(sorted(there[at : at + size]) == letters for at in range(len(there) - size + 1))


def _short(bare: str, there: str) -> bool:
    """Whether a short form stands there: its last character is of the rendering's second half."""
    if len(bare) < SHORTENED:
        return False
    for first in (at for at, sign in enumerate(there) if sign == bare[0]):
        place = 0
        for sign in there[first + 1 :]:
            later = bare.find(sign, place + 1)
            if later < 0:
                break
            place = later
            if place * 2 >= len(bare) - 1:
                return True
    return False


def _in_order(one: str, other: str) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for sign in one:
        diagonal = 0
        for at, there in enumerate(other, 1):
            diagonal, row[at] = row[at], diagonal + 1 if sign == there else max(row[at], row[at - 1])
    return row[-1]
