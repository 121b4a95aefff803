"""Which articles nearly repeat an earlier one.

MinHash (Broder, 1997, "On the resemblance and containment of documents") with locality-sensitive hashing by bands
(Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3), both by datasketch. A changed word breaks
five shingles: with 2% of the words changed the Jaccard similarity is 0.82, with 4% it is 0.69. The estimate's
standard deviation is 0.034 there, so that a threshold of 0.8 would lose a quarter of the copies with 2% changed.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator
from itertools import islice

import numpy as np
import numpy.typing as npt

from service.core.errors import MissingExtra
from service.reading.stems import JOINED

SHINGLE = 5  # words, or characters of scripts without spaces
THRESHOLD = 0.7  # estimated Jaccard similarity of the shingles from which on an article is a repetition
PERMUTATIONS = 128  # standard deviation of the estimate: sqrt(J (1 - J) / 128), 0.034 at 0.82
BANDS, ROWS = 10, 4  # a pair of similarity 0.82 shares a band with probability 0.997, one of 0.1 with 0.001
BLOCK = 4_096  # shingles hashed at a time, so that memory does not grow with the article
SEED = 1

Signature = npt.NDArray[np.uint32]

_HYPHEN = re.compile(r"\u00ad\s*|(?<=\w)[-‐‑]\s*(?=\w)")
_UNIT = re.compile(rf"{JOINED.pattern}|(?:(?!{JOINED.pattern})[^\W_])+")


class Duplicates:
    """Articles as they come, in order; about 4 KB are kept of each that is new, whatever its length.

    Deterministic: the same articles in the same order give the same answers. Raises MissingExtra.
    """

    def __init__(self) -> None:
        try:
            from datasketch import MinHash, MinHashLSH
        except ModuleNotFoundError as error:
            raise MissingExtra("Near-duplicates need datasketch: pip install 'plumbline[archive]'.") from error
        self._empty = MinHash(num_perm=PERMUTATIONS, seed=SEED, hashfunc=zlib.crc32)
        self._bands = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS))
        self._ids: list[str] = []
        self._signatures: list[Signature] = []

    def first_like(self, id: str, text: str) -> str | None:
        """The id of the first article that `text` nearly repeats; None when it is new, and then it is remembered.

        A text without a word is like no other.
        """
        sketch = self._empty.copy()
        found = shingles(text)
        while block := list(islice(found, BLOCK)):
            sketch.update_batch(block)
        if sketch.is_empty():
            return None
        signature = sketch.hashvalues
        candidates: list[int] = sorted(self._bands.query(sketch))
        for number in candidates:
            if np.mean(self._signatures[number] == signature) >= THRESHOLD:
                return self._ids[number]
        self._bands.insert(len(self._ids), sketch, check_duplication=False)
        self._ids.append(id)
        self._signatures.append(signature)
        return None


def shingles(text: str) -> Iterator[bytes]:
    """Runs of five words of `text`, or of all its words when they are fewer.

    Case, spaces, line breaks, punctuation and hyphens, be they in a word or at a line's end, make no difference.
    """
    plain = _HYPHEN.sub("", unicodedata.normalize("NFKC", text)).casefold()
    units = _UNIT.findall(plain)
    for at in range(max(min(1, len(units)), len(units) - SHINGLE + 1)):
        yield " ".join(units[at : at + SHINGLE]).encode()
