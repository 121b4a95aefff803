"""Trigram vectors: the same each time, near when the letters are."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.models.lexical import DIMENSIONS, Trigrams

tried = settings(deadline=None, derandomize=True)

GROUPS = {
    "korean": (
        "대표단은 화요일에 수도에 도착하였다.",
        "대표단은 수요일에 수도에 도착하였다.",
        "물가가 작년보다 크게 올랐다고 밝혔다.",
    ),
    "chinese": ("代表团星期二抵达首都平壤。", "代表团星期三抵达首都平壤。", "去年的物价涨幅比往年更大。"),
    "russian": ("Делегация прибыла в столицу.", "Делегации прибыли в столицу.", "Цены выросли сильнее, чем ждали."),
    "english": ("The council voted for it.", "The councils vote for it.", "Prices rose last year."),
}


def vector(text: str) -> list[float]:
    vectors, _ = Trigrams().encode([text])
    return [float(value) for value in vectors[0]]


@pytest.mark.parametrize(("text", "near", "far"), GROUPS.values(), ids=GROUPS)
def test_similar_strings_are_nearer_than_different_ones(text: str, near: str, far: str) -> None:
    vectors, _ = Trigrams().encode([text, near, far])
    assert vectors[0] @ vectors[1] > 0.4
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.3


def test_shape_and_unit_length() -> None:
    texts = [text for group in GROUPS.values() for text in group]
    vectors, counts = Trigrams().encode(texts)
    assert vectors.shape == (len(texts), DIMENSIONS)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert counts == [len(text) - 2 for text in texts]


def test_no_texts_no_vectors() -> None:
    vectors, counts = Trigrams().encode([])
    assert vectors.shape == (0, DIMENSIONS)
    assert counts == []


def test_capitals_do_not_matter() -> None:
    assert vector("The Council VOTED.") == vector("the council voted.")


def test_the_last_words_of_a_long_text_count() -> None:
    assert vector("word " * 1_000 + "bridge") != vector("word " * 1_000 + "breakfast")


def test_the_same_in_another_process() -> None:
    code = (
        "import sys; from service.models.lexical import Trigrams; "
        "sys.stdout.write(Trigrams().encode([sys.argv[1]])[0].tobytes().hex())"
    )
    text = GROUPS["korean"][0]
    done = subprocess.run(
        [sys.executable, "-c", code, text], check=True, timeout=60, capture_output=True, encoding="utf-8"
    )
    assert done.stdout == Trigrams().encode([text])[0].tobytes().hex()


@tried
@given(st.lists(st.text(max_size=60), max_size=8))
def test_any_texts_alone_or_together(texts: list[str]) -> None:
    together, counts = Trigrams().encode(texts)
    assert np.isfinite(together).all()
    assert all(count >= 1 for count in counts)
    for text, row in zip(texts, together, strict=True):
        alone, _ = Trigrams().encode([text])
        assert alone[0].tobytes() == row.tobytes()


def test_identity_is_stable() -> None:
    assert Trigrams.id == "character-trigrams"
    assert Trigrams.sha256 == Trigrams().sha256
    assert len(Trigrams.sha256) == 64
