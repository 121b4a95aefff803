"""Whether an article can mean only one person by one of their names, or by an office. English."""

from __future__ import annotations

import re
from functools import lru_cache

from service.reading.people import CAP, FUNCTION, NAME, TITLE_WORD, split_title

OFFICE = (
    r"(?:secretary|president|minister|premier|chancellor|chairman|chairwoman|chairperson|governor|mayor|king|queen|pope|"
    r"director|commissioner|commander|prosecutor|judge|ambassador|sheriff|coach|chief executive)"
)
OTHERS = r"(?:[Aa]n?|[Aa]nother|[Tt]wo|[Oo]ther|[Ff]ormer|[Nn]ew|[Nn]ext|[Ee]very|[Nn]o)"


def only(text: str, short: str, name: str) -> bool:
    """Whether `text` calls nobody but `name` by `short`: one word of the name, or an office after `the`."""
    words = short.split()
    if words[0].lower() == "the":
        return _only_holder(text, " ".join(words[1:]).lower(), name)
    return len(words) == 1 and words[0] in name.split() and _only_bearer(text, words[0], name)


@lru_cache(maxsize=1_024)
def _only_bearer(text: str, word: str, name: str) -> bool:
    """Whether no other capitalised word stands beside `word` than in `name`, titles and days aside."""
    parts = name.split()
    at = parts.index(word)
    before = set(re.findall(rf"\b({CAP}|[A-Z]\.)\s{re.escape(word)}(?![\w-])", text))
    after = set(re.findall(rf"\b{re.escape(word)}\s({CAP}|[A-Z]\.)", text))
    strange = (before - set(parts[max(0, at - 1) : at])) | (after - set(parts[at + 1 : at + 2]))
    return not any(other not in FUNCTION and not TITLE_WORD.fullmatch(other) for other in strange)


@lru_cache(maxsize=1_024)
def _only_holder(text: str, office: str, name: str) -> bool:
    """Whether everybody who is told with the office has a word of `name`, and somebody has."""
    words = r"\s+".join(map(re.escape, office.split()))
    if re.search(rf"\b{OTHERS} (?:[\w-]+ )?(?i:{words})\b|\b(?i:{words})s\b", text):
        return False
    told = re.findall(rf"\b(?i:{words})\s({NAME}|{CAP})", text)
    told += re.findall(rf"\b({NAME}),\s(?:(?:the|its|his|her|their)\s)?(?:[\w’'-]+\s){{0,3}}?(?i:{words})\b", text)
    told += re.findall(rf"\b(?i:{words})\s?(?:of\s[\w’' -]{{2,40}}?)?,\s({NAME}),", text)
    wanted = set(name.split())
    return bool(told) and all(wanted & set(split_title(holder)[0].split()) for holder in told)
