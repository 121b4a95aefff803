"""Units of Korean: stems without particles and endings, by kiwipiepy's morphemes, or by a list of particles.

The genitive and the object particle are left out, so that a term is found with them and without; another particle is
a unit, which keeps a party (its topic marked) and a committee from being a party committee. Without kiwipiepy compounds
written together are found only as a whole word with its particles.
"""

from __future__ import annotations

import importlib.util
import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from service.translate.terms.units import Unit, plain_units

PARTICLES = """
    에게서는 으로부터 으로서의 으로써 으로서 에서부터 에서는 에서도 에서의 에게서 에게는 로부터 로서의 께서는
    께서도 이라는 이라고 이였다 이었다 입니다 이라며 까지의 까지도 까지 부터 에서 에게 에는
    에도 에만 에의 께서 한테 으로 로서 로써 로의 로는 보다 처럼 만큼 마다
    조차 마저 밖에 이나 이란 이라 이며 이고 이다 인가 라는 라고 라며 과의
    과는 와의 와는 들은 들이 들을 들의 들에게 들과 은 는 이 가 을
    를 의 에 도 만 과 와 로 나 야 들 란 며 인
""".split()
ENDING = re.compile("(?:" + "|".join(sorted(PARTICLES, key=len, reverse=True)) + ")$")
HANGUL = re.compile(r"[\uac00-\ud7a3]+")
LEFT_OUT = frozenset({"JKG", "JKO"})
KEPT, LONGEST = 4096, 1_000  # texts whose morphemes are kept, and characters of one: names, terms and memory ask alike


class Morpheme(NamedTuple):
    """Half-open code points; `tag` is of kiwipiepy's set."""

    start: int
    end: int
    form: str
    tag: str


def korean_units(text: str) -> list[Unit]:
    return _by_morphemes(text) if importlib.util.find_spec("kiwipiepy") else by_particles(text)


def _by_morphemes(text: str) -> list[Unit]:
    """Raises nothing of its own; offsets are of the morphemes, and two that share a syllable are one unit."""
    found: list[Unit] = []
    others = [unit for unit in plain_units(text, "") if not HANGUL.search(unit.word)]
    for start, end, form, tag in morphemes(text):
        if not HANGUL.search(form) or start == end:
            continue
        if tag in LEFT_OUT or tag.startswith("E"):
            continue
        if found and start < found[-1].end:  # contracted: 해 is 하 and 어
            continue
        found.append(Unit(form, form, start, end))
    covered = {at for unit in found for at in range(unit.start, unit.end)}
    found.extend(unit for unit in others if covered.isdisjoint(range(unit.start, unit.end)))
    return sorted(found, key=lambda unit: unit.start)


def by_particles(text: str) -> list[Unit]:
    """Words, parted before one run of particles."""
    found: list[Unit] = []
    for unit in plain_units(text, ""):
        ending = ENDING.search(unit.word)
        if not HANGUL.fullmatch(unit.word) or not ending or len(unit.word) - len(ending.group()) < 2:
            found.append(unit)
            continue
        stem, particle = unit.word[: ending.start()], ending.group()
        border = unit.start + ending.start()
        found.append(Unit(stem, stem, unit.start, border))
        if particle not in {"의", "을", "를"}:
            found.append(Unit(particle, particle, border, unit.end))
    return found


def morphemes(text: str) -> tuple[Morpheme, ...]:
    """By kiwipiepy, in order. Raises ImportError without it."""
    return _kept(text) if len(text) <= LONGEST else _morphemes(text)


def _morphemes(text: str) -> tuple[Morpheme, ...]:
    tokens = kiwi().tokenize(text)
    return tuple(Morpheme(token.start, token.start + token.len, token.form, str(token.tag)) for token in tokens)


_kept = lru_cache(KEPT)(_morphemes)


@cache
def kiwi() -> Any:
    from kiwipiepy import Kiwi

    return Kiwi(num_workers=1)
