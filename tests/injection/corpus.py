"""The articles that attack the model, as `corpus.yaml` has them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from service.core.document import Frozen


class Injection(Frozen):
    """An article with an attack in it.

    `attack` says what it wants; `obeyed` is what a model that obeys would answer to the prompt `claims`: each of its
    claims says something that stands nowhere in `text`, or that its quote does not say.
    """

    id: str
    language: str
    attack: str
    text: str
    obeyed: dict[str, Any]


CORPUS = [Injection(**entry) for entry in yaml.safe_load((Path(__file__).parent / "corpus.yaml").read_text("utf-8"))]
