"""How many of them: all, most, some, few. Another word than the source's for the same things is a fault."""

from __future__ import annotations

from collections.abc import Iterator

from service.core.check import Fault, FaultKind
from service.core.document import Span
from service.reading import modality
from service.reading.modality import Mark
from service.reading.passage import Passage
from service.verify.faults.pair import Pair

REACH = 2  # words of content after such a word, one of which names the things


def share_faults(pair: Pair) -> Iterator[Fault]:
    """Words of quantity put in another's place."""
    if not pair.same_matter:
        return
    for share, words in modality.SHARES.items():
        for mark in pair.said.marks(words):
            things = _things(pair.said, mark)
            given = [(name, other) for name, other in _shares(pair.there) if _things(pair.there, other) & things]
            if given and all(name != share for name, _ in given):
                other = given[0][1]
                yield Fault(
                    kind=FaultKind.QUANTITY,
                    detail=f"{mark.text!r}; the source has {other.text!r}",
                    span=Span(start=mark.start, end=mark.end),
                    source=Span(start=other.start, end=other.end),
                )
                return


def _shares(passage: Passage) -> Iterator[tuple[str, Mark]]:
    for name, words in modality.SHARES.items():
        for mark in passage.marks(words):
            yield name, mark


def _things(passage: Passage, mark: Mark) -> set[str]:
    return {token.stem for token in passage.after(mark.end, REACH)}
