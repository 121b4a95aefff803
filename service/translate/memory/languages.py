"""Language codes (BCP 47, RFC 5646), and which of the memory's languages an asked one takes."""

from __future__ import annotations

import re

from service.core.errors import InvalidRequest

# The condition of a query that both languages of a segment fit those asked for; its values are `pair`'s.
PAIR = """(source_language IN (:source_language, :source_base) OR source_language LIKE :source_like)
    AND (target_language IN (:target_language, :target_base) OR target_language LIKE :target_like)"""
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
    """The values of `PAIR`. Raises InvalidRequest."""
    source, target = canonical(source_language), canonical(target_language)
    return {
        "source_language": source,
        "source_base": base(source),
        "source_like": f"{source}-%" if source == base(source) else "",
        "target_language": target,
        "target_base": base(target),
        "target_like": f"{target}-%" if target == base(target) else "",
    }


def _subtag(subtag: str) -> str:
    if len(subtag) == 2:
        return subtag.upper()
    return subtag.title() if len(subtag) == 4 and subtag.isalpha() else subtag
