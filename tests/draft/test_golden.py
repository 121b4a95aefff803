"""The neutral wording of a whole article, compared with the file that was agreed on.

To rewrite the file after a change of the rules, then read what changed with `git diff`:

    PLUMBLINE_UPDATE_GOLDEN=1 .venv/bin/python -m pytest tests/draft/test_golden.py
"""

from __future__ import annotations

import os
from pathlib import Path

from service.draft.sentences import Reader
from service.ingest import read_text
from service.segment import segment

GOLDEN = Path(__file__).parent / "golden" / "party-conference.txt"
ARTICLE = Path(__file__).parents[2] / "eval" / "references" / "party-conference.txt"


def wording() -> str:
    """One line for each sentence: who speaks, `-` for the article itself, and the neutral wording."""
    document = segment(read_text(ARTICLE.read_text("utf-8"), max_characters=100_000), language="en")
    return "".join(f"{found.voice.name or '-'} | {found.text}\n" for found in Reader(document).candidates())


def test_party_conference() -> None:
    found = wording()
    if os.environ.get("PLUMBLINE_UPDATE_GOLDEN") == "1":
        GOLDEN.write_text(found, "utf-8")
    assert found.splitlines() == GOLDEN.read_text("utf-8").splitlines()
