"""What stands between two lines of one paragraph: a space, nothing, or nothing and a hyphen less."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

HYPHENED = re.compile(r"([^\W\d_]+|\d+)-$")
WORD = re.compile(r"\w+")
HYPHEN_WORD = re.compile(r"\w+-\w+")
CLOSING = ",.;:!?)]}»”’%"
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef\u3000-\u303f]")
WIDE = re.compile(r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]")
FRENCH = re.compile(r"\w [»;:!?](?: |$)")  # the space that French has before these marks
SPACED_MARK = re.compile(r"[»;:!?](?: |$)")
HANGUL = re.compile(r"[가-힣]+")
MIXED = re.compile(r"(?<=[\u3040-\u30ff\u3400-\u9fff])( ?)(?=[A-Za-z0-9])")

# Halves that keep their hyphen: first ones and second ones, in the languages that we split.
PREFIXES = frozenset(
    """
    all anti co cross ex far full half high ill long low medium mid multi non one part post pre pro self semi short
    state three two well twenty thirty forty fifty sixty seventy eighty ninety
    après avant demi mi peut quasi sous vice
    экс вице кое из мини северо юго пол премьер
    """.split()
)
SECOND_HALVES = frozenset(
    """
    based born built called centered centred class controlled driven elected friendly funded grown handed headed
    hearted known law led level made making minded oriented owned picked powered proof ranking related scale shaped
    sided sized speaking sponsored standing storey style taking thirds trained type year
    ce ci dire elle elles être il ils je là même mêmes moi nous on on t toi tu vous
    ка либо нибудь прежнему таки то
    """.split()
)
# After `short-` at a line end: the hyphen stands for a word that comes later.
CONJUNCTIONS = frozenset("and or to und oder bzw sowie bis et ou y o и или".split())
MERGED = frozenset("un re over under out dis mis".split())  # these have no hyphen

KOREAN_TAILS = re.compile(
    r"(?:들|[은는이가을를의에와과도로서게만]|에서|에게|으로|까지|부터|보다|처럼|께서|께|마다|조차|밖에|이다|이며|이고|이나|"
    r"이?라[고는며]|[고며면서던지]|면서|지만|다고|하[고며여는]|[한할된될]|들이|들은|[였었았]?다|[하되]?[였었]다|했다|됐다|한다|된다|"
    r"이였다|이었다|합니다|입니다|습니다|니[다고며는])+"
)
KOREAN_SAYS = re.compile(r"(?:[라다자냐려]고|기로|도록)$")  # 하다 after these is a verb of its own
KOREAN_ENDED = re.compile(
    r"[가-힣](?:들[이은을의]|에서|에게|으로|까지|부터|보다|처럼|마다)$"
)  # particles that end a word
KOREAN_NEVER_FIRST = frozenset("는를을은였었았겠습됐졌쳤렸르께")
KOREAN_ALONE = frozenset(
    """
    이 그 저 새 한 두 세 네 첫 온 각 전 본 약 및 등 더 안 못 잘 다 꼭 곧 또 참 수 것 때 곳 년 월 일 명 원 개 번
    말 집 길 강 물 총 몇 늘 즉 왜 내 제 뒤 앞 후 중 땅 힘 돈 해 밤 낮 채 줄 데 듯 만 천 백 십 억
    """.split()
)
KOREAN_ENDS = frozenset("은는을를에의로와과도고며면게한할된될던른려러여서어아해운린진온인")


def columns(text: str) -> int:
    """How wide `text` is in a fixed-width font: ideographs, kana and Hangul take two columns."""
    return len(text) + len(WIDE.findall(text))


class Joints:
    """What the lines of one text say about the words that line ends cut."""

    def __init__(self, lines: Sequence[str], width: int) -> None:
        self.words = set(_whole_words(lines))
        self.compounds = {word.lower() for line in lines for word in HYPHEN_WORD.findall(line)}
        self.french = any(FRENCH.search(line) for line in lines)
        mixed = [match.group(1) for line in lines for match in MIXED.finditer(line)]
        self.spaced = sum(map(bool, mixed)) > len(mixed) / 2
        self.cuts_korean = _cuts_korean(lines, width)
        inner = [token for line in lines for token in line.split()[1:-1]] if self.cuts_korean else []
        self.tokens = set(inner)
        self.inside = {pair for token in inner for pair in pairwise(token)}
        self.across = {(before[-1], after[0]) for line in lines for before, after in pairwise(line.split())}

    def glue(self, before: str, after: str) -> str | None:
        """A space, nothing, or None for a hyphen to drop."""
        if before.endswith("\u00ad"):
            return None
        hyphen = HYPHENED.search(before)
        if hyphen and (word := WORD.match(after)):
            if word.group() in CONJUNCTIONS and not after.startswith("-", word.end()):
                return " "
            return "" if self._keeps_hyphen(before, hyphen.group(1), after, word.group()) else None
        if after[0] in CLOSING:
            return " " if self.french and SPACED_MARK.match(after) else ""
        if CJK.match(before[-1]):
            return "" if CJK.match(after[0]) or (after[0].isalnum() and not self.spaced) else " "
        if CJK.match(after[0]) and not HANGUL.match(before[-1]):
            return "" if before[-1].isalnum() and not self.spaced else " "
        if self.cuts_korean and HANGUL.match(after[0]):
            return "" if self._is_one_korean_word(before.rsplit(" ", 1)[-1], after.split(" ", 1)[0]) else " "
        return " "

    def _keeps_hyphen(self, before: str, left: str, after: str, right: str) -> bool:
        """`Juche-` / `oriented` keeps its hyphen, `imple-` / `mentation` loses it."""
        if f"{left}-{right}".lower() in self.compounds:
            return True
        if (left + right).lower() in self.words:
            return False
        if before.isupper() and after.isupper() and len(right) > 3:
            return False  # a heading in capitals says nothing of its words
        if left.isdigit() or not right[0].islower():
            return True
        low = left.lower()
        if low in MERGED:
            return False
        if low in PREFIXES or right in SECOND_HALVES:
            return True
        if before[: -len(left) - 1].endswith("-") or after[len(right) :].startswith("-"):
            return True  # up-to-date
        return min(len(left), len(right)) > 3 and low in self.words and right in self.words

    def _is_one_korean_word(self, left: str, right: str) -> bool:
        """Whether a line end cut a word in two: particles and endings tell, and words that stand elsewhere."""
        tail = HANGUL.search(right)
        core = tail.group() if tail else ""
        if left[-1] in ".,?!;:…" or (core.startswith("하") and KOREAN_SAYS.search(left)):
            return False
        if KOREAN_TAILS.fullmatch(core) or left[-1] in "”’」』)>》〉\"'":
            return bool(KOREAN_TAILS.fullmatch(core))
        if left in "그이저" and core[0] == "것":
            return True
        if left + right in self.tokens or core[0] in KOREAN_NEVER_FIRST:
            return True
        if not HANGUL.match(left[-1]):
            return left[-1].isdigit() and core[0] in "년월일명원개번만억천"
        if left in self.tokens and left not in KOREAN_ALONE:
            return False
        if KOREAN_ENDED.search(left):
            return False
        pair = (left[-1], right[0])
        if (pair in self.inside) != (pair in self.across):
            return pair in self.inside
        if len(left) == 1:
            return left not in KOREAN_ALONE
        return left[-1] not in KOREAN_ENDS


def _cuts_korean(lines: Sequence[str], width: int) -> bool:
    """Whether Korean lines end anywhere, as in many PDFs, and not between words: then they all are full."""
    korean = [line for line in lines if HANGUL.search(line) and line[-1] not in ".?!"]
    full = sum(width - columns(line) <= max(2, 0.05 * width) for line in korean)
    return len(korean) > 3 and full >= 0.8 * len(korean)


def _whole_words(lines: Sequence[str]) -> Iterator[str]:
    """The words of the lines in lower case, without the halves that a line end left."""
    cut = False
    for line in lines:
        words = WORD.findall(line)
        first = 1 if cut else 0
        cut = bool(HYPHENED.search(line))
        yield from (word.lower() for word in (words[first:-1] if cut else words[first:]))
