"""What the reporting form of one sentence tells, in any of the languages, and the words that tell it."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple, Protocol

import yaml

from service.reading.reporting import Report

QUOTE = re.compile(
    r"“[^”\n]{1,1000}(?:”|$)|«[^»\n]{1,1000}(?:»|$)|「[^」\n]{1,1000}」|『[^』\n]{1,1000}』|„[^“”\n]{1,1000}[“”]"
    r"|(?<!\d)\"[^\"\n]{1,1000}(?:\"|$)"
)
BLANK = "\ue000"  # stands for each character of a quotation
FOLDED = re.compile(r"\|\s+")  # where a list of alternatives goes on in the next line


class Who(NamedTuple):
    """Who a noun phrase names; `start` and `end` are those of the words into the sentence.

    One of: `name`, a person's, bare; `pronoun`, he, she or they; `phrase`, a body, a group or a role that is not named.
    `title` is the role that the person has or the phrase consists of. `weak`: a word that may just as well name nobody.
    """

    start: int
    end: int
    name: str = ""
    title: str = ""
    pronoun: str = ""
    phrase: str = ""
    weak: bool = False


class Heard(NamedTuple):
    """`who` is None where the sentence leaves out who speaks. `gender` is he, she or "", as the verb tells."""

    report: Report
    who: Who | None
    gender: str = ""


class Named(NamedTuple):
    """A person's name in a text, half-open, and the title beside it."""

    start: int
    end: int
    name: str
    title: str


class Tongue(Protocol):
    """One language. `quotes` are the quotations in the sentence, half-open, ascending.

    `stand_ins` are the words that mean a person named before, by what `stand_ins` reads; `head_last`: a longer name of
    a body or a role ends with the shorter one; `hearsay` is the form of a sentence without a cue whose words are those
    of who spoke before; `own` is how a sentence begins that tells what somebody does, None where all that is said has a
    form of its own. `genders` are the endings of names, by `he` and `she`, that tell whose they are; `roles`
    are the words for a person by what they do.
    """

    stand_ins: dict[str, frozenset[str]]
    head_last: bool
    hearsay: re.Pattern[str]
    own: re.Pattern[str] | None
    genders: dict[str, re.Pattern[str]]
    roles: re.Pattern[str]

    def heard(self, text: str, quotes: list[tuple[int, int]]) -> Heard | None:
        """The reporting form of one sentence; None when it has none."""

    def people(self, text: str) -> list[Named]:
        """Who is told with a title or in full, in the order of the text."""

    def parts(self, name: str) -> list[str]:
        """What somebody is called by alone once the full name was told."""

    def same(self, name: str, other: str) -> bool:
        """Whether both are forms of one name."""

    def bare(self, phrase: str) -> str:
        """A phrase without its article, a known one as the table has it."""


@cache
def table(language: str) -> dict[str, str]:
    """The words of a language by their key, those under `cues` as `cues.<key>`, each as a regular expression."""
    raw = yaml.safe_load(files("service.reading").joinpath(f"data/speech/{language}.yaml").read_text("utf-8"))
    found: dict[str, str] = {}
    for key, value in raw.items():
        rows = {key: value} if isinstance(value, str) else {f"{key}.{inner}": words for inner, words in value.items()}
        found |= {name: FOLDED.sub("|", words) for name, words in rows.items()}
    return found


def stand_ins(words: dict[str, str]) -> dict[str, frozenset[str]]:
    """By each word that stands for a named person: the titles that such a person has, none for whoever spoke."""
    return {
        form: frozenset(titles.split("|")) if titles else frozenset()
        for key, titles in words.items()
        if key.startswith("stand_ins.")
        for form in key.removeprefix("stand_ins.").split("|")
    }


def quotations(text: str) -> list[tuple[int, int]]:
    """The quotations of a paragraph with their marks, half-open; particles and names may touch the marks."""
    return [match.span() for match in QUOTE.finditer(text)]


def blanked(text: str, quotes: list[tuple[int, int]]) -> str:
    """The text with each character of its quotations blank; offsets stay."""
    for start, end in quotes:
        text = text[:start] + BLANK * (end - start) + text[end:]
    return text


def listed(words: str) -> str:
    """Alternatives, the longest first, as one group."""
    return "(?:" + "|".join(sorted(words.split("|"), key=len, reverse=True)) + ")"
