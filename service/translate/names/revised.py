"""The Revised Romanisation of Korean: Ministry of Culture and Tourism, proclamation 2000-8."""

from __future__ import annotations

import re

from service.translate.names.hangul import HANGUL, Syllable, assimilated, linked, syllables
from service.translate.names.korean import FINAL, VOWEL, letters, parted, south, tables

SOUTH = letters("g kk n d tt r m b pp s ss  j jj ch k t p h")
APART = frozenset("로란량력론료류")  # last syllables before which ㄴㄹ is ㄴㄴ
DIGRAPH = re.compile(r"(?<=a)(?=e)|(?<=e)(?=[ou])|(?<=o)(?=e)|(?<=u)(?=i)|(?<=n)(?=g)|(?<=ng)(?=[aeiouwy])")
NUMBERED = re.compile(r"(\d+)(\D)")


def revised(name: str, kind: str = "person", *, hyphens: bool = False, custom: bool = True, unit: bool = True) -> str:
    """With `hyphens` where letters could be read in two ways (Jung-ang), and in a person's given name. With `custom` a
    family name as its bearers write it (Lee), which the standard leaves to a later rule. Without `unit` a place loses
    its 시, 군 or 읍.
    """
    if kind == "person" and (person := parted(name)):
        family, given = south(person[0]), person[1]
        row = linked(syllables(given[0])) + [part for one in given[1:] for part in linked(syllables(one))]
        put = [_south([part]) for part in row]
        first = tables()["custom"].get(family) if custom else None
        return (
            f"{first or _south(linked(syllables(family))).capitalize()} "
            + ("-" if hyphens else "").join(put).capitalize()
        )
    return " ".join(_word(part, kind, hyphens=hyphens, unit=unit) for part in name.split())


def _word(word: str, kind: str, *, hyphens: bool, unit: bool) -> str:
    """A word or place of the South."""
    if numbered := NUMBERED.fullmatch(word):
        digits = "".join(tables()["digits"][int(digit)] for digit in numbered[1])
        return f"{numbered[1]}({_south(linked(syllables(digits)))})-{tables()['units'].get(numbered[2], '')}"
    ending = tables()["units"].get(word[-1:]) if kind == "place" and len(word) > 2 else None
    if ending and not unit and word[-1] in "시군읍":
        word, ending = word[:-1], None
    stem = word[:-1] if ending else word
    heard = tables()["sound"].get(stem, stem)
    put = HANGUL.sub(lambda run: _sounded(run.group(), hyphens=hyphens), heard).capitalize()
    return f"{put}-{ending}" if ending else put


def _sounded(run: str, *, hyphens: bool) -> str:
    parts = linked(syllables(run))
    for at in range(1, len(parts)):  # 히 and 혀 are no Sino-Korean syllables: a verb's, whose ㅎ is heard (잡혀 자펴)
        closed, opens = parts[at - 1].final, run[at]
        if opens in "히혀혔" and closed in "ㄱㄷㅂ" and closed:
            aspirate = {"ㄱ": "ㅋ", "ㄷ": "ㅌ", "ㅂ": "ㅍ"}[closed]
            parts[at - 1], parts[at] = parts[at - 1]._replace(final=""), parts[at]._replace(initial=aspirate)
    return _south(assimilated(parts, apart=run[-1] in APART), hyphens=hyphens)


def _south(parts: list[Syllable], *, hyphens: bool = False) -> str:
    text = ""
    for at, part in enumerate(parts):
        after = at and parts[at - 1].final == "ㄹ"
        initial = "l" if part.initial == "ㄹ" and after else SOUTH[part.initial]
        vowel = VOWEL[part.vowel].replace("ŏ", "eo").replace("ŭi", "ui").replace("ŭ", "eu")
        one = initial + ("wo" if part.vowel == "ㅝ" else vowel) + FINAL[part.final]
        seam = bool(hyphens and text and DIGRAPH.search(text[-2:] + one[:1]))
        text += "-" + one if seam and _seam(text, one) else one
    return text


def _seam(text: str, one: str) -> bool:
    """Whether the letters that meet could be read as one sound."""
    at = len(text)
    return any(match.start() == at for match in DIGRAPH.finditer(text + one))
