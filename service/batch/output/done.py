"""What an output holds already."""

from __future__ import annotations

from collections.abc import Iterator

from service.batch.output.lines import same_id


class Index:
    """The newest result of each article in one output: 40 bytes of hashes and place each, whatever the results' size.

    A place is the offset of a line in bytes, or a row's number in its shard with the shard's number before it.
    """

    def __init__(self) -> None:
        self.written = 0  # results in the output, those that newer ones stand for as well
        self._newest: dict[bytes, bytes] = {}

    def add(self, id: str, key: str, place: int) -> None:
        self.written += 1
        self._newest[same_id(id)] = bytes.fromhex(key)[:16] + place.to_bytes(8, "big")

    def has(self, id: bytes, key: bytes) -> bool:
        """Whether the newest result of the article was made under `key` (both as 16 bytes)."""
        return self._newest.get(id, b"")[:16] == key

    def key(self, id: bytes) -> bytes:
        return self._newest[id][:16]

    def drop(self, id: bytes) -> None:
        """Another result stands for this one, which is to go."""
        self._newest.pop(id, None)

    def stands(self, id: str, place: int) -> bool:
        """Whether the result at `place` is the one that counts."""
        return self._newest.get(same_id(id), b"")[16:] == place.to_bytes(8, "big")

    @property
    def superseded(self) -> int:
        return self.written - len(self._newest)

    def __contains__(self, id: bytes) -> bool:
        return id in self._newest

    def __iter__(self) -> Iterator[bytes]:
        return iter(list(self._newest))
