"""Whom a document names, and by which pronoun they are called. English."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

from service.core.document import Document
from service.reading.joint import joint
from service.reading.people import NAME, SHORT_NAME, People, Person, split_title
from service.reading.reporting import Report

ENDLESS = re.compile(r"\S{120,}")  # no name is that long, and looking for one in it takes the square of its length


def people_of(document: Document, reports: list[Report | None]) -> People:
    """The people of the document's paragraphs; headings, all names by their capitals, and endless words left out."""
    parts: list[str] = []
    at = 0
    for section in document.sections:
        for heading in section.headings:
            parts += [document.text[at : heading.start], " " * (heading.end - heading.start)]
            at = heading.end
    text = "".join([*parts, document.text[at:]])
    people = People(ENDLESS.sub(lambda match: " " * len(match.group()), text))
    for sentence, found in zip(document.sentences, reports, strict=True):
        if found:
            subject = document.text[sentence.start + found.subject[0] : sentence.start + found.subject[1]]
            parts = [subject[first:last] for first, last in joint(subject)] or [subject]
            if all(re.fullmatch(NAME, part) for part in parts):  # not of `Leisure and Culture Orla`
                for part in parts:
                    people.learn(*split_title(part))
    for match in re.finditer(SHORT_NAME, people.text):  # Jonas Weddel, whatever is told of him
        if match.group().split(maxsplit=1)[0] in given_names():
            people.learn(match.group())
    people.index()
    return people


@cache
def given_names() -> dict[str, str]:
    """Given names with the pronoun of those who bear them."""
    raw = yaml.safe_load(files("service.reading").joinpath("data/given_names.yaml").read_text("utf-8"))
    return {name: pronoun for pronoun, names in raw.items() for name in names}


def gender_of(person: Person) -> str:
    """`he` or `she` where a title says so, else ""."""
    titles = " ".join(person.roles)
    if re.search(r"woman\b|\b(?:queen|princess|mrs|ms)\b", titles):
        return "she"
    return "he" if re.search(r"man\b|\b(?:king|prince|mr|sir|lord)\b", titles) else ""
