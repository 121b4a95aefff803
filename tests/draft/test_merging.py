"""Claims of many chunks as one list."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.core.document import Evidence
from service.core.summary import Attribution, Claim, ClaimKind, SpeechKind
from service.draft.merging import heaviest, merge, same
from service.models.base import Vectors

tried = settings(deadline=None, derandomize=True, max_examples=50)


def claim(text: str, *starts: int, speaker: str | None = None, support: float = 0.9) -> Claim:
    evidence = [Evidence(start=at, end=at + 10, exact="x" * 10, prefix="", suffix="", line=1) for at in starts]
    kind = SpeechKind.REPORTED if speaker else SpeechKind.OWN_VOICE
    attribution = Attribution(speaker=speaker, kind=kind, cue=None)
    return Claim(text=text, evidence=tuple(evidence), support=support, kind=ClaimKind.EVENT, attribution=attribution)


def vectors(*angles: float) -> Vectors:
    return np.array([[np.cos(angle), np.sin(angle)] for angle in angles], dtype=np.float32)


def test_none() -> None:
    assert merge([], vectors()) == []


def test_doubles_become_one_with_the_evidence_of_both() -> None:
    first, second = claim("The pier was closed.", 100, support=0.7), claim("The pier has been closed.", 5)
    ((kept, _),) = merge([first, second], vectors(0, 0.1))
    assert kept.text == second.text  # it is the better supported
    assert [item.start for item in kept.evidence] == [5, 100]


def test_words_on_the_same_place_are_doubles_sooner() -> None:
    apart = [claim("One.", 0), claim("Another.", 50)]
    together = [claim("One.", 0), claim("Another.", 5)]
    near = vectors(0, 0.5)
    assert [len(merge(pair, near)) for pair in (apart, together)] == [2, 1]


def test_other_speakers_and_other_figures_are_other_claims() -> None:
    same = vectors(0, 0)
    assert len(merge([claim("It grew.", 0, speaker="Ada"), claim("It grew so.", 0, speaker="Bo")], same)) == 2
    assert len(merge([claim("It grew by 4.", 0), claim("It grew by 5.", 0)], same)) == 2
    assert len(merge([claim("It grew.", 0, speaker="Ada"), claim("It grew so.", 0)], same)) == 1


def test_what_all_speak_of_weighs_more() -> None:
    weighed = merge([claim("A.", 0), claim("B.", 20), claim("C.", 40)], vectors(0, 0.6, 3))
    assert [kept.text for kept in heaviest(weighed, 2)] == ["A.", "B."]


@tried
@given(st.lists(st.tuples(st.integers(0, 900), st.floats(0, 6)), min_size=1, max_size=30), st.integers(0, 40))
def test_order_number_and_evidence(drawn: list[tuple[int, float]], most: int) -> None:
    drafted = [claim(f"Claim {'abcdefghij'[at % 10]}.", start) for at, (start, _) in enumerate(drawn)]
    weighed = merge(drafted, vectors(*(angle for _, angle in drawn)))
    starts = [kept.evidence[0].start for kept, _ in weighed]
    assert starts == sorted(starts)
    assert {kept.text for kept, _ in weighed} <= {item.text for item in drafted}
    covered = {at for kept, _ in weighed for item in kept.evidence for at in range(item.start, item.end)}
    assert {at for item in drafted for at in range(item.evidence[0].start, item.evidence[0].start + 1)} <= covered
    chosen = heaviest(weighed, most)
    assert len(chosen) == min(most, len(weighed))
    assert [item.evidence[0].start for item in chosen] == sorted(item.evidence[0].start for item in chosen)


@pytest.mark.parametrize(
    ("first", "second", "cosine", "told_twice"),
    [
        ("Mayor Ada Brenn closed the old pier of Orla.", "The old pier of Orla was closed by Ada Brenn.", 0.9, True),
        ("Ada Brenn closed the old pier.", "Ada Brenn closed the old pier after the storm had torn it.", 0.86, True),
        ("Ada Brenn closed the old pier.", "Bo Lund closed the old pier.", 0.9, False),  # somebody else
        ("Ada Brenn closed the old pier.", "Ada Brenn wants a new school for the north.", 0.86, False),
        ("The first half ended in Orla.", "The second half ended in Orla.", 0.98, False),
        ("Sales of the port rose by 4 percent.", "Sales of the port rose by 5 percent.", 0.99, False),
        ("Ada Brenn closed the old pier.", "Ada Brenn did not close the old pier.", 0.97, False),
        ("Ada Brenn closed the old pier.", "Ada Brenn closed the old pier.", 1.0, True),
    ],
)
def test_what_is_told_twice(first: str, second: str, cosine: float, told_twice: bool) -> None:
    assert same(first, second, cosine, speakers=(None, None)) is told_twice
    assert same(second, first, cosine, speakers=("the Port of Orla", "the port")) is told_twice
    assert not same(first, second, cosine, speakers=("Ada Brenn", "Bo Lund"))
