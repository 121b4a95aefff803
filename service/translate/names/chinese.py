"""Chinese names in pinyin: ISO 7098:2015, and for people GB/T 28039-2011: the family name first, what is given joined.

An apostrophe stands before a syllable that begins with a, e or o inside a word (ISO 7098:2015, 11.3: Xi'an). No tones.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from service.core.errors import MissingExtra
from service.translate.terms.units import HAN

RUN = re.compile(f"[{HAN}]+")
GIVEN_LONGEST = 2  # characters


@cache
def tables() -> dict[str, Any]:
    """`data/chinese.yaml`."""
    raw: dict[str, Any] = yaml.safe_load(
        files("service.translate.names").joinpath("data/chinese.yaml").read_text("utf-8")
    )
    single = (*raw["single"].split(), *(one for one in raw["read"] if len(one) == 1))
    return raw | {"compound": tuple(raw["compound"].split()), "single": tuple(dict.fromkeys(single))}


def parted(name: str) -> tuple[str, str] | None:
    """Surname and given name, None where none begins it. Two surnames (郑李淑芳) are told from four characters."""
    for surname in (*tables()["compound"], *tables()["single"]):
        given = name.removeprefix(surname)
        if given == name or not RUN.fullmatch(name):
            continue
        if 1 <= len(given) <= GIVEN_LONGEST:
            return surname, given
        second = parted(given) if len(given) <= 2 * GIVEN_LONGEST else None
        if second and len(second[1]) == GIVEN_LONGEST:
            return f"{surname}-{second[0]}", second[1]
    return None


def abroad(surname: str) -> tuple[str, ...]:
    """Spellings of those who do not use pinyin: Koreans, Vietnamese, Chinese of Hong Kong, Singapore and Taiwan."""
    return tuple(tables()["abroad"].get(surname, "").split())


def pinyin(name: str, kind: str = "person") -> str:
    """Raises MissingExtra without pypinyin."""
    if kind == "person" and (person := parted(name)):
        surname, given = person
        known = tables()["read"]
        put = "-".join((known.get(one) or _joined(one)).capitalize() for one in surname.split("-"))
        return f"{put} {_joined(given).capitalize()}"
    if fixed := tables()["places"].get(name):
        return str(fixed)
    return RUN.sub(lambda run: _joined(run.group()).capitalize(), name)


def _joined(characters: str) -> str:
    text = ""
    for syllable in _read()(characters):
        text += "'" + syllable if text and syllable[0] in "aeo" else syllable
    return text


@cache
def _read() -> Callable[[str], list[str]]:
    try:
        from pypinyin import lazy_pinyin
    except ImportError as error:
        raise MissingExtra("Chinese names need pypinyin: pip install 'plumbline[translate]'.") from error
    return lambda characters: [syllable.replace("v", "ü") for syllable in lazy_pinyin(characters)]
