"""Sentences with exact offsets, in one pass over each paragraph.

The rules are those people use: a terminator ends a sentence unless its word is an abbreviation, a number or
an initial, or it stands inside quotation marks or brackets that the same sentence goes on after.
The hard cases are those of the Pragmatic Segmenter's golden rules (Dias, 2014).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.core.document import Document, Span
from service.reading.words import without_capitals
from service.segment.abbreviations import MAY_BE_LAST, MONTHS_DE, NEVER_LAST, NUMBERED, STARTERS, TIME_ZONES
from service.segment.language import detect, of_paragraphs

MAX_SENTENCE = 2_000  # characters; what is longer has no sentences, and is cut at a clause or a word
MAX_QUOTE = 1_000  # characters; a quotation mark without its pair must not swallow the paragraph
MAX_BRACKET = 300

CLOSERS = "\"'”“’»)\\]」』）】"
END = re.compile(
    rf"(?P<dots>\.(?: ?\.)+|…+)[{CLOSERS}]*"
    r"|(?P<broken>(?:--|—)[\"”])"  # a quotation that breaks off
    r"|(?P<mark>[.!?．。！？｡؟۔।]+)"
    r"(?P<note>\[\d+\]|(?<=[^\W\d]\.|[)\]]\.)\d{1,2}(?= [A-Z]))?"  # a footnote's number
    rf"[{CLOSERS}]*(?: »)?(?:\[\d+\])?"
)
# What closes each mark; typists mix straight and curly quotation marks, and German closes with “ what „ opens.
PAIRS = {
    "“": re.compile(r"[”“\"]"),
    '"': re.compile(r"[\"”]"),
    "„": re.compile(r"[“”\"]"),
    "«": re.compile(r"»"),
    "「": re.compile(r"」"),
    "『": re.compile(r"』"),
    "(": re.compile(r"\)"),
    "（": re.compile(r"）"),
    "[": re.compile(r"\]"),
}
OPENING = re.compile(r"[“«「『„(（\[\"]")
TOKEN = re.compile(r"[^\s(\[“\"‘«—–、，。：；]*$")
INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
URL = re.compile(r"://|^www\.|@|^[\w-]+(?:\.[\w-]+)+/")
LIST_ITEM = re.compile(r"(?<!\S)[•⁃◦▪]? ?(?:(\d{1,2})(?:\.\)|[.)]) +(?=[^\W\d_a-zа-я])|([a-z])(?:\.\)|[.)]) +(?=\w))")
LETTER_ITEM = re.compile(r"\(?[a-z]{1,4}\) ")
WIDE = "。！？．｡।۔؟"
BULLETS = "•⁃◦▪"
KOREAN_DATE = re.compile(r"\d{4}\. ?\d{1,2}\. ?\d{1,2}\.")
# What follows a Korean quotation or bracket that the sentence goes on after.
GOES_ON_KOREAN = re.compile(r"(?:(?:이?라|하)?(?:고|며|면서|는|던)|[가이은는을를에의와과로도])(?![가-힣])")
GERMAN_ORDINAL = re.compile(
    r"\b(?:der|die|das|den|dem|des|am|im|zum|zur|vom|beim|ab|seit|[msd]?einen?|[msd]?einem|ihre[mnrs]?|jede[mnrs]?|"
    r"diese[mnrs]?) \d{1,2}$",
    re.IGNORECASE,
)
OPENERS = "\"'“‘«「『(（[¿¡"
# What follows a quotation that ends in a terminator when the sentence goes on.
GOES_ON_CJK = re.compile(
    r"[とやのはがをにで、，。！？]|[^。！？，、；：“”]{0,24}(?:[说説問问称稱示]|强调|強調|指出|[写喊答感坦直]"
    r"[道叹言]|回忆|回憶|解释|解釋|补充|補充|透露|反问|追问|警告|呼吁)[道着过過说]?[。！，]"
)


def _detected(document: Document) -> str:
    """What its text tells, else what its file says."""
    found = detect(document.text)
    return document.language if found == "und" else found


def segment(document: Document, *, language: str = "") -> Document:
    """The same document with its languages and the sentences of its paragraphs. Linear in its length."""
    found: list[Span] = []
    for section in document.sections:
        for paragraph in section.paragraphs:
            text = document.slice(paragraph)
            found.extend(
                Span(start=paragraph.start + span.start, end=paragraph.start + span.end) for span in split(text)
            )
    told = document.model_copy(update={"language": language or _detected(document), "sentences": tuple(found)})
    return told.model_copy(update={"languages": of_paragraphs(told)})


def split(text: str) -> list[Span]:
    """The sentences of one paragraph: half-open code-point spans without surrounding white space."""
    spans: list[Span] = []
    start = 0
    for end in [*_ends(text), len(text)]:
        for span in _cut(text, start, end):
            body = text[span.start : span.end]
            left = len(body) - len(body.lstrip())
            if body.strip():
                spans.append(Span(start=span.start + left, end=span.start + len(body.rstrip())))
        start = end
    return spans


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    """[start, end) in pieces of at most MAX_SENTENCE characters, cut after a clause, else a word."""
    while end - start > MAX_SENTENCE:
        stop = start + MAX_SENTENCE
        for mark in ("; ", ", ", " "):
            at = text.rfind(mark, start + MAX_SENTENCE // 2, stop)
            if at >= 0:
                stop = at + len(mark)
                break
        yield Span(start=start, end=stop)
        start = stop
    yield Span(start=start, end=end)


def _ends(text: str) -> list[int]:
    """Offsets after which a new sentence begins, ascending."""
    breaks = {match.end() for match in re.finditer(r"\n", text)}
    inner = _enclosed(text)
    items = _list_items(text)
    within = {at for match in KOREAN_DATE.finditer(text) for at in range(match.start() + 1, match.end() + 1)}
    markers = {at + step for at in items for step in range(6)}
    ends = breaks | {at for at in items if at}
    caseless = without_capitals(text)
    for match in END.finditer(text):
        end = _before_opening(text, match, inner)
        if end >= len(text):
            continue
        if inner[match.start()] and not inner[end - 1] and _goes_on(text, match, end):
            continue
        if inner[match.start()] and inner[end - 1] and text[end - 1] not in "”»」』":
            continue  # in mid-quotation
        if match.start() in markers:
            continue
        if end in within:
            continue
        if end < match.end() or _is_end(text, match, caseless):
            ends.add(end)
    return sorted(ends)


def _before_opening(text: str, match: re.Match[str], inner: bytearray) -> int:
    """The end of the match without a mark that opens the next quotation: scripts without spaces have none before it."""
    end = match.end()
    outside = not inner[match.start()] or text[end - 2] in '”"'
    opens = text[end - 1] in '“"' and match.group()[0] in WIDE and outside
    return end - 1 if opens and text[end : end + 1].isalnum() else end


def _enclosed(text: str) -> bytearray:
    """1 for each character strictly inside paired quotation marks or brackets, the closing one left out."""
    inside = bytearray(len(text) + 1)
    at = 0
    while match := OPENING.search(text, at):
        start = match.start()
        mark = match.group()
        limit = MAX_BRACKET if mark in "(（[" else MAX_QUOTE
        if mark == '"' and start and text[start - 1].isalnum():
            at = start + 1
            continue  # inches, or a closing mark whose opening one is lost
        pair = PAIRS[mark].search(text, start + 1, start + limit)
        if pair is None:
            at = start + 1
            continue
        close = pair.start()
        inside[start + 1 : close] = b"\x01" * (close - start - 1)
        at = close + 1
    return inside


def _list_items(text: str) -> list[int]:
    """Where the items of a list written in running text begin: 1. ... 2. ... or a. ... b. ... c. ...

    A list begins with 1 or a, or with bullets, at the start or after a sentence or a colon.
    """
    numbers: list[tuple[int, int]] = []
    letters: list[tuple[int, int]] = []
    for match in LIST_ITEM.finditer(text):
        if match.group(1):
            value, run = int(match.group(1)), numbers
        else:
            value, run = ord(match.group(2)) - ord("a") + 1, letters
        if run:
            begins = value == run[-1][0] + 1
        else:
            before = text[max(0, match.start() - 8) : match.start()].rstrip()[-1:]
            begins = (value == 1 or match.group()[0] in BULLETS) and (not before or before in ".:;!?")
        if begins:
            run.append((value, match.start()))
    found = (numbers if len(numbers) > 1 else []) + (letters if len(letters) > 2 else [])
    return sorted(at for _, at in found)


def _goes_on(text: str, match: re.Match[str], end: int) -> bool:
    """Whether a sentence goes on after a quotation or bracket that ends in a terminator."""
    rest = text[end : end + 32].lstrip()
    if not rest:
        return False
    if match.group()[0] in WIDE:
        return bool(GOES_ON_CJK.match(rest))
    return rest[0].islower() or rest[0] in ",;:—–-(" or bool(GOES_ON_KOREAN.match(rest))


def _is_end(text: str, match: re.Match[str], caseless: bool) -> bool:
    end = match.end()
    mark = match.group("mark") or ""
    after = text[end]
    rest = text[end : end + 40].lstrip()
    if mark == "．" and after.isdigit():
        return False
    if mark and mark[-1] in WIDE:
        return rest[:1] not in tuple("、，,،؛")
    if not rest:
        return False
    token = TOKEN.search(text, max(0, match.start() - 40), match.start())
    word = token.group() if token else ""
    if after not in " \n":
        return _is_end_without_space(text, match, word, after)
    opening = rest[0] in OPENERS or rest.startswith("—")
    upper = rest[0].isupper() or (rest[0].isalpha() and not rest[0].islower()) or (caseless and rest[0].isalpha())
    if LETTER_ITEM.match(rest) or rest[0] in BULLETS:
        return True
    if (rest[0].islower() and not caseless) or rest[0] in "-–—,;:" or not (upper or opening or rest[0].isdigit()):
        return False
    if match.group("dots"):
        return not re.match(r"I\b", rest)  # a pause more often than an end
    if mark != "." or match.group("note"):
        return True
    if match.group() != ".":  # closers stand after the stop: the stop is not the word's
        return True
    if GERMAN_ORDINAL.search(text, max(0, match.start() - 12), match.start()):
        return False
    following = re.match(r"[^\W\d_]+", rest)
    return _is_end_after(word, following.group() if following else "", rest)


def _is_end_without_space(text: str, match: re.Match[str], word: str, after: str) -> bool:
    """`world.Today`: a space that got lost, unless it is an address or an abbreviation."""
    if match.group() not in (".", "!", "?") or not after.isupper() or URL.search(word):
        return False
    if len(word) < 3 or not (word[-2:].islower() or word[-3:].isdigit()):
        return False
    if _last_part(word) in NEVER_LAST:
        return False
    tail = re.match(r"[^\W\d_]+(.?)", text[match.end() : match.end() + 40])
    return bool(tail and (tail.group(1) == " " or tail.end() + match.end() >= len(text) or tail.group(1) == "."))


def _is_end_after(word: str, following: str, rest: str) -> bool:
    """Whether a single full stop after `word` ends a sentence, given what follows it."""
    bare = re.sub(r"^[LlDd]['’]", "", word.strip("'’").removesuffix("'s"))
    if bare.endswith(("°", "º")):
        return False
    lower = bare.lower()
    if bare in ("I", "Я"):
        return following in STARTERS
    if lower in ("a.m", "p.m"):
        return following not in TIME_ZONES
    if (lower in NUMBERED and len(bare) > 1) or lower.endswith("str"):
        return not rest[0].isdigit()
    if lower in MAY_BE_LAST or INITIALS.fullmatch(bare):
        return following in STARTERS
    if lower in NEVER_LAST or _last_part(lower) in NEVER_LAST:
        return False
    if len(bare) == 1 and bare.isalpha():
        return bare.isascii() and following in STARTERS
    if bare.isdigit() and following in MONTHS_DE:
        return False
    if rest[0].isdigit() and len(bare) <= 4 and bare.isalpha() and bare[0].isupper():
        return False  # Kv. 234, Cra. 7, SEC. 1262
    return True


def _last_part(word: str) -> str:
    """`Tuesday.Mr` -> `mr`: the word after a stop that lost its space."""
    head, stop, tail = word.rpartition(".")
    return tail.lower() if stop and len(head) > 3 else word.lower()
