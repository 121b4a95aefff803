"""People in Chinese: a surname with one or two characters, before a title or a verb of saying, or after a title.

Chinese does not divide words, so a name is taken only where its neighbours say that it begins and ends there.
"""

from __future__ import annotations

import re
from functools import cache

from service.translate.names.chinese import parted, tables
from service.translate.names.cues import cues
from service.translate.names.mention import Mention, again, apart
from service.translate.terms.units import HAN

POINTS = "·・•"  # between the names of a foreigner
BEFORE = "和与與及同由对對向让讓被把为是说在以、的据由经"


def mentions(text: str) -> list[Mention]:
    """Ascending, none over another."""
    found = []
    for pattern in _patterns():
        for match in pattern.finditer(text):
            name, words = match["name"], cues()["zh"]
            person = parted(name)
            if person is None or any(name.startswith(word) for word in words["words"]):
                continue
            if _may_be(*person):
                found.append(Mention(match.start("name"), match.end("name"), name, *person))
    return again(text, apart(found))


def _may_be(surname: str, given: str) -> bool:
    words = cues()["zh"]
    if set(given) & words["given_never"] or set(surname + given) <= words["foreign"]:
        return False
    return len(given) > 1 or given in words["alone"]


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = cues()["zh"]

    def any_of(name: str) -> str:
        return "|".join(sorted(words[name], key=len, reverse=True))

    surname = "(?:" + "|".join((*tables()["compound"], *tables()["single"])) + ")"
    says = rf"(?=(?:{any_of('adverbs')})?(?:{any_of('verbs')}))"
    ends = rf"(?=[^{HAN}{POINTS}]|$|[{BEFORE}等在将于]|(?:{any_of('adverbs')})?(?:{any_of('verbs')}))"
    begins = rf"(?:(?<![{HAN}{POINTS}])|(?<=[{BEFORE}]))"
    titled = "(?:" + "|".join(f"(?<={title})" for title in sorted(words["before"], key=len, reverse=True)) + ")"
    return (
        re.compile(rf"{titled}(?P<name>{surname}[{HAN}]{{2}}){ends}"),
        re.compile(rf"{titled}(?P<name>{surname}[{HAN}]){ends}"),
        re.compile(rf"{begins}(?P<name>{surname}[{HAN}]{{1,2}}?)(?={any_of('after')})"),
        re.compile(rf"{begins}(?P<name>{surname}[{HAN}]{{1,2}}?){says}"),
    )
