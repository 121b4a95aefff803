"""Edits on one sentence: words dropped, words swapped, nothing added that is not listed."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.core.summary import Swap
from service.draft.wording import Wording, whole
from service.reading.words import TOKEN, WORD, quoted_spans

tried = settings(deadline=None, derandomize=True)

SWAPPED = "zwap"


def render(source: str, *dropped: str) -> tuple[str, tuple[Swap, ...]]:
    """`source` without the first occurrence of each of `dropped`."""
    wording = Wording(source)
    for part in dropped:
        start = source.index(part)
        wording.drop(start, start + len(part))
    return wording.render()


def text_of(source: str, *dropped: str) -> str:
    return render(source, *dropped)[0]


def test_without_edits_the_sentence_stays_as_it_is() -> None:
    source = "a  boat , an oar ,, and – ."
    assert Wording(source).render() == (source, ())


@pytest.mark.parametrize(
    ("source", "dropped", "expected"),
    [
        ("The old boat sank.", "old ", "The boat sank."),
        ("The old boat sank.", "old", "The boat sank."),
        ("The boat, an old one, sank.", ", an old one,", "The boat sank."),
        ("The boat sank, full of water.", ", full of water", "The boat sank."),
        ("Then the boat sank.", "Then ", "The boat sank."),
        ("Sadly, the boat sank.", "Sadly", "The boat sank."),
        ("The boat (an old one) sank.", "an old one", "The boat sank."),
        ("The boat sank, old and tired, and broke.", "old and tired", "The boat sank, and broke."),
        ("The boat sank – old and tired.", "old and tired", "The boat sank."),
        ("Éva’s old boat sank.", "old", "Éva’s boat sank."),
    ],
)
def test_dropping_tidies_what_is_left(source: str, dropped: str, expected: str) -> None:
    assert render(source, dropped) == (expected, ())


@pytest.mark.parametrize(
    ("source", "dropped", "expected", "swaps"),
    [
        ("He had an old boat.", "old", "He had a boat.", [("an", "a")]),
        ("He had a big oar.", "big", "He had an oar.", [("a", "an")]),
        ("An old boat sank.", "old", "A boat sank.", [("An", "A")]),
        ("A big oar broke.", "big", "An oar broke.", [("A", "An")]),
        ("A long hour passed.", "long", "An hour passed.", [("A", "An")]),
        ("An odd union formed.", "odd", "A union formed.", [("An", "A")]),
        ("An old used boat sank.", "old", "A used boat sank.", [("An", "A")]),
        ("He had an old, bad oar.", "old, bad", "He had an oar.", []),
        ("He had a big boat.", "big", "He had a boat.", []),
    ],
)
def test_articles_are_put_right_and_listed(
    source: str, dropped: str, expected: str, swaps: list[tuple[str, str]]
) -> None:
    text, listed = render(source, dropped)
    assert text == expected
    assert [(swap.source, swap.text) for swap in listed] == swaps
    assert all(swap.rule == "article" for swap in listed)


def test_an_article_of_the_source_is_left_as_it_is() -> None:
    assert render("A old man had a uncle, sadly.", ", sadly") == ("A old man had a uncle.", ())


def test_a_swap_is_listed_with_its_rule() -> None:
    wording = Wording("She stressed that it sank.")
    wording.swap(0, 3, "Anna Brandt", "speaker")
    wording.swap(4, 12, "said", "reporting verb")
    assert wording.render() == (
        "Anna Brandt said that it sank.",
        (
            Swap(source="She", text="Anna Brandt", rule="speaker"),
            Swap(source="stressed", text="said", rule="reporting verb"),
        ),
    )


def test_a_swap_for_the_same_words_is_none() -> None:
    wording = Wording("She said that it sank.")
    wording.swap(4, 8, "said", "reporting verb")
    assert wording.render() == ("She said that it sank.", ())


def test_a_swap_whose_words_are_dropped_is_not_listed() -> None:
    source = "It sank, she stressed."
    wording = Wording(source)
    wording.swap(13, 21, "said", "reporting verb")
    wording.drop(7, 21)
    assert wording.render() == ("It sank.", ())


def test_an_edit_inside_or_across_another_is_left_out() -> None:
    source = "The very old boat sank."
    wording = Wording(source)
    wording.drop(4, 12)
    wording.swap(9, 12, "new", "speaker")
    wording.drop(9, 17)
    assert wording.render() == ("The boat sank.", ())


def test_a_swap_across_an_edit_is_left_out() -> None:
    wording = Wording("The very old boat sank.")
    wording.drop(4, 9)
    wording.swap(0, 17, "Anna Brandt", "speaker")
    assert wording.render() == ("The old boat sank.", ())


def test_a_drop_takes_in_the_edits_inside_it() -> None:
    wording = Wording("The very old boat sank.")
    wording.swap(9, 12, "new", "speaker")
    wording.drop(4, 12)
    assert wording.render() == ("The boat sank.", ())


def test_a_possessive_comes_back_to_a_swapped_word() -> None:
    source = "The mayor's boat sank."
    wording = Wording(source)
    wording.swap(0, 9, "Anna Brandt", "speaker")
    assert wording.render()[0] == "Anna Brandt's boat sank."


def test_a_tokenised_text_keeps_its_possessives_apart() -> None:
    assert text_of("The port 's splendid crane lifted the ship 's boat .", "splendid ") == (
        "The port 's crane lifted the ship 's boat."
    )


def test_dropped_tells_what_was_dropped() -> None:
    wording = Wording("The old boat sank.")
    wording.drop(4, 8)
    wording.swap(8, 12, "ship", "speaker")
    assert [wording.dropped(at) for at in (3, 4, 7, 8)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("source", "dropped"),
    [
        ('He said "the old boat sank" twice.', "old "),
        ("He said “the old boat sank” twice.", "the old"),
        ('He said "the old boat sank" twice.', 'said "the old'),
        ('He said "the old boat sank" twice.', 'sank" twice'),
    ],
)
def test_a_quotation_is_never_edited_inside(source: str, dropped: str) -> None:
    assert render(source, dropped) == (source, ())


def test_a_quotation_may_go_as_a_whole() -> None:
    assert text_of('The boat sank, "an old one", at noon.', ', "an old one",') == "The boat sank at noon."


@dataclass(frozen=True)
class Edits:
    """A sentence, and token ranges of it to drop or to swap."""

    source: str
    dropped: tuple[tuple[int, int], ...]
    swapped: tuple[tuple[int, int], ...]


WORDS = st.sampled_from(
    "the a an A old boat oar hour union mayor's self-made 1,284 6.4 No and or sank Anna of which was not Éva".split()
)
QUOTE = st.lists(st.sampled_from("a an old boat apple we our".split()), min_size=1, max_size=4).map(
    lambda words: f"“{' '.join(words)}”"
)
PART = st.tuples(WORDS | QUOTE, st.sampled_from(["", "", "", ",", ";", " –"])).map("".join)


@st.composite
def edits(draw: st.DrawFn) -> Edits:
    source = " ".join(draw(st.lists(PART, min_size=1, max_size=14))) + draw(st.sampled_from([".", "!", "?", ".”", ""]))
    places = [match.span() for match in TOKEN.finditer(source)]
    pick = st.tuples(*[st.integers(0, len(places) - 1)] * 2).map(sorted)
    spans = st.lists(pick.map(lambda pair: (places[pair[0]][0], places[pair[1]][1])), max_size=5).map(tuple)
    return Edits(source, draw(spans), draw(spans))


def apply(case: Edits) -> tuple[str, tuple[Swap, ...]]:
    wording = Wording(case.source)
    for start, end in case.dropped:
        wording.drop(start, end)
    for start, end in case.swapped:
        wording.swap(start, end, SWAPPED, "a rule")
    return wording.render()


def words(text: str) -> list[str]:
    """Words in lower case, `an` as `a`."""
    return ["a" if word == "an" else word for word in (word.casefold() for word in WORD.findall(text))]


@tried
@given(edits())
def test_what_is_left_is_a_subsequence_of_the_source(case: Edits) -> None:
    text, swaps = apply(case)
    source = iter(words(case.source))
    assert all(word in source for word in words(text) if word != SWAPPED)
    put = [swap for swap in swaps if swap.rule != "article"]
    assert words(text).count(SWAPPED) == len(put)
    assert all(swap.text == SWAPPED and swap.source in case.source for swap in put)


@tried
@given(edits())
def test_articles_change_only_as_listed(case: Edits) -> None:
    text, swaps = apply(case)
    articles = [swap for swap in swaps if swap.rule == "article"]
    assert all({swap.source.lower(), swap.text.lower()} == {"a", "an"} for swap in articles)

    def count(where: str) -> int:
        return sum(word.casefold() == "an" for word in WORD.findall(where))

    gained = sum(swap.text.lower() == "an" for swap in articles)
    assert count(text) - gained <= count(case.source)


@tried
@given(edits())
def test_quotations_are_whole_or_gone(case: Edits) -> None:
    text, _ = apply(case)
    quotations = [case.source[span.start : span.end] for span in quoted_spans(case.source)]
    left = [text[span.start : span.end] for span in quoted_spans(text)]
    source = iter(quotations)
    assert all(quotation in source for quotation in left)


@tried
@given(edits())
def test_nothing_is_left_to_tidy(case: Edits) -> None:
    if (text := apply(case)[0]) == case.source:
        return
    assert text == text.strip()
    assert "  " not in text
    assert " ," not in text
    assert ",," not in text
    assert text[:1] == text[:1].upper()


@tried
@given(edits())
def test_the_same_edits_give_the_same_words(case: Edits) -> None:
    assert apply(case) == apply(case)


@pytest.mark.parametrize(
    "text",
    [
        "The old boat sank.",
        "“The boat sank,” she said.",
        '"The boat sank," she said.',
        "18,600 households have moved.",
        "Has the boat been sunk?",
        "The boat (an old one) sank.",
        "She said that that was all.",
        "She had had two boats.",
        "He said: “The boat sank.”",
    ],
)
def test_whole(text: str) -> None:
    assert whole(text)


@pytest.mark.parametrize(
    "text",
    [
        "The boat sank near the.",
        "The boat was part of.",
        "The boat was given to.",
        "The boat sank with its.",
        "The boat sank in a.",
        "The boat sank and.",
        "The boat was the of the fleet.",
        "The boat was an and sank.",
        "The boat was part of of the fleet.",
        "The boat was given to and sank.",
        "The the boat sank again.",
        "The boat that sank was.",
        "The boat (an old one sank.",
        'The boat was called "old and sank.',
        "The boat was called “old and sank.",
        "the old boat sank.",
        "The old boat sank",
        "The old boat sank,",
        "It sank then.",
        "",
    ],
)
def test_broken(text: str) -> None:
    assert not whole(text)


@tried
@given(st.text(max_size=120))
def test_any_text_is_whole_or_not(text: str) -> None:
    assert whole(text) in (True, False)
