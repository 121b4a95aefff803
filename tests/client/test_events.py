"""A stream says the same however it is cut into parts."""

from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.client.answers import Lines
from service.client.events import EventStream, Streamed
from service.core.errors import Busy, PlumblineError, ServiceUnreachable
from service.core.events import Event, Stage
from service.core.problem import Problem
from service.core.summary import Claim, Statement
from tests.client.answering import CLAIM, STATEMENT, SUMMARY, sse

TOLD = [
    ("progress", Event(stage=Stage.VERIFYING)),
    ("statement", STATEMENT),
    ("claim", CLAIM),
    ("summary", SUMMARY),
]
BODY = sse(TOLD)


def _parts(body: bytes, cuts: list[int]) -> list[bytes]:
    ends = [0, *sorted(cut % (len(body) + 1) for cut in cuts), len(body)]
    return [body[start:end] for start, end in itertools.pairwise(ends)]


def _read(*parts: bytes) -> list[Streamed]:
    stream = EventStream("http://h")
    told = [each for part in parts for each in stream.read(part)]
    stream.close()
    return told


@given(st.lists(st.integers(min_value=0, max_value=100_000), max_size=30), st.booleans())
def test_parts_make_no_difference(cuts: list[int], returns: bool) -> None:
    body = BODY.replace(b"\n", b"\r\n") if returns else BODY
    told = _read(*_parts(body, cuts))
    assert told == [value for _, value in TOLD]
    assert [type(each) for each in told][1:3] == [Statement, Claim]


@given(st.binary(max_size=200), st.lists(st.integers(min_value=0, max_value=300), max_size=10))
def test_lines_are_those_between_line_feeds(body: bytes, cuts: list[int]) -> None:
    lines = Lines()
    read = [line for part in _parts(body, cuts) for line in lines.read(part)]
    assert [*read, lines.rest()] == body.split(b"\n")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    with pytest.raises(PlumblineError):
        _read(b"event: summary\ndata:" + body)


def test_what_it_does_not_know_is_passed_over() -> None:
    body = b': hello\n\nid: 7\nretry: 100\nevent: weather\ndata: {"rain": 1}\n\nevent\n\ndata: nameless\n\n' + BODY
    assert len(_read(body)) == len(TOLD)


def test_data_of_several_lines_is_one_value() -> None:
    lines = json.dumps(json.loads(SUMMARY.model_dump_json()), indent=1).split("\n")
    body = "event:summary\n" + "".join(f"data:{line}\n" for line in lines) + "\n"
    assert _read(body.encode()) == [SUMMARY]


def test_a_problem_is_raised() -> None:
    told = json.dumps(Problem.of(Busy("Full.")).model_dump() | {"later": 1})
    stream = EventStream("http://h")
    with pytest.raises(Busy, match="Full"):
        list(stream.read(sse(TOLD[:1]) + f"event: problem\ndata: {told}\n\n".encode()))


@pytest.mark.parametrize("data", ["{", "{}", "null", "\x00"])
def test_what_is_not_of_the_vocabulary_is_refused(data: str) -> None:
    for name, cls in (("summary", "Summary"), ("progress", "Event"), ("problem", "Summary")):
        with pytest.raises(PlumblineError) as caught:
            _read(f"event: {name}\ndata: {data}\n\n".encode())
        if name != "problem":
            assert isinstance(caught.value, ServiceUnreachable)
            assert cls in caught.value.detail
