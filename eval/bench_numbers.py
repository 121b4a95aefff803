"""Numbers of translations: generated right and wrong pairs, and people's translations, beside Translate Toolkit.

The generator writes numbers by its own tables, none of the reader's. The sets lie in the folder that
PLUMBLINE_EVAL_DATA names: ntrex, wmt23_zhen, wmt23_ruen, tico19, ko_nk_news, each as dev.jsonl.
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from translate.filters import checks

from service.translate.numbers import amounts, issues

PAIRS = 10_000
SEED = 20
DIGIT = re.compile(r"\d")
PEER = checks.StandardChecker()
MONTHS_EN = "January February March April May June July August September October November December".split()
MONTHS_RU = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
WRONG = ("digit", "magnitude", "dropped", "added", "points", "month")


class Pair(NamedTuple):
    language: str
    kind: str
    source: str
    target: str
    fault: str  # "" for a right pair


def peer(source: str, target: str) -> bool:
    """Whether Translate Toolkit's `numbers` filter passes the pair."""
    try:
        return bool(PEER.numbers(source, target))
    except checks.FilterFailure:
        return False


def generate(count: int, seed: int = SEED) -> Iterator[Pair]:
    """Half of them right; every wrong one is a right one with one fault."""
    chance = random.Random(seed)
    made = 0
    while made < count:
        language = chance.choice(("ko", "zh", "ru"))
        kind = chance.choice(tuple(SENTENCES))
        source, target, faults = SENTENCES[kind](language, chance)
        if made % 2:
            fault, wrong = chance.choice(faults)
            yield Pair(language, kind, source, wrong, fault)
        else:
            yield Pair(language, kind, source, target, "")
        made += 1


Made = tuple[str, str, list[tuple[str, str]]]


def scaled(language: str, chance: random.Random) -> Made:
    """A number of people with the scale words of each side: 3만 5천, 3.5万, 35 тыс.; 35,000."""
    thousands = chance.randint(11, 999)
    big = chance.random() < 0.5
    value = thousands * 1_000_000 if big else thousands * 1_000
    source = {"ko": korean(value), "zh": chinese(value), "ru": f"{thousands} {'млн' if big else 'тыс.'}"}[language]
    english = f"{thousands} million" if big else f"{value:,}"
    carry = {
        "ko": f"이 지역 주민 {source} 명이 새 집으로 이사했다.",
        "zh": f"该地区有{source}人搬进了新居。",
        "ru": f"В этой области новое жильё получили {source} человек.",
    }[language]
    put: Callable[[str], str] = lambda number: f"In this region {number} people moved into new homes."  # noqa: E731
    shifted = chance.choice((10, 100)) * value
    moved = f"{shifted // 10**6:,} million" if big else f"{shifted:,}"
    return (
        carry,
        put(english),
        [
            ("digit", put(other_digit(english, chance))),
            ("magnitude", put(moved)),
            ("dropped", put("many")),
            ("added", put(english).replace("homes", f"homes, {chance.randint(41, 97)} of them at once")),
        ],
    )


def korean(value: int) -> str:
    parts = []
    for size, sign in ((10**12, "조"), (10**8, "억"), (10**4, "만")):
        if value >= size:
            parts.append(f"{value // size}{sign}")
            value %= size
    if value:
        parts.append(f"{value // 1000}천" if value % 1000 == 0 else str(value))
    return " ".join(parts)


def chinese(value: int) -> str:
    size, sign = (10**8, "亿") if value >= 10**8 else (10**4, "万")
    whole, rest = divmod(value, size)
    return f"{whole}{('.' + str(rest).zfill(len(str(size)) - 1).rstrip('0')) if rest else ''}{sign}"


def percent(language: str, chance: random.Random) -> Made:
    number = f"{chance.randint(2, 97)}.{chance.randint(1, 9)}"
    points = chance.random() < 0.4
    shown = number.replace(".", ",") if language == "ru" else number
    units = {"ko": ("%", "%포인트"), "zh": ("%", "个百分点"), "ru": ("%", " процентного пункта")}[language]
    source = shown + units[points]
    carry = {
        "ko": f"수출이 지난해보다 {source} 늘었다.",
        "zh": f"出口比去年增长了{source}。",
        "ru": f"Экспорт вырос на {source} по сравнению с прошлым годом.",
    }[language]
    words = ("percent", "percentage points")
    put: Callable[[str], str] = lambda words: f"Exports grew by {words} over the year before."  # noqa: E731
    right = f"{number} {words[points]}"
    return (
        carry,
        put(right),
        [
            ("digit", put(other_digit(right, chance))),
            ("points", put(f"{number} {words[not points]}")),
            ("dropped", put("a good deal")),
        ],
    )


