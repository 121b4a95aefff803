"""A writer that replays given answers, word for word: for tests, and for outputs recorded elsewhere.

A script is a list of entries, as YAML or as JSON Lines. The first entry that is not used up and whose `match` is
found in the prompt answers it:

    - match: "budget"             # a regular expression, searched in the user's words; left out, it fits any
      text: "The budget grew."    # the answer; or `json`, any value; or `error`, the code of a ModelError
      times: 1                    # how often it answers; 0 without end
      delay_seconds: 0            # how long it takes
      echo: "said that ([^.]+)"   # quotes from the prompt: a line of `text`, or an item of a list in `json`, that has
                                  # $1 in it is repeated for each match, with its group 1 in the place of $1
      cut: {head: 100}            # tokens of the user's words that it does not read, at the head, middle or tail
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from service.core.errors import (
    BrokenCompletion,
    EmptyCompletion,
    FileUnreadable,
    InvalidRequest,
    ModelError,
    ModelFailed,
    PromptTruncated,
)
from service.core.objection import objection
from service.models import answers
from service.models.base import Completion, Kind, Prompt, unwatched
from service.models.pulse import SECONDS

ERRORS = {cls.code: cls for cls in ModelError.__subclasses__()}
QUOTE = "$1"

_TOKEN = re.compile(r"\w+|[^\w\s]")


class Cut(BaseModel):
    """Tokens of the user's words that are not read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    head: int = Field(default=0, ge=0)
    middle: int = Field(default=0, ge=0)
    tail: int = Field(default=0, ge=0)


