"""Letters by language, where a script tells one from another."""

from __future__ import annotations

import re

SCRIPTS = {
    "ko": re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]+"),
    "zh": re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ebef]+"),
    "ja": re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+"),
    "ru": re.compile(r"[\u0400-\u04ff]+"),
    "uk": re.compile(r"[\u0400-\u04ff]+"),
    "ar": re.compile(r"[\u0600-\u06ff]+"),
}
LETTERS = re.compile(r"[^\W\d_]+")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")
IN_LATIN = frozenset("cs da de en es fi fr hu id it nb nl pl pt ro sv tr vi".split())
SAMPLE, FEWEST, LEAST = 20_000, 20, 0.05  # characters; letters that tell anything; their share in the language's script


def unlikely(text: str, language: str) -> bool:
    """Whether hardly a letter of the text is in a script of the language (BCP 47); False where that is not known."""
    code = language.partition("-")[0]
    script = SCRIPTS.get(code) or (LATIN if code in IN_LATIN else None)
    letters = "".join(LETTERS.findall(text[:SAMPLE]))
    if script is None or len(letters) < FEWEST:
        return False
    return sum(map(len, script.findall(letters))) < LEAST * len(letters)
