"""Questions to a chat model whose answers have a form; one that breaks it is asked once to mend it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Generic, Protocol, TypeVar

from pydantic import ValidationError

from service.core.document import Frozen
from service.core.errors import BrokenCompletion, ModelError, PromptTruncated
from service.core.objection import objection
from service.models.base import Prompt, Writer
from service.prompting import PromptTemplate

Form = TypeVar("Form", bound=Frozen)


class Steps(Protocol):
    """Who hears that a prompt is settled, and in between that the model is still at work; see `Progress`."""

    def one_done(self) -> None: ...
    def still(self) -> None: ...


class Asking(Generic[Form]):
    """Holds the model, the form of its answers and how long they may be; counts the tokens read and written.

    Prompts are parts of one text, and one that was not read whole spoils the rest, unless they are `apart`.
    """

    def __init__(
        self, writer: Writer, form: type[Form], repair: PromptTemplate, *, max_tokens: int, apart: bool = False
    ) -> None:
        self._writer = writer
        self._form = form
        self._repair = repair
        self._max_tokens = max_tokens
        self._apart = apart
        self.tokens_read = 0
        self.tokens_written = 0

    def answers(self, prompts: Sequence[Prompt], progress: Steps) -> list[Form | ModelError]:
        """What each prompt comes to, in their order; `progress` is told of each as it is settled.

        Raises PromptTruncated, unless they are apart: what is built on a text that was read in part is not to be
        trusted at all.
        """
        found, broken = self._round(dict(enumerate(prompts)), progress, last=False)
        again = {index: self._mending(prompts[index], error) for index, error in broken.items()}
        mended, _ = self._round(again, progress, last=True)
        return [(found | mended)[index] for index in range(len(prompts))]

    def _round(
        self, prompts: Mapping[int, Prompt], progress: Steps, *, last: bool
    ) -> tuple[dict[int, Form | ModelError], dict[int, BrokenCompletion]]:
        """The answers by index, and those that broke the form, unless this is the last try."""
        found: dict[int, Form | ModelError] = {}
        broken: dict[int, BrokenCompletion] = {}
        indexes = list(prompts)
        writing = self._writer.write([prompts[at] for at in indexes], max_tokens=self._max_tokens, still=progress.still)
        with closing(writing):  # whatever stops us here stops the model too
            for place, result in writing:
                index = indexes[place]
                if isinstance(result, PromptTruncated) and not self._apart:
                    raise result
                if isinstance(result, ModelError):
                    answer: Form | ModelError = result
                else:
                    self.tokens_read += result.tokens_read
                    self.tokens_written += result.tokens_written
                    answer = self._read(result.text)
                if isinstance(answer, BrokenCompletion) and answer.answer and not last:
                    broken[index] = answer
                else:
                    found[index] = answer
                    progress.one_done()
        return found, broken

    def _read(self, text: str) -> Form | BrokenCompletion:
        try:
            return self._form.model_validate_json(text)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"]) or "the answer"
            return BrokenCompletion(f"The answer does not fit: {place}: {objection(first)}.", text)

    def _mending(self, prompt: Prompt, error: BrokenCompletion) -> Prompt:
        mending = self._repair.render(schema=prompt.schema, answer=error.answer, error=error.detail)
        return replace(mending, schema=prompt.schema)
