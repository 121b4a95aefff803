"""Names: found in a source, written in Latin letters by a system, kept in a ledger, and checked in a translation."""

from service.translate.names.find import find
from service.translate.names.issues import issues, one_form
from service.translate.names.ledger import Kind, Ledger, NameEntry, seed
from service.translate.names.romanise import SYSTEMS, forms, romanise
from service.translate.names.suggest import Suggestion, Way, learn, suggest

__all__ = [
    "SYSTEMS",
    "Kind",
    "Ledger",
    "NameEntry",
    "Suggestion",
    "Way",
    "find",
    "forms",
    "issues",
    "learn",
    "one_form",
    "romanise",
    "seed",
    "suggest",
]
