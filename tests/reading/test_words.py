"""Words and quotations."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.reading.words import quoted_spans, tokens, word_count

tried = settings(deadline=None, derandomize=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("   ", 0),
        ("The boat sank.", 3),
        ("The  boat\nsank .", 4),
        ("self-protection costs 1,284.5 crowns", 4),
        ("Das Boot – es sank.", 5),
    ],
)
def test_words_are_what_white_space_parts(text: str, expected: int) -> None:
    assert word_count(text) == expected


def test_wide_characters_count_about_half_a_word_each() -> None:
    chinese = "港口今年运出四万吨粮食" * 10
    assert word_count(chinese) == pytest.approx(len(chinese) / 2, abs=1)


def test_japanese_is_counted_like_chinese() -> None:
    assert word_count("みなと" * 20) == pytest.approx(30, abs=1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor’s boat sank.", ["The", "mayor’s", "boat", "sank", "."]),
        ("a 12-year-old boat", ["a", "12-year-old", "boat"]),
        ("1,284.5 crowns, paid", ["1,284.5", "crowns", ",", "paid"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no" and left.', ['"no"']),
        ("He said “no” and “never”.", ["“no”", "“never”"]),
        ("Il a dit « non ».", ["« non »"]),
        ("Er sagte „nein“.", ["„nein“"]),
        ("市长说「不行」。", ["「不行」"]),
        ('a 3" pipe and a 4" pipe', []),
        ('He said "no and left.', []),
        ("He said 'no' and left.", []),
        ('""', []),
    ],
)
def test_quotations_with_their_marks(text: str, expected: list[str]) -> None:
    assert [text[span.start : span.end] for span in quoted_spans(text)] == expected


def test_an_endless_quotation_is_none() -> None:
    assert quoted_spans("“" + "word " * 400 + "”") == []


@tried
@given(st.text(alphabet='ab "“”«»„\n', max_size=80))
def test_quotations_are_in_order_and_apart(text: str) -> None:
    spans = quoted_spans(text)
    borders = [border for span in spans for border in (span.start, span.end)]
    assert borders == sorted(borders)
    assert all(span.start >= 0 and span.end <= len(text) and span.end - span.start >= 3 for span in spans)


@tried
@given(st.text(max_size=200))
def test_tokens_hold_every_character_but_white_space(text: str) -> None:
    assert "".join(tokens(text)) == "".join(text.split())
