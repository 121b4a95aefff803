"""Near-duplicates are found, others are not, and it is always the first that is named."""

from __future__ import annotations

import random
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.batch.duplicates import BANDS, PERMUTATIONS, ROWS, Duplicates, shingles
from service.core.errors import MissingExtra

PAIRS = 300
WORDS = [
    first + second
    for first in ("har", "bor", "tel", "min", "cal", "dor", "ves", "lum", "pra", "sten", "ok", "ri", "gam", "fen")
    for second in ("bour", "den", "ting", "istry", "low", "mar", "sel", "ence", "ive", "ka", "ton", "ble", "ers", "age")
]


def article(random: random.Random, words: int = 800) -> list[str]:
    return random.choices(WORDS, k=words)


def edited(words: list[str], share: float, random: random.Random) -> str:
    """`words` with a share of them changed."""
    changed = list(words)
    for at in random.sample(range(len(words)), round(share * len(words))):
        changed[at] = random.choice([word for word in WORDS if word != words[at]])
    return " ".join(changed)


def test_a_copy_with_two_percent_of_its_words_changed_is_found_and_unrelated_ones_are_not() -> None:
    choose = random.Random(7)
    originals = [article(choose, choose.choice((200, 800, 1_500))) for _ in range(PAIRS)]
    seen = Duplicates()
    false = [seen.first_like(f"a{number}", " ".join(words)) for number, words in enumerate(originals)]
    assert sum(found is not None for found in false) <= 0.01 * PAIRS
    copies = [seen.first_like(f"b{number}", edited(words, 0.02, choose)) for number, words in enumerate(originals)]
    assert sum(found == f"a{number}" for number, found in enumerate(copies)) >= 0.99 * PAIRS


def test_articles_that_share_a_quarter_of_their_text_are_two() -> None:
    choose = random.Random(8)
    notice = article(choose, 200)
    seen = Duplicates()
    assert [seen.first_like(str(at), " ".join(notice + article(choose, 600))) for at in range(100)] == [None] * 100


def test_the_first_of_many_is_named_and_what_repeats_is_not_remembered() -> None:
    choose = random.Random(9)
    words = article(choose)
    seen = Duplicates()
    found = [seen.first_like(str(at), edited(words, 0.01 if at else 0, choose)) for at in range(20)]
    assert found == [None] + ["0"] * 19


def test_the_same_articles_give_the_same_answers() -> None:
    def run() -> list[str | None]:
        choose, seen = random.Random(10), Duplicates()
        base = [article(choose, 120) for _ in range(10)]
        return [seen.first_like(str(at), edited(base[at % 10], 0.02, choose)) for at in range(60)]

    first = run()
    assert run() == first
    assert 0 < sum(found is None for found in first) < 60


@pytest.mark.parametrize(
    "other",
    [
        "THE  COUNCIL of ardal\nmet on Monday, and said: the fer-\nry budget had grown.",
        "The coun\u00adcil of Ardal met on Mon-\n  day and said the ferry bud-\r\nget had grown",
        "The council of Ardal\u00a0met on Monday; and said the ferry budget had grown!",
    ],
)
def test_case_space_line_breaks_and_hyphens_make_no_difference(other: str) -> None:
    text = "The council of Ardal met on Monday and said the ferry budget had grown."
    assert list(shingles(other)) == list(shingles(text))


def test_a_compound_broken_at_its_hyphen_stays_the_same() -> None:
    assert list(shingles("a well-\nknown ferry")) == list(shingles("A well-known ferry"))


def test_scripts_without_spaces_are_compared_by_characters() -> None:
    text = "市议会星期一在阿尔达开会，市长布伦说预算增长了百分之四，渡轮将在六月恢复运行。"
    seen = Duplicates()
    assert seen.first_like("a", text) is None
    assert seen.first_like("b", text[:12] + "\n" + text[12:]) == "a"
    assert seen.first_like("c", "港口工人工会宣布从下周开始罢工，要求提高夜班津贴并改善码头的安全状况。") is None


def test_a_text_without_a_word_is_like_no_other() -> None:
    seen = Duplicates()
    assert [seen.first_like("a", "  "), seen.first_like("b", "—"), seen.first_like("c", "")] == [None] * 3
    assert seen.first_like("d", "Yes.") is None
    assert seen.first_like("e", "yes") == "d"


@given(st.text())
def test_any_text_is_its_own_repetition(text: str) -> None:
    seen = Duplicates()
    assert seen.first_like("a", text) is None
    assert seen.first_like("b", text) == ("a" if any(shingles(text)) else None)


def test_the_figures_that_are_stated() -> None:
    assert 1 - (1 - 0.82**ROWS) ** BANDS > 0.99
    assert 1 - (1 - 0.1**ROWS) ** BANDS < 0.0011
    assert (0.82 * 0.18 / PERMUTATIONS) ** 0.5 < 0.035


def test_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "datasketch", None)
    with pytest.raises(MissingExtra, match=r"plumbline\[archive\]"):
        Duplicates()
