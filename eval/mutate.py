"""True statements made false in one way each, to see what a checker catches.

Every mutation takes a statement that is true of its article, and gives the same with one fact changed, or None when it
has none of that kind. They are made by plain rules of their own, not by the checker's.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

TITLE = (
    r"President|Premier|Governor|Deputy|Secretary|Senator|Sen\.|Rep\.|Chief|Inspector|Minister|Mayor|Chancellor|First|"
    r"General|Professor|Dr\.?|Mr\.?|Mrs\.?|Ms\.?|Chairman|Finance|Transport|Labour|Rear|Admiral|Foreign|Prime|Vice|Gov\."
)
MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
UNITS = {
    "percent": "percentage points",
    "per cent": "percentage points",
    "%": " tonnes",
    "tonnes": "kilometres",
    "kilometres": "hectares",
    "metres": "kilometres",
    "miles": "acres",
    "hectares": "kilometres",
    "hours": "days",
    "days": "weeks",
    "weeks": "months",
    "months": "years",
    "years": "months",
    "million": "billion",
    "billion": "million",
    "thousand": "million",
    "dollars": "euros",
    "euros": "dollars",
    "crowns": "dollars",
    "florins": "dollars",
}
FOREIGN = ("Bellamy", "Ostrowski", "Tanaka", "Quintero", "Lindqvist", "Adeyemi", "Zhukov", "Marchetti")
CERTAINTY = (
    (r"\bmay\b(?! \d)", "will"),
    (r"\bmight\b", "will"),
    (r"\bcould\b", "will"),
    (r"\b(?:plans|plan|intends|intend|hopes|hope|expects|expect) to\b", "will certainly"),
    (r"\b(?:is|are|was|were) (?:expected|likely|planned|scheduled) to\b", "is certain to"),
    (r"\ballegedly\b", "admittedly"),
    (r"\b(?:is|was|are|were) accused of\b", "is guilty of"),
    (r"\bprobably\b", "certainly"),
    (r"\bwill\b", "may"),
    (r"\b(is|are|was|were) (?=\w+ed\b)", r"\1 allegedly "),
)
# Words of quantity, each for another that says more or less.
SHARES = (
    (r"(?i)\ball (?=of |the |\w+s\b)", "some "),
    (r"(?i)\b(?<!the )(?<!at )most (?=of |people |(?!\w+ous\b)\w+s\b)", "few "),
    (r"(?i)\bmany (?=of |people |\w+s\b)", "few "),
    (r"(?i)\bseveral (?=of |people |\w+s\b)", "all "),
    (r"(?i)\bsome (?=of |people |\w+s\b)", "most "),
    (r"(?i)\bfew (?=of |people |\w+s\b)", "many "),
    (r"(?i)\ba majority of ", "a third of "),
    (r"(?i)\bhalf of ", "all of "),
    (r"(?i)\bevery (?=\w+)", "hardly any "),
)
RELATIVE = (
    (r"(?i)\byesterday\b", "tomorrow"),
    (r"(?i)\b(?:last|past) (?=week|month|year|quarter|decade|summer|winter|spring|autumn|fall)", "next "),
    (r"(?i)\bnext (?=week|month|year|quarter|decade|summer|winter|spring|autumn|fall)", "last "),
    (r"(?i)\bthis (?=week|month|year|quarter|summer|winter|spring|autumn|fall)", "last "),
)
AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|will|would|can|could|should|must|may|might|has|have|had|did|does|do)\b(?! not|n['’]t)"
)
DENIAL = re.compile(r"\b(is|are|was|were|will|would|can|could|should|must|has|have|had|did|does|do) not\b")
WORD = r"[A-Z][a-z]+(?:-[A-Z][a-z]+)?"
PERSON = re.compile(
    rf"(?<![A-Z][a-z] )(?<![\w’'-])(?<![\w’'-] of )(?:(?:{TITLE}) )*({WORD}(?: [A-Z]\.)? {WORD})\b(?! [A-Z]|[-’'])"
)
SPEECH = re.compile(
    r"^(?P<who>[A-Z][^,.;:]{1,60}?) (?:said|says|told [A-Za-z ]{1,30}|argued|added|noted|warned|claimed|insisted|"
    r"stated|acknowledged|announced|explained|predicted|suggested|pointed out) that (?P<what>.{20,})$"
)
QUOTED = re.compile(
    r"^[“\"](?P<what>[^“”\"]{20,}),[”\"] (?P<who>[A-Z][^,.;:“\"]{1,60}?) "
    r"(?:said|says|told [A-Za-z ]{1,30}|added|argued|wrote)[^“”\"]*$"
)
NOT_PERSON = frozenset(
    """
    Institute Council Alliance Bank Bureau Board Agency Ministry Union Party Group Company Committee Court Club Report
    Dam Foreign Central National Federation University Vance Ferries Frost Port Decision Relief Radio Street
    Association Department House Senate Congress Post Times News Journal Supreme Super Fox State States County City
    Island Islands Lake River Americans American Republicans Democrats Auditor General Motors The This That These
    Those In On At New North South West East United White Mr Mrs Ms Dr
    """.split()
)


def _persons(text: str) -> list[re.Match[str]]:
    return [match for match in PERSON.finditer(text) if not set(match[1].split()) & NOT_PERSON]


@dataclass(frozen=True)
class Mutation:
    kind: str
    text: str


def people(text: str) -> list[str]:
    """The full names of an article, by how often they are there."""
    found = [match[1] for match in _persons(text)]
    return sorted(set(found), key=lambda name: (-found.count(name), name))


def number(text: str, article: str, rng: random.Random) -> str | None:
    figures = [m for m in re.finditer(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\w])", text) if not _in_date(text, m)]
    if not figures:
        return None
    match = rng.choice(figures)
    digits = list(match.group())
    at = rng.choice([i for i, digit in enumerate(digits) if digit.isdigit()])
    digits[at] = rng.choice([d for d in "123456789" if d != digits[at]])
    put = "".join(digits)
    return None if re.search(rf"(?<![\d.,]){re.escape(put)}(?![\d])", article) else _put(text, match, put)


def unit(text: str, _article: str, rng: random.Random) -> str | None:
    found = list(re.finditer(rf"(?<=\d)(?:[ -](?:{'|'.join(UNITS)})\b|%)", text))
    if not found:
        return None
    match = rng.choice(found)
    bare = match.group().strip(" -")
    return _put(text, match, match.group().replace(bare, UNITS[bare]))


def date(text: str, article: str, rng: random.Random) -> str | None:
    found = list(
        re.finditer(rf"\b(?:{'|'.join(DAYS)})\b|\b(?:{'|'.join(MONTHS)}) (?=\d)|(?<=in )(?:{'|'.join(MONTHS)})\b", text)
    )
    if not found:
        return None
    match = rng.choice(found)
    bare = match.group().strip()
    names = DAYS if bare in DAYS else MONTHS
    others = [name for name in names if name != bare and name[:3] not in article]
    return _put(text, match, match.group().replace(bare, rng.choice(others))) if others else None


def share(text: str, _article: str, _rng: random.Random) -> str | None:
    return _first(SHARES, text)


def relative_date(text: str, _article: str, _rng: random.Random) -> str | None:
    return _first(RELATIVE, text)


def foreign_name(text: str, article: str, rng: random.Random) -> str | None:
    found = _persons(text)
    put = rng.choice([name for name in FOREIGN if name not in article])
    return _name(text, match, f"{match[1].split()[0]} {put}") if found and (match := rng.choice(found)) else None


def local_name(text: str, article: str, rng: random.Random) -> str | None:
    """Another person of the same article, and not as the one who speaks."""
    said = SPEECH.match(text)
    found = [match for match in _persons(text) if not (said and match.start() < said.end("who"))]
    others = [name for name in people(article) if name not in text and name.split()[-1] not in text]
    return _name(text, rng.choice(found), rng.choice(others)) if found and others else None


def negation(text: str, _article: str, rng: random.Random) -> str | None:
    if denied := DENIAL.search(text):
        return text[: denied.start()] + denied[1] + text[denied.end() :]
    found = list(AUXILIARY.finditer(text))
    if not found:
        return None
    match = rng.choice(found)
    return text[: match.end()] + " not" + text[match.end() :]


def certainty(text: str, _article: str, _rng: random.Random) -> str | None:
    return _first(CERTAINTY, text)


def _first(table: tuple[tuple[str, str], ...], text: str) -> str | None:
    """The first pattern of `table` that is there replaced, a capital kept."""
    for pattern, put in table:
        if match := re.search(pattern, text):
            other = match.expand(put)
            return _put(text, match, other.capitalize() if match.start() == 0 else other)
    return None


def speaker(text: str, article: str, rng: random.Random) -> str | None:
    said = SPEECH.match(text) or QUOTED.match(text)
    if not said:
        return None
    others = [name for name in people(article) if name.split()[-1] not in text]
    if not others:
        return None
    return text[: said.start("who")] + others[rng.randrange(min(4, len(others)))] + text[said.end("who") :]


def attribution(text: str, _article: str, _rng: random.Random) -> str | None:
    """The content alone, told as a fact."""
    said = SPEECH.match(text) or QUOTED.match(text)
    return said["what"][0].upper() + said["what"][1:].rstrip(".") + "." if said else None


def roles(text: str, _article: str, _rng: random.Random) -> str | None:
    """The first two names changed round, with a verb between them and no other name."""
    found = _persons(text)
    if len(found) < 2:
        return None
    first, second = found[:2]
    between = text[first.end(1) : second.start(1)]
    if len(between) < 6 or re.search(r"\b(?:and|or)\b|,", between):
        return None
    return text[: first.start(1)] + second[1] + between + first[1] + text[second.end(1) :]


MUTATIONS: dict[str, Callable[[str, str, random.Random], str | None]] = {
    "number": number,
    "unit": unit,
    "date": date,
    "name, foreign": foreign_name,
    "name, of the article": local_name,
    "negation": negation,
    "certainty": certainty,
    "speaker": speaker,
    "attribution dropped": attribution,
    "roles": roles,
    "quantity word": share,
    "date, relative": relative_date,
}


def mutations(text: str, article: str, rng: random.Random) -> list[Mutation]:
    """One mutation of each kind that `text` allows."""
    made = ((kind, mutate(text, article, rng)) for kind, mutate in MUTATIONS.items())
    return [Mutation(kind, put) for kind, put in made if put and put != text]


def _name(text: str, match: re.Match[str], put: str) -> str:
    """The name without its title replaced."""
    return text[: match.start(1)] + put + text[match.end(1) :]


def _put(text: str, match: re.Match[str], put: str) -> str:
    return text[: match.start()] + put + text[match.end() :]


def _in_date(text: str, match: re.Match[str]) -> bool:
    return bool(re.search(rf"(?:{'|'.join(MONTHS)}|Sept?\.?|Oct\.?|Nov\.?|Dec\.?) $", text[: match.start()]))
