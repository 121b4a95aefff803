"""Numbers, dates and units, compared across languages by what they amount to."""

from service.translate.numbers.amount import Amount, Kind
from service.translate.numbers.check import issues
from service.translate.numbers.reader import amounts

__all__ = ["Amount", "Kind", "amounts", "issues"]
