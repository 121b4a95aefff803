"""Words of a model about its task, where only the translation should stand."""

from __future__ import annotations

import re

OPENING = re.compile(
    r"""\W*(?:(?:sure|certainly|of\ course|okay|ok|absolutely)\b[,!.]*\s+)?(?:
        (?:here(?:['’]s|\ is|\ are)|below\ is|the\ following\ is|this\ is)\b[^.:\n]{0,40}\btranslat(?:ion|ed)\b
      | (?:sure|certainly|of\ course)\b[,!.]*\s+here\b
      | as\ an\ (?:ai|artificial\ intelligence|language\ model)\b
      | i['’]?\s?(?:a)?m\ (?:sorry|unable|afraid)\b[^.]{0,60}\b(?:translat|assist|request)
      | i\ (?:can(?:no|['’])t|cannot|won['’]t)\ (?:translate|assist|help)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
LABEL = re.compile(
    r"\W*(?:(?:english|korean|chinese|russian|french|spanish)\s+)?(?:translation|translated\ (?:text|segment|sentence)|"
    r"output|target|segment\ \d+|번역(?:문)?|翻译|译文|翻訳|перевод|traduction|traducción)\s*[:：]",
    re.IGNORECASE,
)
FRAME = re.compile(
    r"[<‹]/?(?:segments?|source|target|text|terms?|names?|context|faults?|draft)\b[^<>‹›]{0,40}[>›]"
    r"|<unk>|⁇|```|^\s*[\[{]+\s*[\"'](?:segments|number|text|translation)[\"']\s*:",
    re.IGNORECASE,
)
NOTE = re.compile(r"[(（\[]\s*(?:note|translator['’]s\ note|explanation)\s*[:：]", re.IGNORECASE)
COLON = re.compile(r"[:：]")
NEAR = 40  # characters of the source in which a colon answers that of a label
SHOWN = 60


def leaked(source: str, draft: str) -> str:
    """The first such words of `draft` that nothing in `source` answers; "" when there are none."""
    found = OPENING.match(draft)
    if found is None and not COLON.search(source[:NEAR]):
        found = LABEL.match(draft)
    if found is None:
        frame = FRAME.search(draft)
        found = frame if frame and frame.group() not in source else None
    if found is None and not re.search(r"[(（\[]", source):
        found = NOTE.search(draft)
    return " ".join(found.group().split())[:SHOWN] if found else ""
