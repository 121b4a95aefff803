"""Words that stand beside names: `data/cues.yaml`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml


@cache
def cues() -> dict[str, dict[str, frozenset[str]]]:
    """By language and by where they stand."""
    raw = yaml.safe_load(files("service.translate.names").joinpath("data/cues.yaml").read_text("utf-8"))
    return {
        language: {name: frozenset(words.split()) for name, words in groups.items()} for language, groups in raw.items()
    }
