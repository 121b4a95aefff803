"""A script replays what it was given, misbehaviour included."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from service.core.errors import (
    BrokenCompletion,
    EmptyCompletion,
    FileUnreadable,
    InvalidRequest,
    ModelError,
    ModelFailed,
    ModelRefused,
    PromptTruncated,
)
from service.models.base import Completion, Kind, Prompt
from service.models.scripted import ERRORS, Scripted

PROMPT = Prompt("The mayor said that the budget had grown. The clerk said that nobody left.", system="Summarise.")
SCHEMA = {"type": "object"}


def write(writer: Scripted, *prompts: Prompt, max_tokens: int = 100) -> list[Completion | ModelError]:
    done = list(writer.write(prompts, max_tokens=max_tokens))
    assert [index for index, _ in done] == list(range(len(prompts)))
    return [one for _, one in done]


def text(done: Completion | ModelError) -> str:
    assert isinstance(done, Completion), done
    return done.text


def test_the_first_entry_that_fits_and_is_not_used_up_answers() -> None:
    writer = Scripted(
        [{"match": "ferry", "text": "Ferry."}, {"text": "Once."}, {"match": "budget", "text": "Budget.", "times": 0}]
    )
    done = write(writer, PROMPT, PROMPT, Prompt("The ferry came."), PROMPT)
    assert [text(one) for one in done] == ["Once.", "Budget.", "Ferry.", "Budget."]


def test_a_script_that_has_run_out_says_so() -> None:
    first, second = write(Scripted([{"text": "Once.", "times": 2}]), PROMPT, PROMPT)
    assert text(first) == text(second)
    (third,) = write(Scripted([{"match": "ferry", "text": "Ferry."}]), PROMPT)
    assert isinstance(third, ModelFailed)
    assert "The mayor said" in third.detail


@pytest.mark.parametrize("code", sorted(ERRORS))
def test_every_error_of_a_model_can_be_played(code: str) -> None:
    first, second = write(Scripted([{"error": code}, {"text": "Well."}]), PROMPT, PROMPT)
    assert type(first) is ERRORS[code]
    assert first.code == code
    assert text(second) == "Well."


def test_the_errors_are_those_that_a_writer_yields() -> None:
    assert set(ERRORS) >= {"model_timeout", "model_refused", "prompt_truncated", "broken_completion", "model_failed"}


@pytest.mark.parametrize(
    ("answer", "schema", "outcome"),
    [
        ('```json\n{"a": 1}\n```', SCHEMA, '{"a": 1}'),
        ('Of course: {"a": 1}', SCHEMA, '{"a": 1}'),
        ('{"a": [1, 2', SCHEMA, '{"a": [1, 2'),
        ("No object.", SCHEMA, BrokenCompletion),
        ("<think>Hm.</think>Fine.", None, "Fine."),
        ("", None, EmptyCompletion),
        ("I'm sorry, but I can't help.", None, ModelRefused),
        ("Le maire Jean Dupont a parlé.", None, "Le maire Jean Dupont a parlé."),
        ("word " * 101, None, BrokenCompletion),
    ],
)
def test_answers_are_read_as_a_server_s(answer: str, schema: Any, outcome: str | type[ModelError]) -> None:
    (done,) = write(Scripted([{"text": answer}]), Prompt("A text.", schema=schema))
    if isinstance(outcome, str):
        assert text(done) == outcome
    else:
        assert type(done) is outcome


def test_a_cut_answer_keeps_what_was_written() -> None:
    (done,) = write(Scripted([{"text": "one two three four"}]), PROMPT, max_tokens=2)
    assert isinstance(done, BrokenCompletion)
    assert done.answer.split() == ["one", "two"]


def test_quotes_of_the_prompt_are_echoed() -> None:
    script: list[dict[str, Any]] = [
        {"echo": r"said that ([^.]+)\.", "json": {"claims": [{"text": "$1!", "quote": "$1"}], "n": 2}},
        {"echo": r"The (\w+) said", "text": "Speakers:\n- $1"},
        {"echo": r"The (\w+) said"},
    ]
    objects, listed, lines = map(text, write(Scripted(script), PROMPT, PROMPT, PROMPT))
    assert json.loads(objects) == {
        "claims": [
            {"text": "the budget had grown!", "quote": "the budget had grown"},
            {"text": "nobody left!", "quote": "nobody left"},
        ],
        "n": 2,
    }
    assert listed == "Speakers:\n- mayor\n- clerk"
    assert lines == "mayor\nclerk"


@pytest.mark.parametrize(
    ("cut", "read"),
    [
        ({"head": 2}, "three four five six"),
        ({"tail": 2}, "one two three four"),
        ({"middle": 2}, "one two five six"),
        ({"head": 1, "middle": 2, "tail": 1}, "two five"),
        ({"head": 99}, ""),
        ({"middle": 99}, ""),
        ({}, "one two three four five six"),
    ],
)
def test_a_prompt_that_was_read_in_part_is_an_error(cut: dict[str, int], read: str) -> None:
    words = "one two three four five six"
    writer = Scripted([{"match": words, "cut": cut, "echo": r"(\w+)", "text": "Read:\n$1"}])
    (done,) = write(writer, Prompt(words, system="Read."))
    assert sum(writer.count(["Read.", words])) == 8
    if cut:
        assert isinstance(done, PromptTruncated)
        assert done.detail == f"The prompt has 8 tokens, and {len(read.split()) + 2} of them were read."
    else:
        assert isinstance(done, Completion)
        assert done.tokens_read == 8
        assert text(done).split("\n")[1:] == read.split()


def test_a_late_answer_is_waited_for() -> None:
    waits: list[float] = []
    writer = Scripted([{"text": "Late.", "delay_seconds": 30}], wait=waits.append)
    assert text(write(writer, PROMPT)[0]) == "Late."
    assert sum(waits) == 30
    assert max(waits) <= 0.5  # it can be stopped meanwhile


def test_a_prompt_over_the_window_is_truncated() -> None:
    chat = Scripted([{"text": "Fine."}], window=50)
    assert isinstance(write(chat, Prompt("word " * 41), max_tokens=10)[0], PromptTruncated)
    assert text(write(chat, Prompt("word " * 40), max_tokens=10)[0]) == "Fine."
    seq2seq = Scripted([{"text": "Fine."}], window=50, kind=Kind.SEQ2SEQ)
    assert text(write(seq2seq, Prompt("word " * 50), max_tokens=10)[0]) == "Fine."


def test_a_function_answers() -> None:
    writer = Scripted(lambda prompt: prompt.user.upper())
    assert text(write(writer, Prompt("A mill."))[0]) == "A MILL."


SCRIPT = '- match: "bud(get)?"\n  json: {claims: []}\n- error: model_refused\n'


def test_a_script_is_a_file_of_yaml_or_json_lines(tmp_path: Path) -> None:
    as_yaml, as_lines = tmp_path / "script.yaml", tmp_path / "script.jsonl"
    as_yaml.write_text(SCRIPT)
    as_lines.write_text('{"match": "bud(get)?", "json": {"claims": []}}\n\n{"error": "model_refused"}\n')
    one, two = Scripted(as_yaml), Scripted(str(as_lines))
    for writer in (one, two):
        first, second = write(writer, PROMPT, PROMPT)
        assert text(first) == '{"claims": []}'
        assert isinstance(second, ModelRefused)
    assert one.sha256 == two.sha256 != Scripted([{"text": "Other."}]).sha256
    assert (one.id, two.id) == ("script.yaml", "script.jsonl")


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({}, "one of text, json and error"),
        ({"text": "a", "error": "model_failed"}, "one of text, json and error"),
        ({"error": "tired"}, "no error has the code 'tired'"),
        ({"echo": "no group"}, "needs a group"),
        ({"match": "(", "text": "a"}, "match"),
        ({"text": "a", "cut": {"left": 3}}, "left"),
        ({"text": "a", "colour": "red"}, "colour"),
    ],
)
def test_a_script_of_the_wrong_form_is_refused(entry: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidRequest, match=words):
        Scripted([entry])


@pytest.mark.parametrize("content", ["text: alone", "- [", "\x00", "plain"])
def test_a_file_that_is_no_script_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "script.yaml"
    path.write_text(content)
    with pytest.raises(InvalidRequest, match=r"script\.yaml"):
        Scripted(path)


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match=r"none\.yaml cannot be opened"):
        Scripted(tmp_path / "none.yaml")
