"""Two texts that nobody cut into segments: is one a translation of the other?"""

from __future__ import annotations

from service.core.errors import EmptyDocument, InvalidRequest, TooLarge
from service.core.request import TranslationCheck
from service.core.translation import Issues
from service.ingest import clean
from service.translate.checks.pair import Pair
from service.translate.checks.table import check
from service.translate.desk import Desk


def require_texts(request: TranslationCheck, *, limit: int) -> None:
    """`limit` is in characters, of both together. Raises InvalidRequest, EmptyDocument, TooLarge."""
    if request.source_language == request.target_language:
        raise InvalidRequest("Both texts are said to be in one language: name that of each.")
    for side, text in (("source", request.source), ("translation", request.target)):
        if not text.strip():
            raise EmptyDocument(f"The {side} is empty.")
    size = len(request.source) + len(request.target)
    if size > limit:
        raise TooLarge(f"Both texts have {size:,} characters; the limit is {limit:,}.", limit=limit, actual=size)


def check_texts(request: TranslationCheck, desk: Desk) -> Issues:
    """What is wrong with the translation. Raises InputError for a glossary that cannot be read."""
    languages = request.source_language, request.target_language
    pair = Pair(clean(request.source), clean(request.target), *languages, desk.glossary(*languages), desk.ledger)
    return Issues(issues=tuple(check(pair)))
