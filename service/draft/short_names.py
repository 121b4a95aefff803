"""By which part of their names an article calls its people, where it calls nobody else so. English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.draft.references import OPENERS, VERB
from service.draft.sentences import Reader
from service.reading.called import addressed_otherwise
from service.reading.named import given_names
from service.reading.people import CAP, NAME, NOT_PERSON, PARTICLE, ROLE_NOUN, TITLE_WORD
from service.reading.words import UPPER

HONORIFIC = r"(?:Mr|Mrs|Ms|Miss)\.?"
ACTS = r"(?:is|was|has|had|will|would|could|can)\b"
ALONE = re.compile(r"(?:^|[^\w’'-] ?|[a-z,] |\n)$")
BESIDE, LONGEST = re.compile(r"\b([A-Z](?:\.|[\w’'-]*)) $"), 60  # a word with a capital before a name, characters
TITLE = 20  # characters before a surname in which its title stands
TITLED = re.compile(rf"\b(?i:{ROLE_NOUN}) $")
TITLE_ENDS = re.compile(rf"\b(?i:{ROLE_NOUN}(?: of (?:the )?{CAP}(?: {CAP})*)?|comrade|mr|mrs|ms|dr|prof)\.? $")
TWO = re.compile(
    rf"(?<!\band )(?<!\b[Tt]he )(?<!\b[Vv]an )(?<!\b[Vv]on )(?<!\bde )(?<!\bdi )(?<!\b[A-Z]\.[A-Z]\. )"
    rf"\b([{UPPER}][a-z’-]+) ([{UPPER}][a-z’-]+)\b(?! [{UPPER}])"
)
FULL = re.compile(
    rf"(?<![\w’'.-])(?<!\b[SM]t\. )(?<!\b[A-Z]\. )(?P<first>[{UPPER}][\w’-]*[a-z]) (?:[A-Z]\. )?"
    rf"(?P<last>[{UPPER}][\w’-]*[a-z])\b(?! [{UPPER}])"
)
OPENS = re.compile(r"(?:^|[.!?:;\n][\"”’)]*\s*|[\"“‘(])$")  # a sentence, before a name
GOES_ON = re.compile(rf", (?:\d\d|who)\b| {VERB}\b")  # what is told of somebody
WHERE = r"(?:in|near|across|throughout|around)"
WITH = r"(?:in|of|on|for|to|from|who)"


@dataclass(frozen=True)
class Names:
    """Full names with the part by which the article calls them: those to go on with short, and to begin with in full.

    `full` has fewer: of two Orrins one may have a title.
    """

    short: dict[str, str]
    full: dict[str, str]


def names_of(reader: Reader, told: str) -> Names:
    """Of the people whom `told`, all statements together, names."""
    if not reader.english:
        return Names({}, {})
    known, text = _known(reader, told), reader.document.text
    return Names(_two_words(text, told) | known, known | _introduced_once(reader.people.text, told))


def _known(reader: Reader, told: str) -> dict[str, str]:
    """The people of the article whom `told` names. Without those of whose names the article calls somebody else."""
    full = {voice.name for voice in reader.voices if voice.name and re.fullmatch(NAME, voice.name)}
    others = {name for name in reader.people.by_name if re.fullmatch(NAME, name)} - full
    names = sorted(name for name in full | others if any(part in told for part in name.split()))
    found = {name: _short(reader.document.text, name) for name in names if not NOT_PERSON & set(name.split())}
    return {
        name: short
        for name, short in found.items()
        if short and (name in full or name.endswith(short)) and not _many(reader.document.text, short)
    }


def _two_words(text: str, told: str) -> dict[str, str]:
    """Names of two words that `told` has, and the second, by which the text tells what one is or has: `Orrin was`."""
    found: dict[str, str] = {}
    for match in TWO.finditer(told):
        first, last = match.groups()
        known = {first, last} & OPENERS or TITLE_WORD.fullmatch(first) or re.fullmatch(PARTICLE, first.lower())
        if known or NOT_PERSON & {first, last} or match.group() in found:
            continue
        before = _before(text, last)
        alone = any(ALONE.search(words) for words in before) and re.search(rf"{last} {ACTS}", text)
        if alone and not any(TITLED.search(words) for words in before) and last == _short(text, match.group()):
            found[match.group()] = last
    return found


def _before(text: str, word: str) -> Iterator[str]:
    """What stands just before each place of `word`."""
    yield from (text[max(0, at.start() - TITLE) : at.start()] for at in re.finditer(rf"{re.escape(word)}\b", text))


def _introduced_once(text: str, told: str) -> dict[str, str]:
    """The names of two words whose second `told` has alone, where the article means one person by it.

    As the article first gives them, with an initial between.
    """
    alone = {match.group() for match in re.finditer(rf"(?<![\w’'-])[{UPPER}][\w’-]*[a-z]\b(?! [{UPPER}])", told)}
    found: dict[str, str] = {}
    unsure: set[tuple[str, str]] = set()
    for match in FULL.finditer(text):
        first, last = match["first"], match["last"]
        if last not in alone - set(found.values()) or (first, last) in unsure or not _is_name(text, match):
            continue
        if _one_person(text, first, last):
            found[match.group()] = last
        else:
            unsure.add((first, last))
    return found


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Whether the two words are all of a name, as far as words and marks around them tell."""
    first, last = match["first"], match["last"]
    words, head = {first, last}, text[max(0, match.start() - LONGEST) : match.start()]
    if words & (OPENERS | NOT_PERSON) or any(TITLE_WORD.fullmatch(word) for word in words):
        return False
    if OPENS.search(head) and not GOES_ON.match(text, match.end()):
        return False  # `Backing Orrin, they`, `Former Orla captain`
    if first not in given_names() and re.search(rf"(?<![\w’'-]){re.escape(first.lower())}(?![\w’'-])", text):
        return False  # `Defender Orrin`
    beside = BESIDE.search(head)
    return not beside or beside[1] in OPENERS or TITLE_ENDS.search(head) is not None


