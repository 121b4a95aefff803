"""Russian names in the nominative, from any case, by their endings (А. А. Зализняк, Грамматический словарь, names)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

import yaml

Gender = Literal["he", "she"]
SURNAMES: dict[Gender, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "he": (
        ("ский", ("ского", "скому", "ским", "ском")), ("цкий", ("цкого", "цкому", "цким", "цком")),
        ("ов", ("ова", "ову", "овым", "ове")), ("ев", ("ева", "еву", "евым", "еве")),
        ("ёв", ("ёва", "ёву", "ёвым", "ёве")), ("ин", ("ина", "ину", "иным", "ине")),
        ("ын", ("ына", "ыну", "ыным", "ыне")), ("ый", ("ого", "ому", "ым", "ом")), ("ой", ("ого", "ому", "ым", "ом")),
        ("ук", ("ука", "уку", "уком", "уке")), ("юк", ("юка", "юку", "юком", "юке")),
        ("ян", ("яна", "яну", "яном", "яне")), ("ич", ("ича", "ичу", "ичем", "иче")),
    ),
    "she": (
        ("ская", ("ской", "скую")), ("цкая", ("цкой", "цкую")), ("ова", ("овой", "ову")), ("ева", ("евой", "еву")),
        ("ёва", ("ёвой", "ёву")), ("ина", ("иной", "ину")), ("ына", ("ыной", "ыну")), ("ая", ("ой", "ую")),
    ),
}  # fmt: skip
PATRONYMICS: dict[Gender, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "he": (("ич", ("ича", "ичу", "ичем", "иче")),),
    "she": (("вна", ("вны", "вне", "вну", "вной")), ("чна", ("чны", "чне", "чну", "чной"))),
}


@cache
def given() -> dict[str, dict[Gender, str]]:
    """Each form of each given name that is known, and the nominatives that it may be a form of."""
    raw = yaml.safe_load(files("service.translate.names").joinpath("data/russian.yaml").read_text("utf-8"))
    found: dict[str, dict[Gender, str]] = {}
    genders: tuple[Gender, ...] = ("she", "he")
    for whose in genders:
        for name in raw[whose].split():
            for form in _forms(name):
                found.setdefault(form, {}).setdefault(whose, name)
    return found


def gender(patronymic: str) -> Gender | None:
    """Whose a patronymic is, in any case; None where it is none."""
    for whose, rows in PATRONYMICS.items():
        if any(patronymic.endswith((ending, *cases)) for ending, cases in rows) and len(patronymic) > 5:
            return whose
    return None


def patronymic(word: str, whose: Gender) -> str:
    return _nominative(word, PATRONYMICS[whose])


def surname(word: str, whose: Gender | None, *, nominative: bool) -> str:
    """As a dictionary has it. A word in the `nominative` stays; where nobody knows whose it is, a man's is meant."""
    if nominative:
        return word
    rows = SURNAMES[whose or "he"]
    if "-" in word:
        return "-".join(_nominative(part, rows) for part in word.split("-"))
    return _nominative(word, rows)


def _nominative(word: str, rows: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    for ending, cases in rows:
        for case in sorted(cases, key=len, reverse=True):
            if word.endswith(case) and len(word) > len(case) + 1:
                return word[: -len(case)] + ending
    return word


def _forms(name: str) -> tuple[str, ...]:
    """The nominative and the other cases in the singular."""
    irregular = {"Павел": "Павл", "Лев": "Льв", "Пётр": "Петр", "Любовь": "Любов"}
    if name == "Любовь":
        return (name, "Любови", "Любовью")
    if name.endswith("ия"):
        return (name, *(name[:-1] + end for end in ("и", "ю", "ей")))
    if name.endswith(("я", "а")):
        soft = name.endswith("я") or name[-2] in "гкхжшч"
        ends = ("и" if soft else "ы", "е", "ю" if name.endswith("я") else "у", "ей" if name.endswith("я") else "ой")
        return (name, *(name[:-1] + end for end in ends))
    if name.endswith("й"):
        locative = "и" if name.endswith("ий") else "е"
        return (name, *(name[:-1] + end for end in ("я", "ю", "ем", locative)))
    if name.endswith("ь"):
        return (name, *(name[:-1] + end for end in ("я", "ю", "ем", "е")))
    stem = irregular.get(name, name)
    return (name, *(stem + end for end in ("а", "у", "ом", "е")))
