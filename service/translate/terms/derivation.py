"""Words of one family: infect, infectiousness; symptom, symptomatic; diarrhoea, diarrhea; propager, propagation.

Two English words are of one family when what follows their common beginning is made of suffixes on both sides (the idea
of Lovins 1968 and Porter 1980, without their conditions); words of other languages when they share most of their
letters from the first on. Good enough to see that a word is there, not to call it right.
"""

from __future__ import annotations

import re
from functools import lru_cache

from service.translate.terms.inflection import common, key

SUFFIXES = re.compile(
    "(?:e|s|es|ed|en|er|or|y|ys|ing|i|ie|ion|at|it|ut|iv|al|ial|ual|ic|ical|ous|able|ible|abl|ibl|ity|ty|nes|ment|ance|ence|ancy"
    "|ency|ant|ent|an|ly|ist|ism|iz|ary|ory|t|'s)*"
)
SPELLINGS = (  # of Britain as in America, and stems that change
    (re.compile(r"(.)\1"), r"\1"),
    (re.compile("[ao]e"), "e"),
    (re.compile("(?<=..)our"), "or"),
    (re.compile("(?<=[bt])re$"), "er"),
    (re.compile("(?<=[iy])s(?=[eia])"), "z"),
    (re.compile("mis(?=i)"), "mit"),
    (re.compile("ns(?=i)"), "nd"),
    (re.compile("cript(?=i)"), "crib"),
)
FLEETING = re.compile("(?<=[бвгджзклмнпрстфхцчшщ])[оеь](?=[бвгджзклмнпрстфхцчшщ]$)")  # маска, масок; кашель, кашля
LEAST = 4  # letters of a common beginning
BACK = 1  # letters of it that may belong to the suffixes: infect-ious, infect-ivity
MOST = 2 / 3  # of the shorter word, where the language's suffixes are not known, and a letter more than LEAST


def akin(one: str, other: str, language: str) -> bool:
    """Whether two folded words are of one family."""
    if one == other:
        return True
    if one[:3] != other[:3]:
        return False
    if language == "ru" and _fleeting(key(one, language), key(other, language)):
        return True
    if language != "en":
        return common(one, other) >= max(LEAST + 1, MOST * min(len(one), len(other)))
    one, other = _spelt(one), _spelt(other)
    shared = common(one, other)
    least = LEAST + ("y" in (one[-1], other[-1]))  # part is not of the family of party
    return any(
        SUFFIXES.fullmatch(one, at) and SUFFIXES.fullmatch(other, at)
        for at in range(shared, max(least, shared - BACK) - 1, -1)
    )


@lru_cache(65_536)
def _spelt(word: str) -> str:
    for pattern, instead in SPELLINGS:
        word = pattern.sub(instead, word)
    return word


def _fleeting(one: str, other: str) -> bool:
    """Whether two Russian stems differ by a vowel that comes and goes."""
    return one != other and FLEETING.sub("", one) == FLEETING.sub("", other)