def _one_person(text: str, first: str, last: str) -> bool:
    """Whether the article calls one person, and no place or thing, `last`."""
    one = re.escape(last)
    place = rf"\b{WHERE} (?:{re.escape(first)} )?{one}\b(?!['’])"
    thing = rf"\b(?:[Tt]he|[Aa]n?) (?:{one}(?=[,.;:]| {VERB}\b)|(?:[a-z]+ )?{one}(?=[.;]| {WITH}\b))"
    if re.search(f"{place}|{thing}", text) or _many(text, last):
        return False
    acts = rf"\b{one} {VERB}\b|\b{HONORIFIC} {one}\b|\b(?:said|says|asked|told) {one}\b|\b{one}, (?:\d\d|who|an?|the)\b"
    name, honorifics = f"{first} {last}", set(re.findall(rf"\b{HONORIFIC} {one}\b", text))
    if not re.search(acts, text) or any(addressed_otherwise(called, name) for called in honorifics):
        return False
    titled = any(TITLED.search(words) for words in _before(text, last))  # `Mayor Orrin` may be another
    return _short(text, name) == last and (not titled or any(TITLE_ENDS.search(words) for words in _before(text, name)))


def _many(text: str, name: str) -> bool:
    """Whether a couple, a family or a party is called so: `the Orrins`, `Republicans`."""
    sirs = {word == "Mr" for word in re.findall(rf"\b(Mr|Mrs|Ms|Miss)\.? {re.escape(name)}\b", text)}
    return len(sirs) > 1 or re.search(rf"\b{re.escape(name)}e?s\b", text) is not None


def _short(text: str, name: str) -> str:
    """The last part of `name`, or the first where a family's name comes first; "" when the text uses neither alone."""
    if re.search(rf" {PARTICLE} ", name):
        return ""  # `Di Luca` at the beginning of a sentence, `di Luca` in it
    first, *_, last = name.split()
    for part, beside in ((last, name.split()[-2]), (first, "")):
        places = [match.start() + 1 for match in re.finditer(rf" {re.escape(part)}\b", text)]
        called = {found[1] for at in places if (found := BESIDE.search(text, max(0, at - LONGEST), at))}
        others = {word for word in called - {beside, first} - OPENERS if not TITLE_WORD.fullmatch(word.rstrip("."))}
        if any(f"{first} {word} {part}" not in text for word in others):
            return ""  # a cousin; who has two given names is the same
        if part == first and _others_called(text, name, first):
            return ""
        alone = rf"(?<!{re.escape(beside)} )" if beside else r"(?<![Tt]he )"
        if re.search(rf"{alone}\b{re.escape(part)}\b(?! [A-Z])", text):
            return part
    return ""


def _others_called(text: str, name: str, first: str) -> bool:
    """Whether the text has somebody else whose name begins with `first`."""
    return any(found != name for found in re.findall(rf"\b{re.escape(first)} [A-Z][\w’'-]*", text))
