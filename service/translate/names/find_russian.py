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
NATIVE = re.compile(r"(?:[оеё]ва?|[иы]на?|ск(?:ий|ая)|цк(?:ий|ая)|ко|[уюе]к|вич|вна|чна|[иы]х|ян|ый|ая|ой)$")
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
        native = bool(NATIVE.search(family or source))
        found.append(Mention(start, end, source, family, source.removesuffix(family).strip(), sure=native))
        at += count
    return found


def _person(words: list[str]) -> tuple[str, str, int] | None:
    """The nominative, the surname in it, and how many words it takes; None where the first is no given name."""
    known = given().get(words[0])
    if known is None:
        return _surname_first(words)
    middle = gender(words[1])
    if middle is None:
        whose = next((one for one, name in known.items() if name == words[0]), next(iter(known)))
        straight = known[whose] == words[0] and not _oblique(words[1], whose)
        last = surname(words[1], whose, nominative=straight)
        return (f"{known[whose]} {last}", last, 2) if len(words[1]) > 2 and words[1] not in given() else None
    first, second = known.get(middle, words[0]), patronymic(words[1], middle)
    if len(words) < LONGEST:
        return f"{first} {second}", "", 2
    last = surname(words[2], middle, nominative=first == words[0] and second == words[1])
    return f"{first} {second} {last}", last, 3


def _surname_first(words: list[str]) -> tuple[str, str, int] | None:
    """Путин Владимир Владимирович."""
    known = given().get(words[1])
    if len(words) < LONGEST or known is None or (middle := gender(words[2])) is None:
        return None
    first, second = known.get(middle, words[1]), patronymic(words[2], middle)
    last = surname(words[0], middle, nominative=first == words[1] and second == words[2])
    return f"{last} {first} {second}", last, 3


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
