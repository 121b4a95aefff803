"""Structured logs on standard error, with no text of any article in them.

An exception is logged as its type and its frames (file, line, function): its message may quote what was sent, so it is
left out, as are the values of variables. Of other libraries' records only the template is kept, not what was put in.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from contextlib import suppress
from types import TracebackType

import structlog
from structlog.typing import EventDict, Processor

from service.core.errors import PlumblineError
from service.settings import Settings

KNOWN = ("plumbline", "uvicorn")  # loggers whose values are numbers and addresses
CHAIN = 8  # errors of one chain that are told
FRAMES = 40  # innermost frames of each

log = structlog.stdlib.get_logger("plumbline")


def setup(settings: Settings) -> None:
    """Send every log of this process to standard error in the form of `settings.log`, uncaught exceptions too."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
        without_messages,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    renderer: Processor = (
        structlog.processors.JSONRenderer()
        if settings.log == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = _StandardError()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[_template, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
            use_get_message=False,
            pass_foreign_args=True,
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    for name in KNOWN:
        logging.getLogger(name).setLevel(logging.INFO)
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    sys.unraisablehook = _unraisable


class _StandardError(logging.Handler):
    """Whatever standard error is now. A line that cannot be formed says so, and quotes nothing."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            line = self.format(record)
        except Exception as error:
            line = f'{{"event": "a log line could not be formed", "type": "{type(error).__name__}"}}'
        with suppress(OSError, ValueError):  # nobody reads it any more
            sys.stderr.write(line + "\n")
            sys.stderr.flush()


def without_messages(_: object, __: str, event: EventDict) -> EventDict:
    """Put `errors` for `exc_info`: the exception, then what it came from, each as type and frames."""
    found = event.pop("exc_info", None)
    event.pop("stack_info", None)
    if found is True:
        found = sys.exc_info()
    error = found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        event["errors"] = _chain(error)
    return event


def _chain(error: BaseException) -> list[dict[str, object]]:
    told: list[dict[str, object]] = []
    seen: set[int] = set()
    waiting = [error]
    while waiting and len(told) < CHAIN:
        error = waiting.pop(0)
        if id(error) in seen:
            continue
        seen.add(id(error))
        told.append(_told(error))
        if isinstance(error, BaseExceptionGroup):
            waiting += error.exceptions
        origin = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        waiting += [origin] if origin else []
    return told


def _told(error: BaseException) -> dict[str, object]:
    kind = type(error)
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    told: dict[str, object] = {
        "type": f"{kind.__module__}.{kind.__qualname__}",
        "frames": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }
    return told | {"code": error.code} if isinstance(error, PlumblineError) else told


def _template(_: object, __: str, event: EventDict) -> EventDict:
    """The first line of a record of the standard library; with its values where we know what they are."""
    record: logging.LogRecord = event["_record"]
    args = event.pop("positional_args", None)
    message = "a warning of Python" if record.name == "py.warnings" else str(event["event"])
    if args and record.name.partition(".")[0] in KNOWN:
        message %= args
    event["event"] = message.partition("\n")[0][:200]
    return event


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        log.critical("uncaught exception", exc_info=error.with_traceback(trace))


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    log.critical("uncaught exception in a thread", exc_info=args.exc_value)


def _unraisable(args: sys.UnraisableHookArgs) -> None:
    log.error("exception that nobody could catch", exc_info=args.exc_value)
