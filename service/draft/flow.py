"""Chosen statements as a text: who speaks is heard in one go, a name told in full at first. English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from service.core.document import Span
from service.core.draft import Drafted
from service.core.summary import Drop, Swap
from service.draft.references import OPENERS
from service.draft.sentences import Candidate, Reader
from service.reading.bodies import Body, plain, read_bodies
from service.reading.people import CAP, NAME, NOT_PERSON, PARTICLE, ROLE_NOUN, TITLE_WORD
from service.reading.words import UPPER, quoted_spans, word_count

# `On Monday,`, `In Port Ellison,`: what needs no saying twice.
LEADING = re.compile(r"(?P<when>(?:On|In|At) [A-Z][\w’'-]*(?: [A-Z\d][\w’'-]*){0,3}), (?=(?:the|an?) |[A-Z])")
LISTED, LISTS = re.compile(rf"\b{CAP}(?:,| and|, and) $"), re.compile(rf"(?:,| and|, and) {CAP}")  # `Orrin and Venn`
HEAD = re.compile(r"^[Tt]he .*?(?P<head>[^\W\d_]+)(?: (?:of|for) .*)?$")
CONTESTS = frozenset("league cup trophy championship".split())  # of one kind there are many
INITIALS = re.compile(r" \([A-Z]{2,8}\)")
ACTS = r"(?:is|was|has|had|will|would|could|can)\b"
ALONE = re.compile(r"(?:^|[^\w’'-] ?|[a-z,] |\n)$")
BESIDE, LONGEST = re.compile(r"\b([A-Z](?:\.|[\w’'-]*)) $"), 60  # a word with a capital before a name, characters
TITLE = 20  # characters before a surname in which its title stands
TITLED = re.compile(rf"\b(?i:{ROLE_NOUN}) $")
TWO = re.compile(
    rf"(?<!\band )(?<!\b[Tt]he )(?<!\b[Vv]an )(?<!\b[Vv]on )(?<!\bde )(?<!\bdi )(?<!\b[A-Z]\.[A-Z]\. )"
    rf"\b([{UPPER}][a-z’-]+) ([{UPPER}][a-z’-]+)\b(?! [{UPPER}])"
)
SAID = re.compile(r"\b(?:said|says|told)\b")  # other verbs may tell what was done
OFFICE = re.compile(rf"\b(?:the|an?|his|her|its|their) (?:[\w-]+ ){{0,3}}?{ROLE_NOUN}\b", re.IGNORECASE)
STATED = ("before", "participle")  # forms of a report that begin with who speaks


def flow(reader: Reader, chosen: Sequence[Candidate], max_words: int) -> list[Drafted]:
    """The chosen sentences as they follow each other: a speaker named just before stays `he` or `she`.

    Not where the sentence tells of another before it: `The mayor paid, he said`.
    A name is put in full only as far as the text stays within `max_words`.
    """
    out: list[Drafted] = []
    before: Candidate | None = None
    all_told = " ".join(candidate.text for candidate in chosen)
    names = _short_names(reader, all_told)
    bare = _two_words(reader.document.text, all_told) if reader.english else {}
    room = max_words - sum(candidate.words for candidate in chosen)
    for candidate in together(chosen):
        pick = candidate
        if before and _goes_on(reader, before, candidate):
            again = reader.candidate(candidate.index, keep_pronoun=True)
            pick = again if again.whole and again.alone else candidate
        drafted = Drafted(pick.text, pick.sources, pick.swaps, candidate.flags, drops=pick.drops)
        if reader.english and not reader.speech(candidate.span):
            drafted = _unrepeated(drafted, out[-1].text if out else "")
            for name, short in (bare | names).items():
                if any(name in told.text for told in out):
                    drafted = _shortened(drafted, name, short)
                elif name in names and name.count(" ") - short.count(" ") <= room:
                    full = _introduced(reader, drafted, name, short)
                    room -= word_count(full.text) - word_count(drafted.text)
                    drafted = full
            drafted = _short_bodies(drafted, [told.text for told in out], reader.document.text)
        out.append(drafted)
        before = pick
    return out


def together(chosen: Sequence[Candidate]) -> list[Candidate]:
    """What one speaker says in one go, where only other speakers come between."""
    out: list[Candidate] = []
    for candidate in chosen:
        name = candidate.voice.name
        last = max((place for place, told in enumerate(out) if told.voice.name == name), default=-1) if name else -1
        between = out[last + 1 :]
        if last >= 0 and between and all(told.voice.name and SAID.search(told.text) for told in between):
            out.insert(last + 1, candidate)
        else:
            out.append(candidate)
    return out


def _goes_on(reader: Reader, before: Candidate, candidate: Candidate) -> bool:
    """Whether who speaks need not be named anew: the statement before begins with them, or is of the same speech."""
    if speech := reader.speech(candidate.span):
        return reader.speech(before.span) == speech
    return _subject(before) == candidate.voice.name and not _others_before(reader, candidate)


def _subject(candidate: Candidate) -> str:
    """Who `he` or `she` after this statement is: the one it begins with; "" for nobody."""
    name = candidate.voice.name
    if name and candidate.voice.report and candidate.voice.report.form in STATED:
        return name
    found = re.match(NAME, candidate.text)
    return found.group() if found else ""


def _others_before(reader: Reader, candidate: Candidate) -> bool:
    """Whether another person, or an office, stands before the words for who speaks."""
    report, name = candidate.voice.report, candidate.voice.name or ""
    before = candidate.source[: report.subject[0]] if report and reader.english else ""
    named = {re.sub(r"['’]s?$", "", word) for word in re.findall(r"[\w’'-]+", before)} - set(name.split())
    return OFFICE.search(before) is not None or any(word in reader.people.by_surname for word in named)


def _short_names(reader: Reader, told: str) -> dict[str, str]:
    """The full name of each person whom `told` names, and the part of it by which the article calls them.

    Without those of whose names the article calls somebody else.
    """
    if not reader.english:
        return {}
    full = {voice.name for voice in reader.voices if voice.name and re.fullmatch(NAME, voice.name)}
    others = {name for name in reader.people.by_name if re.fullmatch(NAME, name)} - full
    named = sorted(name for name in full | others if any(part in told for part in name.split()))
    found = {name: _short(reader.document.text, name) for name in named if not NOT_PERSON & set(name.split())}
    return {name: short for name, short in found.items() if short and (name in full or name.endswith(short))}


def _two_words(text: str, told: str) -> dict[str, str]:
    """Names of two words that `told` has, and the second, by which the text tells what one is or has: `Orrin was`.

    Enough to go on with the second word, too little to put the first before it: of two Orrins one may have a title.
    """
    found: dict[str, str] = {}
    for match in TWO.finditer(told):
        first, last = match.groups()
        known = {first, last} & OPENERS or TITLE_WORD.fullmatch(first) or re.fullmatch(PARTICLE, first.lower())
        if known or NOT_PERSON & {first, last} or match.group() in found:
            continue
        before = [text[max(0, place.start() - TITLE) : place.start()] for place in re.finditer(rf"{last}\b", text)]
        alone = any(ALONE.search(words) for words in before) and re.search(rf"{last} {ACTS}", text)
        if alone and not any(TITLED.search(words) for words in before) and last == _short(text, match.group()):
            found[match.group()] = last
    return found


def _short(text: str, name: str) -> str:
    """The last part of `name`, or the first where a family's name comes first; "" when the text uses neither alone."""
    if re.search(rf" {PARTICLE} ", name):
        return ""  # `Di Luca` at the beginning of a sentence, `di Luca` in it
    first, *_, last = name.split()
    for part, beside in ((last, name.split()[-2]), (first, "")):
        places = [match.start() + 1 for match in re.finditer(rf" {re.escape(part)}\b", text)]
        called = {found[1] for at in places if (found := BESIDE.search(text, max(0, at - LONGEST), at))}
        others = {word for word in called - {beside} - OPENERS if not TITLE_WORD.fullmatch(word.rstrip("."))}
        if others or (part == first and _others_called(text, name, first)):
            continue
        alone = rf"(?<!{re.escape(beside)} )" if beside else ""
        if re.search(rf"{alone}\b{re.escape(part)}\b(?! [A-Z])", text):
            return part
    return ""


