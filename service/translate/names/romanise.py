"""One name in the Latin letters of one system."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from service.core.errors import InvalidRequest
from service.translate.names import chinese, dprk, reischauer, revised, russian
from service.translate.terms.units import base

System = Callable[[str, str], str]
_WAYS: dict[str, dict[str, System]] = {
    "ko": {"dprk": dprk.dprk, "revised": revised.revised, "mccune-reischauer": reischauer.reischauer},
    "zh": {"pinyin": chinese.pinyin},
    "ru": {
        "bgn": lambda name, _: russian.bgn(name),
        "scholarly": lambda name, _: russian.scholarly(name),
    },
}
SYSTEMS: Mapping[str, tuple[str, ...]] = MappingProxyType({language: tuple(ways) for language, ways in _WAYS.items()})


def romanise(name: str, language: str, system: str, kind: str = "person") -> str:
    """A name of `kind` person, place or body; a person's that no family name begins is written as a word.

    Raises InvalidRequest for a language or system that is not in SYSTEMS, MissingExtra.
    """
    ways = _WAYS.get(base(language), {})
    if system not in ways:
        known = ", ".join(ways) or f"none; those of {', '.join(SYSTEMS)} have some"
        raise InvalidRequest(f"There is no system {system} for names in {language}; there is {known}.")
    return ways[system](" ".join(name.split()), kind)


def forms(name: str, language: str, kind: str = "person") -> dict[str, str]:
    """By system; none from a language without one. Raises MissingExtra."""
    return {system: romanise(name, language, system, kind) for system in SYSTEMS.get(base(language), ())}
