"""Joint speakers: each of their noun phrases, and what is only one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.reading.joint import joint, several, together

from .articles import article, speakers, spoken

MET = "Finance Minister Anna Berg met Karl Holt, the mayor of Orla, on Monday."
ONES = ["Anna Berg", "Mayor Karl Holt", "union leader Ada Brenn", "the ministry", "her deputy", "the Bank of Orla"]


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Anna Berg and Karl Holt", ["Anna Berg", "Karl Holt"]),
        ("Karl Holt, the mayor, and Anna Berg", ["Karl Holt", "Anna Berg"]),
        ("Anna Berg, Karl Holt, and the union", ["Anna Berg", "Karl Holt", "the union"]),
        ("the minister for ports and harbours", []),
        ("The bridge was safe, and Anna Berg", []),
        ("Anna Berg", []),
    ],
)
def test_the_parts(words: str, parts: list[str]) -> None:
    assert [words[start:end] for start, end in joint(words)] == parts


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.lists(st.sampled_from(ONES), min_size=2, max_size=4))
def test_what_is_put_together_comes_apart(names: list[str]) -> None:
    words = together(names)
    assert [words[start:end] for start, end in joint(words)] == names


@pytest.mark.parametrize(
    ("name", "more"),
    [("residents", True), ("the two ministers", True), ("Anna Berg and Bo Lund", True), ("Anna Berg", False)],
)
def test_several(name: str, more: bool) -> None:
    assert several(name) is more


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Anna Berg and Karl Holt said that the port was safe.", "Anna Berg and Karl Holt"),
        ("The port was safe, Berg and Holt said.", "Anna Berg and Karl Holt"),
        ("“The port is safe,” said Anna Berg and Karl Holt.", "Anna Berg and Karl Holt"),
        ("The mayor and the minister said that the port was safe.", "Karl Holt and Anna Berg"),
        ("Berg and her deputy, Lena Moss, said that the port was safe.", "Anna Berg and Lena Moss"),
        ("Berg and the union said that the port was safe.", "Anna Berg and the union"),
        ("Berg and a spokesman for Karl Holt said that the port was safe.", "Anna Berg and a spokesman for Karl Holt"),
        ("According to Berg and Holt, the port was safe.", "Anna Berg and Karl Holt"),
        ("The two ministers said that the port was safe.", "the two ministers"),
        ("The port was safe, local residents said.", "local residents"),
        ("Search and Rescue Chief Karl Holt said that the port was safe.", "Karl Holt"),
        ("Anna Berg told Karl Holt that the port was safe.", "Anna Berg"),
        ("Anna Berg said that Karl Holt had told her that the port was safe.", "Anna Berg"),
        ("After Anna Berg added the ships, the port was safe.", None),
        ("Those ministers said that the port was safe.", None),
    ],
)
def test_who_speaks(sentence: str, speaker: str | None) -> None:
    assert speakers(MET, sentence)[-1] == speaker


def test_they_are_the_speakers_of_the_sentence_before() -> None:
    assert speakers(MET, "Berg and Holt said that it was safe. They said that it would close.")[-1] == (
        "Anna Berg and Karl Holt"
    )
    assert speakers(MET, "Anna Berg said that it was safe. They said that it would close.")[-1] == "they"


def test_he_is_neither_of_two() -> None:
    assert (
        speakers("Karl Holt and Bo Lund said it was safe. He said that it would close.")[-1] != "Karl Holt and Bo Lund"
    )


def test_where_each_is_named_in_full() -> None:
    (*_, voice) = spoken(article(MET, "Berg and Holt said that the port was safe.")).values()
    assert [sharer.name for sharer in voice.sharers] == ["Anna Berg", "Karl Holt"]
    assert all(sharer.antecedent for sharer in voice.sharers)
