"""Numbers, dates and names in a form that can be compared."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.reading.facts import dates, density, names, numbers

tried = settings(deadline=None, derandomize=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The port shipped 4 cranes.", {"4"}),
        ("The port shipped 310,000 tonnes.", {"310000"}),
        ("It cost 1,234,567 crowns.", {"1234567"}),
        ("It cost 92.3 crowns.", {"92.3"}),
        ("It cost 1,234.50 crowns.", {"1234.50"}),
        ("It cost 2,5 crowns.", {"2,5"}),
        ("The fare is 12, the pass 90.", {"12", "90"}),
        ("The year was 2019.", {"2019"}),
        ("Nothing was counted.", set()),
    ],
)
def test_figures(text: str, expected: set[str]) -> None:
    assert numbers(text) == expected


@pytest.mark.parametrize("text", ["a rise of 6%", "a rise of 6 percent", "a rise of 6 per cent", "a rise of 6 Percent"])
def test_percent_in_every_spelling(text: str) -> None:
    assert numbers(text) == {"6", "percent"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two ships and seven boats", {"two", "seven"}),
        ("4 million crowns", {"4", "million"}),
        ("twenty-two days", {"twenty", "two"}),
        ("a third of the fleet, half of the crew", {"third", "half"}),
        ("dozens of boats", {"dozens"}),
        ("someone often weighs a tenor", set()),
    ],
)
def test_number_words(text: str, expected: set[str]) -> None:
    assert numbers(text) == expected


def test_a_separator_does_not_make_another_number() -> None:
    assert numbers("18,600 households") == numbers("18600 households")


@tried
@given(st.integers(min_value=0, max_value=10**12))
def test_thousands_are_the_same_number_with_and_without_separators(value: int) -> None:
    assert numbers(f"The port counted {value:,} crates.") == {str(value)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on March 5", {"march"}),
        ("on 5 March, at noon", {"march"}),
        ("in May of that year", {"may"}),
        ("by October.", {"october"}),
        ("on Jan. 15", {"jan"}),
        ("on Wednesday and Friday", {"wednesday", "friday"}),
        ("it may 5 times fail", set()),
        ("They march on 3 roads", set()),
    ],
)
def test_dates(text: str, expected: set[str]) -> None:
    assert dates(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Monday the mayor met Anna Brandt.", {"Monday", "Anna", "Brandt"}),
        ("The mayor met Anna Brandt's crew.", {"Anna", "Brandt"}),
        ("The crew of the Joneses’ boat", {"Joneses"}),
        ("He met a delegation of the Anglo-Orlan Bank", {"Anglo-Orlan", "Bank"}),
        ("The mayor met Åsa Öberg and Иван Роев.", {"Åsa", "Öberg", "Иван", "Роев"}),
        ("The mayor said that I was late.", set()),
        ("The boat sank.", set()),
    ],
)
def test_names(text: str, expected: set[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Boats sank.",
        "The boat sank. Crews swam.",
        "The boat sank! Crews swam? Nobody drowned.",
        'The mayor said: "Boats sank."',
        "The mayor said: “Boats sank.” Crews swam.",
        "The boat sank (Crews swam).",
        "The order was clear: Boats stay in port.",
    ],
)
def test_the_word_that_opens_a_sentence_or_a_quotation_is_no_name(text: str) -> None:
    assert names(text) == set()


def test_density_counts_each_fact_once() -> None:
    assert density("The mayor met Brandt, and Brandt paid 40 crowns and 40 more on 5 March.") == len(
        ["40", "5", "march", "Brandt", "March"]
    )


@tried
@given(st.text(max_size=200))
def test_any_text_has_a_density(text: str) -> None:
    assert density(text) == len(numbers(text)) + len(dates(text)) + len(names(text))
