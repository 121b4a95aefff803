"""How many tokens a prompt should have, without the model's tokenizer: what the server read is held against it.

A server that has a tokenize endpoint (vLLM, SGLang, llama.cpp) is asked. Of any other, three things are measured with
short calls that write one token, by the `usage.prompt_tokens` they report:

- what the chat template adds, and the tokens of one sentence: a line through two prompts of a repeated sentence;
- tokens per character of the very texts in question, from samples of each script in them, which gives bounds;
- how long a prompt the server reads whole: it has to count as many tokens of a sentence repeated to that length.

A cut of any size shows in the last, wherever the server cuts, since it depends on a prompt's length alone.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from service.core.errors import ModelError, ModelFailed, PromptTruncated
from service.models.server.calls import Calls, Request
from service.models.server.chat import Answer, request

SYSTEM = "Read the text."
SENTENCE = "The mill stood by the river for many years and the town was glad of its steady work. "
FEW, MANY = 4, 16  # repetitions that give the line
PIECE = 100  # characters
PIECES = 6  # of each script, as a sample
SAMPLES_KEPT = 256
ABOVE, BELOW = 0.15, 0.3  # of an estimate, besides the deviation of a single text from it
SLACK = 4  # tokens that a template may lose at the edges of a text


@dataclass(frozen=True)
class Bounds:
    """At least and at most so many tokens; the same number twice where they are known."""

    low: int
    high: int


class Tokens:
    """Raises ModelUnreachable, ModelTimeout, ModelFailed from every method that asks."""

    def __init__(self, calls: Calls, model: str) -> None:
        self._calls = calls
        self._model = model
        few, many = self._read(SENTENCE * FEW), self._read(SENTENCE * MANY)
        again = self._read(SENTENCE * MANY)
        # Some servers leave out of the count what they had in their cache; those that say how much can be read.
        self._adds_cached = again.tokens_cached > again.tokens_read
        counts = [self.read_by(answer) for answer in (few, many, again)]
        if not self._adds_cached and counts[2] < counts[1]:
            raise ModelFailed("The server leaves cached tokens out of usage.prompt_tokens: turn its prompt cache off.")
        self._sentence = (counts[2] - counts[0]) / (MANY - FEW)
        if self._sentence < 1:
            raise ModelFailed(
                "The server's usage.prompt_tokens does not grow with the prompt; a cut would go unnoticed."
            )
        self._added = max(0, round(counts[0] - self._sentence * FEW))  # the template's tokens and SYSTEM's
        self._whole = counts[2]  # the longest prompt that is known to be read whole
        self._refuses = False
        self._samples: dict[str, float] = {}
        self.exact = self._tokenizes()

    def read_by(self, answer: Answer) -> int:
        """The tokens of an answer's prompt, cached ones included."""
        return answer.tokens_read + (answer.tokens_cached if self._adds_cached else 0)

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text: exact where the server tokenizes, else estimated from above."""
        return self._tokenized(texts) if self.exact else [bounds.high for bounds in self._estimate(texts)]

    def of_prompts(self, prompts: Sequence[tuple[str, str]]) -> list[Bounds]:
        """Bounds for each pair of a system's and a user's words, what the chat template adds included."""
        parts = [part for pair in prompts for part in pair]
        each = [Bounds(count, count) for count in self._tokenized(parts)] if self.exact else self._estimate(parts)
        added = self._template if self.exact else self._added
        bounds = []
        for (system, _), one, two in zip(prompts, each[::2], each[1::2], strict=True):
            certain = added if self.exact and system else 0
            low = one.low + two.low + certain - SLACK
            bounds.append(Bounds(max(0, low), one.high + two.high + added))
        return bounds

    def cut(self, read: int, bounds: Bounds, max_tokens: int) -> bool:
        """Whether a prompt was cut of which the server read `read` tokens."""
        if self.exact or read <= bounds.high:
            return read < bounds.low
        needed = read + max_tokens + 1  # longer than estimated: is this all of it, or all that the server reads?
        return self.reads(needed) < needed

    def reads(self, size: int) -> int:
        """The tokens up to which a prompt is read whole, `size` or, when the server cuts before that, fewer."""
        if self.exact or self._refuses or size <= self._whole:
            return size
        times = math.ceil((size - self._added) / self._sentence) + 1
        try:
            answer = self._read(SENTENCE * times)
        except PromptTruncated:  # it says so itself: whatever it accepts, it reads
            self._refuses = True
            return size
        read = self.read_by(answer)
        self._whole = max(self._whole, read)
        return min(size, read)

    def _read(self, user: str) -> Answer:
        return Answer(self._calls.one(request(self._calls.base, self._model, system=SYSTEM, user=user, max_tokens=1)))

    def _tokenizes(self) -> bool:
        """Whether there is a tokenize endpoint, and it counts as the model does."""
        self._template = 0
        try:
            system, few, many = self._tokenized([SYSTEM, SENTENCE * FEW, SENTENCE * MANY])
        except ModelFailed:
            return False
        self._template = max(0, self._added - system)
        return abs((many - few) / (MANY - FEW) - self._sentence) < 0.02 * self._sentence and self._added >= system

    def _tokenized(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text by the server's /tokenize: `prompt` is what vLLM reads, `content` what llama.cpp does."""
        counts = [0] * len(texts)
        asked = [index for index, text in enumerate(texts) if text]
        bodies = [
            {
                "model": self._model,
                "prompt": texts[index],
                "content": texts[index],
                "add_special": False,
                "add_special_tokens": False,
            }
            for index in asked
        ]
        requests = [Request(f"{self._calls.root}/tokenize", body) for body in bodies]
        with closing(self._calls.each(requests)) as replies:
            for at, reply in replies:
                if isinstance(reply, ModelError):
                    raise reply
                counts[asked[at]] = _length(reply.body)
        return counts

    def _estimate(self, texts: Sequence[str]) -> list[Bounds]:
        """Bounds by the tokens per character of samples of these texts, for each script that they are in."""
        pieces = [[text[at : at + PIECE] for at in range(0, len(text), PIECE)] for text in texts]
        scripts: defaultdict[str, list[str]] = defaultdict(list)
        for one in pieces:
            for piece in one:
                scripts[_script(piece)].append(piece)
        rates = {script: self._rate(of_script) for script, of_script in scripts.items()}
        bounds = []
        for text, one in zip(texts, pieces, strict=True):
            tokens = sum(len(piece) * rates[_script(piece)] for piece in one)
            high = (1 + ABOVE) * tokens + 1.5 * math.sqrt(tokens) + 1 if tokens else 0
            low = (1 - BELOW) * tokens - 1.5 * math.sqrt(tokens)
            # no tokenizer that falls back to bytes has more tokens than bytes
            bounds.append(Bounds(max(0, math.floor(low)), min(math.ceil(high), len(text.encode()) + 1) if text else 0))
        return bounds

    def _rate(self, pieces: Sequence[str]) -> float:
        """Tokens per character, measured on pieces spread evenly; a system's words that come again count once."""
        pieces = list(dict.fromkeys(pieces))
        chosen = [pieces[len(pieces) * at // PIECES] for at in range(PIECES)] if len(pieces) > PIECES else pieces
        sample = "\n".join(chosen)
        if sample not in self._samples:
            if len(self._samples) >= SAMPLES_KEPT:
                self._samples.clear()
            tokens = self.read_by(self._read(sample)) - self._added
            self._samples[sample] = max(tokens, 1) / len(sample)
        return self._samples[sample]


def _length(body: Any) -> int:
    """Raises ModelFailed for what is not the reply of a tokenize endpoint."""
    if isinstance(body, dict):
        if isinstance(body.get("count"), int):
            return int(body["count"])
        if isinstance(body.get("tokens"), list):
            return len(body["tokens"])
    raise ModelFailed("The server's /tokenize does not count tokens.")


def _script(piece: str) -> str:
    """The script of most letters of a piece (the first word of their names), or "marks" where letters are few."""
    letters = [char for char in piece if char.isalpha()]
    if 2 * len(letters) <= sum(not char.isspace() for char in piece):
        return "marks"
    return Counter(map(_script_of, letters)).most_common(1)[0][0]


@lru_cache(maxsize=8_192)
def _script_of(letter: str) -> str:
    return "ASCII" if letter.isascii() else unicodedata.name(letter, "UNKNOWN").split()[0].split("-")[0]
