"""What was learnt of sentences: signs, the forest, and weights that are not the published ones."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from safetensors.numpy import load, save

from service.core.errors import ModelCorrupt
from service.draft.choice import choose
from service.draft.selection import Forest, read, selection
from service.draft.sentences import Reader
from service.draft.signs import SIGNS, signs
from service.draft.weights import packaged
from service.models.lexical import Trigrams

from .articles import article

TEXT = (
    "The council closed the western pier on Monday. Clara Voss, the finance minister, said that the fund had shrunk. "
    "Two cranes failed in June. The port shipped 310,000 tonnes of grain last year. Rain fell on the old town."
)
DATA = packaged("selection")


def table(text: str) -> np.ndarray:
    document = article(text)
    vectors, _ = Trigrams().encode([document.slice(span) for span in document.sentences])
    titles, _ = Trigrams().encode([section.title or " " for section in document.sections])
    return signs(document, Reader(document).candidates(), vectors, titles)


@pytest.mark.parametrize("sentences", [1, 2, 5])
def test_a_row_of_finite_numbers_for_each_sentence(sentences: int) -> None:
    found = table(". ".join(TEXT.split(". ")[:sentences]).rstrip(".") + ".")
    assert found.shape == (sentences, len(SIGNS))
    assert np.isfinite(found).all()


def test_signs_are_the_same_each_time() -> None:
    assert np.array_equal(table(TEXT), table(TEXT))


def test_a_tree_asks_its_questions_in_order() -> None:
    forest = Forest(
        np.array([[1, 0]], dtype=np.int16),
        np.array([[0.5, 2.0]], dtype=np.float32),
        np.array([[1, 2, 3, 4]], dtype=np.float32),
        10.0,
    )
    rows = np.array([[0, 0], [3, 0], [0, 1], [3, 1]], dtype=np.float32)
    assert forest.values(rows).tolist() == [11, 12, 13, 14]


def test_the_weights_of_the_package_are_the_published_ones() -> None:
    assert selection().sha256 == hashlib.sha256(DATA).hexdigest()
    assert selection().model.sha256 == selection().sha256


def test_other_weights_are_refused() -> None:
    with pytest.raises(ModelCorrupt, match="SHA-256"):
        read(DATA + b" ", selection().sha256)


@pytest.mark.parametrize("damage", ["cut", "missing", "signs"])
def test_weights_that_cannot_be_read_are_refused(damage: str) -> None:
    tensors = load(DATA)
    if damage == "missing":
        del tensors["leaves"]
    tensors["signs"] = tensors["signs"] ^ np.uint8(damage == "signs")
    data = DATA[:100] if damage == "cut" else save(tensors)
    with pytest.raises(ModelCorrupt):
        read(data, hashlib.sha256(data).hexdigest())


def test_the_choice_that_is_worth_most_is_not_the_best_sentence_first() -> None:
    document = article(TEXT)
    candidates = Reader(document).candidates()
    vectors = np.eye(len(candidates), dtype=np.float32)
    worth = np.zeros(len(candidates), dtype=np.float32)
    worth[[0, 1, 2]] = 0.6, 0.9, 0.6
    most = candidates[0].words + candidates[2].words
    assert candidates[1].words <= most
    assert [c.index for c in choose(candidates, worth, vectors, {}, most)] == [0, 2]
