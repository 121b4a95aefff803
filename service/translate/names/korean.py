"""Korean names in Latin letters.

- `revised`: the Revised Romanisation of the South (Ministry of Culture and Tourism, proclamation 2000-8).
- `reischauer`: McCune and Reischauer, Transactions of the Korea Branch of the Royal Asiatic Society XXIX, 1939; places
  with a hyphen before the generic term (BGN/PCGN 1945 Agreement).
- `dprk`: the Academy of Social Sciences' rules (2002, 2012; UN document E/CONF.94/INF.78), and `plain`, as KCNA prints
  it: without breves, hyphens and doubled letters at the beginning.

A person's family name and given name do not change each other's sounds in any of them.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from service.translate.names.hangul import HANGUL, Syllable, assimilated, linked, syllables

PLAIN: Final = str.maketrans("ŏŭŎŬ", "ouOU")
VOWEL = dict(zip("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ",
                 "a ae ya yae ŏ e yŏ ye o wa wae oe yo u wŏ we wi yu ŭ ŭi i".split(), strict=True))  # fmt: skip
FINAL = dict(zip("ㄱㄴㄷㄹㅁㅂㅇ", "k n t l m p ng".split(), strict=True)) | {"": ""}
LETTERS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
SOUTH = dict(zip(LETTERS, "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" "), strict=True))
NORTH = dict(zip(LETTERS, "k kk n t tt r m p pp s ss  j jj ch kh th ph h".split(" "), strict=True))
OLD = dict(zip(LETTERS, "k kk n t tt r m p pp s ss  ch tch ch’ k’ t’ p’ h".split(" "), strict=True))
VOICED = {"ㄱ": "g", "ㄷ": "d", "ㅂ": "b"}
OPEN = frozenset({"", "ㄴ", "ㄹ", "ㅁ", "ㅇ"})  # what a voiced consonant comes after
APART = frozenset("로란량력론료류")  # last syllables before which ㄴㄹ is ㄴㄴ
DIGRAPH = re.compile(r"(?<=a)(?=e)|(?<=e)(?=[ou])|(?<=o)(?=e)|(?<=u)(?=i)|(?<=n)(?=g)|(?<=ng)(?=[aeiouwy])")
NUMBERED = re.compile(r"(\d+)(\D)")
GIVEN_LONGEST = 3  # syllables
SEAM: Final = "\u2010"  # a hyphen between n and g, which stands in the strict form alone


@cache
def tables() -> dict[str, Any]:
    """`data/korean.yaml`."""
    raw: dict[str, Any] = yaml.safe_load(
        files("service.translate.names").joinpath("data/korean.yaml").read_text("utf-8")
    )
    return raw | {name: tuple(raw[name].split()) for name in ("family", "frequent", "given")}


def parted(name: str) -> tuple[str, str] | None:
    """Family name and given name, None where no family name begins it."""
    bare = name.replace(" ", "")
    if not HANGUL.fullmatch(bare):
        return None
    for family in (*tables()["compound"], *tables()["family"]):
        given = bare.removeprefix(family)
        if given != bare and 1 <= len(given) <= GIVEN_LONGEST:
            return family, given
    return None


def south(family: str) -> str:
    """A family name as the South spells it: 리 이."""
    return str(tables()["south"].get(family, family))


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


def reischauer(name: str, kind: str = "person") -> str:
    """A given name of two syllables has a hyphen; sounds change inside it."""
    if kind == "person" and (person := parted(name)):
        family, given = person
        put = tables()["reischauer"].get(family) or "".join(_old(linked(syllables(family)))).capitalize()
        parts = _old(assimilated(linked(syllables(given))))
        return f"{put} {'-'.join(parts).replace('’g', 'g').capitalize()}"
    return " ".join(_old_place(part, kind) for part in name.split())


def dprk(name: str, kind: str = "person", *, plain: bool = True) -> str:
    """`plain` as KCNA prints it. A given name's syllables stand apart; a native one of three is one word."""
    if kind == "person" and (person := parted(name)):
        family, given = ("리" if person[0] == "이" else person[0]), person[1]
        row = syllables(given)
        joined = len(given) > 2  # a native word: 꽃분이
        written = [_north(row)] if joined else _apart(row)
        put = [_north(syllables(family)), *written]
    else:
        put = [_north_place(part, kind) for part in name.split()]
    text = " ".join(_doubled(part) for part in put)
    if plain:
        text = re.sub(r"\b(KK|TT|PP|SS|JJ)", lambda double: double.group()[0], text)
        text = text.replace(SEAM, "").translate(PLAIN)
    return text.replace(SEAM, "-")


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


