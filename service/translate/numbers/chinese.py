"""What Chinese counts, and its small numbers."""

from __future__ import annotations

import re

from service.translate.numbers.amount import Kind
from service.translate.numbers.grammar import CURRENCY_SIGNS, Grammar, loose, mark, marks

_DUO = r"(?:多|余|餘|来)?\s?(?:名|个)?\s?"
CHINESE = Grammar(
    after=(
        *mark(Kind.POINTS, r"(?:多|余)?\s?(?:个|個)百分[点點]"),
        *mark(Kind.PERCENT, r"\s?[%％]"),
        *mark(Kind.CENTURY, r"\s?世[纪紀]"),
        *marks(
            Kind.MONEY,
            {
                "HKD": _DUO + r"港[元币幣]",
                "USD": _DUO + r"(?:美元|美金)",
                "EUR": _DUO + r"[欧歐]元",
                "GBP": _DUO + r"英[镑鎊]",
                "JPY": _DUO + r"(?:日元|日圆|日圓)",
                "KRW": _DUO + r"(?:韩元|韓元|韩币|朝元)",
                "RUB": _DUO + r"[卢盧]布",
                "CNY": _DUO + r"(?:元(?!旦|年|首|素)|人民币|块钱)",
            },
        ),
        *marks(
            Kind.MEASURE,
            {
                "km2": _DUO + r"平方(?:公里|千米)",
                "m2": _DUO + r"(?:平方米|平米|㎡)",
                "km": _DUO + r"(?:公里|千米|km)",
                "cm": _DUO + r"(?:厘米|公分|cm)",
                "mm": _DUO + r"(?:毫米|mm)",
                "m": _DUO + r"(?:米(?!兰|尔|歇|粒)|公尺)",
                "mile": _DUO + r"英里",
                "foot": _DUO + r"英尺",
                "inch": _DUO + r"英寸",
                "kg": _DUO + r"(?:公斤|千克|kg)",
                "jin": _DUO + r"斤",
                "tonne": _DUO + r"(?:吨|噸)",
                "pound": _DUO + r"磅",
                "hectare": _DUO + r"公[顷頃]",
                "acre": _DUO + r"英[亩畝]",
                "mu": _DUO + r"[亩畝]",
                "litre": _DUO + r"升",
                "day": _DUO + r"天",
                "week": _DUO + r"(?:周|星期)",
                "month": _DUO + r"个月",
                "hour": _DUO + r"(?:小时|小時)",
                "minute": _DUO + r"分[钟鐘]",
            },
        ),
        *mark(Kind.YEAR, r"\s?年"),
        *mark(Kind.MONTH, r"\s?月"),
        *mark(Kind.DAY, r"\s?[日号號]"),
        *mark(Kind.HOUR, r"\s?(?:时|時|点|點)"),
        *mark(Kind.TIMES, _DUO + "倍"),
    ),
    before=(*CURRENCY_SIGNS, *mark(Kind.PERCENT, "百分之"), *mark(Kind.ORDINAL, "第")),
    loose=loose(
        (r"[一壹首单每同独唯各]", 1),
        (r"[二两兩双雙对俩再次副半中]", 2),
        (r"[三仨叁]", 3),
        (r"[四季]", 4),
        (r"五", 5),
        (r"六|半年", 6),
        (r"[七周]|星期", 7),
        (r"八", 8),
        (r"九", 9),
        (r"十", 10),
        (r"十一", 11),
        (r"十二|中午|正午|一打", 12),
        (r"年代|世纪", 100),
        (r"百|[数數几幾](?:十[万萬]|[亿億]|千[亿億])", 100),  # hundreds: of thousands, of millions, of billions
        (r"千", 1000),
        (r"万", 10000),
        (r"半|中", ("0.5", 50, 30, 6)),
        (r"午夜|半夜|凌晨", (0, 24, 12)),
        (r"[零无没不〇]", 0),
        (r"翻(?:了)?(?:一)?番", (2, 100)),
        (r"翻(?:了)?[两二]番", 4),
        (r"一刻", (15, "0.25")),
        (r"两周|半[个]?月", (14, 15)),
        (r"年", (1, 12)),
    ),
    lunar=re.compile("农历|農曆|阴历|陰曆|旧历|正月|腊月"),
)
