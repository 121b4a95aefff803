"""Lines are strict JSON that the models read back, and keys say what a line was made of."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from service.batch.article import Article, Unreadable
from service.batch.output.lines import Failure, Head, Keys, Row, SummaryLine, json_bytes, same_id
from service.core.errors import NotText, TooLarge
from service.core.problem import Problem
from tests.batch.output.made import OPTIONS, PROBLEM, article, summary

KEYS = Keys(OPTIONS, "1.0")
ARTICLE = Article("a.txt", b"One sentence.", name="a.txt", title="T", language="en", metadata={"date": "2031-02-03"})


def row(of: Article, **changes: Any) -> Row:
    made = Row(of.id, KEYS.of(of), of.sha256, of.metadata, None, summary(of).to_json())
    return replace(made, **changes)


def test_line_of_a_summary_is_read_back() -> None:
    line = SummaryLine.model_validate_json(row(ARTICLE, duplicate_of="b.txt").to_line())
    assert line.summary == summary(ARTICLE)
    assert (line.id, line.sha256, line.duplicate_of) == ("a.txt", ARTICLE.sha256, "b.txt")
    assert line.metadata == {"date": "2031-02-03"}


def test_parts_that_are_absent_are_not_written() -> None:
    assert list(json.loads(row(article(1)).to_line())) == ["id", "key", "sha256", "summary"]
    duplicate = json.loads(row(article(1), summary=None, duplicate_of="b").to_line())
    assert list(duplicate) == ["id", "key", "sha256", "duplicate_of"]


def test_line_of_an_error_is_read_back() -> None:
    line = json.loads(Failure("a", "0" * 64, None, PROBLEM).to_line())
    assert Problem.model_validate(line.pop("error")) == PROBLEM
    assert line == {"id": "a", "key": "0" * 64}


def test_timings_and_line_breaks_are_refused() -> None:
    made = summary(ARTICLE)
    timed = made.model_copy(update={"usage": made.usage.model_copy(update={"seconds": 1.5})})
    with pytest.raises(ValueError, match="without timings"):
        row(ARTICLE, summary=timed.to_json())
    with pytest.raises(ValueError, match="one line"):
        row(ARTICLE, summary=made.to_json(indent=1))
    speaks_of_it = summary(ARTICLE, claim='It wrote {"seconds": 3} and "seconds":')
    assert SummaryLine.model_validate_json(row(ARTICLE, summary=speaks_of_it.to_json()).to_line())


def test_line_says_something() -> None:
    with pytest.raises(ValidationError, match="neither a summary"):
        SummaryLine(id="a", key="0" * 64, sha256="0" * 64)


@given(st.text(st.characters()), st.dictionaries(st.text(st.characters()), st.floats() | st.text() | st.none()))
def test_any_id_and_metadata_make_one_line_of_strict_json(id: str, metadata: dict[str, Any]) -> None:
    written = row(ARTICLE, id=id, metadata=metadata).to_line()
    assert written.count(b"\n") == 1
    head = Head.model_validate_json(written)
    assert same_id(head.id) == same_id(id)  # what is found again when the run goes on

    def refuse(name: str) -> None:
        raise AssertionError(name)

    json.loads(written, parse_constant=refuse)


def test_numbers_that_are_none_become_null_and_words_stay() -> None:
    assert json_bytes([float("nan"), float("-inf"), "NaN", 1.5]) == b'[null,null,"NaN",1.5]'


@pytest.mark.parametrize(
    "changed",
    [
        replace(ARTICLE, content=b"Another sentence."),
        replace(ARTICLE, title="U"),
        replace(ARTICLE, language="ko"),
        replace(ARTICLE, name="a.html"),
        replace(ARTICLE, metadata={"date": "2031-02-04"}),
    ],
)
def test_key_changes_with_the_article(changed: Article) -> None:
    assert KEYS.of(changed) != KEYS.of(ARTICLE)


def test_key_changes_with_the_run() -> None:
    others = [Keys(OPTIONS.model_copy(update={"max_words": 61}), "1.0"), Keys(OPTIONS, "1.1")]
    others.append(Keys(OPTIONS, "1.0", {"duplicates": "once"}))
    assert len({KEYS.of(ARTICLE), *(keys.of(ARTICLE) for keys in others)}) == 4


def test_key_is_the_same_wherever_the_article_lies() -> None:
    moved = replace(ARTICLE, id="x/b.txt", name="b.TXT")
    assert KEYS.of(moved) == KEYS.of(ARTICLE)


def test_key_of_a_member_that_cannot_be_read_is_that_of_its_fault() -> None:
    faults = [
        Unreadable("a", NotText("bytes 1 to 4")),
        Unreadable("a", NotText("bytes 5")),
        Unreadable("a", TooLarge("")),
    ]
    first, second, third = map(KEYS.of, faults)
    assert first == second != third
