"""One name in several spellings of the Latin alphabet: Jo Yong Won and Cho Yong-won, Zelensky and Zelenskyy.

Korean by syllables, Russian and Ukrainian by the endings and letters that systems differ in; `data/romanisation.yaml`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

import yaml

_data = yaml.safe_load(files("service.reading").joinpath("data/romanisation.yaml").read_text("utf-8"))
KOREAN: dict[str, str] = {spelling: row[0] for row in _data["korean"] for spelling in row}
FAMILY = frozenset(_data["family"])
CYRILLIC = tuple((re.compile(pattern), put) for pattern, put in _data["cyrillic"])
SHORTEST = 5  # letters of a name that is taken for Russian; shorter ones differ by too little
LONGEST = 6  # letters of a Korean syllable
DIVIDED = re.compile(r"[ -]")


@lru_cache(maxsize=16_384)
def fold(word: str) -> str:
    """The spelling that stands for all spellings of the name `word`: the same for each of them, and in lower case."""
    bare = re.sub(r"[-’'ʼ]", "", word.casefold())
    if bare in KOREAN:
        return KOREAN[bare]
    if len(bare) >= SHORTEST and bare.isascii():
        for pattern, put in CYRILLIC:
            bare = pattern.sub(put, bare)
    return bare


def parts(name: str) -> list[str]:
    """The words of a name and what hyphens divide, folded."""
    return [fold(part) for part in DIVIDED.split(name) if part]


def korean(name: str) -> set[str]:
    """The Korean names in a run of capitalised words, folded, without spaces: joyongwon of Secretary Cho Yong-won."""
    row = parts(name)
    return {
        family + first + second
        for family, first, second in zip(row, row[1:], row[2:], strict=False)
        if family in FAMILY and max(len(first), len(second)) <= LONGEST
    }
