"""Which sentences take sides: by loaded words, by the encoder, and weights that are not the published ones."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from safetensors.numpy import load, save

from eval.train_slant import fit
from service.core.errors import ModelCorrupt
from service.draft.extractive import Extractive
from service.draft.slant import SHA256, SIDES, Slant, read, slant
from service.draft.weights import packaged
from service.models.encoder import MiniLM
from service.models.lexical import Trigrams
from service.reading.loaded import find

from .articles import article

DATA = packaged("slant")
LOADED = (
    "The harbour board's pampered bosses once again spat in the face of every honest docker.",
    "Only a fool would believe that this rotten deal was ever meant to help the fishermen of Orla.",
)
PLAIN = (
    "The harbour board said on Monday that dockers would be paid on the last day of the month.",
    "Under the agreement, the fishermen of Orla may land 400 tonnes of herring a year.",
)


def test_sentences_that_take_sides_are_told_from_plain_ones() -> None:
    vectors, _ = MiniLM(threads=1).encode([*LOADED, *PLAIN])
    assert slant().covers(MiniLM(threads=1))
    assert slant().sides([*LOADED, *PLAIN], vectors).tolist() == [True, True, False, False]
    assert slant().values(vectors[:2]).min() > slant().values(vectors[2:]).max()


def test_a_loaded_word_weighs_more_than_a_mild_one() -> None:
    nothing = Slant("", np.zeros(2, dtype=np.float32), 0.0, "")
    texts = ["The greedy board met.", "The board actually met.", "The board met."]
    assert nothing.sides(texts, np.zeros((3, 2), dtype=np.float32)).tolist() == [True, False, False]
    just_under = Slant("", np.zeros(2, dtype=np.float32), 0.4 - SIDES, "")
    assert just_under.sides(texts, np.zeros((3, 2), dtype=np.float32)).tolist() == [True, True, False]


def test_a_loaded_article_is_told_in_its_plain_sentences() -> None:
    encoder = MiniLM(threads=1)
    mocking = (
        "Tom Brandt and his rich friends think that the people of the docks are too dumb to notice who took their "
        "40 million crowns."
    )
    plain = "The council said that 40 families in the docks would get help from May."
    greedy = "The greedy, heartless board was against it."
    assert not find(mocking)
    assert [drafted.text for drafted in Extractive(article(mocking, plain, greedy), encoder).abstract(24)] == [plain]
    quoted = f"“{mocking.removesuffix('.')},” Ada Lund said."
    assert Extractive(article(quoted, greedy), encoder).abstract(40)[0].text == quoted


def test_another_encoder_is_not_covered() -> None:
    assert not slant().covers(Trigrams())


def test_the_mean_of_the_loaded_is_one_and_of_the_plain_minus_one() -> None:
    rows = np.random.default_rng(7).normal(size=(40, 6)).astype(np.float32)
    rows[:20, 0] += 3
    direction, offset = fit(rows[:20], rows[20:])
    values = Slant("", direction, offset, "").values(rows)
    assert values[:20].mean() == pytest.approx(1, abs=1e-4)
    assert values[20:].mean() == pytest.approx(-1, abs=1e-4)


def test_the_weights_of_the_package_are_the_published_ones() -> None:
    with pytest.raises(ModelCorrupt, match="have SHA-256"):
        read(DATA + b" ", SHA256)
    assert read(DATA, SHA256).encoder == slant().encoder


def test_weights_without_a_direction_are_refused() -> None:
    tensors = load(DATA)
    del tensors["direction"]
    data = save(tensors)
    with pytest.raises(ModelCorrupt, match="cannot be read"):
        read(data, hashlib.sha256(data).hexdigest())
