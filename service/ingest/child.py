"""The process that reads files: see `isolated`. Its limits are the kernel's, which native code cannot outlive."""

from __future__ import annotations

import os
import resource
import signal
import sys

from service.core.errors import DocumentDamaged, PlumblineError, TooLarge
from service.core.problem import Problem
from service.ingest.content import Content, Limits
from service.ingest.isolated import Ask, Reply, receive, send
from service.ingest.readers import reader

MIB = 2**20


def main() -> None:
    """Answer each file on standard input, until it is closed."""
    source, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not answer for us
    while True:
        try:
            ask, data = Ask.model_validate_json(receive(source)), receive(source)
        except EOFError:
            return
        send(answers, answer(ask, data))


def answer(ask: Ask, data: bytes) -> Reply:
    """What the file holds, or what is wrong with it."""
    try:
        read = reader(ask.media_type)
        _limit(ask.limits)
        content = read(data, ask.limits)
        _require_fits(content, ask.limits.characters)
        return Reply(content=content)
    except PlumblineError as error:
        return Reply(problem=Problem.of(error))
    except MemoryError:
        limit = ask.limits.memory_bytes
        return Reply(
            problem=Problem.of(
                TooLarge(f"The file takes more than {limit // MIB:,} MiB of memory to read.", limit=limit)
            )
        )
    except Exception as error:  # a library's own, about a file that it was not made for
        return Reply(problem=Problem.of(DocumentDamaged(f"The file cannot be read ({type(error).__name__}).")))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _require_fits(content: Content, limit: int) -> None:
    """Before all of it goes through a pipe. Raises TooLarge."""
    size = sum(len(block.text) for block in content.blocks)
    if size > limit:
        raise TooLarge(f"The document has {size:,} characters; the limit is {limit:,}.", limit=limit, actual=size)


def _limit(limits: Limits) -> None:
    """From now on: the kernel ends the process when the time is over, and gives it no more memory than the limit."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()