def _others_called(text: str, name: str, first: str) -> bool:
    """Whether the text has somebody else whose name begins with `first`."""
    return any(found != name for found in re.findall(rf"\b{re.escape(first)} [A-Z][\w’'-]*", text))


def _shortened(drafted: Drafted, name: str, short: str) -> Drafted:
    """With `short` for the full name and the title before it, outside quotations."""
    pattern = re.compile(
        rf"(?<![\w-])(?P<title>(?:[A-Z][\w-]+ ){{0,3}}?(?i:{ROLE_NOUN}) )?{re.escape(name)}(?![\w-]| [A-Z])"
    )
    text, gone = drafted.text, list[str]()
    for match in reversed(list(pattern.finditer(text))):
        if any(span.start < match.end() and match.start() < span.end for span in quoted_spans(text)):
            continue
        title = match["title"] or ""
        if title and not title[0].isupper():
            title = ""  # `the director Ada Brenn`: an article stands before it
        opener = title.split(maxsplit=1)[0] if title else ""
        if opener in OPENERS - {"The"}:
            title = title.removeprefix(f"{opener} ")  # `After Officer Ada Brenn left`
        start = match.end() - len(title + name)
        before = re.search(r"\b[A-Z][\w’'-]+(?= $)", text[:start])
        if before and before.group() not in OPENERS and not TITLE_WORD.fullmatch(before.group()):
            continue  # `Minister for Services Ada Brenn`
        text = text[:start] + short + text[match.end() :]
        gone.append((title + name).replace(short, "").strip())
    if not gone:
        return drafted
    swaps = tuple(
        swap.model_copy(update={"text": swap.text.replace(name, short)}) if swap.rule == "speaker" else swap
        for swap in drafted.swaps
    )
    swaps = tuple(swap for swap in swaps if swap.source != swap.text)
    swapped = any(name in swap.text for swap in drafted.swaps if swap.rule == "speaker")
    drops = () if swapped else tuple(Drop(source=words, rule="named before") for words in gone[::-1])
    return replace(drafted, text=text, swaps=swaps, drops=(*drafted.drops, *drops))


