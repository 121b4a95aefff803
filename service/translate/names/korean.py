"""Korean names taken apart, and the letters that three systems share."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from service.translate.names.hangul import HANGUL, INITIALS

VOWEL: Final = dict(zip("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ",
                 "a ae ya yae ŏ e yŏ ye o wa wae oe yo u wŏ we wi yu ŭ ŭi i".split(), strict=True))  # fmt: skip
FINAL: Final = dict(zip("ㄱㄴㄷㄹㅁㅂㅇ", "k n t l m p ng".split(), strict=True)) | {"": ""}
VOICED: Final = {"ㄱ": "g", "ㄷ": "d", "ㅂ": "b"}
OPEN: Final = frozenset({"", "ㄴ", "ㄹ", "ㅁ", "ㅇ"})  # what a voiced consonant comes after
GIVEN_LONGEST = 3  # syllables


def letters(row: str) -> dict[str, str]:
    """A system's letters for the initials, in the order of the alphabet, one space between."""
    return dict(zip(INITIALS, row.split(" "), strict=True))


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
