"""A small suite of our own: one article with annotations, quick to predict and to score."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

ARTICLE = """Harbour strike shuts Port Aden

Dockers at Port Aden stopped work on March 3 over pay. According to the Harbour Union, 4,100 of the port's 4,600 dockers
stayed away. The heroic walkout is the first since 1998.

The port's director, Ada Brenn, said that the company had offered 4 percent. "We cannot pay more," Brenn said. She added
that talks would go on next week.

The union's leader, Karl Osten, rejected the offer. He said that the strike may last until April. The transport ministry
did not comment.
"""

ANNOTATIONS: dict[str, Any] = {
    "id": "harbour",
    "kind": "strike",
    "style": "plain",
    "split": "dev",
    "language": "en",
    "title": "Harbour strike shuts Port Aden",
    "abstracts": [
        {
            "hand": "a",
            "text": "Dockers at Port Aden stopped work on March 3 over pay. Ada Brenn said 4 percent was offered.",
        },
        {
            "hand": "b",
            "text": "The Harbour Union said that 4,100 dockers stayed away. Karl Osten rejected the 4 percent offer.",
        },
    ],
    "claims": [
        {
            "text": "Dockers at Port Aden stopped work on March 3 over pay.",
            "speaker": None,
            "cue": None,
            "attribution": "own_voice",
            "kind": "event",
            "evidence": ["Dockers at Port Aden stopped work on March 3 over pay."],
        },
        {
            "text": "The Harbour Union said that 4,100 of 4,600 dockers had stayed away.",
            "speaker": "the Harbour Union",
            "cue": "According to",
            "attribution": "reported",
            "kind": "figure",
            "evidence": ["According to the Harbour Union, 4,100 of the port's 4,600 dockers stayed away."],
        },
        {
            "text": "Ada Brenn said that the company had offered 4 percent.",
            "speaker": "Ada Brenn",
            "cue": "said",
            "attribution": "reported",
            "kind": "statement",
            "evidence": ["Ada Brenn, said that the company had offered 4 percent"],
        },
    ],
    "loaded": [{"wording": "heroic", "neutral": "drop"}],
    "facts": {"numbers": ["4,100", "4 percent"], "names": ["Ada Brenn"], "dates": ["March 3"]},
    "false_statements": [
        {"kind": kind, "text": text, "distorts": []}
        for kind, text in {
            "number": "The Harbour Union said that 3,100 of 4,600 dockers had stayed away.",
            "name": "Dockers at Port Salvo stopped work on March 3 over pay.",
            "negation": "Dockers at Port Aden did not stop work on March 3 over pay.",
            "speaker": "Karl Osten said that the company had offered 4 percent.",
            "invented": "The navy sent two ships to unload grain at night.",
            "certainty": "Karl Osten said that the strike will last until April.",
        }.items()
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of references with two articles."""
    where = tmp_path / "references"
    where.mkdir()
    for id_ in ("harbour", "harbour-2"):
        (where / f"{id_}.txt").write_text(ARTICLE, encoding="utf-8")
        (where / f"{id_}.yaml").write_text(yaml.safe_dump({**ANNOTATIONS, "id": id_}), encoding="utf-8")
    return where
