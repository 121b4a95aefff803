"""What is answered again."""

from __future__ import annotations

import pytest

from service.core.errors import InFlight, KeyReused
from service.store import clock
from service.store.answers import Answers, Stored
from service.store.database import Database

ANSWER = Stored(202, {"location": "/v1/jobs/1"}, '{"é": 1}')
ABANDONED = 60.0


@pytest.fixture
def answers(database: Database) -> Answers:
    return Answers(database, ABANDONED)


def _later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    monkeypatch.setattr(clock, "_STARTED", clock._STARTED + seconds)


def test_an_answer_is_given_again(answers: Answers) -> None:
    assert answers.begin("ann", "k", "f") is None
    with pytest.raises(InFlight):
        answers.begin("ann", "k", "f")
    answers.keep("ann", "k", ANSWER)
    assert answers.begin("ann", "k", "f") == ANSWER
    with pytest.raises(KeyReused):
        answers.begin("ann", "k", "another")


def test_keys_belong_to_their_callers(answers: Answers) -> None:
    assert answers.begin("ann", "k", "f") is None
    assert answers.begin("bob", "k", "another") is None


def test_what_came_to_nothing_may_be_sent_again(answers: Answers) -> None:
    answers.begin("ann", "k", "f")
    answers.drop("ann", "k")
    assert answers.begin("ann", "k", "another") is None


def test_a_request_that_nobody_is_at_any_more_may_be_sent_again(
    answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers.begin("ann", "k", "f")
    _later(monkeypatch, ABANDONED + 1)
    assert answers.begin("ann", "k", "f") is None
    answers.keep("ann", "k", ANSWER)
    _later(monkeypatch, ABANDONED + 1)
    assert answers.begin("ann", "k", "f") == ANSWER, "only what has not ended is given up"


def test_old_answers_are_forgotten(answers: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    answers.begin("ann", "k", "f")
    answers.keep("ann", "k", ANSWER)
    answers.expire(100)
    assert answers.begin("ann", "k", "f") == ANSWER
    _later(monkeypatch, 101)
    answers.expire(100)
    assert answers.begin("ann", "k", "another") is None


def test_after_a_crash_what_no_other_service_can_be_at_is_forgotten(answers: Answers, database: Database) -> None:
    answers.begin("ann", "done", "f")
    answers.keep("ann", "done", ANSWER)
    answers.begin("ann", "k", "f")
    Answers(database, ABANDONED).clean()
    assert answers.begin("ann", "done", "f") == ANSWER
    if database.shared:
        with pytest.raises(InFlight):
            answers.begin("ann", "k", "f")
    else:
        assert answers.begin("ann", "k", "f") is None
