"""The receipt of a summary: all that it takes to get it again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version

from service import __version__
from service.core.document import Document
from service.core.receipt import Model, Options, Receipt
from service.draft.base import Drafter
from service.models.base import Entails
from service.prompting import PromptTemplate

LIBRARIES = ("numpy", "torch", "transformers")
RUNTIMES = {"ctranslate2": ("ctranslate2",)}  # libraries of a backend, besides


def receipt_of(document: Document, options: Options, drafter: Drafter, entails: Entails | None) -> Receipt:
    """Of what `drafter` drafts of `document`; `entails` is the model of entailment that the verifier asks."""
    return Receipt(
        service_version=__version__,
        backend=drafter.backend,
        model=drafter.model,
        prompt=_prompt(drafter.prompts),
        checker=Model(id=entails.id, sha256=entails.sha256) if entails else None,
        selection=drafter.selection,
        slant=drafter.slant,
        options=options,
        seed=0,
        document_sha256=document.sha256,
        libraries={name: _version(name) for name in (*LIBRARIES, *RUNTIMES.get(drafter.backend, ()))},
    )


@cache
def _version(library: str) -> str:
    """Read once: it takes a search of the installed packages each time."""
    return version(library)


def _prompt(templates: Sequence[PromptTemplate]) -> Model | None:
    """All that the model was asked, as one: the ids, and a hash over those of the files."""
    if not templates:
        return None
    hashes = "".join(template.sha256 for template in templates)
    return Model(id="+".join(t.id for t in templates), sha256=hashlib.sha256(hashes.encode()).hexdigest())
