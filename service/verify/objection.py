"""What the verifier has against a statement."""

from __future__ import annotations

from dataclasses import dataclass

from service.core.summary import Reason


@dataclass(frozen=True)
class Objection:
    """Why a statement is not to be shown, and in words what is wrong with it."""

    reason: Reason
    detail: str
