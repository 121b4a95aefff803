"""What people's own translations call a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from service.core.document import Frozen
from service.translate.names.find import mentions
from service.translate.names.ledger import Kind, Ledger, NameEntry
from service.translate.names.romanise import forms
from service.translate.names.spelling import places
from service.translate.scripts import SCRIPTS
from service.translate.terms.units import base


class Way(Frozen):
    """One way to put a name, and in how many translations it stands."""

    form: str
    count: int


class Suggestion(Frozen):
    """A name in its dictionary form. `ways` are ordered by count, then as they were met; there is one at least."""

    source: str
    kind: Kind
    ways: tuple[Way, ...]


def suggest(
    ledger: Ledger | None, pairs: Iterable[tuple[str, str]], source_language: str, target_language: str
) -> tuple[Suggestion, ...]:
    """From pairs of a source and a person's translation of it; full names only, found by how alike the letters are.

    None for a target language in other than Latin letters. Raises MissingExtra.
    """
    counts: dict[tuple[str, Kind], Counter[str]] = {}
    if base(target_language) in SCRIPTS:
        return ()
    for source, target in pairs:
        seen = set()
        for mention in mentions(source, source_language, ledger):
            whole = mention.kind is not Kind.PERSON or mention.given
            if not whole or mention.source in seen:
                continue
            seen.add(mention.source)
            spellings = list(forms(mention.source, source_language, mention.kind.value).values())
            if ledger and (entry := ledger.get(mention.source, source_language)):
                spellings.append(entry.chosen)
            if found := places(target, spellings, source_language):
                words = re.sub(r"['’]s$", "", " ".join(target[found[0].start : found[0].end].split()))
                counts.setdefault((mention.source, mention.kind), Counter())[words] += 1
    return tuple(
        Suggestion(
            source=source, kind=kind, ways=tuple(Way(form=form, count=count) for form, count in ways.most_common())
        )
        for (source, kind), ways in counts.items()
    )


def learn(
    ledger: Ledger, pairs: Iterable[tuple[str, str]], source_language: str, target_language: str
) -> tuple[NameEntry, ...]:
    """After people's translations come back: a name that they put one way everywhere becomes a suggestion, which a
    person may approve. What is approved stays. Those that the ledger took. Raises MissingExtra, InvalidLedger.
    """
    taken = []
    for one in suggest(ledger, pairs, source_language, target_language):
        if len(one.ways) > 1:
            continue
        times = one.ways[0].count
        entry = NameEntry(
            source=one.source, language=base(source_language), chosen=one.ways[0].form, kind=one.kind,
            note=f"In {times} translation{'s' if times > 1 else ''}",
        )  # fmt: skip
        known = ledger.get(one.source, source_language)
        if (known is None or known.chosen != entry.chosen) and ledger.put(entry):
            taken.append(entry)
    return tuple(taken)