def date(language: str, chance: random.Random) -> Made:
    year, month, day = chance.randint(1946, 2025), chance.randint(1, 12), chance.randint(1, 28)
    source = {
        "ko": f"{year}년 {month}월 {day}일",
        "zh": f"{year}年{month}月{day}日",
        "ru": f"{day} {MONTHS_RU[month - 1]} {year} года",
    }[language]
    carry = {
        "ko": f"공장은 {source}에 문을 열었다.",
        "zh": f"工厂于{source}开业。",
        "ru": f"Завод открылся {source}.",
    }[language]
    order = chance.random() < 0.5
    put: Callable[[int, int, int], str] = lambda y, m, d: (  # noqa: E731
        f"The factory opened on {MONTHS_EN[m - 1]} {d}, {y}."
        if order
        else f"The factory opened on {d} {MONTHS_EN[m - 1]} {y}."
    )
    return (
        carry,
        put(year, month, day),
        [
            ("month", put(year, (month + chance.randint(0, 10)) % 12 + 1, day)),
            ("digit", put(year + chance.choice((-10, -1, 1, 10)), month, day)),
            ("digit", put(year, month, day % 28 + 1)),
            ("dropped", f"The factory opened on {MONTHS_EN[month - 1]} {day}."),
        ],
    )


def money(language: str, chance: random.Random) -> Made:
    tenths = chance.randint(11, 99)
    while tenths % 10 == 0:
        tenths = chance.randint(11, 99)
    value = tenths * 10**8
    source = {
        "ko": f"{korean(value)} 달러",
        "zh": f"{tenths}亿美元",
        "ru": f"{tenths // 10},{tenths % 10} млрд долларов",
    }[language]
    carry = {
        "ko": f"정부는 도로 건설에 {source}를 썼다.",
        "zh": f"政府为修路花费了{source}。",
        "ru": f"Правительство потратило на дороги {source}.",
    }[language]
    put: Callable[[str], str] = lambda words: f"The government spent {words} on roads."  # noqa: E731
    right = f"${tenths / 10:.1f} billion"
    return (
        carry,
        put(right),
        [
            ("digit", put(other_digit(right, chance))),
            ("magnitude", put(f"${tenths} billion")),
            ("magnitude", put(f"${tenths / 10:.1f} million")),
            ("dropped", put("much")),
            ("added", put(right + f" and {chance.randint(31, 87)} bridges")),
        ],
    )


def plain(language: str, chance: random.Random) -> Made:
    number, houses = chance.randint(11, 99_999), chance.randint(11, 990)
    spaced = f"{number:,}".replace(",", " ") if language == "ru" and number >= 10_000 else f"{number}"
    shown = spaced if language == "ru" else f"{number:,}"
    carry = {
        "ko": f"폭우로 주택 {houses}채가 부서지고 나무 {shown}그루가 쓰러졌다.",
        "zh": f"暴雨毁坏了{houses}座房屋，{shown}棵树倒下。",
        "ru": f"Ливни разрушили {houses} домов и повалили {shown} деревьев.",
    }[language]
    put: Callable[[str], str] = lambda trees: f"The rains destroyed {houses} houses and felled {trees} trees."  # noqa: E731
    return (
        carry,
        put(f"{number:,}"),
        [
            ("digit", put(other_digit(f"{number:,}", chance))),
            ("dropped", put("many")),
            ("magnitude", put(f"{number * 10:,}")),
        ],
    )


def words(language: str, chance: random.Random) -> Made:
    """A number in words: 삼천오백, 三千五百, тремя тысячами пятьюстами."""
    thousands, hundreds = chance.randint(2, 9), chance.randint(1, 9)
    value = thousands * 1000 + hundreds * 100
    sino, signs = "일이삼사오육칠팔구", "一二三四五六七八九"
    by = "двумя тремя четырьмя пятью шестью семью восемью девятью".split()[thousands - 2]
    tail = (
        "ста двумястами тремястами четырьмястами пятьюстами шестьюстами семьюстами восемьюстами девятьюстами".split()
    )[hundreds - 1]
    carry = {
        "ko": f"이 공장에서는 {sino[thousands - 1]}천{sino[hundreds - 1] if hundreds > 1 else ''}백 명이 일한다.",
        "zh": f"这家工厂有{signs[thousands - 1]}千{signs[hundreds - 1]}百人工作。",
        "ru": f"Завод управляется {by} тысячами {tail} рабочими.",
    }[language]
    put: Callable[[str], str] = lambda number: f"The factory is worked by {number} people."  # noqa: E731
    return (
        carry,
        put(f"{value:,}"),
        [
            ("digit", put(other_digit(f"{value:,}", chance))),
            ("magnitude", put(f"{value * 10:,}")),
            ("dropped", put("many")),
        ],
    )


SENTENCES: dict[str, Callable[[str, random.Random], Made]] = {
    "scaled": scaled,
    "percent": percent,
    "date": date,
    "money": money,
    "plain": plain,
    "words": words,
}


def other_digit(text: str, chance: random.Random) -> str:
    """One digit of `text` is another; a leading one is no zero."""
    place = chance.choice([match.start() for match in DIGIT.finditer(text)])
    leading = place == 0 or not (text[place - 1].isdigit() or text[place - 1] in ".,")
    digits = [digit for digit in "0123456789" if digit != text[place] and not (leading and digit == "0")]
    return text[:place] + chance.choice(digits) + text[place + 1 :]


