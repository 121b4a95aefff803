"""What is wrong with a translation: one table of checks over a segment and its target."""

from service.translate.checks.pair import Pair
from service.translate.checks.table import CHECKS, check, worst

__all__ = ["CHECKS", "Pair", "check", "worst"]
