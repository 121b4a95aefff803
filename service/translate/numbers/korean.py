"""What Korean counts, and its small numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from service.translate.numbers.amount import Amount, Kind
from service.translate.numbers.grammar import CURRENCY_SIGNS, Grammar, loose, mark, marks
from service.translate.numbers.shared import amount

_COUNTER = (
    r"(?=\s?(?:살|명|사람|개|번|차례|시(?!대|장|설|민|도)|시간|달|해|가지|마리|채|대|권|곳|배|째|돌|분|자루|그루|사발|쌍|줄|척|발|팀|나라|"
    r"건|편|아이|자녀|아들|딸|형제|여성|남성))"
)
_TENS = {
    "열": 10,
    "스물": 20,
    "스무": 20,
    "서른": 30,
    "마흔": 40,
    "쉰": 50,
    "예순": 60,
    "일흔": 70,
    "여든": 80,
    "아흔": 90,
}
_ONES = {
    "": 0,
    "한": 1,
    "하나": 1,
    "두": 2,
    "둘": 2,
    "세": 3,
    "셋": 3,
    "네": 4,
    "넷": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
}
_ONES |= {"여덟": 8, "아홉": 9}
NATIVE = re.compile(
    rf"(?<![가-힣])(?P<ten>{'|'.join(_TENS)}) ?(?P<one>{'|'.join(one for one in _ONES if one)})?(?:{_COUNTER}|(?=\s|$))"
)


def native(match: re.Match[str]) -> int:
    """The value of a match of NATIVE: 열두 살 is 12."""
    return _TENS[match["ten"]] + _ONES[match["one"] or ""]


RATE = re.compile(r"(?<![\d.])(?P<tenths>\d)할 ?(?:(?P<hundredths>\d)푼 ?)?(?:(?P<thousandths>\d)리)?(?![가-힣]*인)")
EVENT = re.compile(
    r"(?<![\d.·])(?P<month>1[0-2]|[1-9])[.·](?P<day>[12]\d|3[01]|[1-9])"
    r"(?= ?(?:남북|공동|선언|테러|전쟁|항쟁|혁명|운동|사건|사태|민주|총선|대선|지방선거))"
)
YEAR_MONTH = re.compile(r"(?<![\d.,])(?P<year>(?:19|20)\d\d)\.(?P<month>0[1-9]|1[0-2])(?=\s|$)")


def korean_only(text: str) -> Iterator[Amount]:
    """Rates in tenths to thousandths (2할6푼8리 is .268), days that events are named after (6.15 선언), and months with
    their year (2031.04)."""
    for match in RATE.finditer(text):
        value = Decimal("0." + "".join(match[place] or "0" for place in ("tenths", "hundredths", "thousandths")))
        yield amount(text, *match.span(), value, Kind.COUNT, also=(value * 100,))
    for match in YEAR_MONTH.finditer(text):
        yield amount(text, *match.span("year"), match["year"], Kind.YEAR)
        yield amount(text, *match.span("month"), match["month"], Kind.MONTH)
    for match in EVENT.finditer(text):
        whole = Decimal(f"{match['month']}.{match['day']}")  # as other languages may have it too
        yield amount(text, *match.span("month"), match["month"], Kind.MONTH, certain=False)
        yield amount(text, *match.span("day"), match["day"], Kind.DAY, certain=False, also=(whole,))


_YEO = r"(?:여|여개|남짓|정도)?\s?"
KOREAN = Grammar(
    after=(
        *mark(Kind.POINTS, _YEO + r"(?:%\s?p(?![a-z])|[%％]\s?포인트|퍼센트\s?포인트|프로\s?포인트|%\s?포인트|포인트)"),
        *mark(Kind.PERCENT, _YEO + r"(?:[%％]|퍼센트|프로(?![가-힣])|프로(?=[가를로의]))"),
        *mark(Kind.CENTURY, r"\s?세기"),
        *marks(
            Kind.MONEY,
            {
                "USD": _YEO + r"(?:미국 ?)?(?:달러|딸라|불(?![가-힣]))",
                "EUR": _YEO + r"유로(?!파)",
                "GBP": _YEO + r"파운드",
                "JPY": _YEO + r"(?:엔(?!진)|円)",
                "CNY": _YEO + r"(?:위안|원\(?元)",
                "RUB": _YEO + r"루블",
                "KRW": _YEO + r"원(?!소|자|칙|인|이 )(?![가-힣]*년)",
            },
        ),
        *marks(
            Kind.MEASURE,
            {
                "km2": _YEO + r"(?:제곱 ?킬로|평방 ?킬로|㎢|km²|km2)",
                "m2": _YEO + r"(?:제곱 ?미터|평방 ?미터|㎡|m²|m2)",
                "km": _YEO + r"(?:킬로미터|킬로메터|km|㎞)",
                "cm": _YEO + r"(?:센티미터|센치|cm|㎝)",
                "mm": _YEO + r"(?:밀리미터|mm|㎜)",
                "m": _YEO + r"(?:미터|메터|m(?![a-z]))",
                "mile": _YEO + r"마일",
                "foot": _YEO + r"피트",
                "inch": _YEO + r"인치",
                "kg": _YEO + r"(?:킬로그램|kg|㎏)",
                "tonne": _YEO + r"(?:톤|t(?![a-z]))",
                "hectare": _YEO + r"(?:헥타르|정보|ha)",
                "acre": _YEO + r"에이커",
                "pyeong": _YEO + r"평(?![가-힣]|방)",
                "litre": _YEO + r"리터",
                "week": _YEO + r"주(?=간|일|\s|$)",
                "month": _YEO + r"(?:개월|달)",
                "year": _YEO + r"년\s?(?:간|동안|째|만)",
                "hour": _YEO + r"시간",
                "minute": _YEO + r"분(?!의|기)",
            },
        ),
        *mark(Kind.YEAR, r"\s?년"),
        *mark(Kind.MONTH, r"\s?월"),
        *mark(Kind.DAY, r"\s?일(?!본|반|간)"),
        *mark(Kind.HOUR, r"\s?시(?!간|대|장|설|민|도)"),
        *mark(Kind.TIMES, _YEO + r"배(?![가-힣]*[우선터])"),
        *mark(Kind.ORDINAL, r"\s?(?:번째|차(?![가-힣]선)|회(?!사|의)|호|위|등)"),
    ),
    before=(*CURRENCY_SIGNS, *mark(Kind.ORDINAL, r"(?<![가-힣])제\s?")),
    loose=loose(
        (r"(?:한|하나|첫|매|같은|외|단|독|동일|각|당|전|초|혼자|[일1][차위회]|일원|유일)", 1),
        (r"(?:두|둘|양|쌍|이중|이틀|재차|부부|커플|곱|갑절|복수|중복|[이][차위회]|이번|양[국측자]|남북|북남)", 2),
        (r"(?:세|셋|석|서너|사흘|삼)", 3),
        (r"(?:네|넷|넉|나흘|분기|사분|사방)", 4),
        (r"(?:다섯|닷새|대여섯|오)", 5),
        (r"(?:여섯|엿새|반년|육)", 6),
        (r"(?:일곱|이레|칠|주일|일주)", 7),
        (r"(?:여덟|여드레|팔)", 8),
        (r"(?:아홉|아흐레|구)", 9),
        (r"(?:열|십|여남은)", 10),
        (r"보름", (15, 14)),
        (r"정오", 12),
        (r"자정", (0, 24, 12)),
        (r"(?:스무|스물|이십)", 20),
        (r"백|[수몇]\s?(?:십만|억|천억)", 100),  # hundreds: of thousands, of millions, of billions
        (r"천", 1000),
        (r"(?:절반|반|중간)", ("0.5", 50, 2, 30, 6)),
        (r"(?:무|없|영)", 0),
        (r"(?:년|해|연간|매년)", (1, 12)),
    ),
    lunar=re.compile(r"음력|陰曆"),
)
