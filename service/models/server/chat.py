"""/chat/completions: what is asked, and what an answer comes to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from service.core.errors import BrokenCompletion, EmptyCompletion, ModelFailed, ModelRefused, PromptTruncated
from service.models import answers
from service.models.base import Completion
from service.models.server.calls import Reply, Request

# What vLLM, llama.cpp, Ollama and others call a prompt that is over their window.
TOO_LONG = ("context length", "context size", "context window", "context_length", "maximum length", "too long")


class _Cached(BaseModel):
    cached_tokens: int | None = None


class _Usage(BaseModel):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    prompt_tokens_details: _Cached | None = None


class _Message(BaseModel):
    """Reasoning (`reasoning`, `reasoning_content`) is not read."""

    content: str | list[Any] | None = None
    refusal: str | None = None
    tool_calls: list[Any] | None = None

    @property
    def text(self) -> str:
        if isinstance(self.content, list):
            return "".join(part["text"] for part in self.content if isinstance(part, dict) and "text" in part)
        return self.content or ""


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Body(BaseModel):
    choices: list[_Choice]
    usage: _Usage | None = None


def request(
    base: str,
    model: str,
    *,
    user: str,
    system: str = "",
    max_tokens: int,
    response_format: Mapping[str, Any] | None = None,
) -> Request:
    messages = [{"role": "system", "content": system}] if system else []
    body: dict[str, Any] = {
        "model": model,
        "messages": [*messages, {"role": "user", "content": user}],
        "max_tokens": max_tokens,
        "temperature": 0,
        "seed": 0,
        "stream": False,
    }
    if response_format is not None:
        body["response_format"] = response_format
    return Request(f"{base}/chat/completions", body)


class Answer:
    """One reply, read. `tokens_read` is what the server says that the prompt had, `text` what the model wrote.

    Raises PromptTruncated when the server refused the prompt for its length, and ModelFailed for any other refusal,
    a body of another form, or one that does not count the prompt's tokens: a cut could not be noticed then.
    """

    def __init__(self, reply: Reply) -> None:
        if not reply.ok:
            if any(words in str(reply.body).lower() for words in TOO_LONG):
                raise PromptTruncated(f"The server refused the prompt: {reply.body}")
            raise ModelFailed(f"The server refused the request ({reply.status}): {reply.body}")
        try:
            body = _Body.model_validate(reply.body)
            self._choice = body.choices[0]
        except (ValidationError, IndexError) as error:
            raise ModelFailed("The server's answer has not the form of a chat completion.") from error
        usage = body.usage or _Usage()
        if not usage.prompt_tokens or usage.prompt_tokens < 0:
            raise ModelFailed("The server does not report usage.prompt_tokens, so a cut prompt would go unnoticed.")
        self.tokens_read = usage.prompt_tokens
        self.tokens_cached = (usage.prompt_tokens_details or _Cached()).cached_tokens or 0
        self.tokens_written = max(usage.completion_tokens or 0, 0)
        self.text = self._choice.message.text

    def completion(self, *, as_json: bool, max_tokens: int) -> Completion:
        """Raises ModelRefused, EmptyCompletion, BrokenCompletion."""
        message, reason = self._choice.message, self._choice.finish_reason
        if message.refusal:
            raise ModelRefused(f"The model declined: {answers.shown(message.refusal)}")
        if reason == "content_filter":
            raise ModelRefused("The server's filter withheld the answer.")
        if message.tool_calls and not self.text.strip():
            raise BrokenCompletion("The model called a tool; it was asked to write.")
        if reason == "length":
            answer = answers.final(self.text)
            if not answer:
                raise EmptyCompletion(f"The model thought for all of its {max_tokens:,} tokens.")
            raise BrokenCompletion(f"The answer was cut at {max_tokens:,} tokens.", answer)
        return Completion(answers.read(self.text, as_json=as_json), self.tokens_read, self.tokens_written)
