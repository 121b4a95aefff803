"""Whom a text of several statements names: in full at first, short from then on. English.

Every name that is put in stands in the article, and the sentence that has it becomes evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from service.core.document import Span
from service.core.draft import Drafted
from service.core.summary import Drop, Swap
from service.draft.references import OPENERS
from service.draft.sentences import Reader
from service.draft.short_names import HONORIFIC, Names
from service.draft.standing import title_of
from service.reading import indirect
from service.reading.people import CAP, ROLE_NOUN, TITLE_WORD
from service.reading.titles import ROLE
from service.reading.words import quoted_spans, word_count

LISTED, LISTS = re.compile(rf"\b{CAP}(?:,| and|, and) $"), re.compile(rf"(?:,| and|, and) {CAP}")  # `Orrin and Venn`
LEADS = re.compile(r"(?:In|On|At|By|Since|Until|After|Before|During|From|Under|For|As|When|While|If) [^,]*, ")
TITLE = 24  # characters before a name in which its title stands
NAMING = frozenset({"speaker", indirect.RULE})  # rules of swaps that name who speaks
ATTRIBUTE = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir) (?:[a-z][\w-]* ){0,2}$")  # `the Brenn plan`
WHOSE = re.compile(r" (?:campaign|spokes\w+|aides?|advisers?|supporters?|all(?:y|ies)|lawyers?)\b")  # one's own people


def named(reader: Reader, names: Names, drafted: Drafted, before: Sequence[str], room: float) -> Drafted:
    """With short names for full ones that stand in `before`, and full ones, of `room` words more, at first."""
    drafted = _as_called(drafted, before)
    for name, short in (names.full | names.short).items():
        if any(name in text for text in before):
            drafted = _shortened(drafted, name, short) if name in names.short else drafted
        elif name in names.full and not _bearers(short, (*before, drafted.text)):  # `Ada J. Brenn`
            full = _introduced(reader, drafted, name, short)
            longer = word_count(full.text) - word_count(drafted.text)
            if longer <= room:
                drafted, room = full, room - longer
    return drafted


def _as_called(drafted: Drafted, before: Sequence[str]) -> Drafted:
    """With the part of a name that the article has, where the full name was put for it and stands in `before`."""
    for swap in drafted.swaps:
        parts, called = swap.text.split(), re.sub(rf"^{HONORIFIC} ", "", swap.source).split()
        if swap.rule not in ("speaker", "person") or not set(called) < set(parts) or drafted.text.count(swap.text) != 1:
            continue
        if _bearers(called[-1], before) == {parts[-2]} and any(swap.text in text for text in before):
            text, swaps = drafted.text.replace(swap.text, swap.source), [s for s in drafted.swaps if s is not swap]
            drafted = replace(drafted, text=text, swaps=tuple(swaps))
    return drafted


def _bearers(short: str, texts: Iterable[str]) -> set[str]:
    """The words with a capital that stand before the name `short`, the beginnings of sentences and titles aside."""
    pattern = re.compile(rf"\b(?!{HONORIFIC} )({CAP}|[A-Z]\.) {re.escape(short)}(?![\w-])")
    found = {word for text in texts for word in pattern.findall(text)} - OPENERS
    return {word for word in found if not TITLE_WORD.fullmatch(word)}


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
        opener = title.split(maxsplit=1)[0] if title else ""
        if opener in OPENERS - {"The"}:
            title = title.removeprefix(f"{opener} ")  # `After Officer Ada Brenn left`
        if title and not title[0].isupper():
            title = ""  # `the director Ada Brenn`, `Police officer Ada Brenn`: words stand before it
        start = match.end() - len(title + name)
        before = re.search(r"\b[A-Z][\w’'-]+(?= $)", text[:start])
        if before and before.group() not in OPENERS and not TITLE_WORD.fullmatch(before.group()):
            continue  # `Minister for Services Ada Brenn`
        text = text[:start] + short + text[match.end() :]
        gone.append((title + name).replace(short, "").strip())
    if not gone:
        return drafted
    swaps = tuple(
        swap.model_copy(update={"text": swap.text.replace(name, short)}) if swap.rule in NAMING else swap
        for swap in drafted.swaps
    )
    swaps = tuple(swap for swap in swaps if swap.source != swap.text)
    swapped = any(name in swap.text for swap in drafted.swaps if swap.rule in NAMING)
    drops = () if swapped else tuple(Drop(source=words, rule="named before") for words in gone[::-1])
    return replace(drafted, text=text, swaps=swaps, drops=(*drafted.drops, *drops))


def _introduced(reader: Reader, drafted: Drafted, name: str, short: str) -> Drafted:
    """With the full name where `short` stands first, outside quotations; the sentence that has it becomes evidence."""
    if name in drafted.text:
        return drafted
    quotes = quoted_spans(drafted.text)
    for match in re.finditer(rf"(?<![\w’'-])(?:{HONORIFIC} )?{re.escape(short)}(?![\w-]| [A-Z])", drafted.text):
        if ATTRIBUTE.search(drafted.text[: match.start()]) and not WHOSE.match(drafted.text, match.end()):
            continue
        before = re.search(r"\b[A-Z][\w’'-]*(?= $)", drafted.text[: match.start()])
        if any(quote.start < match.end() and match.start() < quote.end for quote in quotes):
            return drafted
        if before and before.group() not in OPENERS and not TITLE_WORD.fullmatch(before.group()):
            return drafted
        head = drafted.text[: match.start()]
        if (LISTED.search(head) and not LEADS.fullmatch(head)) or LISTS.match(drafted.text, match.end()):
            return drafted  # all are told so
        place = _presented(reader, name, head)
        _, *named = reader.sources(drafted.sources[0], place)
        put = reader.document.slice(place)
        earlier = sum(swap.text in drafted.text[: match.start()] for swap in drafted.swaps)
        swap = Swap(source=match.group(), text=put, rule="speaker")
        return replace(
            drafted,
            text=head + put + drafted.text[match.end() :],
            swaps=(*drafted.swaps[:earlier], swap, *drafted.swaps[earlier:]),
            sources=(*drafted.sources, *(place for place in named if place not in drafted.sources)),
        )
    return drafted


def _presented(reader: Reader, name: str, head: str) -> Span:
    """Where the article first has `name`, with its title where `head`, what stands before it in the text, has none."""
    titled = None if ROLE.search(head[-TITLE:]) else title_of(reader.document, name)
    at = reader.document.text.index(name)
    return titled or Span(start=at, end=at + len(name))
