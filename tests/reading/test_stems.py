"""Forms of one word share a stem; words of joined scripts are cut in pairs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.reading.passage import Passage, parts_of, plain_words
from service.reading.stems import stem, words


@pytest.mark.parametrize(
    ("one", "other"),
    [("rises", "rose"), ("building", "builds"), ("announced", "announcement"), ("policies", "policy"), ("paid", "pay")],
)
def test_forms_of_one_word(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_different_words_stay_apart() -> None:
    assert len({stem(word) for word in ("import", "export", "union", "unit", "4,100", "4,200")}) == 6


def test_joined_scripts_are_pairs() -> None:
    assert [token.stem for token in words("공장은")] == ["공장", "장은"]
    assert [token.stem for token in words("水")] == ["水"]


@given(st.text(max_size=200))
def test_offsets_are_exact(text: str) -> None:
    for token in words(text):
        assert 0 <= token.start < token.end <= len(text)


def test_a_passage_reads_each_thing_once() -> None:
    passage = Passage("On March 3 the Harbour-Union's 4,100 dockers stayed away.")
    assert passage.tokens is passage.tokens
    assert passage.dates.days == {("mar", "3")}
    assert {"harbour", "union"} <= passage.plain
    assert parts_of("Ada's") == {"ada"}
    assert plain_words("") == set()
