"""Signs of life while a model works: who no longer wants its answer can say so."""

from __future__ import annotations

import time
from collections.abc import Callable

SECONDS = 0.5  # between two signs


class Pulse:
    """Calls `still` when it is called itself, but not more often than every half second."""

    def __init__(self, still: Callable[[], None]) -> None:
        self._still = still
        self._last = time.monotonic()

    def __call__(self) -> None:
        if (now := time.monotonic()) - self._last >= SECONDS:
            self._last = now
            self._still()
