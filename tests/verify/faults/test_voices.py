"""Who says it and who did it, where the source has a pronoun."""

from __future__ import annotations

import pytest

from service.core.check import Verdict
from service.verify.check import Checker
from tests.verify.articles import article

SOURCE = (
    "Karl Holt leads the union of dockers in Port Aden. Anna Venn, the mayor of the town, met the dockers on Monday. "
    "She said that the old pier was safe for heavy ships. She signed the order for a new crane in the evening."
)


@pytest.mark.parametrize(
    ("statement", "flags"),
    [
        ("Anna Venn said that the old pier was safe for heavy ships.", ()),
        ("Karl Holt said that the old pier was safe for heavy ships.", ("speaker",)),
        ("Anna Venn signed the order for a new crane in the evening.", ()),
        ("Karl Holt signed the order for a new crane in the evening.", ("roles",)),
        ("Karl Holt leads the union, and the mayor signed the order for a new crane.", ()),
    ],
)
def test_a_pronoun_is_no_other_person(statement: str, flags: tuple[str, ...]) -> None:
    check = Checker(article(SOURCE)).check(statement)
    assert check.flags == flags
    assert (check.verdict is Verdict.SUPPORTED) is not bool(flags)


@pytest.mark.parametrize(
    "source",
    [
        "Union leader Karl Holt left. Paul Venn, the mayor, met Karl Holt on Monday.",
        "Karl Holt came to Port Aden with the mayor, Paul Venn.",
    ],
)
def test_a_pronoun_that_may_be_anybodys_proves_nothing(source: str) -> None:
    checker = Checker(article(f"{source} He signed the order for a new crane in the evening."))
    for name in ("Karl Holt", "Paul Venn"):
        assert not checker.check(f"{name} signed the order for a new crane in the evening.").flags
