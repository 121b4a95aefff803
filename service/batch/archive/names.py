"""Names inside an archive, and what they say of a file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path
from posixpath import basename, splitext

from service.ingest import media

UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


SUFFIXES = (".gz", ".bz2", ".xz", ".zst")
SHORT = {".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".tzst": ".tar"}


def shown(name: str) -> str:
    """`name` in characters that can be written; the others as \\x00 or \\udc80, so that two names stay two."""
    return UNSEEN.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), name)


def clean(path: str) -> str:
    """A member's path with / and without a root, . or .. in it; "" when nothing is left.

    It names the member only: nothing is ever written to it.
    """
    return "/".join(part for part in shown(path.replace("\\", "/")).split("/") if part not in ("", ".", ".."))


def unpacked_name(name: str) -> str:
    """story.txt for story.txt.gz, news.tar for news.tgz."""
    stem, suffix = splitext(name)
    if short := SHORT.get(suffix.lower()):
        return stem + short
    return stem if suffix.lower() in SUFFIXES else name


class Kind(StrEnum):
    ARTICLE = "an article"
    RECORDS = "JSON Lines"
    PARQUET = "a Parquet file"
    WARC = "a WARC"
    TAR = "a tar archive"
    ZIP = "a zip archive"
    LIST = "a list of files"
    OTHER = "something else"


BY_SUFFIX = {
    **dict.fromkeys(media.SUFFIXES, Kind.ARTICLE),
    ".jsonl": Kind.RECORDS,
    ".ndjson": Kind.RECORDS,
    ".json": Kind.OTHER,  # until its bytes say more
    ".parquet": Kind.PARQUET,
    ".warc": Kind.WARC,
    ".tar": Kind.TAR,
    ".zip": Kind.ZIP,
    ".list": Kind.LIST,
}
RECORD = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"')
# The first member of a DOCX, and of an ODT, after the 30 bytes of its header.
OFFICE = re.compile(
    rb"PK\x03\x04.{26}(?:\[Content_Types\]\.xml|mimetypeapplication/vnd\.oasis\.opendocument\.text)", re.DOTALL
)
WARC = re.compile(rb"WARC/\d\.\d+\r?\n")


def kind_of(name: str, head: bytes) -> Kind:
    """What a file is, from its name (without a suffix of compression) and its first bytes (unpacked).

    Whoever calls a file an article is believed: what it really is, its reader says. Else the bytes decide, and the
    suffix where they show nothing.
    """
    suffix = splitext(name)[1].lower()
    kind = BY_SUFFIX.get(suffix, Kind.OTHER)
    if kind is Kind.ARTICLE:
        return kind
    if OFFICE.match(head):
        return Kind.ARTICLE
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Kind.ZIP
    if head.startswith(b"PAR1"):
        return Kind.PARQUET
    if head[257:262] == b"ustar":
        return Kind.TAR
    if WARC.match(head):
        return Kind.WARC
    if suffix == ".json" and RECORD.match(head):
        return Kind.RECORDS
    return kind


@dataclass(frozen=True)
class Selection:
    """Which files of a directory, tar or zip are wanted; `passed` counts the others, by suffix.

    Without `globs` these are all whose suffix is known. With them, all that one names, whatever they are called: a
    pattern without / names the last part of a path, another all of it (* crosses folders). Hidden files are never
    wanted: systems and editors keep them for themselves. Nor are those `apart`, resolved: what a run writes itself.
    """

    globs: Sequence[str] = ()
    passed: Counter[str] = field(default_factory=Counter)
    apart: frozenset[Path] = frozenset()

    def takes(self, path: str) -> bool:
        """Whether the file at `path`, with / and relative to the archive, is wanted."""
        if any(part.startswith(".") for part in path.split("/")):
            return self.pass_over(path)
        if self.globs:
            return any(_matches(path, glob) for glob in self.globs)
        return suffix_of(path) in BY_SUFFIX or self.pass_over(path)

    def pass_over(self, path: str) -> bool:
        """Count the file at `path` as not wanted, and return False."""
        self.passed[suffix_of(path) or "no suffix"] += 1
        return False


def _matches(path: str, glob: str) -> bool:
    if "/" not in glob:
        return fnmatchcase(basename(path), glob)
    return fnmatchcase(path, glob) or fnmatchcase(path, glob.replace("**/", ""))


def suffix_of(path: str) -> str:
    """Of the name without its compression: .txt for a/story.txt.gz."""
    return splitext(unpacked_name(basename(path)))[1].lower()