def _introduced(reader: Reader, drafted: Drafted, name: str, short: str) -> Drafted:
    """With the full name where `short` stands first, outside quotations; the sentence that has it becomes evidence."""
    if name in drafted.text:
        return drafted
    quotes = quoted_spans(drafted.text)
    for match in re.finditer(
        rf"(?<![\w’'-])(?:(?:Mr|Mrs|Ms|Miss)\.? )?{re.escape(short)}(?![\w-]| [A-Z])", drafted.text
    ):
        before = re.search(r"\b[A-Z][\w’'-]* $", drafted.text[: match.start()])
        if any(quote.start < match.end() and match.start() < quote.end for quote in quotes):
            return drafted
        if before and not TITLE_WORD.fullmatch(before.group().strip()):
            return drafted
        if LISTED.search(drafted.text[: match.start()]) or LISTS.match(drafted.text, match.end()):
            return drafted  # all are told so
        at = reader.document.text.index(name)
        _, *named = reader.sources(drafted.sources[0], Span(start=at, end=at + len(name)))
        earlier = sum(swap.text in drafted.text[: match.start()] for swap in drafted.swaps)
        swap = Swap(source=match.group(), text=name, rule="speaker")
        return replace(
            drafted,
            text=drafted.text[: match.start()] + name + drafted.text[match.end() :],
            swaps=(*drafted.swaps[:earlier], swap, *drafted.swaps[earlier:]),
            sources=(*drafted.sources, *(place for place in named if place not in drafted.sources)),
        )
    return drafted


def _short_bodies(drafted: Drafted, before: Sequence[str], article: str) -> Drafted:
    """With `the conference`, as the article calls it, for a full name that a statement before tells.

    Not where they name another conference. Initials in brackets that were told go too.
    """
    told = [body for text in before for body in read_bodies(text)]
    here = read_bodies(drafted.text)
    quotes = quoted_spans(drafted.text)
    parts, gone, at = list[str](), list[str](), 0
    for body in here:
        alike = [other for other in (*told, *here) if other.heads & body.heads]
        if body.start < at or not any(other in told for other in alike):
            continue
        if len({plain(other.name, article) for other in alike}) > 1 or not (short := _called(body, article)):
            continue
        if any(body.name.casefold() in swap.text.casefold() for swap in drafted.swaps):
            continue  # it was put in for a pronoun
        if any(span.start < body.end and body.start < span.end for span in quotes):
            continue
        initials = INITIALS.match(drafted.text, body.end)
        if initials and not any(initials.group() in text for text in before):
            continue
        end = initials.end() if initials else body.end
        parts += [drafted.text[at : body.start], f"{body.name[:3]} {short}"]
        gone.append(drafted.text[body.start : end])
        at = end
    drops = tuple(Drop(source=name, rule="named before") for name in gone)
    return replace(drafted, text="".join(parts) + drafted.text[at:], drops=(*drafted.drops, *drops))


def _called(body: Body, article: str) -> str:
    """The last word of a body's name, in the case in which the article calls it so for short; "" where it does not."""
    head = HEAD.search(body.name)
    word = head["head"] if head else ""
    if not word or word.lower() in CONTESTS or body.heads != {word.lower()}:
        return ""
    forms = (word.lower(), word.capitalize())
    return next((form for form in forms if re.search(rf"\b[Tt]he {form}\b(?! (?:[A-Z]|of\b|for\b))", article)), "")


def _unrepeated(drafted: Drafted, before: str) -> Drafted:
    """Without the place or day that it opens with, when the statement before it tells the same."""
    found = LEADING.match(drafted.text)
    if not found or not re.search(rf"\b{re.escape(found['when'])}\b", before, re.IGNORECASE):
        return drafted
    rest = drafted.text[found.end() :]
    drop = Drop(source=found["when"], rule="told before")
    return replace(drafted, text=rest[0].upper() + rest[1:], drops=(*drafted.drops, drop))
