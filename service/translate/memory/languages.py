"""Language codes (BCP 47, RFC 5646), and which of the memory's languages an asked one takes."""

from __future__ import annotations

import re

from service.core.errors import InvalidRequest

# The condition of a query that both languages of a segment fit those asked for; its values are `pair`'s.
PAIR = """
    (source_language IN (:source_language, :source_base) OR source_language BETWEEN :source_first AND :source_last)
    AND (target_language IN (:target_language, :target_base) OR target_language BETWEEN :target_first AND :target_last)
"""
LAST = "~"  # after all characters of a code
CODE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


def canonical(code: str) -> str:
    """As RFC 5646, 2.1.1 recommends: ko, en-US, zh-Hant-TW; en_us is read too. Raises InvalidRequest."""
    code = code.strip().replace("_", "-")
    if not CODE.fullmatch(code):
        raise InvalidRequest(f"{code[:40]!r} is no language code: give one of BCP 47, as ko or en-US.")
    first, *others = code.lower().split("-")
    return "-".join((first, *(_subtag(one) for one in others)))


def base(code: str) -> str:
    return code.partition("-")[0]


def fits(code: str, asked: str) -> bool:
    """en takes en and en-US; en-US takes en-US and en. Both codes are canonical."""
    return code in (asked, base(asked)) or base(code) == asked


def pair(source_language: str, target_language: str) -> dict[str, str]:
    """The values of `PAIR`; a language that is "" is any. Raises InvalidRequest."""
    return _values("source", source_language) | _values("target", target_language)


def _values(side: str, language: str) -> dict[str, str]:
    language = canonical(language) if language else ""
    regions = (f"{language}-", f"{language}-{LAST}") if language == base(language) else (LAST, "")
    first, last = regions if language else ("", LAST)
    return {
        f"{side}_language": language,
        f"{side}_base": base(language),
        f"{side}_first": first,
        f"{side}_last": last,
    }


def _subtag(subtag: str) -> str:
    if len(subtag) == 2:
        return subtag.upper()
    return subtag.title() if len(subtag) == 4 and subtag.isalpha() else subtag
