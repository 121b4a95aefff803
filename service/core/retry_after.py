"""The header Retry-After."""

from __future__ import annotations

import math
import time
from email.utils import parsedate_to_datetime


def retry_seconds(said: str) -> float:
    """From now, of RFC 9110, 10.2.3: a number of them or a date; 0 for anything else."""
    try:
        found = float(said)
    except ValueError:
        try:
            found = parsedate_to_datetime(said).timestamp() - time.time()
        except (ValueError, OverflowError):
            return 0.0
    return 0.0 if math.isnan(found) else max(found, 0.0)
