"""Which ids were there before, in little memory."""

from __future__ import annotations

from array import array
from hashlib import blake2b

START = 1 << 12  # slots


class Ids:
    """A set of strings as 64-bit hashes in open addressing: 16 to 32 bytes each.

    Among ten million ids two are taken for the same with a chance of 3 in a million.
    """

    def __init__(self) -> None:
        self._slots = array("Q", bytes(8 * START))
        self._count = 0

    def add(self, text: str) -> bool:
        """Whether `text` is new."""
        number = int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") or 1
        if not _put(self._slots, number):
            return False
        self._count += 1
        if 2 * self._count > len(self._slots):
            larger = array("Q", bytes(16 * len(self._slots)))
            for known in filter(None, self._slots):
                _put(larger, known)
            self._slots = larger
        return True


def _put(slots: array[int], number: int) -> bool:
    mask = len(slots) - 1
    place = number & mask
    while slots[place]:
        if slots[place] == number:
            return False
        place = (place + 1) & mask
    slots[place] = number
    return True
