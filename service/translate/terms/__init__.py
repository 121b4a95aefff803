"""Terminology: glossaries read and written, terms found in a text, and whether a translation keeps to them."""

from service.translate.terms.departures import told_once
from service.translate.terms.files import dump, load
from service.translate.terms.glossary import Glossary, party_state
from service.translate.terms.issues import inconsistent, issues

__all__ = ["Glossary", "dump", "inconsistent", "issues", "load", "party_state", "told_once"]
