"""The gate: every drafted statement is judged here, whatever drafted it."""

from service.verify.gate import Gate, Judged

__all__ = ["Gate", "Judged"]
