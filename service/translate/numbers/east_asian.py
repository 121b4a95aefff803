"""Figures and number words of Korean and Chinese: parts of ten thousand, in digits, signs or both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from service.translate.numbers.amount import Numeral, decimal, valid

DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2, "○": 0}
DIGITS |= {sign: number for number, sign in enumerate("영일이삼사오육칠팔구")} | {"공": 0, "륙": 6, "령": 0}
SMALL = {"십": 10, "백": 100, "천": 1_000, "十": 10, "百": 100, "千": 1_000}
BIG = {"만": 10**4, "억": 10**8, "조": 10**12, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)*"
# 5만에, 3조각: the scale is none. 조 after a number of an article is that article.
KOREAN_SCALES = r"(?:[십백]|천(?!왕|연|주교)|만(?!큼|에|의|이라도)|억|조(?!각|항|치|의|에|를|로|는))"
_MORE = rf"(?: ?(?:{FIGURE}){KOREAN_SCALES}+)*(?: ?\d{{1,4}}(?![\d.,:년월일]))?"
KOREAN = re.compile(rf"(?:{FIGURE})(?:{KOREAN_SCALES}+{_MORE})?")
_PARTS = rf"(?:零?(?:{FIGURE})[百千万萬亿億]+)*(?:\d{{1,4}}(?![\d.,:年月日]))?"
CHINESE = re.compile(
    rf"(?:{FIGURE})(?: ?(?:多|余|餘)?(?:(?<! )[十百千]|[万萬亿億兆])[十百千万萬亿億兆]*{_PARTS})?|"
    r"[零〇○一二两兩三四五六七八九十百千万萬亿億兆]+(?:点[零一二三四五六七八九]+[万亿]*)?"
)
SINO = re.compile(
    r"(?<![가-힣\d.,])(?:수)?(?P<sino>[일이삼사오육칠팔구십백천만억조영]"
    r"(?:[일이삼사오육칠팔구십백천만억조영]|(?<=[만억조]) )*"
    r"[일이삼사오육칠팔구십백천만억조])(?=여?\s?(?:명|원|년|개|톤|킬로|미터|달러|가구|세대|정보|호|차|대|일|월|인|살|세\b|퍼센트|프로|배|시간|분|리|평|권|점|"
    r"주|주년|회|위|섬|마리|그루|동|척|발))"
)


WORDS = frozenset("구조 이사 조사 천사".split())  # rescue, director, inquiry, angel


def value_of(words: str) -> Decimal | None:
    """The value of digits and signs in a row: 3만5천, 二百零五, 12.3억, 二〇二二. None when they make no number."""
    tokens = re.findall(rf"{FIGURE}|点|[^\d\s]", words)
    if all(token in DIGITS for token in tokens) and len(tokens) > 1:
        return Decimal("".join(str(DIGITS[token]) for token in tokens))
    total = part = section = Decimal(0)
    number: Decimal | None = None
    smallest = Decimal(10) ** 20
    previous = 1
    for token in tokens:
        if token[0].isdigit() and token not in DIGITS:
            if number is not None or not valid(token, comma=False):
                return None
            number = decimal(token, comma=False)[0]
        elif token in DIGITS:
            if number is not None and number != 0:
                return None
            number = Decimal(DIGITS[token])
        elif token in SMALL:
            if number is not None and number >= 10 and number != number.to_integral() and SMALL[token] == 10:
                return None
            section += (number if number else Decimal(1)) * SMALL[token]
            number, previous = None, SMALL[token]
        elif token in BIG:
            section += number or 0
            if section == 0 and part:
                part *= BIG[token]  # 万亿
            elif BIG[token] > smallest:
                total, part = Decimal(0), (total + part + section) * BIG[token]
            else:
                total, part = total + part, (section or Decimal(1)) * BIG[token]
            smallest, section, number, previous = Decimal(BIG[token]), Decimal(0), None, BIG[token]
        elif token == "点":
            return None
    if number is not None and previous >= 100 and number < 10 and words[-2:-1] and words[-1] in DIGITS:
        before = [token for token in tokens if token not in ("零", "〇")]
        if len(before) > 1 and tokens[-2] not in ("零", "〇") and (tokens[-2] in SMALL or tokens[-2] in BIG):
            number *= previous // 10  # 两千三 is 2300
    return total + part + section + (number or 0)


def numerals(text: str, *, korean: bool) -> Iterator[Numeral]:
    """Every number in figures, and in signs where they can be nothing else, in order."""
    for match in (KOREAN if korean else CHINESE).finditer(text):
        words = match.group()
        if words[0].isdigit() and words[0] not in DIGITS:
            yield from _figure(words, match.start())
        elif (numeral := _signs(words, match.start())) is not None:
            yield numeral
    if korean:
        for match in SINO.finditer(text):
            value = value_of(match["sino"].replace(" ", ""))
            if value is not None and match["sino"] not in WORDS:
                exact = (len(match["sino"]) > 2 or value >= 10) and not _two_digits(match["sino"])
                yield Numeral(value, match.start("sino"), match.end("sino"), certain=exact and match.group()[0] != "수")


def _two_digits(words: str) -> bool:
    """Of two words, more often than a number: 唯一一次, 周三一度, 일이 일어나다."""
    return len(words) == 2 and all(sign in DIGITS for sign in words)


def _figure(words: str, start: int) -> Iterator[Numeral]:
    bare = re.sub("[多余餘]", "", words)
    value = value_of(bare)
    if value is not None:
        scale = max((size for sign, size in (SMALL | BIG).items() if sign in bare), default=1)
        yield Numeral(value, start, start + len(words), scale=scale)
        return
    for part in re.finditer(r"\d+", words):
        yield Numeral(Decimal(part.group()), start + part.start(), start + part.end())


# Signs that are words: 十分 very, 千万 by all means, 万一 in case, 一万 is a number, 一一 one by one.
IDIOMS = frozenset(
    "千万 万一 百万 十 百 千 万 亿 兆 万千 千百 百千 万万 三千 三五 "
    "七八 三四 五六 两三 一二 四五 六七 八九 二三".split()
)


def _signs(words: str, start: int) -> Numeral | None:
    if "点" in words:
        whole, _, rest = words.partition("点")
        digits = re.match(r"[零一二三四五六七八九]+", rest)
        left = value_of(whole)
        if not digits or left is None:
            return None
        value = left + Decimal("0." + "".join(str(DIGITS[sign]) for sign in digits.group()))
        size = int(value_of(rest[digits.end() :]) or 1) if rest[digits.end() :] else 1
        return Numeral(value * size, start, start + len(words), scale=size)
    read = value_of(words)
    if read is None:
        return None
    certain = len(words) > 1 and words not in IDIOMS and read > 10 and any(sign in DIGITS for sign in words)
    certain = certain and not _two_digits(words)
    scale = max((size for sign, size in (SMALL | BIG).items() if sign in words), default=1)
    return Numeral(read, start, start + len(words), certain=certain, scale=scale)
