"""People in Korean: a family name with a given name, before a title, or what kiwipiepy takes for a name."""

from __future__ import annotations

import importlib.util
import re
from functools import cache

from service.translate.names.cues import cues
from service.translate.names.hangul import HANGUL
from service.translate.names.korean import tables
from service.translate.names.mention import Mention, again, apart
from service.translate.terms.korean import ENDING, kiwi

WHOLE = 3  # syllables of a name that needs no more than a title


def mentions(text: str) -> list[Mention]:
    """Ascending, none over another."""
    by_title = [_mention(match["name"], match.start("name")) for match in _titled().finditer(text)]
    found = [one for one in by_title if one]
    if importlib.util.find_spec("kiwipiepy"):
        common = _common(text)
        found = [one for one in found if one.start not in common]
        found.extend(_proper(text))
    return again(text, apart(found), border="가힣")


@cache
def _titled() -> re.Pattern[str]:
    """A name before its title, glued to it or not, with at most a word between; or after it."""
    words = cues()["ko"]
    titles = "|".join(sorted(words["after"], key=len, reverse=True))
    between = "|".join(words["between"])
    family = "|".join((*tables()["compound"], *tables()["family"]))
    given = f"[{''.join(tables()['given'])}]"
    name = f"(?:{family}){given}{{2}}"
    after = rf"(?=(?:{titles})|\s(?:(?:{between})\s)?(?:[가-힣]{{2,9}}\s)?(?:{titles}))"
    short = rf"(?:{family}){given}(?=\s?(?:동지|씨)(?![가-힣]{{3}}))"
    return re.compile(rf"(?<![가-힣])(?P<name>{name}{after}|{short})")


def _mention(name: str, at: int, *, sure: bool = True) -> Mention | None:
    families = (*tables()["compound"], *tables()["family"])
    family = next((one for one in families if name.startswith(one) and name != one), "")
    if not family or name in cues()["ko"]["words"]:
        return None
    return Mention(at, at + len(name), name, family, name[len(family) :], sure=sure)


def _common(text: str) -> set[int]:
    """Where common nouns of two syllables or more begin."""
    return {token.start for token in kiwi().tokenize(text) if token.tag == "NNG" and token.len > 1}


def _proper(text: str) -> list[Mention]:
    """Proper nouns of three syllables that may be a name, none of them a place's kind of word."""
    found = []
    for token in kiwi().tokenize(text):
        name = text[token.start : token.start + token.len]
        if token.tag != "NNP" or len(name) < WHOLE or not HANGUL.fullmatch(name) or name[-1] in cues()["ko"]["place"]:
            continue
        one = _mention(name, token.start, sure=False)
        if one and len(one.given) == 2 and set(one.given) <= set(tables()["given"]):
            after = text[one.end : one.end + 4]
            glued = HANGUL.match(after)
            if not glued or ENDING.match(glued.group()):
                found.append(one)
    return found
