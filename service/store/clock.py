"""The time of day for what is kept for days."""

from __future__ import annotations

import time

_STARTED = time.time() - time.monotonic()


def now() -> float:
    """Seconds since the epoch. Does not jump while the service runs: a clock that is set makes nothing old."""
    return _STARTED + time.monotonic()