class Entry(BaseModel):
    """One answer of a script; see the module. Exactly one of `text`, `json`, `error`, or `echo` alone."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    match: re.Pattern[str] = re.compile("")
    text: str | None = None
    value: Any = Field(default=None, alias="json")
    error: str | None = None
    echo: re.Pattern[str] | None = None
    times: int = Field(default=1, ge=0)
    delay_seconds: float = Field(default=0, ge=0)
    cut: Cut = Cut()

    @model_validator(mode="after")
    def _one_answer(self) -> Entry:
        given = [self.text is not None, self.value is not None, self.error is not None]
        if sum(given) != 1 and not (self.echo is not None and not any(given)):
            raise ValueError("an entry has one of text, json and error, or echo alone")
        if self.error is not None and self.error not in ERRORS:
            raise ValueError(f"no error has the code {self.error!r}; there are: {', '.join(sorted(ERRORS))}")
        if self.echo is not None and self.echo.groups < 1:
            raise ValueError("echo needs a group: the words to quote")
        return self

    def answer(self, user: str) -> str:
        """What it writes after reading `user`. Raises the ModelError that it stands for."""
        if self.error is not None:
            raise ERRORS[self.error](f"The script says {self.error}.")
        quotes = [match[1] or "" for match in self.echo.finditer(user)] if self.echo is not None else None
        if self.value is not None:
            return json.dumps(_filled(self.value, quotes), ensure_ascii=False)
        text = QUOTE if self.text is None else self.text
        return text if quotes is None else "\n".join(_filled(text.split("\n"), quotes))


class Scripted:
    """A `Writer`. `script` is a file (YAML, or JSON Lines when it ends in .jsonl), its entries, or a function.

    A token is a word or a mark. Answers are read as those of a server: reasoning and fences are taken out.
    Raises FileUnreadable, and InvalidRequest for a script of the wrong form.
    """

    backend = "scripted"

    def __init__(
        self,
        script: Path | str | Sequence[Mapping[str, Any]] | Callable[[Prompt], str],
        *,
        kind: Kind = Kind.CHAT,
        window: int = 32_768,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self.kind = kind
        self.window = window
        self._wait = wait
        self._function = script if callable(script) else None
        self._entries = [] if callable(script) else _entries(script)
        self._used = [0] * len(self._entries)
        self.pinned = not callable(script) and not any(entry.times for entry in self._entries)  # else no run repeats
        self.id = Path(script).name if isinstance(script, str | Path) else "scripted"
        told = (
            f"{getattr(script, '__module__', '')}.{getattr(script, '__qualname__', '')}"
            if callable(script)
            else json.dumps([entry.model_dump(mode="json") for entry in self._entries], sort_keys=True)
        )
        self.sha256 = hashlib.sha256(told.encode()).hexdigest()

    def count(self, texts: Sequence[str], still: Callable[[], None] = unwatched) -> list[int]:  # noqa: ARG002 - no wait
        """See `Writer.count`: words and marks."""
        return [len(_TOKEN.findall(text)) for text in texts]

    def write(
        self, prompts: Sequence[Prompt], *, max_tokens: int, still: Callable[[], None] = unwatched
    ) -> Generator[tuple[int, Completion | ModelError], None, None]:
        """See `Writer.write`; in the order of the prompts."""
        for index, prompt in enumerate(prompts):
            try:
                yield index, self._completion(prompt, max_tokens, still)
            except ModelError as error:
                yield index, error

    def _completion(self, prompt: Prompt, max_tokens: int, still: Callable[[], None]) -> Completion:
        size = sum(self.count([prompt.system, prompt.user]))
        room = self.window - (max_tokens if self.kind is Kind.CHAT else 0)
        if size > room:
            raise PromptTruncated(f"The prompt has {size:,} tokens; there is room for {room:,}.")
        text, tokens_read = self._answer(prompt, still)
        if tokens_read < size:
            raise PromptTruncated(f"The prompt has {size:,} tokens, and {tokens_read:,} of them were read.")
        (tokens_written,) = self.count([text])
        if tokens_written > max_tokens:
            kept = _cut(text, Cut(tail=tokens_written - max_tokens))
            raise BrokenCompletion(f"The answer was cut at {max_tokens:,} tokens.", kept)
        if self.kind is Kind.CHAT:
            text = answers.read(text, as_json=prompt.schema is not None)
        elif not text.strip():
            raise EmptyCompletion("The model wrote nothing.")
        return Completion(text, tokens_read, tokens_written)

    def _answer(self, prompt: Prompt, still: Callable[[], None]) -> tuple[str, int]:
        """The text, and how many tokens of the prompt were read for it."""
        if self._function is not None:
            return self._function(prompt), sum(self.count([prompt.system, prompt.user]))
        for index, entry in enumerate(self._entries):
            if (not entry.times or self._used[index] < entry.times) and entry.match.search(prompt.user):
                self._used[index] += 1
                for seconds in _parts(entry.delay_seconds):
                    self._wait(seconds)
                    still()
                read = _cut(prompt.user, entry.cut)
                return entry.answer(read), sum(self.count([prompt.system, read]))
        raise ModelFailed(f"The script has no answer left for this prompt: {answers.shown(prompt.user)}")


def _entries(script: Path | str | Sequence[Mapping[str, Any]]) -> list[Entry]:
    raw: Any = script
    name = "The script"
    try:
        if isinstance(script, str | Path):
            name = str(script)
            content = Path(script).read_text(encoding="utf-8")
            lines = name.endswith(".jsonl")
            raw = [json.loads(line) for line in content.splitlines() if line] if lines else yaml.safe_load(content)
        return TypeAdapter(list[Entry]).validate_python(raw)
    except OSError as error:
        raise FileUnreadable(f"{name} cannot be opened: {error.strerror}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise InvalidRequest(f"{name}, entry {'.'.join(map(str, first['loc']))}: {objection(first)}.") from error
    except (ValueError, yaml.YAMLError) as error:
        raise InvalidRequest(f"{name} is not a script: {error}.") from error


def _filled(value: Any, quotes: Sequence[str] | None) -> Any:
    """`value` with each item of a list that has $1 in it repeated for each quote."""
    if quotes is None:
        return value
    if isinstance(value, dict):
        return {name: _filled(part, quotes) for name, part in value.items()}
    if isinstance(value, list):
        filled: list[Any] = []
        for item in value:
            if QUOTE in json.dumps(item):
                filled.extend(_quoting(item, quote) for quote in quotes)
            else:
                filled.append(item)
        return filled
    return value


def _parts(seconds: float) -> Iterator[float]:
    """A long time in parts."""
    while seconds > SECONDS:
        yield SECONDS
        seconds -= SECONDS
    if seconds:
        yield seconds


def _quoting(value: Any, quote: str) -> Any:
    if isinstance(value, dict):
        return {name: _quoting(part, quote) for name, part in value.items()}
    if isinstance(value, list):
        return [_quoting(part, quote) for part in value]
    return value.replace(QUOTE, quote) if isinstance(value, str) else value


def _cut(text: str, cut: Cut) -> str:
    """`text` without so many tokens of its head, its middle and its tail."""
    if cut == Cut():
        return text
    starts = [*(token.start() for token in _TOKEN.finditer(text)), len(text)]
    tokens = len(starts) - 1
    first = min(cut.head, tokens)
    last = max(tokens - cut.tail, first)
    gap = min(cut.middle, last - first)
    before = (first + last - gap) // 2
    return text[starts[first] : starts[before]] + text[starts[before + gap] : starts[last]]