def bench_generated() -> None:
    right: Counter[tuple[str, str]] = Counter()
    theirs: Counter[tuple[str, str]] = Counter()
    every: Counter[tuple[str, str]] = Counter()
    shown = 0
    for pair in generate(PAIRS):
        key = (pair.language, pair.fault or "right")
        ours = not issues(pair.source, pair.target, pair.language, "en")
        every[key] += 1
        right[key] += ours == (not pair.fault)
        theirs[key] += peer(pair.source, pair.target) == (not pair.fault)
        if ours != (not pair.fault) and shown < 12 and "-v" in sys.argv:
            shown += 1
            print(pair, [issue.message for issue in issues(pair.source, pair.target, pair.language, "en")])
    print(f"{PAIRS:,} generated pairs: right verdicts\n\nlanguage  pair         n    ours  toolkit")
    for language in ("ko", "zh", "ru"):
        for fault in ("right", *WRONG):
            key = (language, fault)
            if every[key]:
                share, other = right[key] / every[key], theirs[key] / every[key]
                print(f"{language:8}  {fault:9} {every[key]:5}  {share:6.1%}   {other:6.1%}")
    whole = sum(every.values())
    print(f"all                 {whole:6}  {sum(right.values()) / whole:6.2%}   {sum(theirs.values()) / whole:6.2%}")
    for target in ("The company lost 90 billion yuan.", "The company lost 9 billion yuan."):
        codes = [issue.code for issue in issues("该公司亏损90亿元。", target, "zh", "en")]
        verdict = "passes" if peer("该公司亏损90亿元。", target) else "fails"
        print(f"90亿 -> {target!r}: ours {codes or 'passes'}, the toolkit {verdict}")


def people(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """Set, language, source and target of every segment of people's translations."""
    for name in ("ntrex", "wmt23_zhen", "wmt23_ruen", "tico19", "ko_nk_news"):
        path = folder / name / "dev.jsonl"
        if not path.exists():
            continue
        for line in path.read_text().splitlines():
            record = json.loads(line)
            if name == "ko_nk_news":
                yield name, "ko", record["input"]["ko_KR"], record["gold"]["en"]
                continue
            for segment, target in zip(record["input"]["segments"], record["gold"]["en"], strict=True):
                if isinstance(segment, dict):
                    for language, source in segment.items():
                        yield name, language, source, target
                else:
                    yield name, record["lang"], segment, target


def bench_people(folder: Path) -> None:
    """A segment counts when a side has a number; a change is caught when an issue is there that was not before."""
    chance = random.Random(SEED)
    counts: Counter[tuple[str, str, str]] = Counter()
    shown: Counter[tuple[str, str]] = Counter()
    for name, language, source, target in people(folder):
        key = (name, language)
        if not any(a.certain for a in amounts(source, language)) and not any(a.certain for a in amounts(target, "en")):
            continue
        counts[*key, "segments"] += 1
        found = issues(source, target, language, "en")
        counts[*key, "alarms"] += bool(found)
        counts[*key, "their alarms"] += not peer(source, target)
        if found and "-v" in sys.argv and shown[key] < 25:
            shown[key] += 1
            print(f"{name} {language}\n  {source}\n  {target}\n  {[(i.code, i.message) for i in found]}")
        if DIGIT.search(target):
            changed = other_digit(target, chance)
            after = issues(source, changed, language, "en")
            counts[*key, "changed"] += 1
            counts[*key, "caught"] += bool(after) and {i.message for i in after} != {i.message for i in found}
            counts[*key, "their caught"] += not peer(source, changed)
    print("\npeople's translations: false alarms, and one digit of the target changed: caught")
    print("set         language  segments  alarms  toolkit  changed  caught  toolkit")
    rows = sorted({(name, language) for name, language, _ in counts})
    for name, language in rows + [("all", language) for language in ("ko", "zh", "ru", "fr", "es")]:
        sums = {
            what: sum(n for (a, b, c), n in counts.items() if b == language and c == what and name in (a, "all"))
            for what in ("segments", "alarms", "their alarms", "changed", "caught", "their caught")
        }
        every, altered = max(sums["segments"], 1), max(sums["changed"], 1)
        print(
            f"{name:11} {language:8}  {every:8}  {sums['alarms'] / every:6.1%}  "
            f"{sums['their alarms'] / every:6.1%}  {altered:7}  {sums['caught'] / altered:6.1%}  "
            f"{sums['their caught'] / altered:6.1%}"
        )


def main() -> None:
    bench_generated()
    folder = os.environ.get("PLUMBLINE_EVAL_DATA")
    if folder:
        bench_people(Path(folder))
    else:
        sys.stderr.write("Set PLUMBLINE_EVAL_DATA to measure on people's translations too.\n")


if __name__ == "__main__":
    main()
