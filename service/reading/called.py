"""Whether an article can mean only one person by one of their names, or by an office. English."""

from __future__ import annotations

import re
from functools import lru_cache

from service.reading.named import given_names
from service.reading.people import CAP, FUNCTION, HONORIFIC, NAME, RANKS, TITLE_WORD, ranks, split_title

OFFICE = (
    r"(?:secretary|president|minister|premier|chancellor|chairman|chairwoman|chairperson|governor|mayor|king|queen|pope|"
    r"director|commissioner|commander|prosecutor|judge|ambassador|sheriff|coach|chief executive)"
)
OTHERS = r"(?:[Aa]n?|[Aa]nother|[Tt]wo|[Oo]ther|[Ff]ormer|[Nn]ew|[Nn]ext|[Ee]very|[Nn]o)"

# What tells that one holds an office after another.
IN_TURN = re.compile(
    r"\b(?:succe(?:ed|eds|eded|ssor)|predecessor|replac(?:e|es|ed|ing)|sworn in|t(?:ook|akes) office|resign\w*|"
    r"step(?:s|ped) down|ousted|outgoing|incoming|acting(?! (?:in|on|as|for|with|to|upon|under|against)\b)|"
    r"(?:newly |re-?)?elected|inaugurated|lost (?:the|his|her) "
    r"(?:vote|election|post|seat|office))\b"
)
SENTENCE = re.compile(r"[^.!?\n]+")
ENDED = re.compile(r"[.!?…][\"”’»)]*\s*$")
PLACED = re.compile(r"(?P<office>.+?) (?:of|for|at|in) (?:the )?(?P<place>[A-Z].*)")
ADDRESSED = re.compile(r"(?P<he>Mr|Sir)\b|(?P<she>Mrs|Ms|Miss)\b")


def addressed_otherwise(short: str, name: str) -> bool:
    """Whether `short`, `Mr Berg`, is a man and `name` a woman's, or the other way round."""
    found, pronoun = ADDRESSED.match(short), given_names().get(name.split(maxsplit=1)[0])
    return found is not None and pronoun is not None and found[pronoun] is None


@lru_cache(maxsize=1_024)
def may_hold(text: str, words: str, name: str) -> bool:
    """Whether `text` lets `name` be who holds the office `words`: it is nobody else's in turn, nor of another place."""
    placed = PLACED.fullmatch(" ".join(words.split()))
    office = re.escape((placed["office"] if placed else words).split()[-1].lower())
    last = re.escape(name.rsplit(maxsplit=1)[-1])
    if any(re.search(rf"\b(?:(?i:{office})|{last})\b", sentence) for sentence in _changes(text)):
        return False
    rank = rf"(?i:{'|'.join(sorted(RANKS))})[\s-](?:[\w-]+\s)?(?i:{office})"
    ranked = re.search(rf"\b{rank},?\s(?:{CAP}\s){{0,3}}{last}\b|\b{last},\s(?:[\w’'-]+\s){{0,3}}?{rank}\b", text)
    if bool(ranked) != bool(ranks(words)):
        return False
    if placed is None:
        held = r"\s+".join(map(re.escape, HONORIFIC.sub("", words).split()))
        places = set(re.findall(rf"\b(?i:{held})\sof\s(?:the\s)?({CAP})", _told(text)))
        return all(may_hold(text, f"{words} of {place}", name) for place in places)
    of, place = r"(?:of|for|at|in) (?:the )?", re.escape(placed["place"])
    office = rf"(?i:{office})"
    forms = (
        rf"\b{office} {of}{place},? (?:{CAP} ){{0,3}}{last}\b",
        rf"\b{place}(?:['’]s?|n)? (?:[\w-]+ ){{0,3}}?{office},? (?:{CAP} ){{0,3}}{last}\b",
        rf"\b{office} (?:{CAP} ){{1,4}}(?<={last} ){of}(?:(?:{CAP} )+of )?{place}",
        rf"\b{last}(?:,| is| was| became) (?:[\w’'-]+ ){{0,5}}?{office} {of}{place}",
    )
    return any(re.search(form.replace(" ", r"\s"), text) for form in forms)


@lru_cache(maxsize=2)
def _told(text: str) -> str:
    """The lines that end as sentences do: a heading names an office with its place, and the article the one alone."""
    return "\n".join(line for line in text.split("\n") if ENDED.search(line))


@lru_cache(maxsize=2)
def _changes(text: str) -> tuple[str, ...]:
    """The sentences that tell of one who comes after another."""
    return tuple(sentence for sentence in SENTENCE.findall(text) if IN_TURN.search(sentence))


def only(text: str, short: str, name: str) -> bool:
    """Whether `text` calls nobody but `name` by `short`: one word of the name, or an office after `the`."""
    words = short.split()
    if words[0].lower() == "the":
        return _only_holder(text, " ".join(words[1:]).lower(), name)
    return len(words) == 1 and words[0] in name.split() and _only_bearer(text, words[0], name)


@lru_cache(maxsize=1_024)
def _only_bearer(text: str, word: str, name: str) -> bool:
    """Whether no other capitalised word stands beside `word` than in `name`, titles and days aside."""
    titles = re.findall(rf"\b(?:Mr|Sir|Mrs|Ms|Miss)\.? {re.escape(word)}\b", text)
    if any(addressed_otherwise(title, name) for title in titles):
        return False
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
    if not may_hold(text, office, name):
        return False
    if re.search(rf"\b{OTHERS} (?:[\w-]+ )?(?i:{words})\b|\b(?i:{words})s\b", text):
        return False
    told = re.findall(rf"\b(?i:{words})\s({NAME}|{CAP})", text)
    told += re.findall(rf"\b({NAME}),\s(?:(?:the|its|his|her|their)\s)?(?:[\w’'-]+\s){{0,3}}?(?i:{words})\b", text)
    told += re.findall(rf"\b(?i:{words})\s?(?:of\s[\w’' -]{{2,40}}?)?,\s({NAME}),", text)
    wanted = set(name.split())
    return bool(told) and all(wanted & set(split_title(holder)[0].split()) for holder in told)
