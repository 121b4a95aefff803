"""Figures and number words of languages that set spaces: English, Russian, French, Spanish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from service.translate.numbers.amount import Numeral, decimal, valid
from service.translate.numbers.grammar import Grammar

TOKEN = re.compile(
    r"(?P<figure>(?<![\d.,])\d{1,3}(?:[\u00a0\u2009\u202f ]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,’']\d+)*)|"
    r"(?P<word>[^\W\d_]+)"
)
GAP = r"[ \u00a0\u2009\u202f]|[ ]?[-‐‑][ ]?"
EXACT_FROM = 13  # smaller numbers in words may be articles, pronouns, parts of phrases


def numerals(text: str, grammar: Grammar) -> Iterator[Numeral]:
    """Every number of `text` in figures or words, in order."""
    lower = text.lower().replace("ё", "е")
    if len(lower) != len(text):  # some capitals have no small letter of their own
        lower = text
    gap = re.compile(rf"(?:(?:{GAP})(?:{grammar.joiner}(?:{GAP}))?)" if grammar.joiner else rf"(?:{GAP})")
    at = 0
    while token := TOKEN.search(lower, at):
        if token["figure"]:
            numeral = _figure(lower, token, grammar, gap)
        elif known(token["word"], grammar):
            numeral = _spelled(lower, token, grammar, gap)
        else:
            at = token.end()
            continue
        at = numeral.end
        yield numeral


def known(word: str, grammar: Grammar) -> bool:
    return word in grammar.words or word in grammar.scales or word in grammar.hundreds or word in grammar.ordinals


def _figure(text: str, token: re.Match[str], grammar: Grammar, gap: re.Pattern[str]) -> Numeral:
    """A figure with the scale words behind it, and lower parts: 1 million 200 thousand."""
    start, figure = token.start(), token["figure"]
    end = token.end()
    if (not grammar.comma and " " in figure) or not valid(figure, comma=grammar.comma):
        first = re.match(r"\d+", figure)
        assert first
        figure, end = first.group(), start + first.end()
    value, also = decimal(figure, comma=grammar.comma)
    total, scale, last = Decimal(0), 1, Decimal(0)
    while True:
        multiplier, after = _scale(text, end, grammar)
        if multiplier == 1 or (total and multiplier >= last):
            break
        total += value * multiplier
        also, scale, last, end = tuple(item * multiplier for item in also), multiplier, Decimal(multiplier), after
        if grammar.half and (half := grammar.half.match(text, end)):
            total, end = total + multiplier / Decimal(2), half.end()
        space = gap.match(text, end)
        more = TOKEN.match(text, space.end()) if space else None
        if not (more and more["figure"] and _scale(text, more.end(), grammar)[0] not in (1, scale)):
            return Numeral(total, start, end, scale=scale, also=also)
        if not valid(more["figure"], comma=grammar.comma) or _scale(text, more.end(), grammar)[0] > scale:
            return Numeral(total, start, end, scale=scale, also=also)
        value, end = decimal(more["figure"], comma=grammar.comma)[0], more.end()
    if grammar.half and (half := grammar.half.match(text, end)):
        value, end = value + Decimal("0.5"), half.end()
    return Numeral(total + value, start, end, scale=scale, also=also)


def _scale(text: str, at: int, grammar: Grammar) -> tuple[int, int]:
    """What the scale words at `at` multiply by, and where they end: (1, at) without any."""
    product, end = 1, at
    while True:
        space = re.compile(rf"(?:{GAP})?").match(text, end)
        word = re.compile(r"[^\W\d_]+").match(text, space.end() if space else end)
        if not word:
            break
        if word.group() in grammar.scales:
            product *= grammar.scales[word.group()]
        elif word.group() in grammar.hundreds:
            product *= 100
        else:
            break
        end = word.end()
        if text[end : end + 1] == "." and len(word.group()) <= 4 and word.group() not in ("mil",):
            end += 1 if text[end + 1 : end + 2] == " " and text[end + 2 : end + 3].islower() else 0
    return product, end


def _spelled(text: str, token: re.Match[str], grammar: Grammar, gap: re.Pattern[str]) -> Numeral:
    """A number in words. A scale word alone (thousands of) is a number that nobody has to find."""
    start = token.start()
    total, current, end, scale = Decimal(0), Decimal(0), token.end(), 1
    ordinal, words, multiplied = False, 0, False
    last_scale = 10**18
    match: re.Match[str] | None = token
    while match and (word := match["word"]) and known(word, grammar):
        if word in grammar.hundreds:
            if current >= 100:
                break
            multiplied = multiplied or current > 0
            current = (current or Decimal(1)) * 100
        elif word in grammar.scales:
            size = grammar.scales[word]
            if current == 0 and total and words:
                total, scale = total * size, scale * size  # mil millones
            elif size >= last_scale:
                if total % size or not total:
                    total, current = (total + current) * size, Decimal(0)
                else:
                    break
            else:
                multiplied = multiplied or current > 0
                total, current = total + (current or Decimal(1)) * size, Decimal(0)
            last_scale = scale = size
        else:
            value = grammar.words.get(word, grammar.ordinals.get(word, 0))
            if current % 100 == 4 and word in ("vingt", "vingts"):
                current += 76
            elif not _fits(current, value, grammar):
                break
            else:
                current += value
            ordinal = word not in grammar.words
        words, end = words + 1, match.end()
        if ordinal:
            break
        space = gap.match(text, end)
        match = TOKEN.match(text, space.end()) if space else None
    if grammar.half and (half := grammar.half.match(text, end)):
        total, end = total + Decimal(scale) / 2, half.end()
    spelled = total + current
    return Numeral(spelled, start, end, spelled >= EXACT_FROM and (scale == 1 or multiplied), scale, ordinal)


def _fits(current: Decimal, value: int, grammar: Grammar) -> bool:
    """Whether a word of `value` goes on a number that stands at `current`: twenty | two, soixante | dix."""
    if current == 0:
        return True
    if value >= 100:
        return current % 1000 == 0
    if current % 100 == 0:
        return True
    if "soixante" in grammar.words and current % 100 in (60, 80) and 10 <= value < 20:
        return True
    return current % 10 == 0 and current % 100 >= 20 and 0 < value < 10
