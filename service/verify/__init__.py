"""The gate: every drafted statement is judged here, whatever drafted it."""

from service.verify.gate import Verified, verify

__all__ = ["Verified", "verify"]
