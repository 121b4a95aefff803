"""Whether the facts of a statement stand in its evidence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.verify.facts import missing_facts

tried = settings(deadline=None, derandomize=True)

EVIDENCE = "On 5 March Anna Brandt counted 18,600 crates, 4 percent more than in May 2019. Oskar Lind left on Friday."


@pytest.mark.parametrize(
    "text",
    [
        EVIDENCE,
        "The mayor counted 18,600 crates.",
        "The mayor counted 18600 crates, 4% more.",
        "The mayor counted 4 per cent more.",
        "In May 2019, said Anna Brandt, it was less.",
        "The mayor saw Brandt's crates and those of Oskar Lind.",
        "It was on Friday.",
        "Nothing to count here.",
        "",
    ],
)
def test_nothing_is_missing(text: str) -> None:
    assert missing_facts(text, EVIDENCE) == ""


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("The mayor counted 18,700 crates.", "number 18700"),
        ("The mayor counted 18 crates.", "number 18"),
        ("The mayor counted 4 million crates.", "number million"),
        ("The mayor counted two crates.", "number two"),
        ("The mayor counted 5% more.", ""),
        ("The crates of Bengt Lind were counted.", "name Bengt"),
        ("The crates were counted by June 2019.", "date june; name June"),
        ("The crates were counted on Monday.", "date monday; name Monday"),
        ("The crates of Orla, 7 in all, were counted in July.", "number 7; date july; name July, Orla"),
    ],
)
def test_each_missing_fact_is_named(text: str, missing: str) -> None:
    assert missing_facts(text, EVIDENCE) == missing


def test_a_name_that_opens_a_sentence_of_the_evidence_counts() -> None:
    assert missing_facts("The mayor met Lind.", "Lind spoke. The mayor left.") == ""
    assert missing_facts("The mayor met Lind.", "The mayor left. Lind spoke.") == ""


def test_no_evidence_holds_nothing() -> None:
    assert missing_facts("The mayor met Lind on 5 May.", "") == "number 5; date may; name Lind, May"


@tried
@given(st.text(max_size=120))
def test_a_text_is_evidence_of_itself(text: str) -> None:
    assert missing_facts(text, text) == ""


@tried
@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_numbers_match_only_when_they_are_equal(here: int, there: int) -> None:
    missing = missing_facts(f"The port counted {here:,} crates.", f"The port counted {there} crates.")
    assert (missing == "") is (here == there)
