"""Words of one family: infect, infectiousness; symptom, symptomatic; diarrhoea, diarrhea; propager, propagation.

Two English or Russian words are of one family when what follows their common beginning is made of suffixes on both
sides (the idea of Lovins 1968 and Porter 1980, without their conditions); words of other languages, and Russian ones
too, when they share most of their letters from the first on. Good enough to see that a word is there, not to call it
right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from service.translate.terms import russian
from service.translate.terms.inflection import common, made_of

SUFFIXES = frozenset(
    """
    e s es ed en er or y ys ing i ie ion at it ut iv al ial ual ic ical ous able ible abl ibl ity ty nes ment ance ence
    ancy ency ant ent an ly ist ism iz ary ory ure t 's
    """.split()
)
LATIN = frozenset({"us", "uses", "al"})  # virus, viral
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
PREFIXES = {  # those that deny are not among them
    "en": "anti fore inter over pre re under".split(),
    "ru": "вы до за из ис на о об от пере по под пред при про раз рас с у".split(),
}
DENYING = {"en": "a non un".split(), "ru": "без бес не".split()}
DENIALS = {  # the beginnings of words beside which a word means what it does with such a prefix
    "en": ("no", "not", "without", "don", "doesn", "didn", "lack", "absen"),
    "ru": ("без", "нет", "не", "отсутств", "лиш"),
}
LEAST = 4  # letters of a common beginning
BACK = 3  # letters of it that may belong to the suffixes: infect-ious, infect-ion
MOST = 2 / 3  # of the shorter word, where suffixes are not looked at, and a letter more than LEAST


def akin(one: str, other: str, language: str) -> bool:
    """Whether two folded words are of one family."""
    if one == other:
        return True
    if language == "en":
        return _english(_spelt(one), _spelt(other))
    if language == "ru":
        one, other = russian.stem(one), russian.stem(other)
        if russian.akin(one, other):
            return True
    return common(one, other) >= max(LEAST + 1, MOST * min(len(one), len(other)))


def kindred(one: str, other: str, language: str) -> bool:
    """Whether two folded words are of one family but for a prefix (caution, precaution; болезнь, заболевание), which
    may change what they mean. Prefixes that deny do not count."""
    prefixes = PREFIXES.get(language, ())
    return any(_same_but(prefix, *words, language) for prefix in prefixes for words in ((one, other), (other, one)))


def denied(one: str, others: Sequence[str], language: str) -> bool:
    """Whether a folded word stands among others as two: asymptomatic, without symptoms."""
    if not any(other.startswith(DENIALS.get(language, ())) for other in others):
        return False
    return any(_same_but(prefix, one, other, language) for prefix in DENYING.get(language, ()) for other in others)


def _same_but(prefix: str, longer: str, shorter: str, language: str) -> bool:
    rest = longer.removeprefix(prefix)
    return rest != longer and min(len(rest), len(shorter)) > LEAST and akin(rest, shorter, language)


def _english(one: str, other: str) -> bool:
    if one[:3] != other[:3]:
        return False
    shared = common(one, other)
    if {one[shared:], other[shared:]} <= LATIN:
        return True
    return any(
        made_of(one[at:], SUFFIXES) and made_of(other[at:], SUFFIXES)
        for at in range(shared, max(LEAST, shared - BACK) - 1, -1)
        if at > LEAST or "y" not in (one[at:], other[at:])  # part is not of the family of party
    )


@lru_cache(65_536)
def _spelt(word: str) -> str:
    for pattern, instead in SPELLINGS:
        word = pattern.sub(instead, word)
    return word
