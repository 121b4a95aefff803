"""Plain text: bytes to characters, and characters to ones that are safe to show."""

from __future__ import annotations

import re
import unicodedata

from charset_normalizer import from_bytes

from service.core.errors import NotText
from service.ingest.content import Content
from service.ingest.layout import blocks
from service.ingest.rows import lines_of

BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# The encodings that articles come in; detection among all that exist confuses neighbours.
ENCODINGS = ["cp949", "gb18030", "big5", "shift_jis", "euc_jp", "koi8_r", "cp1251", "cp1252", "cp1250"]
SAMPLE = 64_000  # bytes that detection looks at
MAX_CONTROL = 0.02  # share of control characters above which bytes are not text,
FEW_CONTROL = 8  # unless they are this few: stray ones are repaired
FEW_DAMAGED = 2  # characters
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")

PAGE_BREAK = re.compile(r"(?<=[\r\n])\f|\f(?=[\r\n])")  # no line of its own: editors count none there
NEWLINES = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
SPACES = re.compile(r"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
SURROGATES = re.compile(r"[\ud800-\udfff]")
# Controls; bidirectional embeddings, overrides and isolates, which can show text in another order than it
# is stored; invisible characters that hide words. Joiners and directional marks stay: scripts need them.
# No script stacks more marks on a letter, and composing them takes the square of their number.
STACKED = re.compile(r"([\u0300-\u036f]{8})[\u0300-\u036f]+")
UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def decode(data: bytes) -> str:
    """The text in `data`, whatever common encoding it is in.

    Raises NotText when no encoding gives prose.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    if encoding := _utf16_without_bom(data):
        return data.decode(encoding, errors="replace")
    sample = data[:SAMPLE].decode("latin-1")
    if len(CONTROL.findall(sample)) > max(FEW_CONTROL, MAX_CONTROL * len(sample)):
        raise NotText("The bytes hold too many control characters to be text.")
    try:
        return data.decode("utf-8", errors="surrogatepass")
    except UnicodeDecodeError:
        return _detect(data)


def _utf16_without_bom(data: bytes) -> str:
    """The byte order of UTF-16 whose mark is missing; "" when it is not UTF-16.

    Its spaces and line ends hold zeros, which no other text encoding has, and give prose in one order only.
    """
    sample = data[:SAMPLE]
    if len(sample) < 4 or len(data) % 2 or 0 not in sample:
        return ""
    encoding = max(("utf-16-le", "utf-16-be"), key=lambda name: _prose(sample, name))
    return encoding if _prose(sample, encoding) > 0.75 else ""


def _prose(sample: bytes, encoding: str) -> float:
    """The share of letters, digits and spaces; 0 without the spaces or line ends that any text has."""
    text = sample.decode(encoding, errors="replace")
    blanks = sum(character in " \n" for character in text)
    known = sum(character.isalnum() or character.isspace() for character in text)
    return known / len(text) if blanks > 0.005 * len(text) else 0.0


def _detect(data: bytes) -> str:
    """Text that is not whole UTF-8: damaged, or in a legacy encoding. Raises NotText."""
    text = data.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    sound = sum(character > "\x7f" for character in text) - damaged
    if damaged <= max(FEW_DAMAGED, 0.001 * len(text)) and sound > damaged:
        return text  # whole characters beyond ASCII are UTF-8's own proof
    sample = data[:SAMPLE]
    if len(data) > SAMPLE:  # not in the middle of a character
        sample = sample[: max(sample.rfind(b"\n"), sample.rfind(b" "), SAMPLE - 200)]
    match = from_bytes(sample, cp_isolation=ENCODINGS).best()
    if match is None:
        raise NotText("The bytes are in no text encoding that is known here; save the text as UTF-8.")
    return data.decode(match.encoding, errors="replace")


def of_text(text: str) -> Content:
    """The paragraphs and headings of a text."""
    return Content(blocks=tuple(blocks(lines_of(clean(text)))))


def clean(text: str) -> str:
    """NFC text with `\\n` as its only control character and the plain space as its only space."""
    text = SURROGATES.sub("\ufffd", text)
    text = PAGE_BREAK.sub("", text)
    text = NEWLINES.sub("\n", text)
    text = SPACES.sub(" ", text)
    text = UNSEEN.sub("", text)
    text = STACKED.sub(r"\1", text)
    return unicodedata.normalize("NFC", text)
