"""What a caller's key is, apart from its secret."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from service.core.document import Frozen


class Scope(StrEnum):
    """What a key opens."""

    SUMMARIES = "summaries"
    CHECKS = "checks"
    TRANSLATIONS = "translations"
    JOBS = "jobs"
    METRICS = "metrics"


class Key(Frozen):
    """`None` for a quota is no limit; days are those of UTC. `revoked` is when the key stopped working."""

    id: str
    name: str
    scopes: tuple[Scope, ...]
    tokens_per_day: int | None
    requests_per_minute: int | None
    created: datetime
    revoked: datetime | None


@dataclass(frozen=True, slots=True)
class Used:
    """What a key took from its quotas."""

    tokens: int = 0
    requests: int = 0

    def __add__(self, other: Used) -> Used:
        return Used(self.tokens + other.tokens, self.requests + other.requests)
