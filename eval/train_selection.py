"""Fit the forest of `service/draft/selection.py` and write them to its data folder.

A sentence is worth the share of people's summaries that it holds, against the best sentence of its article. Learnt from
the sets that `selection_sets` names and on nothing else; every article counts the same within its set. Prints the
SHA-256 that `selection.py` has to name, and how well the worth of left-out articles' sentences is told.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from safetensors.numpy import save

from eval import trees
from eval.dataset import Example
from eval.selection_sets import LEARNT, MEASURED, distinct, load
from service.core.document import Document
from service.draft import selection
from service.draft.sentences import Candidate, Reader
from service.draft.signs import signs
from service.engine import Engine
from service.models.base import Encoder, Vectors
from service.reading.stems import words
from service.settings import settings

TARGET = Path(selection.__file__).parent / "data" / "selection.safetensors"
MIX = {"frank": 1.0, "xsum_faith": 1.0, "references": 2.0}  # what an article of each counts
SENTENCES = 20  # a short article counts as one of 20 sentences does, at most 2.5 times
RIDGE = 30.0
FOLDS = 5
SHAPE = trees.Shape()
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Article:
    id: str
    weight: float
    worth: Floats
    vectors: Vectors
    signs: Vectors


def worth(document: Document, references: Sequence[str]) -> Floats:
    """What each sentence holds of the references, the mean over them: half words of content, half pairs of words."""
    own = [_counts(document.slice(span)) for span in document.sentences]
    out = np.zeros(len(own))
    for reference in references:
        wanted, pairs = _counts(reference)
        for row, (own_words, own_pairs) in enumerate(own):
            out[row] += 0.5 * (own_words & wanted).total() / max(1, wanted.total())
            out[row] += 0.5 * (own_pairs & pairs).total() / max(1, pairs.total())
    return out / max(1, len(references))


def article(
    example: Example, document: Document, candidates: list[Candidate], vectors: Vectors, encoder: Encoder, weight: float
) -> Article | None:
    """None where the references share nothing with it."""
    value = worth(document, example.abstracts)
    if not value.any():
        return None
    titles, _ = encoder.encode([section.title or " " for section in document.sections])
    return Article(
        id=example.id,
        weight=weight * SENTENCES / max(8, len(value)),
        worth=value / value.max(),
        vectors=vectors,
        signs=signs(document, candidates, vectors, titles),
    )


def lowered(document: Document) -> Document:
    """The same without capitals, as some wires and transcripts come; the encoder sees no case."""
    small = "".join(low if len(low := character.lower()) == 1 else character for character in document.text)
    return document.model_copy(update={"text": small})


def articles(engine: Engine) -> Iterator[Article]:
    """Everything that is learnt from. Raises FileUnreadable, InvalidReference."""
    measured = list(chain.from_iterable(load(name) for name in MEASURED))
    sets = [(name, example) for name in LEARNT for example in load(name)]
    sets += [("references", example) for example in load("references") if example.language == "en"]
    known = {example.id: name for name, example in sets}
    for example in distinct([example for _, example in sets], measured):
        document = engine.read(example.text, title=example.title, language="en")
        vectors = engine.models.encode([document.slice(span) for span in document.sentences])
        for text in (document, lowered(document)):
            weight = MIX[known[example.id]] / 2
            found = article(example, text, Reader(text).candidates(), vectors, engine.models.encoder, weight)
            if found is not None:
                yield found


def fit(found: Sequence[Article], encoder: str, console: Console) -> bytes:
    """The weights as safetensors; `encoder` is the SHA-256 of the one that made the vectors."""
    target = np.concatenate([one.worth for one in found])
    weight = np.concatenate([np.full(len(one.worth), one.weight) for one in found])
    number = {id_: number for number, id_ in enumerate(dict.fromkeys(one.id for one in found))}
    group = np.concatenate([np.full(len(one.worth), number[one.id]) for one in found])
    vectors = np.concatenate([one.vectors for one in found])
    about = np.zeros(len(target))
    for fold in range(FOLDS):  # each sentence's topic is told by what was learnt from other articles
        out = group % FOLDS == fold
        topic, offset = _ridge(vectors[~out], target[~out], weight[~out])
        about[out] = vectors[out] @ topic - offset
    topic, offset = _ridge(vectors, target, weight)
    table = np.column_stack([np.concatenate([one.signs for one in found]), about.astype(np.float32)])
    out = group % FOLDS == 0
    held = trees.fit(table[~out], target[~out], weight[~out], group[~out], SHAPE)
    agree = np.corrcoef(held.values(table[out]), target[out])[0, 1]
    console.print(f"r {agree:.3f} with the worth of the sentences of {len(np.unique(group[out]))} articles left out")
    forest = trees.fit(table, target, weight, group, SHAPE)
    return save(
        {
            "columns": forest.columns,
            "borders": forest.borders,
            "leaves": forest.leaves,
            "base": np.array([forest.base]),
            "topic": topic.astype(np.float32),
            "offset": np.array([offset]),
            "encoder": np.frombuffer(bytes.fromhex(encoder), dtype=np.uint8),
            "signs": np.frombuffer(selection.signature(), dtype=np.uint8),
        }
    )


def _ridge(vectors: Vectors, target: Floats, weight: Floats) -> tuple[Floats, float]:
    """Weights and what to take off, so that the mean is 0."""
    mean = np.average(vectors, axis=0, weights=weight)
    centred = (vectors - mean).astype(np.float64)
    left = centred.T @ (weight[:, None] * centred) + RIDGE * np.eye(vectors.shape[1])
    found = np.linalg.solve(left, centred.T @ (weight * (target - np.average(target, weights=weight))))
    return np.asarray(found, dtype=np.float64), float(mean @ found)


def _counts(text: str) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    tokens = words(text)
    return Counter(token.stem for token in tokens if token.content), Counter(pairwise(token.stem for token in tokens))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=TARGET)
    output, console = parser.parse_args().output, Console()
    engine = Engine(settings())
    found = list(articles(engine))
    console.print(f"{len(found)} articles, {sum(len(one.worth) for one in found)} sentences")
    data = fit(found, engine.models.encoder.sha256, console)
    output.write_bytes(data)
    console.print(f"SHA-256 {hashlib.sha256(data).hexdigest()}: put it into service/draft/selection.py")


if __name__ == "__main__":
    main()
