"""An archive's results as a folder that a browser opens from disk: a list, a search, and a page for each article.

Nothing is fetched and no server runs: the data lie in scripts of bounded size, which are loaded as they are needed.
The index of words takes about 5 bytes of memory for each word of each article while it is made.
"""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from service.batch.kept import Kept, kept, read
from service.core.document import numbers
from service.core.errors import FileUnreadable, InvalidRequest
from service.reading.stems import JOINED

ROWS = 500  # of the list in a file
ARTICLES = 400_000  # characters of articles in a file, about
BEGINNING = 200  # characters of an abstract in the list
BUCKETS = 1_024  # files of words at most
STATIC = ("app.js", "style.css", "words.js")
MARK = '<meta name="generator" content="Plumbline">'
_RUN = re.compile(rf"{JOINED.pattern}+")
_WORD = re.compile(r"[^\W_]+")


def write_index(out: Path | Iterable[Mapping[str, Any] | bytes], folder: Path, *, title: str = "Archive") -> int:
    """Write the page of the results in `out`, their file or their lines, to `folder`; how many lines were no article's.

    `folder` is new, empty, or an earlier page, which is replaced when the new one is whole. Of several lines of one
    article the last counts. Raises FileUnreadable, InvalidRequest, MissingExtra.
    """
    require_own(folder)
    part = folder.with_name(folder.name + ".part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        (part / "data").mkdir(parents=True)
        pages = _Pages(part)
        for line in read(out) if isinstance(out, Path) else out:
            pages.add(line)
        pages.finish(title)
        shutil.rmtree(folder, ignore_errors=True)
        part.rename(folder)
    except OSError as error:
        raise FileUnreadable(f"{folder} cannot be written: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return pages.unreadable


def require_own(folder: Path) -> None:
    """Before long work, whether a page can be written to `folder`. Raises FileUnreadable, InvalidRequest."""
    index = folder / "index.html"
    try:
        if folder.exists() and any(folder.iterdir()) and not (index.is_file() and MARK in index.read_text("utf-8")):
            raise InvalidRequest(f"{folder} holds something else than a page of Plumbline's; name another folder.")
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(f"{folder} is no folder that a page can be written to.") from error


class _Pages:
    """The files of a page, written as the articles come; articles have numbers in that order."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.unreadable = 0
        self.numbers: dict[str, int] = {}  # of the last line of each article
        self.dates: list[str] = []
        self.starts: list[int] = []  # the first article of each file
        self.words: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        self.rows: list[list[Any]] = []
        self.articles: list[str] = []
        self.size = 0

    def add(self, line: Mapping[str, Any] | bytes) -> None:
        article = kept(line)
        if article is None:
            self.unreadable += 1
            return
        number = len(self.dates)
        self.numbers[article.id] = number
        self.dates.append(article.date)
        for word in _words(_searched(article)):
            self.words[word].append(number)
        self.rows.append(_row(article))
        if len(self.rows) == ROWS:
            self._end_rows()
        if not self.articles:
            self.starts.append(number)
        self.articles.append(json.dumps(_article(article), ensure_ascii=False, separators=(",", ":")))
        self.size += len(self.articles[-1])
        if self.size >= ARTICLES:
            self._end_articles()

    def finish(self, title: str) -> None:
        self._end_rows()
        self._end_articles()
        count = len(self.dates)
        buckets = max(1, min(BUCKETS, count // 20))
        # The latest first, those without a date last.
        order = sorted(self.numbers.values(), key=lambda number: self.dates[number], reverse=True)
        shards: list[dict[str, str]] = [{} for _ in range(buckets)]
        for word in sorted(self.words):
            shards[bucket(word, buckets)][word] = _steps(self.words.pop(word))
        for number, shard in enumerate(shards):
            self._write(f"words-{number}", _json(shard))
        head = {"count": count, "buckets": buckets, "rows": ROWS, "starts": self.starts, "order": order}
        script = f"const plumbline = {{ head: JSON.parse({_json(_json(head))}), parts: {{}} }};\n"
        (self.folder / "data" / "head.js").write_text(script, "utf-8")
        templates = files("service.batch").joinpath("templates")
        for name in STATIC:
            (self.folder / name).write_bytes(templates.joinpath(name).read_bytes())
        environment = Environment(
            loader=PackageLoader("service.batch"),
            autoescape=True,
            undefined=StrictUndefined,
            keep_trailing_newline=True,
        )
        page = environment.get_template("index.html.j2").render(title=title)
        (self.folder / "index.html").write_text(page, "utf-8")

    def _end_rows(self) -> None:
        if self.rows:
            self._write(f"list-{(len(self.dates) - 1) // ROWS}", _json(self.rows))
            self.rows = []

    def _end_articles(self) -> None:
        if self.articles:
            self._write(f"article-{len(self.starts) - 1}", "[" + ",".join(self.articles) + "]")
            self.articles, self.size = [], 0

    def _write(self, name: str, content: str) -> None:
        """JSON in a string of a script: no name in it can mean anything to JavaScript."""
        script = f'plumbline.parts["{name}"] = {_json(content)};\n'
        (self.folder / "data" / f"{name}.js").write_bytes(script.encode("utf-8", "backslashreplace"))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def bucket(word: str, count: int) -> int:
    """The file that holds `word`: FNV-1a over the UTF-16 units of its first two characters, as in words.js."""
    value = 0x811C9DC5
    units = word[:2].encode("utf-16-le", "surrogatepass")
    for at in range(0, len(units), 2):
        value = ((value ^ int.from_bytes(units[at : at + 2], "little")) * 0x01000193) & 0xFFFFFFFF
    return value % count


def _words(text: str) -> set[str]:
    """The words of a text without case and accents; of scripts without spaces each character and each pair."""
    letters = unicodedata.normalize("NFKD", text)
    bare = "".join(sign for sign in letters if unicodedata.category(sign) != "Mn") if not text.isascii() else text
    plain = unicodedata.normalize("NFC", bare).lower()
    found: set[str] = set()
    for word in _WORD.findall(_RUN.sub(r" \g<0> ", plain)):
        if JOINED.match(word):
            found.update(word, (word[at : at + 2] for at in range(len(word) - 1)))
        else:
            found.add(word)
    return found


def _searched(article: Kept) -> str:
    summary = article.summary
    claims = [f"{claim.attribution.speaker or ''}\n{claim.text}" for claim in summary.claims]
    return "\n".join([article.id, summary.document.title, summary.abstract.text, *claims])


def _steps(numbers: Iterable[int]) -> str:
    """Ascending numbers as differences, in base 36."""
    return " ".join(_base36(step) for step in _differences(numbers))


def _differences(numbers: Iterable[int]) -> Iterator[int]:
    last = 0
    for number in numbers:
        yield number - last
        last = number


def _base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


def _row(article: Kept) -> list[Any]:
    summary = article.summary
    beginning = summary.abstract.text[:BEGINNING]
    cut = beginning.rsplit(" ", 1)[0] + " …" if len(summary.abstract.text) > BEGINNING else beginning
    first = article.duplicate_of or ""
    return [article.id, summary.document.title, article.date, cut, len(summary.claims), summary.status.value, first]


def _article(article: Kept) -> dict[str, Any]:
    summary, receipt = article.summary, article.summary.receipt
    return {
        "id": article.id,
        "title": summary.document.title,
        "date": article.date,
        "first": article.duplicate_of or "",
        "status": summary.status.value,
        "language": summary.document.language,
        "read": f"{summary.coverage.read:,} of {summary.coverage.characters:,} characters",
        "abstract": summary.abstract.text,
        "claims": [
            [
                claim.text,
                claim.attribution.speaker or "",
                claim.kind.value,
                numbers(claim.evidence),
                [evidence.exact for evidence in claim.evidence],
            ]
            for claim in summary.claims
        ],
        "withheld": [[one.text, one.reason.value.replace("_", " "), one.detail] for one in summary.withheld],
        "receipt": [
            ["service", receipt.service_version],
            ["backend", receipt.backend],
            ["model", f"{receipt.model.id} {receipt.model.sha256}"],
            ["prompt", f"{receipt.prompt.id} {receipt.prompt.sha256}" if receipt.prompt else ""],
            ["options", receipt.options.model_dump_json()],
            ["seed", str(receipt.seed)],
            ["document", receipt.document_sha256],
            ["libraries", ", ".join(f"{name} {version}" for name, version in sorted(receipt.libraries.items()))],
        ],
    }
