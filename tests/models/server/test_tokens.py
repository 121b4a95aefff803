"""A prompt that a server cut is noticed, wherever it cuts, and one that it read whole is not suspected."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from service.core.errors import ModelError, ModelFailed, PromptTruncated
from service.models.base import Completion, Prompt
from service.models.openai_compatible import OpenAICompatible
from tests.models import tiny_llama
from tests.models.misbehaving import TEMPLATE, Faults, Tokenizer, by_bytes, by_fours, by_syllables, serving

ENGLISH = [
    "The council of Ardal spent the morning on the harbour, and nobody was in a hurry.",
    "Mayor Ada Brenn said that the budget had grown by 4 percent since the spring.",
    "A new ferry, the third in two years, will cross the strait from June 12 on.",
    "Fishermen from the outer islands asked for lower fees; the council will answer in autumn.",
]
KOREAN = [
    "아르달 시의회는 오전 내내 항구 문제를 논의했으며 서두르는 사람은 없었다.",
    "아다 브렌 시장은 봄 이후 예산이 4퍼센트 늘었다고 말했다.",
    "2년 사이 세 번째인 새 여객선은 6월 12일부터 해협을 건넌다.",
    "바깥 섬의 어민들은 요금을 낮춰 달라고 요청했고 의회는 가을에 답하기로 했다.",
]
TOKENIZERS: dict[str, tuple[Tokenizer, list[str]]] = {
    "four characters": (by_fours, ENGLISH),
    "Korean": (by_syllables, KOREAN),
    "bytes": (by_bytes, [*ENGLISH, *KOREAN]),
}
FACT = "Lamp {} of the pier weighs {} kilos."


def article(sentences: list[str], tokenizer: Tokenizer, size: int) -> str:
    """About `size` tokens, with a fact of its own at each decile, its first and its last sentence among them."""
    per = sum(len(tokenizer(sentence)) + 1 for sentence in sentences) / len(sentences)
    count = max(22, round(size / per))
    body = [sentences[at % len(sentences)] for at in range(count)]
    for decile in range(11):
        body[decile * (count - 1) // 10] = FACT.format(decile, 300 + decile)
    return " ".join(body)


def facts_in(read: str) -> str:
    return "Seen: " + ", ".join(sorted(set(re.findall(r"Lamp (\d+) of the pier", read)), key=int))


ALL_SEEN = "Seen: " + ", ".join(map(str, range(11)))


def written(faults: Faults, text: str, max_tokens: int = 60) -> Completion | ModelError:
    with serving(faults) as url:
        ((_, done),) = OpenAICompatible(url, "tiny", timeout_seconds=60).write(
            [Prompt(text, system="List the lamps.")], max_tokens=max_tokens
        )
    return done


@pytest.mark.parametrize("name", TOKENIZERS)
@pytest.mark.parametrize(
    ("size", "tokenizes"), [(2_000, False), (20_000, False), (100_000, False), (2_000, True), (20_000, True)]
)
def test_no_fact_is_lost_in_silence_and_nothing_whole_is_suspected(name: str, size: int, tokenizes: bool) -> None:
    tokenizer, sentences = TOKENIZERS[name]
    text = article(sentences, tokenizer, size)
    tokens = len(tokenizer(f"List the lamps.\n{text}")) + TEMPLATE

    def server(reads: int, cut: str = "head", **more: Any) -> Faults:
        return Faults(tokenizer=tokenizer, tokenizes=tokenizes, reads=reads, cut=cut, answer=facts_in, **more)

    whole = written(server(2 * tokens), text)
    assert isinstance(whole, Completion), whole
    assert whole.text == ALL_SEEN
    assert whole.tokens_read == tokens
    for cut in ("head", "middle", "tail"):
        for reads in (tokens // 2, tokens - 40) if size == 2_000 else (tokens - 40,):
            assert isinstance(written(server(reads, cut), text), PromptTruncated), (cut, reads)
    if size == 100_000:
        return
    assert isinstance(written(server(tokens - 40, halves=True), text), PromptTruncated)
    assert isinstance(written(server(tokens + 20, reserves=True), text), PromptTruncated)


def by_capitals(text: str) -> list[str]:
    return re.findall(r"[A-Z]|[^A-Z]{1,4}", text)


@pytest.mark.parametrize("short", [0, 40])
def test_a_prompt_with_more_tokens_than_its_samples_promise_is_noticed_too(short: int) -> None:
    """Samples are taken at each sixth of a text; the capitals stand between."""
    sixth = (" ".join(ENGLISH) * 20)[:2_000]
    text = (sixth + "QXZVKJWPHG" * 200 + sixth) * 6
    tokens = len(by_capitals(f"List the lamps.\n{text}")) + TEMPLATE
    faults = Faults(tokenizer=by_capitals, reads=tokens - 40 if short else 2 * tokens, says_window=4 * tokens)
    done = written(faults, text)
    assert isinstance(done, PromptTruncated if short else Completion), done


def test_the_error_has_both_numbers() -> None:
    text = article(ENGLISH, by_fours, 5_000)
    known = written(Faults(tokenizes=True, reads=2_100), text)
    estimated = written(Faults(reads=2_100), text)
    assert isinstance(known, PromptTruncated)
    assert isinstance(estimated, PromptTruncated)
    tokens = len(by_fours(f"List the lamps.\n{text}")) + TEMPLATE
    said = int(re.findall(r"has ([\d,]+) tokens", known.detail)[0].replace(",", ""))
    assert abs(said - tokens) <= 2
    assert "2,100" in known.detail
    assert "2,100 (all that it read of a longer one)" in estimated.detail
    high = int(re.findall(r"up to ([\d,]+) tokens", estimated.detail)[0].replace(",", ""))
    assert tokens <= high <= 1.4 * tokens


def test_a_window_found_smaller_is_the_window_from_then_on() -> None:
    faults = Faults(reads=2_100)
    with serving(faults) as url:
        writer = OpenAICompatible(url, "tiny")
        long, short = Prompt(article(ENGLISH, by_fours, 5_000)), Prompt(article(ENGLISH, by_fours, 1_200))
        done = dict(writer.write([long, short], max_tokens=60))
        assert isinstance(done[0], PromptTruncated)
        assert isinstance(done[1], Completion)
        assert writer.window == 2_100
        calls = len(faults.seen)
        assert isinstance(dict(writer.write([long], max_tokens=60))[0], PromptTruncated)
        assert len(faults.seen) - calls <= 1, "it was tried again how much the server reads"


def test_a_server_that_refuses_what_it_cannot_read_is_believed() -> None:
    done = written(Faults(reads=2_100, refuses=True), article(ENGLISH, by_fours, 2_300))
    assert isinstance(done, PromptTruncated)
    assert "maximum context length is 2100" in done.detail
    short = written(Faults(reads=2_100, refuses=True), article(ENGLISH, by_fours, 1_900))
    assert isinstance(short, Completion)


@pytest.mark.parametrize("cached", ["included", "left out"])
def test_a_cache_does_not_confuse_the_count(cached: str) -> None:
    text = article(ENGLISH, by_fours, 2_000)
    faults = Faults(cached=cached, answer=facts_in)
    with serving(faults) as url:
        writer = OpenAICompatible(url, "tiny")
        first = dict(writer.write([Prompt(text)], max_tokens=60))[0]
        again = dict(writer.write([Prompt(text)], max_tokens=60))[0]
    assert isinstance(first, Completion)
    assert first == again
    assert first.tokens_read == len(by_fours(text)) + TEMPLATE


def test_a_server_that_hides_what_it_cached_is_not_used() -> None:
    done = written(Faults(cached="hidden"), article(ENGLISH, by_fours, 2_000))
    assert isinstance(done, ModelFailed)
    assert "prompt cache off" in done.detail


def test_a_count_that_does_not_follow_the_prompt_is_not_believed() -> None:
    body = {"choices": [{"message": {"content": "Fine."}}], "usage": {"prompt_tokens": 7}}
    done = written(Faults(raw=lambda handler: handler.say(200, body)), "The mill closed.")
    assert isinstance(done, ModelFailed)
    assert "does not grow" in done.detail


def test_a_tokenize_endpoint_that_counts_otherwise_is_not_believed() -> None:
    """As of a gateway that answers for another model."""
    text = article(ENGLISH, by_fours, 2_000)
    faults = Faults(tokenizes=True)
    with serving(faults) as url:
        writer = OpenAICompatible(url, "tiny")
        assert writer.count([text]) == [len(by_fours(text))]
    chat, other = by_fours, by_bytes

    def by_place(read: str) -> list[str]:
        return chat(read) if read.startswith(("Read the text.\n", "Hello")) or len(read) > 5_000 else other(read)

    with serving(Faults(tokenizes=True, tokenizer=by_place)) as url:
        (count,) = OpenAICompatible(url, "tiny").count([text])
    assert len(by_fours(text)) <= count <= 1.4 * len(by_fours(text))


def bpe(size: int) -> Tokenizer:
    made = tiny_llama.tokenizer(size)

    def tokenize(text: str) -> list[str]:
        return [text[start:end] for start, end in made.encode(text).offsets]

    return tokenize


@pytest.mark.parametrize(
    "tokenizer",
    [bpe(2_000), bpe(400), by_fours, by_syllables, by_bytes],
    ids=["bpe 2000", "bpe 400", "four characters", "syllables", "bytes"],
)
def test_estimates_hold_for_articles_in_many_languages(tokenizer: Callable[[str], list[str]]) -> None:
    under = sentences_counted = 0
    with serving(Faults(tokenizer=tokenizer)) as url:
        writer = OpenAICompatible(url, "tiny")
        for text in tiny_llama.TEXTS:
            true = len(tokenizer(text))
            (high,) = writer.count([text])
            assert true <= high <= 1.6 * true
            sentences = [one for one in re.split(r"(?<=[.!?。])\s*|\n+", text) if one]
            counts = writer.count(sentences)
            assert counts == writer.count(sentences), "the same texts, the same counts"
            assert sum(counts) >= sum(len(tokenizer(one)) for one in sentences)
            under += sum(count < len(tokenizer(one)) for count, one in zip(counts, sentences, strict=True))
            sentences_counted += len(sentences)
    assert under <= 0.005 * sentences_counted


def test_no_text_has_no_tokens() -> None:
    with serving(Faults()) as url:
        assert OpenAICompatible(url, "tiny").count(["", "a", ""])[::2] == [0, 0]
