"""A real server: `transformers serve`, which takes no schema, has no tokenize endpoint, and lists no local folder."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from service.core.errors import BrokenCompletion, PromptTruncated, UnknownModel
from service.core.receipt import Options
from service.engine import Engine
from service.models.base import Completion, Prompt
from service.models.openai_compatible import OpenAICompatible
from service.settings import Settings
from tests.models import tiny_llama

START_SECONDS = 240


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The server's address, and the name of its model."""
    folder = tmp_path_factory.mktemp("tiny-llama")
    tiny_llama.save(folder)
    url = f"http://127.0.0.1:{free_port()}"
    command = [str(Path(sys.executable).parent / "transformers"), "serve", str(folder), "--device", "cpu"]
    environment = os.environ | {"HF_HUB_OFFLINE": "1", "HF_HOME": str(folder / "home"), "OMP_NUM_THREADS": "1"}
    log = folder / "log"
    with log.open("w") as into:
        process = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", url.rpartition(":")[2]],
            env=environment,
            stdout=into,
            stderr=subprocess.STDOUT,
        )
    try:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and process.poll() is None:
            try:
                if httpx.get(f"{url}/health", timeout=5, trust_env=False).is_success:
                    break
            except httpx.TransportError:
                time.sleep(0.2)
        else:
            pytest.fail(f"transformers serve did not start:\n{log.read_text()[-2_000:]}")
        yield url, str(folder)
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=30)


@pytest.fixture(scope="module")
def writer(served: tuple[str, str]) -> OpenAICompatible:
    url, name = served
    return OpenAICompatible(url, name, timeout_seconds=120, window=8_192)


TEXT = tiny_llama.TEXTS[0]


def test_it_answers_and_every_token_of_the_prompt_was_read(writer: OpenAICompatible) -> None:
    done = dict(writer.write([Prompt(TEXT, system="Summarise."), Prompt("The mill closed.")], max_tokens=40))
    tokens = tiny_llama.tokenizer()
    asked = [[("system", "Summarise."), ("user", TEXT)], [("user", "The mill closed.")]]
    for index, messages in enumerate(asked):
        answer = done[index]
        assert isinstance(answer, Completion), answer
        assert answer.text == tiny_llama.ANSWER
        rendered = "".join(f"<|start|>{role}\n{words.strip()}<|end|>\n" for role, words in messages)
        assert answer.tokens_read == len(tokens.encode(f"{rendered}<|start|>assistant\n").ids)


def test_counts_are_from_above(writer: OpenAICompatible) -> None:
    tokens = tiny_llama.tokenizer()
    for text in tiny_llama.TEXTS[:3]:
        true = len(tokens.encode(text).ids)
        assert true <= writer.count([text])[0] <= 1.6 * true


def test_its_answers_with_a_schema_are_found_not_to_follow_it(writer: OpenAICompatible) -> None:
    """It takes `response_format` and ignores it; the tiny model has learnt one sentence and no JSON."""
    ((_, done),) = writer.write([Prompt("The mill closed.", schema={"type": "object"})], max_tokens=40)
    assert isinstance(done, BrokenCompletion)
    assert done.answer == tiny_llama.ANSWER


def test_a_prompt_over_the_window_is_not_sent(writer: OpenAICompatible) -> None:
    ((_, done),) = writer.write([Prompt(TEXT * 12)], max_tokens=40)
    assert isinstance(done, PromptTruncated)
    assert "8,192" in done.detail


def test_another_model_is_unknown(served: tuple[str, str]) -> None:
    url, _ = served
    with pytest.raises(UnknownModel, match="pinned"):
        OpenAICompatible(url, "another", timeout_seconds=120)


def test_an_article_through_it_is_an_error_with_its_code(writer: OpenAICompatible) -> None:
    """The one sentence that the model knows is no JSON, and is none when it is asked again."""
    engine = Engine(Settings(model_max_tokens=200))
    engine.models.use("served", writer)
    with pytest.raises(BrokenCompletion, match="no JSON object"):
        engine.summarize("The council met on Monday in Orla. Mayor Ada Brenn resigned.", Options(model="served"))
