"""What a log line says, and what it never says."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
import structlog

from service import logs
from service.core.errors import InvalidRequest
from service.settings import Settings

SECRET = "marmalade"  # a word of an article


@pytest.fixture
def logged(capsys: pytest.CaptureFixture[str]) -> Iterator[pytest.CaptureFixture[str]]:
    """Logs of this process as `serve` has them; as they were, afterwards."""
    root = logging.getLogger()
    before = root.handlers, root.level, sys.excepthook, threading.excepthook, sys.unraisablehook
    logs.setup(Settings(log="json"))
    yield capsys
    root.handlers, level, sys.excepthook, threading.excepthook, sys.unraisablehook = before
    root.setLevel(level)
    logging.captureWarnings(False)
    structlog.reset_defaults()


def _last(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    *_, line = capsys.readouterr().err.splitlines()
    told = json.loads(line)
    assert isinstance(told, dict)
    return told


def _fail() -> None:
    article = f"The minister said {SECRET}."
    try:
        raise ValueError(article)
    except ValueError as error:
        raise InvalidRequest(f"not valid: {article}") from error


def _raised() -> InvalidRequest:
    with pytest.raises(InvalidRequest) as caught:
        _fail()
    return caught.value


def test_a_line_is_json_with_time_level_and_what_is_bound(logged: pytest.CaptureFixture[str]) -> None:
    with structlog.contextvars.bound_contextvars(request_id="r-1", caller="key-1"):
        logs.log.info("request", seconds=0.5)
    told = _last(logged)
    assert str(told.pop("time")).endswith("Z")
    assert told == {
        "event": "request",
        "level": "info",
        "logger": "plumbline",
        "request_id": "r-1",
        "caller": "key-1",
        "seconds": 0.5,
    }


@pytest.mark.parametrize("ours", [True, False])
def test_an_exception_is_its_types_and_frames_without_messages(logged: pytest.CaptureFixture[str], ours: bool) -> None:
    if ours:
        logs.log.error("it failed", exc_info=_raised())
    else:
        logging.getLogger("uvicorn.error").error("it failed\n", exc_info=_raised())
    line = logged.readouterr().err
    assert SECRET not in line
    told = json.loads(line)
    assert told["event"] == "it failed"
    first, second = told["errors"]
    assert first["type"] == "service.core.errors.InvalidRequest"
    assert first["code"] == "invalid_request"
    assert second["type"] == "builtins.ValueError"
    file, _, place = first["frames"][-1].rpartition(":")
    assert file == __file__
    assert place.partition(" ")[0].isdigit()
    assert place.endswith(" _fail")


def test_errors_of_a_group_are_told_and_a_ring_of_causes_ends(logged: pytest.CaptureFixture[str]) -> None:
    one, two = ValueError(SECRET), TypeError(SECRET)
    one.__cause__, two.__cause__ = two, one
    logs.log.error("both", exc_info=ExceptionGroup(SECRET, [one, two]))
    line = logged.readouterr().err
    assert SECRET not in line
    types = [error["type"] for error in json.loads(line)["errors"]]
    assert types == ["builtins.ExceptionGroup", "builtins.ValueError", "builtins.TypeError"]


def test_of_other_libraries_only_the_first_line_of_the_template_is_kept(logged: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("somebody.else").warning("could not read %s\nbecause of %r", SECRET, ValueError(SECRET))
    line = logged.readouterr().err
    assert SECRET not in line
    assert json.loads(line)["event"] == "could not read %s"


def test_what_asyncio_says_of_a_lost_task_quotes_no_exception(logged: pytest.CaptureFixture[str]) -> None:
    message = f"Task exception was never retrieved\nfuture: <Task finished exception=ValueError('{SECRET}')>"
    logging.getLogger("asyncio").error(message, exc_info=_raised())
    line = logged.readouterr().err
    assert SECRET not in line
    assert json.loads(line)["event"] == "Task exception was never retrieved"


def test_the_server_is_heard_with_its_values_and_below_warning_others_are_not(
    logged: pytest.CaptureFixture[str],
) -> None:
    logging.getLogger("uvicorn.error").info("Started server process [%d]", 7)
    logging.getLogger("httpx").info("HTTP Request")
    assert _last(logged)["event"] == "Started server process [7]"


CRASHES = """
import logging, threading, warnings
from service import logs
from service.settings import Settings
logs.setup(Settings())
SECRET = "marma" + "lade"
def fail(): raise ValueError(SECRET)
class Broken:
    def __del__(self): fail()
thread = threading.Thread(target=fail)
thread.start()
thread.join()
Broken()
warnings.warn(SECRET)
logging.getLogger("plumbline").error("%d words", SECRET)
fail()
"""


@pytest.mark.parametrize("form", ["json", "console"])
def test_nothing_uncaught_reaches_standard_error_with_its_message(form: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CRASHES],
        env={**os.environ, "PLUMBLINE_LOG": form},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert SECRET not in done.stderr
    events = [
        "uncaught exception in a thread",
        "exception that nobody could catch",
        "a warning of Python",
        "a log line could not be formed",
        "uncaught exception",
    ]
    assert all(event in done.stderr for event in events)
    if form == "json":
        assert [json.loads(line)["event"] for line in done.stderr.splitlines()] == events
