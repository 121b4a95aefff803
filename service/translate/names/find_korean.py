"""People in Korean: a family name with a given name, before a title, or what kiwipiepy takes for a name."""

from __future__ import annotations

import bisect
import importlib.util
import re
from functools import cache

from service.translate.names.cues import cues
from service.translate.names.hangul import HANGUL
from service.translate.names.korean import tables
from service.translate.names.mention import Mention, again, apart
from service.translate.terms.korean import ENDING, morphemes

Token = tuple[int, int, str]  # half-open code points, and what kiwipiepy calls it
WHOLE = 3  # syllables of a name that needs no more than a title


def mentions(text: str) -> list[Mention]:
    """Ascending, none over another."""
    by_title = [_mention(match["name"], match.start("name")) for match in _titled().finditer(text)]
    found = [one for one in by_title if one]
    if importlib.util.find_spec("kiwipiepy"):
        tokens = [(one.start, one.end, one.tag) for one in morphemes(text)]
        found = [one for one in found if _may_be(one, tokens)]
        found.extend(_proper(text, tokens))
    return again(text, apart(found), border=HANGUL)


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
    return re.compile(rf"(?<![가-힣\d])(?P<name>{name}{after}|{short})")


def _mention(name: str, at: int, *, sure: bool = True) -> Mention | None:
    families = (*tables()["compound"], *tables()["family"])
    family = next((one for one in families if name.startswith(one) and name != one), "")
    if not family or name in cues()["ko"]["words"]:
        return None
    return Mention(at, at + len(name), name, family, name[len(family) :], sure=sure)


def _may_be(one: Mention, tokens: list[Token]) -> bool:
    """Whether no other word begins where the name does: a common noun or a verb of two syllables or more, or a proper
    noun with its particle."""
    first, last = (bisect.bisect_left(tokens, (at, 0, "")) for at in (one.start, one.end))
    inside = [(end - start, tag) for start, end, tag in tokens[first:last] if end <= one.end]
    size, tag = inside[0] if inside else (0, "")
    if size < 2 or (tag == "XR" and not any(other.startswith("XS") for _, other in inside)):  # a root that is no word
        return True
    return tag == "NNP" and not any(other.startswith("J") for _, other in inside)


def _proper(text: str, tokens: list[Token]) -> list[Mention]:
    """Proper nouns of three syllables with a frequent family name, none of them a place's kind of word."""
    found = []
    for start, end, tag in tokens:
        name = text[start:end]
        if tag != "NNP" or len(name) < WHOLE or not HANGUL.fullmatch(name) or name[-1] in cues()["ko"]["place"]:
            continue
        one = _mention(name, start, sure=False)
        if one is None or one.family not in {*tables()["frequent"], *tables()["compound"]}:
            continue
        if len(one.given) == 2 and set(one.given) <= set(tables()["given"]) and one.given[1] not in "가이의":
            glued = HANGUL.match(text[end : end + 4])
            if not glued or ENDING.match(glued.group()):
                found.append(one)
    return found
