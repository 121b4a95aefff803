"""What a PDF says of itself."""

from __future__ import annotations

import ctypes
import re

import pypdfium2 as pdfium
from pypdfium2 import raw

MOST = 64  # characters of a language's tag
TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")  # BCP 47, the usual ones
# What programs write when nobody gave a title: their own name, a file's name, a word for none.
NO_TITLE = re.compile(
    r"microsoft (?:word|powerpoint|excel) - .*"
    r"|.*\.(?:docx?|odt|rtf|txt|pdf|tex|dvi|indd|qxd|pptx?|xlsx?|html?|ps|pages)"
    r"|\W*(?:untitled|document|presentation|slide|layout|title|no title|unknown|unspecified|anonymous|none|null|"
    r"powerpoint presentation|print|scan|template|default)?[\W\d_]*|https?:\S+|\S*[/\\]\S*",
    re.I | re.S,
)
NO_AUTHOR = re.compile(
    r"\W*(?:anonymous|unknown|author|user|admin(?:istrator)?|owner|unspecified|none|default|root|pc)?[\W\d_]*",
    re.I | re.S,
)
LONGEST = 300  # characters


def title(document: pdfium.PdfDocument) -> str:
    """The title, "" where it is none that a person gave."""
    return _stated(document, "Title", NO_TITLE)


def author(document: pdfium.PdfDocument) -> str:
    return _stated(document, "Author", NO_AUTHOR)


def language(document: pdfium.PdfDocument) -> str:
    """The language as BCP 47, "" where the file does not state one."""
    buffer = ctypes.create_string_buffer(2 * MOST)
    raw.FPDFCatalog_GetLanguage(document.raw, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), 2 * MOST)
    tag = buffer.raw.decode("utf-16-le", "replace").partition("\0")[0]
    return tag if TAG.fullmatch(tag) else ""


def _stated(document: pdfium.PdfDocument, key: str, none: re.Pattern[str]) -> str:
    text = " ".join(document.get_metadata_value(key).split())
    return "" if len(text) > LONGEST or none.fullmatch(text) else text