def _old(parts: list[Syllable]) -> list[str]:
    """McCune and Reischauer, a string for each syllable."""
    put: list[str] = []
    for at, part in enumerate(parts):
        before = parts[at - 1] if at else None
        initial = OLD[part.initial]
        if part.initial == "ㅅ" and part.vowel == "ㅟ":
            initial = "sh"
        if before is not None:
            if part.initial == "ㄹ" and before.final == "ㄹ":
                initial = "l"
            elif part.initial in "ㄱㄷㅂㅈ" and before.final in OPEN and not before.cluster:
                hard = before.final == "ㄹ" and part.initial in "ㄷㅈ"
                initial = initial if hard else {**VOICED, "ㅈ": "j"}[part.initial]
            if before.final == "ㄴ" and initial == "g":
                initial = "’g"
            if before.final == "ㄹ" and part.initial == "ㅎ":
                put[-1] = put[-1][:-1] + "r"
        put.append(initial + VOWEL[part.vowel] + FINAL[part.final])
    return put


def _old_place(word: str, kind: str) -> str:
    run = HANGUL.fullmatch(word)
    if not run:
        return word
    parts = _old(assimilated(linked(syllables(tables()["sound"].get(word, word)))))
    tail = next((tail for tail in ("고개", *"리동강령촌도군시구읍면") if word.endswith(tail)), "")
    if kind != "place" or not tail or len(word) - len(tail) < 2:
        return "".join(parts).capitalize()
    border = len(word) - len(tail)
    return "".join(parts[:border]).capitalize() + "-" + "".join(parts[border:]).removeprefix("’")


def _apart(row: list[Syllable]) -> list[str]:
    """Given syllables as words: the first never voiced, a later one as after its neighbour."""
    return [
        _letters(part, row[at - 1].final if at else None) + FINAL[_closing(part.final)] for at, part in enumerate(row)
    ]


def _closing(final: str) -> str:
    return linked([Syllable("ㅇ", "ㅏ", final)])[0].final


def _letters(part: Syllable, before: str | None) -> str:
    """Initial and vowel after a final; None at the beginning of a word. ㄱ after ㄱ is g, for kk is another letter."""
    initial = NORTH[part.initial]
    if before is not None and part.initial in VOICED and (before in OPEN or before == part.initial):
        initial = VOICED[part.initial]
    return initial + VOWEL[part.vowel]


def _north(row: list[Syllable]) -> str:
    parts = linked(row)
    text = ""
    for at, part in enumerate(parts):
        final = part.final
        if at + 1 < len(parts):
            following = parts[at + 1].initial
            if (final and final in "ㄱㄷㅂ" and following in "ㄴㅁ") or (final == "ㅂ" and following == "ㄹ"):
                final = {"ㄱ": "ㅇ", "ㄷ": "ㄴ", "ㅂ": "ㅁ"}[final]
        one = _letters(part, parts[at - 1].final if at else None) + FINAL[final]
        text += SEAM + one if one[0] == "g" and text.endswith("n") else one
    return text


def _north_place(word: str, kind: str) -> str:
    """A word or place; a hyphen before administrative units alone."""
    run = HANGUL.fullmatch(word)
    special = tables()["dprk"]
    if not run or word in special:
        return str(special.get(word, word))
    ending = tables()["generic"].get(word[-1]) if len(word) > 2 else None
    if not ending:
        return _north(syllables(word))
    stem = special.get(word[:-1]) or _north(syllables(word[:-1]))
    hyphen = "-" if kind == "place" and word[-1] in "도시군구읍면리동골" else ""
    if not hyphen and stem[-1] == "n" and ending[0] == "g":
        hyphen = SEAM
    return f"{stem}{hyphen}{ending}"


def _doubled(word: str) -> str:
    """Capitalised; a doubled consonant as one letter: KKonmaŭl."""
    double = re.match(r"(?:kk|tt|pp|ss|jj)", word)
    return double.group().upper() + word[2:] if double else word[:1].upper() + word[1:]
