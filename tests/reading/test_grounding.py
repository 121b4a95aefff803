"""Words are found to the letter, and what is changed is not."""

from __future__ import annotations

import random
import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from eval.bench_grounding import articles, right, trials
from service.reading.grounding import Source

TEXT = "The report said: “Output grew by 1.5 percent — not 15.” It was Kim’s first\nreport since 2019, and well-known."


@pytest.mark.parametrize(
    "words",
    [
        '"Output grew by 1.5 percent - not 15."',
        "Kim's first report",
        "first  report\tsince",
        "Kim\u200b’s first",
        "The report said ... not 15",
        "It was [the minister] Kim's first",
        "Output […] not 15",
    ],
)
def test_what_is_equal_is_found(words: str) -> None:
    assert Source(TEXT).find(words) is not None


@pytest.mark.parametrize(
    "words",
    [
        "Output grew by 5 percent",
        "5 percent",
        "grew by 1",
        "not 1",
        "Output grew by 1.5 percents",
        "utput grew",
        "Kims first",
        "since 201",
        "not 15 ... The report said",
        "It was [7] Kim's",
        "Output [not] grew",
        "",
        "...",
    ],
)
def test_what_is_changed_is_not(words: str) -> None:
    assert Source(TEXT).find(words) is None


def test_a_korean_name_without_its_particle() -> None:
    text = "김철수가 2024년 3월 공장을 찾았다. 노동자 350명이 모였다."
    place = Source(text).find("김철수")
    assert place is not None
    assert text[place.whole.start : place.whole.end] == "김철수"
    assert Source(text).find("50명") is None
    decomposed = unicodedata.normalize("NFD", "김철수가")
    assert Source(text).find(decomposed) is not None
    assert Source(unicodedata.normalize("NFD", text)).find("공장을") is not None


def test_a_backtick_is_a_quotation_mark() -> None:
    assert Source("세계최대의 `라이트 앤드 빌딩’에서도").find("`라이트 앤드") is not None
    assert Source("a `word' here").find("'word'") is not None


def test_chinese_and_japanese() -> None:
    assert Source("国家主席习近平同志出席会议").find("主席习近平") is not None
    assert Source("総理大臣は東京で会談した").find("東京で") is not None


def test_an_omission_looks_for_a_beginning_that_goes_on() -> None:
    text = "He said yes. " + "x " * 500 + "He said that the bridge, built in May, was safe."
    found = Source(text).find("He said ... was safe")
    assert found is not None
    assert [text[span.start : span.end] for span in found.spans] == ["He said", "was safe"]
    assert found.spans[0].start > 1_000


def test_every_place() -> None:
    assert len(Source("a b. A b. a b.").all("a b")) == 2


@given(st.text(min_size=1, max_size=60), st.data())
def test_a_span_of_whole_words_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    words = list(re.finditer(r"[a-z]+", text))
    assume(words)
    first = data.draw(st.integers(0, len(words) - 1))
    start, end = words[first].start(), words[-1].end()
    piece = text[start:end]
    assume(not re.search(r"\.\.|…|\[|\. ", piece) and unicodedata.is_normalized("NFC", text))
    found = Source(text).find(piece)
    if found is not None:
        place = text[found.whole.start : found.whole.end]
        assert Source(place).find(piece) is not None


@given(st.text(max_size=300), st.text(max_size=40))
def test_no_text_breaks_it(text: str, words: str) -> None:
    found = Source(text).find(words)
    if found is not None:
        for span in found.spans:
            assert 0 <= span.start < span.end <= len(text)


def test_no_corrupted_span_is_found_and_no_true_one_is_missed() -> None:
    for _, texts in articles(None):
        sources = [Source(text) for text in texts]
        every = list(trials(texts, random.Random(3)))
        wrong = [trial for trial in every if not right(trial, texts[trial.article], sources[trial.article])]
        assert wrong == []
