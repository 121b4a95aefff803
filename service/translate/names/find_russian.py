"""People in Russian: a given name with a patronymic or a surname, or initials with a surname, in any case."""

from __future__ import annotations

import re

from service.translate.names.mention import Mention, apart
from service.translate.names.russian_cases import Gender, gender, given, patronymic, surname

WORD = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
CAPITALS = re.compile(rf"(?<![\w-]){WORD}(?: {WORD})+(?![\w-])")
LETTER = r"[А-ЯЁ]\.\s?"
INITIALS = re.compile(
    rf"(?<![\w-])(?:(?P<before>(?:{LETTER}){{1,2}})(?P<name>{WORD})|(?P<last>{WORD}) (?P<after>(?:{LETTER}){{2}}))"
)
LONGEST = 3  # words


def mentions(text: str) -> list[Mention]:
    """Ascending, none over another; then surnames alone of those who are named in full."""
    full = [one for match in CAPITALS.finditer(text) for one in _run(match)]
    full += [_initials(match) for match in INITIALS.finditer(text)]
    return apart([*full, *_later(text, full)])


def _run(match: re.Match[str]) -> list[Mention]:
    """The names in capitalised words that follow each other."""
    words = list(re.finditer(r"\S+", match.group()))
    found, at = [], 0
    while at < len(words) - 1:
        one = _person([word.group() for word in words[at : at + LONGEST]])
        if one is None:
            at += 1
            continue
        source, family, count = one
        start, end = match.start() + words[at].start(), match.start() + words[at + count - 1].end()
        found.append(Mention(start, end, source, family, source.removesuffix(family).strip()))
        at += count
    return found


def _person(words: list[str]) -> tuple[str, str, int] | None:
    """The nominative, the surname in it, and how many words it takes; None where the first is no given name."""
    known = given().get(words[0])
    if known is None:
        return _surname_first(words)
    first, whose = known
    straight = words[0] == first and not (whose == "she" and words[0] in _genitives())
    middle = gender(words[1])
    if middle is None:
        last = surname(words[1], whose, nominative=straight and not _oblique(words[1], whose))
        return (f"{first} {last}", last, 2) if len(words[1]) > 2 and words[1] not in given() else None
    if words[0] in _genitives() and middle != whose:
        first, whose, straight = words[0].removesuffix("а"), "he", False
    name = f"{first} {patronymic(words[1], middle)}"
    if len(words) < LONGEST:
        return name, "", 2
    straight = straight and words[1] == patronymic(words[1], middle)
    last = surname(words[2], middle, nominative=straight)
    return f"{name} {last}", last, 3


def _surname_first(words: list[str]) -> tuple[str, str, int] | None:
    """Путин Владимир Владимирович."""
    if len(words) < LONGEST or words[1] not in given() or (middle := gender(words[2])) is None:
        return None
    first, _ = given()[words[1]]
    straight = words[1] == first
    last = surname(words[0], middle, nominative=straight)
    return f"{last} {first} {patronymic(words[2], middle)}", last, 3


def _genitives() -> frozenset[str]:
    """Names of women that are a man's in another case: Александра, Валентина."""
    names = {name for name, (_, whose) in given().items() if whose == "he"}
    return frozenset(f"{name}а" for name in names) & frozenset(
        name for name, (_, whose) in given().items() if whose == "she"
    )


def _oblique(word: str, whose: Gender) -> bool:
    return whose == "he" and word.endswith(("ого", "ому", "ову", "еву"))


def _initials(match: re.Match[str]) -> Mention:
    """With initials nobody knows the case: the form of a man, unless it is already one in the nominative."""
    letters, word = (match["before"] or match["after"]).strip(), match["name"] or match["last"]
    last = surname(word, None, nominative=not word.endswith(("ому", "ого", "овым", "евым", "ову", "еву", "ским")))
    start, end = match.start(), match.end() - (len(match.group()) - len(match.group().rstrip()))
    name = f"{letters} {last}" if match["before"] else f"{last} {letters}"
    return Mention(start, end, name, last, letters, sure=False)


def _later(text: str, full: list[Mention]) -> list[Mention]:
    found = []
    for one in {mention.family: mention for mention in full if mention.family}.values():
        for match in re.finditer(rf"(?<![\w-]){re.escape(one.family)}(?![\w-])", text):
            found.append(one._replace(start=match.start(), end=match.end(), sure=False))
    return found
