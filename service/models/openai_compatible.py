"""A chat model behind any server that speaks OpenAI's API: vLLM, llama.cpp, Ollama, `transformers serve`.

What servers say of themselves is not taken on trust: whether `response_format` is followed is tried once, and how
much of a prompt was read is held against what it should be (`service.models.server.tokens`).
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Generator, Mapping, Sequence
from contextlib import closing
from functools import cached_property
from typing import Any

import anyio
import httpx

from service.core.errors import ModelError, ModelFailed, PromptTruncated, UnknownModel
from service.models import answers
from service.models.base import Completion, Kind, Prompt, unwatched
from service.models.server.about import about
from service.models.server.calls import Calls, Reply, Request
from service.models.server.chat import Answer, request
from service.models.server.tokens import Bounds, Tokens

# Nobody who only reads the prompt writes this.
TRIAL_PROMPT = "Say hello."
TRIAL_SCHEMA = {
    "type": "object",
    "properties": {"plumbline": {"type": "string", "enum": ["true as a plumbline"]}},
    "required": ["plumbline"],
    "additionalProperties": False,
}
TRIAL_TOKENS = 512  # some think first

IN_PROMPT = "Answer with one JSON object and nothing else: no explanation, no code fence. Its JSON Schema:"


def _json_schema(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": schema}}


def _json_object(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "json_object", "schema": schema}  # llama.cpp's way


class OpenAICompatible:
    """A `Writer`. `base_url` is the API's address, `window` overrides what the server says (0 asks it).

    Raises UnknownModel when the server does not serve `model`, InvalidRequest for an address or a key that HTTP cannot
    carry, and ModelUnreachable, ModelTimeout or ModelFailed when it cannot be asked.
    """

    backend = "openai_compatible"
    kind = Kind.CHAT
    pinned = False

    def __init__(
        self,
        base_url: str,
        model: str,
        *,
        api_key: str = "",
        timeout_seconds: float = 300,
        concurrency: int = 4,
        window: int = 0,
        transport: httpx.AsyncBaseTransport | None = None,
        sleep: Callable[[float], Awaitable[None]] = anyio.sleep,
    ) -> None:
        self._calls = Calls(
            base_url,
            api_key=api_key,
            timeout_seconds=timeout_seconds,
            concurrency=concurrency,
            transport=transport,
            sleep=sleep,
        )
        self.id = model
        said = about(self._calls, model, window=window)
        self.sha256 = said.sha256
        self.window = said.window
        self._source = said.source

    @cached_property
    def _tokens(self) -> Tokens:
        return Tokens(self._calls, self.id)

    @cached_property
    def _format(self) -> Callable[[Mapping[str, Any]], dict[str, Any]] | None:
        """The form of `response_format` that the server follows; None when it follows neither."""
        for form in (_json_schema, _json_object):
            trial = request(
                self._calls.base,
                self.id,
                user=TRIAL_PROMPT,
                max_tokens=TRIAL_TOKENS,
                response_format=form(TRIAL_SCHEMA),
            )
            try:
                text = Answer(self._calls.one(trial)).text
            except ModelFailed:  # llama.cpp has a 500 for `json_schema`
                continue
            if "true as a plumbline" in answers.json_object(answers.final(text)):
                return form
        return None

    def count(self, texts: Sequence[str], still: Callable[[], None] = unwatched) -> list[int]:
        """See `Writer.count`. Raises ModelUnreachable, ModelTimeout, ModelFailed."""
        with self._calls.watched(still):
            return self._tokens.count(texts)

    def write(
        self, prompts: Sequence[Prompt], *, max_tokens: int, still: Callable[[], None] = unwatched
    ) -> Generator[tuple[int, Completion | ModelError], None, None]:
        """See `Writer.write`. Closing it cancels the calls under way. Raises UnknownModel when the model went away."""
        with self._calls.watched(still):
            yield from self._write(prompts, max_tokens)

    def _write(
        self, prompts: Sequence[Prompt], max_tokens: int
    ) -> Generator[tuple[int, Completion | ModelError], None, None]:
        try:
            messages = [self._messages(prompt) for prompt in prompts]
            bounds = self._tokens.of_prompts(messages) if prompts else []
            self._hold_to_window([bound.high for bound in bounds], max_tokens)
        except ModelError as error:  # nothing can be asked of this server now
            yield from ((index, error) for index in range(len(prompts)))
            return
        fits = [bound.high + max_tokens <= self.window for bound in bounds]
        yield from ((index, self._too_long(bounds[index], max_tokens)) for index, fit in enumerate(fits) if not fit)
        send = [index for index, fit in enumerate(fits) if fit]
        requests = [self._request(prompts[index], messages[index], max_tokens) for index in send]
        with closing(self._calls.each(requests)) as replies:
            for at, reply in replies:
                index = send[at]
                yield index, self._read(reply, bounds[index], prompts[index], max_tokens)

    def _request(self, prompt: Prompt, messages: tuple[str, str], max_tokens: int) -> Request:
        form = self._format(prompt.schema) if prompt.schema is not None and self._format is not None else None
        system, user = messages
        return request(self._calls.base, self.id, system=system, user=user, max_tokens=max_tokens, response_format=form)

    def _messages(self, prompt: Prompt) -> tuple[str, str]:
        """The system's and the user's words, the schema among the former where the server does not take one."""
        if prompt.schema is None or self._format is not None:
            return prompt.system.strip(), prompt.user.strip()  # as chat templates do: what they take off was not cut
        schema = f"{IN_PROMPT}\n{json.dumps(prompt.schema, ensure_ascii=False)}"
        return f"{prompt.system}\n\n{schema}".strip(), prompt.user.strip()

    def _hold_to_window(self, sizes: Sequence[int], max_tokens: int) -> None:
        """See to it that the server reads as much as these prompts need; a window that is smaller is taken note of."""
        needed = max((size + max_tokens for size in sizes if size + max_tokens <= self.window), default=0)
        if needed and (reads := self._tokens.reads(needed)) < needed:
            self.window = reads
            self._source = "all that it read of a longer one"

    def _too_long(self, bound: Bounds, max_tokens: int) -> PromptTruncated:
        tokens = f"{bound.high:,}" if self._tokens.exact else f"up to {bound.high:,}"
        return PromptTruncated(
            f"The prompt has {tokens} tokens and the answer up to {max_tokens:,}; the window of "
            f"{self.id} has {self.window:,} ({self._source})."
        )

    def _read(
        self, reply: Reply | ModelError, bound: Bounds, prompt: Prompt, max_tokens: int
    ) -> Completion | ModelError:
        if isinstance(reply, ModelError):
            return reply
        if reply.status == 404:
            raise UnknownModel(f"The server at {self._calls.shown} does not serve {self.id!r} now: {reply.body}")
        try:
            answer = Answer(reply)
            read = self._tokens.read_by(answer)
            if self._tokens.cut(read, bound, max_tokens):
                least = f"{bound.high:,}" if self._tokens.exact else f"at least {max(bound.low, read + 1):,}"
                raise PromptTruncated(f"The prompt has {least} tokens; the server read {read:,} of them.")
            done = answer.completion(as_json=prompt.schema is not None, max_tokens=max_tokens)
        except ModelError as error:
            return error
        return Completion(done.text, read, done.tokens_written)
