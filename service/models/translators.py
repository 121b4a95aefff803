"""Translators run in this process by transformers: NLLB-200, M2M100, mBART, Opus-MT (Marian) and MADLAD-400.

How each is told the languages: NLLB-200, M2M100 and mBART read a token of the source language, which their tokenizers
add, and are made to write one of the target language first; MADLAD-400 reads the target language before the text;
Opus-MT translates one pair, or reads the target language before the text where it has several.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import torch

from service.core.errors import BrokenCompletion, InvalidRequest, ModelError, ModelUnusable
from service.models.base import Completion, uncounted, unwatched
from service.models.batches import in_batches
from service.models.folder import Folder, fingerprint
from service.models.languages import SPELLINGS, Codes, parts, short, unknown
from service.models.loading import load_tokenizer, load_translator
from service.models.pulse import Pulse
from service.models.rows import BATCH_TOKENS, BATCH_TOKENS_ELSEWHERE, Beat, encoded, ends
from service.models.tokens import Source

GROWTH, ROOM = 2.5, 24  # tokens of a translation for one of the source, and besides: what is longer has lost its way
BEAMS = 4  # of the second try
NO_RUN_TWICE = 6  # tokens, in the second try; names of several words may stand twice
# Opus-MT's names hold the pair, and go before its settings: a model that was trained further keeps those of the first.
PAIR = re.compile(r"opus-mt(?:-tc)?(?:-(?:base|big|bible-big))?-(?P<source>[A-Za-z_+]+)-(?P<target>[A-Za-z_+]+)")


class Translates:
    """See `Translator`. Raises ModelUnusable when the model cannot be loaded, MissingExtra without a library.

    `device` and `dtype` as in `load_translator`; `threads` 0 leaves their number to torch; `batch_tokens` 0 goes by
    the device.
    """

    backend = "transformers"
    pinned = True

    def __init__(
        self, name: str, folder: Folder, *, device: str = "", dtype: str = "", threads: int = 0, batch_tokens: int = 0
    ) -> None:
        if threads:
            torch.set_num_threads(threads)
        self.id = name
        self.sha256 = fingerprint(folder.checksums())
        self._tokenizer = load_tokenizer(folder)
        self._model = load_translator(folder, self._tokenizer, device=device, dtype=dtype)
        self._codes = self._languages(folder)
        self._pair = _pair(name, folder, self._tokenizer) if self._codes.spelling == "marian" else None
        self.trial = self._known_pair()
        self._source = Source(self._tokenizer, self._model.config)
        self.window = self._source.window
        self._ends = ends(self._model)
        self._words = {self._tokenizer.convert_tokens_to_ids(code) for code in self._codes.codes.values()}
        self._batch_tokens = batch_tokens or BATCH_TOKENS.get(self._model.device.type, BATCH_TOKENS_ELSEWHERE)

    def translate(
        self,
        texts: Sequence[str],
        source_language: str,
        target_language: str,
        *,
        again: bool = False,
        still: Callable[[], None] = unwatched,
        done: Callable[[int], None] = uncounted,
    ) -> list[str | ModelError]:
        """See `Translator.translate`; a batch can be stopped at every token."""
        prefix, start = self._told(source_language, target_language)
        found: dict[int, str | ModelError] = {}
        rows: dict[int, list[int]] = {}
        for index, text in enumerate(texts):
            ids: list[int] = self._tokenizer(prefix + self._plain(text))["input_ids"]
            if error := self._source.check(len(ids), 0):
                found[index] = error
            else:
                rows[index] = ids
        beams = BEAMS if again else 1
        options = start | ({"num_beams": BEAMS, "no_repeat_ngram_size": NO_RUN_TWICE} if again else {})
        costs = {index: (len(ids) + self._limit(ids)) * beams for index, ids in rows.items()}
        pulse = Pulse(still)
        translated = in_batches(
            costs, self._batch_tokens, lambda batch: self._batch([rows[index] for index in batch], options, pulse)
        )
        for index, result in translated:
            found[index] = result
            done(len(found))
        return [found[index] for index in range(len(texts))]

    def _known_pair(self) -> tuple[str, str]:
        """Two languages. For a side that is a group of them, one that is likely in it."""
        if self._pair is not None:
            source, target = (min(side) if side else "" for side in self._pair)
            return source or "en", target or next(iter(self._codes.known), "en")
        known = self._codes.known
        target = "en" if "en" in known else known[0]
        return next((code for code in known if code != target), target), target

    def _languages(self, folder: Folder) -> Codes:
        """What the model's own vocabulary names, within the rows that it has weights for. Raises ModelUnusable."""
        spelling = {"marian": "marian", "mbart": "mbart", "t5": "madlad"}.get(folder.family)
        size = self._model.get_input_embeddings().weight.shape[0]
        words = self._tokenizer.get_vocab() | getattr(self._tokenizer, "lang_token_to_id", {})  # M2M100 has them apart
        for choice in [spelling] if spelling else ["nllb", "m2m100"]:
            codes = Codes.of(choice, (word for word, index in words.items() if index < size))
            if codes.codes or choice == "marian":
                return codes
        raise ModelUnusable(f"The tokenizer in {folder.path} lacks the language codes that its model was trained with.")

    def _told(self, source_language: str, target_language: str) -> tuple[str, dict[str, Any]]:
        """What stands before each text, and how the decoder begins. Raises InvalidRequest."""
        if self._pair is not None:
            return self._pair_told(source_language, target_language), {}
        target = self._codes.find(target_language)
        if self._codes.spelling == "madlad":
            parts(source_language)
            if self._tokenizer.convert_tokens_to_ids(target) not in self._tokenizer(f"{target} ")["input_ids"]:
                raise ModelUnusable(f"The tokenizer of {self.id} does not read {target} as one word.")
            return f"{target} ", {}
        source, index = self._codes.find(source_language), self._tokenizer.convert_tokens_to_ids(target)
        self._tokenizer.src_lang = source.strip("_") if self._codes.spelling == "m2m100" else source
        first = self._model.generation_config.decoder_start_token_id
        if self._codes.spelling == "mbart" and first in self._words | {
            None
        }:  # the first mBART begins with the language itself
            return "", {"decoder_start_token_id": index, "forced_bos_token_id": None}
        return "", {"forced_bos_token_id": index}

    def _pair_told(self, source_language: str, target_language: str) -> str:
        """The word for the target language, where there is one. A side that is a group of languages takes any."""
        assert self._pair is not None
        for tag, side in zip((source_language, target_language), self._pair, strict=True):
            if side is not None and parts(tag)[0] not in side:
                raise unknown(tag, sorted(side))
        if not self._codes.codes:
            return ""
        try:
            return f"{self._codes.find(target_language)} "
        except InvalidRequest:
            if self._pair[1] is None or len(self._pair[1]) > 1:
                raise
            return ""  # the one that it writes without being told

    def _plain(self, text: str) -> str:
        """`text` without special tokens and words for languages: an article commands nothing."""
        if pattern := OPENING.get(self._codes.spelling):
            text = pattern.sub(lambda found: f"{found[0][0]} {found[0][1:]}", text)
        return self._source.plain(text)

    def _limit(self, ids: Sequence[int]) -> int:
        return min(int(GROWTH * len(ids)) + ROOM, self._source.longest)

    def _batch(self, rows: Sequence[list[int]], options: dict[str, Any], pulse: Pulse) -> list[str | ModelError]:
        """Rows of ids, the longest first, to translations."""
        limits = [self._limit(row) for row in rows]
        with torch.inference_mode():
            out = self._model.generate(
                **encoded(self._model, rows), max_new_tokens=max(limits), logits_processor=[Beat(pulse)], **options
            )
        return [self._text(new, limit) for new, limit in zip(out[:, 1:].tolist(), limits, strict=True)]

    def _text(self, ids: Sequence[int], limit: int) -> str | ModelError:
        """What was written; it has to end within `limit` tokens, however long others of its batch may be."""
        length = next((at for at, token in enumerate(ids[:limit]) if token in self._ends), limit)
        written = [token for token in ids[:length] if token not in self._words]  # M2M100's are not special tokens
        done = self._source.completion(0, written, ())
        if length == limit:
            so_far = done.text if isinstance(done, Completion) else ""
            return BrokenCompletion(f"The translation did not end within {limit:,} tokens.", so_far)
        return done.text if isinstance(done, Completion) else done


# What a text may not begin or hold: words for languages that are no special tokens.
OPENING = {"marian": re.compile(r"^\s*>>(?=.*<<)", re.DOTALL), "madlad": re.compile(SPELLINGS["madlad"].pattern)}


def _pair(name: str, folder: Folder, tokenizer: Any) -> tuple[set[str] | None, set[str] | None]:
    """The languages of both sides of an Opus-MT; None for a group of them. Raises ModelUnusable."""
    found = PAIR.search(name) or PAIR.search(str(folder.path))
    source, target = (found["source"], found["target"]) if found else (tokenizer.source_lang, tokenizer.target_lang)
    if not source or not target:
        raise ModelUnusable(f"Neither the name nor the settings of {folder.path} say which languages it translates.")
    return _side(source), _side(target)


def _side(codes: str) -> set[str] | None:
    """`ko`, `kor`, `zh_HK` or `cat_oci_spa`; `zle` and `ROMANCE` are groups, and `mul` is any."""
    first, *others = re.split(r"[_+]", codes)
    found = {short(code) for code in (first, *(code for code in others if code.islower()))}
    return found if all(len(code) == 2 for code in found) else None
