"""Raw answers: thinking, fences, preambles, refusals."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.core.errors import BrokenCompletion, EmptyCompletion, ModelRefused
from service.models.answers import final, json_object, read

OBJECT = '{"claims": [{"text": "The {old} mill closed.", "line": 3}]}'


@pytest.mark.parametrize(
    "raw",
    [
        OBJECT,
        f"```json\n{OBJECT}\n```",
        f"Here is the JSON you asked for:\n\n{OBJECT}\n\nLet me know if you need more.",
        f"<think>First {{}} then {{more}}.</think>\n{OBJECT}",
        f"it was pre-opened</think>{OBJECT}",
        f"Fields in {{braces}}: {OBJECT} and {{}}",
        f"The empty form is {{}}. The answer: {OBJECT}",
    ],
)
def test_the_object_is_found(raw: str) -> None:
    assert read(raw, as_json=True) == OBJECT


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ('Sure: {"claims": [{"text": "a"}, {"text": "b', '{"claims": [{"text": "a"}'),
        ('Sure: {"text": "a"', '{"text": "a"'),
        ("```\n{'text': 'a'}\n```", "{'text': 'a'}"),
    ],
)
def test_a_broken_object_is_handed_on_for_repair(raw: str, kept: str) -> None:
    assert read(raw, as_json=True) == kept


def test_an_answer_without_an_object_is_broken_and_keeps_the_answer() -> None:
    with pytest.raises(BrokenCompletion) as caught:
        read("The mill closed in May.", as_json=True)
    assert caught.value.answer == "The mill closed in May."
    assert "The mill closed in May." in caught.value.detail


def test_the_error_shows_a_few_hundred_characters_of_a_long_answer() -> None:
    with pytest.raises(BrokenCompletion) as caught:
        read("The mill closed. " * 1_000, as_json=True)
    assert len(caught.value.detail) < 400
    assert len(caught.value.answer) > 10_000


@pytest.mark.parametrize(
    "raw", ["", " \n ", "<think>So the mill", "<think>a</think>", "<THINK>a</THINK> \n", "a</think>"]
)
def test_no_word_besides_thinking_is_empty(raw: str) -> None:
    with pytest.raises(EmptyCompletion):
        read(raw, as_json=False)


@pytest.mark.parametrize(
    "raw",
    [
        "I'm sorry, but I can't assist with that request.",
        "I’m sorry, I cannot help with this.",
        "I cannot assist with summarising this article.",
        "Sorry, but I'm unable to provide a summary.",
        "As an AI language model, I cannot summarise political texts.",
        "I apologize, but I won't be able to do that.",
        "Unfortunately, I am not able to help.",
    ],
)
@pytest.mark.parametrize("as_json", [True, False])
def test_a_refusal_is_noticed(raw: str, as_json: bool) -> None:
    with pytest.raises(ModelRefused, match="declined"):
        read(raw, as_json=as_json)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said: I cannot assist them any longer.",
        '"I am sorry, but I cannot stay," the mayor said.'[1:-1] * 20,
        "I can see that the mill closed.",
        "Sorry neighbours met the mayor on Monday.",
        "In its statement the council said it could not help.",
    ],
)
def test_a_text_that_is_no_refusal_passes(text: str) -> None:
    assert read(text, as_json=False) == text


def test_a_refusal_inside_an_object_is_an_answer() -> None:
    raw = '{"text": "I cannot assist with that."}'
    assert read(raw, as_json=True) == raw


def test_deep_nesting_does_not_break_us() -> None:
    raw = '{"a":' * 100_000
    assert read(raw, as_json=True).startswith('{"a":')


def test_half_a_surrogate_pair_becomes_a_character_that_can_be_stored() -> None:
    assert final("a\ud83d b").encode() == "a\ufffd b".encode()


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(st.text(), VALUES, min_size=1, max_size=3), st.sampled_from(["", "```json\n", "Here: "]))
def test_any_object_survives_its_wrapping(value: dict[str, object], before: str) -> None:
    text = json.dumps(value, ensure_ascii=False)
    assert json_object(f"{before}{text}\n```") == text


@given(st.text(alphabet='{}[]":,a \n<>/think`', max_size=200))
def test_any_text_ends_in_an_answer_or_in_one_of_three_errors(raw: str) -> None:
    with suppress(BrokenCompletion, EmptyCompletion, ModelRefused):
        assert "{" in read(raw, as_json=True)
