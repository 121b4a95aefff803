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
