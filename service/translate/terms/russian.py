"""Russian words of one family: распространять, распространение; инфекция, инфицировать; маска, масок.

What follows the common beginning is made of suffixes and endings on both sides, the consonant before it may change
(заразить, заражение), and a vowel may come and go. Forms of one verb need a shorter beginning (чихнуть, чихает).
"""

from __future__ import annotations

import re
from functools import lru_cache

from service.translate.terms.inflection import ADJECTIVE, NOUN, common, key, made_of

FLEETING = re.compile("(?<=[бвгджзклмнпрстфхцчшщ])[оеь](?=[бвгджзклмнпрстфхцчшщ]$)")  # маска, масок; кашель, кашля
STEMS = (  # that change: инфекция, инфицировать; касаться, коснуться; полагать, положить
    (re.compile("фиц(?=и)"), "фекц"),
    (re.compile("кос(?=н)"), "кас"),
    (re.compile("лож(?=[еи])"), "лаг"),
)
CHANGES = frozenset(map(frozenset, "зж гж дж кч хш сш тч тщ кц цч тц".split()))
THEMES = ("", *"а я е и ы у ну ова ева ива ыва ирова нове".split())
VERB = """
    ть ти ться тись л ла ло ли лся лась лось лись ет ем ешь ете ут ют ит им ишь ите ат ят
    ется ются утся ится ятся атся й йте йся йтесь ите итесь ив в вши вшись я ясь
    ние ния нию нием нии ний ниям ниями ниях нье нья тие тия тию тием тии
""".split()
VERBAL = frozenset(theme + ending for theme in THEMES for ending in VERB)  # forms of one verb, and its noun
MORPHEMES = """
    нн енн анн онн ан ян ск еск ическ ик ник щик чик ист изм ость ост ств еств тель тельн ниц ец ци аци яци ени ани ни
    знь ив лив ов ев ин ова ева ива ыва ирова изирова ва ну ант ент ор ер аж альн ональн ивн арн озн чив ем им ом ащ ущ
    ющ ящ вш ся сь ок ек
""".split()
SUFFIXES = (NOUN | ADJECTIVE | VERBAL).union(
    MORPHEMES, ("н" + ending for ending in ADJECTIVE), ("к" + ending for ending in NOUN)
) - {"", "к"}
LEAST = 4  # letters of a common beginning where both rests have LONG letters or more; else one more
LONG = 3


def akin(one: str, other: str) -> bool:
    """Whether two words are of one family, as `stem` gives them."""
    if one[:3] != other[:3]:
        return False
    shared = common(one, other)
    if VERBAL.issuperset((one[shared:], other[shared:])) or _fleeting(key(one, "ru"), key(other, "ru")):
        return True
    if frozenset((one[shared : shared + 1], other[shared : shared + 1])) in CHANGES:
        shared += 1
    least = LEAST if min(len(one), len(other)) - shared >= LONG else LEAST + 1
    return shared >= least and made_of(one[shared:], SUFFIXES) and made_of(other[shared:], SUFFIXES)


@lru_cache(65_536)
def stem(word: str) -> str:
    """The folded word with the stem that its family shares."""
    for pattern, instead in STEMS:
        word = pattern.sub(instead, word)
    return word


def _fleeting(one: str, other: str) -> bool:
    """Whether two stems differ by a vowel that comes and goes."""
    return one != other and FLEETING.sub("", one) == FLEETING.sub("", other)
