"""The claims of the embedded drafter: what is told twice is one claim with both places."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.core.document import Document
from service.core.draft import DraftedClaim
from service.core.summary import Claim
from service.draft.claims import claims
from service.draft.sentences import Reader
from service.models.lexical import Trigrams
from service.verify import Gate

from .articles import article

CLOSED = "The council of Port Orla closed the old pier on Monday after the storm."
CLOSED_AGAIN = "After the storm, the old pier was closed on Monday by the council of Port Orla."
SOLD = "Mayor Ada Brenn sold 40 ships of the northern fleet."
SOLD_MORE = "Mayor Ada Brenn sold 41 ships of the northern fleet."
SCHOOL = "A new school opened in the northern hills in April."
KEPT = "The council of Port Orla did not close the old pier on Monday."


def drafted(document: Document, most: int, worth: list[float] | None = None) -> list[DraftedClaim]:
    reader = Reader(document)
    candidates = reader.candidates()
    vectors, _ = Trigrams().encode([candidate.source for candidate in candidates])
    values = np.array(worth or np.linspace(1, 0, len(candidates)), dtype=np.float32)
    return claims(reader, candidates, values, vectors, most)


def shown(document: Document, most: int) -> list[Claim]:
    return Gate(document).claims(drafted(document, most)).shown


def places(document: Document, claim: Claim) -> list[str]:
    assert all(document.text[item.start : item.end] == item.exact for item in claim.evidence)
    return [item.exact for item in claim.evidence]


@pytest.mark.parametrize("copies", [1, 2, 3])
def test_what_is_told_again_is_evidence(copies: int) -> None:
    document = article(SOLD, *[CLOSED] * copies, SCHOOL)
    found = shown(document, 9)
    assert [claim.text for claim in found] == [SOLD, CLOSED, SCHOOL]
    assert places(document, found[1]) == [CLOSED] * copies
    assert len({item.start for item in found[1].evidence}) == copies


@pytest.mark.parametrize(
    "pointing", ["With ships, his luck had left the man of the north.", "Since then the old pier was closed for good."]
)
def test_what_needs_another_sentence_is_worth_less(pointing: str) -> None:
    assert [claim.text for claim in drafted(article(pointing, SCHOOL), 1, worth=[0.6, 0.5])] == [SCHOOL]


def test_another_figure_and_a_denial_are_other_claims() -> None:
    document = article(SOLD, SOLD_MORE, CLOSED, KEPT)
    found = shown(document, 9)
    assert [claim.text for claim in found] == [SOLD, SOLD_MORE, CLOSED, KEPT]
    assert all(len(claim.evidence) == 1 for claim in found)


def test_the_verifier_takes_no_place_that_says_something_else() -> None:
    document = article(CLOSED, CLOSED_AGAIN, KEPT, SCHOOL)
    (first, *_) = drafted(document, 9)
    others = document.sentences[1:]
    told = DraftedClaim(first.text, first.sources, again=others, kind=first.kind, attribution=first.attribution)
    (claim,) = Gate(document).claims([told]).shown
    assert places(document, claim) == [CLOSED, CLOSED_AGAIN]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Orla beat Ardal 2-1 in the cup on Monday night.", "Orla beat Ardal 2-1 in the cup on Tuesday night."),
        ("Orla beat Ardal 2-1 in the cup on Monday night.", "Orla beat Venn 2-1 in the cup on Monday night."),
        ("The bank sued the port over the loan for the pier.", "The port sued the bank over the loan for the pier."),
        ("Karl Holt said that the yard may be closed.", "Karl Holt said that the yard would be closed."),
        (
            "Karl Holt said that the yard had paid for the trip.",
            "Karl Holt denied that the yard had paid for the trip.",
        ),
        ("Karl Holt said that the pier was old and wet.", "Lena Marsh said that the pier was old and wet."),
        ("The yard closed its doors in the north.", "Karl Holt said that the yard closed its doors in the north."),
        ("Two men were held after the fire at the mill.", "Three men were held after the fire at the mill."),
    ],
)
def test_another_matter_in_nearly_the_same_words_is_no_evidence(first: str, second: str) -> None:
    for one, other in ((first, second), (second, first)):
        document = article(one, other)
        (told, *_) = drafted(document, 9)
        again = DraftedClaim(
            told.text, told.sources, again=document.sentences[1:], kind=told.kind, attribution=told.attribution
        )
        (claim,) = Gate(document).claims([again]).shown
        assert places(document, claim) == [one]


def test_what_is_told_twice_weighs_more() -> None:
    document = article(SCHOOL, CLOSED, CLOSED)
    assert [claim.text for claim in drafted(document, 1, [0.52, 0.5, 0.5])] == [CLOSED]
    assert [claim.text for claim in drafted(document, 1, [0.9, 0.5, 0.5])] == [SCHOOL]


@settings(deadline=None, derandomize=True, max_examples=60)
@given(
    st.lists(
        st.sampled_from([CLOSED, CLOSED_AGAIN, SOLD, SOLD_MORE, SCHOOL, KEPT, "She sold it."]), min_size=1, max_size=9
    ),
    st.integers(1, 9),
)
def test_evidence_is_a_slice_of_the_text_and_no_place_is_told_twice(sentences: list[str], most: int) -> None:
    document = article(" ".join(sentences))
    found = shown(document, most)
    assert len(found) <= most
    assert len({claim.text for claim in found}) == len(found)
    for claim in found:
        assert places(document, claim)
        spans = sorted((item.start, item.end) for item in claim.evidence)
        assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))


def test_a_commentary_tells_everything_as_its_own() -> None:
    texts = [SOLD, SCHOOL, "The author is a docker from the north of Orla."]
    found = shown(article(*texts, title="Commentary: What Was Sold"), 9)
    assert [claim.text for claim in found] == texts[:2]
    assert {claim.attribution.speaker for claim in found} == {"the article"}
    assert {claim.attribution.speaker for claim in shown(article(*texts[:2]), 9)} == {None}
