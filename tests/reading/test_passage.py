"""What is read off a passage is read once, and the same as from the text itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.reading import modality
from service.reading.dates import read_dates
from service.reading.names import runs
from service.reading.passage import Joined, Passage, plain_words
from service.reading.quantities import quantities
from service.reading.stems import words

SENTENCES = (
    "The Council of Ardal did not rise on March 3.",
    "Isn’t it likely that Ada Brenn may go, she asked?",
    "It plans to sell 3.4 million tonnes, 12% more than in May.",
    "Twenty-two of the so-called guards can't have been there!",
    "They did n't come; he isn’t there.",
    "No longer will the U.S. Navy refuse; half a million stayed away.",
    "공장은 340만 톤을 생산했다.",
)
SMALL = [word for words in modality.CLASSES for word in words.pattern.pattern.split("|") if word.isalpha()]


@given(st.permutations(SENTENCES), st.integers(0, 50))
def test_joined_sentences_read_as_their_text_does(sentences: list[str], at: int) -> None:
    text, parts = " ".join(sentences), []
    start = at
    for sentence in sentences:
        parts.append(Passage(sentence, start))
        start += len(sentence) + 1
    joined = Joined(text, at, parts)
    assert joined.tokens == words(text, at)
    assert joined.quantities == quantities(text, at)
    assert joined.names == runs(text, at)
    assert joined.dates == read_dates(text)
    assert joined.plain == plain_words(text)
    assert joined.stems == {token.stem for token in joined.content}
    for quantity in joined.quantities:
        assert at <= quantity.start < quantity.end <= at + len(text)
    for token in joined.tokens:
        assert at <= token.start < token.end <= at + len(text)
    for run in joined.names:
        assert text[run.start - at : run.end - at] == run.text


@given(st.lists(st.sampled_from(SMALL), max_size=8), st.sampled_from([" ", ", ", "-"]), st.booleans())
def test_no_small_word_is_overlooked(chosen: list[str], between: str, capital: bool) -> None:
    text = between.join(chosen)
    passage = Passage(text.capitalize() if capital else text)
    for sort in modality.CLASSES:
        assert passage.marks(sort) == modality.marks(sort, passage.text)


def test_small_words_of_sentences_are_not_overlooked() -> None:
    for sentence in SENTENCES:
        for sort in modality.CLASSES:
            assert Passage(sentence).marks(sort) == modality.marks(sort, sentence)


@given(st.sampled_from(SENTENCES), st.integers(0, 60), st.integers(0, 3))
def test_words_before_and_after_a_place(sentence: str, at: int, most: int) -> None:
    passage = Passage(sentence)
    before = [token for token in passage.content if token.end <= at]
    assert passage.before(at, most) == before[len(before) - min(most, len(before)) :]
    assert passage.after(at, most) == [token for token in passage.content if token.start >= at][:most]
