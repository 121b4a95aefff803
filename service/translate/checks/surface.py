"""What can be seen without understanding: left in the source's script, copied, repeated, punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.core.translation import Issue, Severity
from service.translate.checks.pair import Pair, issue
from service.translate.scripts import LETTERS, SCRIPTS

BRACKETED = re.compile(r"\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]")
TWICE = re.compile(r"\b(?P<word>[^\W\d_]{2,}) (?P=word)\b", re.IGNORECASE)
MAY_REPEAT = frozenset("had that is her very many more long far no so bye nous vous que".split())
LOOP = re.compile(r"\b(?P<run>\w+(?:\W+\w+){1,7})(?:\W+(?P=run)\b){2,}", re.IGNORECASE)
SPACED = re.compile(r"(?<=\w) +[,;:.!?](?=\s|$)|(?<=\S) {2,}(?=\S)")
QUESTION = re.compile(r"[?？؟]")
FINAL = re.compile(r"[.!?。！？…]['\"”’»)」』]*\s*$")
MARKS = {"(": ")", "（": "）", "[": "]", "“": "”", "«": "»", "「": "」"}
QUOTED = re.compile(r"[\"“”„«»「」『』《》〈〉]")
TITLES = frozenset("《》〈〉『』")  # of books and films: italics in English
CLOSING = re.compile(r"[\"“”„«»「」『』‘’']|(?:\bso-called\b)")


def untranslated(pair: Pair) -> Iterator[Issue]:
    """Words in the source's script; in brackets after their translation they may be meant."""
    script = SCRIPTS.get(pair.source_language)
    if script is None or script == SCRIPTS.get(pair.target_language):
        return
    inside = [range(match.start(), match.end()) for match in BRACKETED.finditer(pair.target)]
    for match in script.finditer(pair.target):
        meant = any(match.start() in span for span in inside)
        yield issue(
            "untranslated",
            "accuracy/untranslated",
            f"{match.group()!r} is left in the source's script.",
            severity=Severity.MINOR if meant else Severity.MAJOR,
            target=match,
        )


def copied(pair: Pair) -> Iterator[Issue]:
    """The source itself as its own translation; names and numbers alone may be."""
    words = LETTERS.findall(pair.source)
    if pair.source_language == pair.target_language or len(words) < 4:
        return
    if " ".join(pair.source.casefold().split()) == " ".join(pair.target.casefold().split()):
        whole = re.match(r".*", pair.target, re.DOTALL)
        yield issue("copied", "accuracy/untranslated", "The target is the source, word for word.", target=whole)


def repeated(pair: Pair) -> Iterator[Issue]:
    """A word twice, or a run of words again and again, where the source has no such thing."""
    if match := LOOP.search(pair.target):
        if not LOOP.search(pair.source):
            yield issue(
                "repeated", "accuracy/addition", f"{match['run'][:60]!r} is repeated again and again.", target=match
            )
        return
    for match in TWICE.finditer(pair.target):
        if match["word"].lower() not in MAY_REPEAT and not TWICE.search(pair.source):
            yield issue(
                "repeated_word",
                "linguistic-conventions/grammar",
                f"{match['word']!r} stands twice.",
                severity=Severity.MINOR,
                target=match,
            )


def punctuation(pair: Pair) -> Iterator[Issue]:
    """Questions that are none any more, brackets without their pair, lost quotation marks, stray spaces."""
    category = "linguistic-conventions/punctuation"
    source, target = pair.source.rstrip(), pair.target.rstrip()
    asks, asked = QUESTION.search(source[-3:]), QUESTION.search(target[-3:])
    if bool(asks) != bool(asked) and FINAL.search(source):
        which = "The source asks and the target does not." if asks else "The target asks and the source does not."
        yield issue("question_changed", category, which, severity=Severity.MINOR)
    for opening, closing in MARKS.items():
        if target.count(opening) != target.count(closing) and source.count(opening) == source.count(closing):
            yield issue("unpaired_mark", category, f"{opening} and {closing} do not pair.", severity=Severity.MINOR)
    match = QUOTED.search(source)
    if match and not set(QUOTED.findall(source)) <= TITLES and not CLOSING.search(target):
        yield issue(
            "quotation_marks_lost",
            category,
            "The source quotes, and the target has no quotation mark.",
            severity=Severity.MINOR,
            source=match,
        )
    for stray in SPACED.finditer(target) if pair.target_language == "en" else ():
        yield issue(
            "stray_space", category, "A space stands where none belongs.", severity=Severity.MINOR, target=stray
        )
