"""A model of entailment from a folder: of natural language inference (NLI), or of the kind of MiniCheck."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch

from service.core.errors import ModelError, ModelUnusable
from service.models.batches import in_batches
from service.models.folder import files, fingerprint
from service.models.loading import load_classifier, load_config, load_tokenizer

# The label for "follows", and those beside it.
LAYOUTS = (
    ("entailment", {"contradiction", "neutral"}),
    ("entailment", {"not_entailment"}),
    ("supported", {"unsupported"}),
    ("supported", {"not_supported"}),
    ("label_1", {"label_0"}),  # of MiniCheck (Tang et al., 2024), which names none
)
BATCH_TOKENS = {"cpu": 4_096}
BATCH_TOKENS_ELSEWHERE = 32_768
TRAINED_WINDOW = 512  # tokens, of a model that does not say
NO_LIMIT = 1_000_000_000  # tokenizers without a limit state one over this
KEPT_BACK = 2  # positions that RoBERTa and its kin count and do not use
OVERLAP = 8  # a piece shares one token in so many of the window with the one before


class Entailment:
    """See `Entails`. Raises ModelUnusable when the folder's model cannot be loaded, MissingExtra without a library.

    `device` as in `load_model`; `threads` 0 leaves their number to torch. `id` is the folder's name.
    """

    def __init__(self, folder: Path, *, device: str = "", threads: int = 0) -> None:
        if threads:
            torch.set_num_threads(threads)
        found = files(folder)
        config = load_config(found)
        self._entailed = _entailed(folder, config)
        self._tokenizer = load_tokenizer(found)
        if not self._tokenizer.is_fast or self._tokenizer.pad_token is None:
            raise ModelUnusable(f"The tokenizer in {folder} cannot cut and pad texts: it needs a tokenizer.json.")
        self._model = load_classifier(found, self._tokenizer, device=device)
        self._window = _window(self._tokenizer, config)
        self._budget = BATCH_TOKENS.get(self._model.device.type, BATCH_TOKENS_ELSEWHERE)
        self.id = folder.resolve().name
        self.sha256 = fingerprint(found.checksums())

    def support(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """See `Entails.support`.

        A premise that does not fit is cut into overlapping pieces, and the best counts, as in SummaC (Laban et al.,
        2022). So is a hypothesis of over half a window, and there the worst counts: all of it has to follow.
        """
        rows: list[dict[str, list[int]]] = []
        places: list[tuple[int, int]] = []  # of each row: the pair, and the piece of its hypothesis
        for at, (premise, hypothesis) in enumerate(pairs):
            for piece, part in enumerate(self._parts(hypothesis)):
                new = self._rows(premise, part)
                rows += new
                places += [(at, piece)] * len(new)
        best: dict[tuple[int, int], float] = defaultdict(float)
        costs = {index: len(row["input_ids"]) for index, row in enumerate(rows)}
        for index, done in in_batches(costs, self._budget, lambda batch: self._batch([rows[one] for one in batch])):
            if isinstance(done, ModelError):
                raise done
            best[places[index]] = max(best[places[index]], done)
        worst = [1.0] * len(pairs)
        for (at, _), probability in best.items():
            worst[at] = min(worst[at], probability)
        return worst

    def _parts(self, hypothesis: str) -> list[str]:
        """The hypothesis, or its pieces of half a window when it is longer."""
        cut = self._tokenizer(
            hypothesis, add_special_tokens=False, truncation=True, max_length=self._window // 2,
            stride=self._window // OVERLAP, return_overflowing_tokens=True, return_offsets_mapping=True,
            split_special_tokens=True,
        )  # fmt: skip
        offsets: list[list[tuple[int, int]]] = cut["offset_mapping"]
        return [hypothesis[row[0][0] : row[-1][1]] for row in offsets] if len(offsets) > 1 else [hypothesis]

    def _rows(self, premise: str, hypothesis: str) -> list[dict[str, list[int]]]:
        """What the model reads: the pair, or one for each piece of the premise.

        A special token that a text spells out is read as its letters: an article does not mark its own end.
        """
        cut = self._tokenizer(
            premise, hypothesis, truncation="only_first", max_length=self._window, stride=self._window // OVERLAP,
            return_overflowing_tokens=True, split_special_tokens=True,
        )  # fmt: skip
        names = [name for name in self._tokenizer.model_input_names if name in cut]
        return [dict(zip(names, row, strict=True)) for row in zip(*(cut[name] for name in names), strict=True)]

    def _batch(self, rows: Sequence[dict[str, list[int]]]) -> list[float]:
        inputs = self._tokenizer.pad(list(rows), return_tensors="pt").to(self._model.device)
        with torch.inference_mode():
            probabilities = self._model(**inputs).logits.float().softmax(dim=-1)[:, self._entailed]
        if not bool(probabilities.isfinite().all()):
            raise ValueError("its answer is not a number")
        return [float(probability) for probability in probabilities]


def _entailed(folder: Path, config: Any) -> int:
    """The index of the label for "follows". Raises ModelUnusable."""
    architecture = (config.architectures or [""])[0]
    if not architecture.endswith("ForSequenceClassification"):
        raise ModelUnusable(f"{folder} holds a {architecture or 'model without a name'}, which does not judge texts.")
    labels: Mapping[int, str] = config.id2label
    indices = {label.lower().replace("-", "_").replace(" ", "_"): index for index, label in labels.items()}
    for label, others in LAYOUTS:
        if indices.keys() == {label, *others} and len(labels) == len(indices):
            return int(indices[label])
    raise ModelUnusable(
        f"{folder} tells {', '.join(labels.values())} apart, not whether one text follows from another: "
        "set id2label in its config.json to entailment, neutral and contradiction, or to supported and unsupported."
    )


def _window(tokenizer: Any, config: Any) -> int:
    """Tokens of premise and hypothesis with what stands between them."""
    positions = int(getattr(config, "max_position_embeddings", None) or 0) - KEPT_BACK
    stated = [limit for limit in (int(tokenizer.model_max_length), positions) if 0 < limit < NO_LIMIT]
    return min(stated, default=TRAINED_WINDOW)
