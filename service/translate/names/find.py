"""The names of a text: people by what stands around them, and whatever the ledger holds."""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakKeyDictionary

from service.core.document import Span
from service.core.translation import FoundName
from service.translate.names import chinese, find_chinese, find_korean, find_russian, korean
from service.translate.names.ledger import Kind, Ledger, NameEntry
from service.translate.names.mention import Mention, apart
from service.translate.names.romanise import forms
from service.translate.terms.index import Index, Phrase
from service.translate.terms.units import base

FINDERS: dict[str, Callable[[str], list[Mention]]] = {
    "ko": find_korean.mentions,
    "ru": find_russian.mentions,
    "zh": find_chinese.mentions,
}
PARTED: dict[str, Callable[[str], tuple[str, str] | None]] = {"ko": korean.parted, "zh": chinese.parted}
_indexes: WeakKeyDictionary[Ledger, dict[str, tuple[tuple[int, int], list[NameEntry], Index]]] = WeakKeyDictionary()


def find(text: str, language: str, ledger: Ledger | None = None) -> tuple[FoundName, ...]:
    """Ascending, none over another; spans are half-open code points of `text`. `source` is the dictionary form.

    Raises MissingExtra for Chinese without pypinyin.
    """
    found = []
    for mention in mentions(text, language, ledger):
        entry = ledger.get(mention.source, language) if ledger else None
        found.append(
            FoundName(
                span=Span(start=mention.start, end=mention.end),
                source=mention.source,
                chosen=entry.chosen if entry else "",
                approved=bool(entry and entry.approved),
                forms=forms(mention.source, language, mention.kind.value),
            )
        )
    return tuple(found)


def mentions(text: str, language: str, ledger: Ledger | None = None) -> list[Mention]:
    """As `find`; a name of the ledger goes before one that only looks like one."""
    held = _held(text, language, ledger) if ledger else []
    finder = FINDERS.get(base(language))
    return apart([*held, *(finder(text) if finder else [])])


def _held(text: str, language: str, ledger: Ledger) -> list[Mention]:
    """Names of the ledger in any case, with particles or without; longest first."""
    entries, index = _index(ledger, base(language))
    return [_mention(entries[hit.phrase], hit.start, hit.end) for hit in index.find(text)]


def _index(ledger: Ledger, language: str) -> tuple[list[NameEntry], Index]:
    """Made once for each state of the ledger."""
    made = _indexes.setdefault(ledger, {})
    known = made.get(language)
    state = ledger.state
    if known is None or known[0] != state:
        entries = list(ledger.entries(language))
        index = Index([Phrase(entry.source, exact_case=True) for entry in entries], language)
        made[language] = known = state, entries, index
    return known[1], known[2]


def _mention(entry: NameEntry, start: int, end: int) -> Mention:
    family, given = "", ""
    if entry.kind is Kind.PERSON:
        family, given = PARTED.get(base(entry.language), _last)(entry.source) or ("", "")
    return Mention(start, end, entry.source, family, given, entry.kind)


def _last(name: str) -> tuple[str, str] | None:
    """The last word is the family name."""
    given, _, family = name.rpartition(" ")
    return (family, given) if given else None
