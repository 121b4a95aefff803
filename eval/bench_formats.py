"""Our own articles in every format: whose text comes out as it went in, and what becomes of files that are broken.

Each reference is rendered in each format (`eval.renderings`) and read back. A text is exact when it equals that of the
plain text to the character, headings and paragraphs included; where it does not, the abstracts are compared. Then files
that no reader can use, and how each is reported.

    python -m eval.bench_formats
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from contextlib import suppress
from pathlib import Path

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from eval.renderings import RENDERINGS, parts_of_file
from service.core.document import Document
from service.core.errors import InputError
from service.core.receipt import Options
from service.engine import Engine
from service.ingest.media import DOCX, HTML, MARKDOWN, PDF
from service.settings import Settings

REFERENCES = Path(__file__).parent / "references"
NAMES = {MARKDOWN: "a.md"}


def shape(document: Document) -> list[tuple[int, int]]:
    return [(len(section.headings), len(section.paragraphs)) for section in document.sections]


def read_back(engine: Engine) -> None:
    """A line for each format."""
    paths = sorted(REFERENCES.glob("*.txt"))
    whole = {path: engine.read(path.read_bytes()) for path in paths}
    print(f"{'format':74}files  exact text  same abstract  differ")
    for kind, render in RENDERINGS.items():
        exact, abstracts, differ = 0, 0, []
        for path in paths:
            document = engine.read(render(parts_of_file(path)), name=NAMES.get(kind, ""))
            same = document.text == whole[path].text and shape(document) == shape(whole[path])
            exact += same
            equal = same or abstract(engine, document) == abstract(engine, whole[path])
            abstracts += equal
            if not same:
                differ.append(path.stem)
        print(f"{kind:74}{len(paths):>5}  {exact:>10}  {abstracts:>13}  {', '.join(differ)}", flush=True)


def abstract(engine: Engine, document: Document) -> str:
    """Empty when there is none."""
    with suppress(InputError):
        return engine.summarize(document, Options()).abstract.text
    return ""


def broken() -> dict[str, bytes]:
    """Files that cannot be used, by what is wrong with them."""
    parts = parts_of_file(REFERENCES / "party-conference.txt")
    made = {kind: render(parts) for kind, render in RENDERINGS.items()}
    half = {f"{kind.rpartition('.')[2]}, cut in half": data[: len(data) // 2] for kind, data in made.items()}
    return half | {
        "PDF with a password": _encrypted(),
        "PDF of pictures": _scanned(),
        "PDF of 3,000 pages": _pages(3_000),
        "DOCX of 2 GB when unpacked": _bomb(),
        "DOCX with an external entity": _with_entity(made[DOCX]),
        "HTML of 200,000 open tags": b"<!DOCTYPE html><html><body>" + b"<div>" * 200_000,
        "a zip of texts": _zip({"a.txt": b"A text."}),
        "a PNG called .txt": b"\x89PNG\r\n\x1a\n" + bytes(100),
        "a PDF called .docx": made[PDF],
        "HTML called .txt": made[HTML],
        "nothing": b"",
    }


def _encrypted() -> bytes:
    buffer = io.BytesIO()
    drawn = canvas.Canvas(buffer, pagesize=A4, encrypt="secret")
    drawn.drawString(72, 720, "The council met on Monday.")
    drawn.save()
    return buffer.getvalue()


def _scanned() -> bytes:
    buffer = io.BytesIO()
    drawn = canvas.Canvas(buffer, pagesize=A4)
    drawn.drawInlineImage(Image.new("L", (200, 200), 255), 72, 400)
    drawn.save()
    return buffer.getvalue()


def _pages(count: int) -> bytes:
    buffer = io.BytesIO()
    drawn = canvas.Canvas(buffer, pagesize=A4)
    for number in range(count):
        drawn.drawString(72, 720, f"Page {number} of a long report.")
        drawn.showPage()
    drawn.save()
    return buffer.getvalue()


def _zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _bomb() -> bytes:
    """Ten members of 200 MB that are all zeros."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ["word/document.xml", *(f"word/media/{number}" for number in range(9))]:
            with archive.open(name, "w", force_zip64=True) as member:
                for _ in range(200):
                    member.write(bytes(1_000_000))
    return buffer.getvalue()


def _with_entity(docx: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    entity = b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>"
    head, mark, rest = members["word/document.xml"].partition(b"?>")
    members["word/document.xml"] = head + mark + entity + rest.replace(b"<w:t>", b"<w:t>&b;", 1)
    return _zip(members)


def refuse(engine: Engine) -> None:
    """A line for each broken file."""
    counts: Counter[str] = Counter()
    for what, data in broken().items():
        try:
            document = engine.read(data, name="a" + ("." + what.rpartition(".")[2] if " called ." in what else ""))
        except InputError as error:
            told = f"{error.status} {error.code}: {error.detail}"
            counts[error.code] += 1
        else:
            told = f"read as {document.media_type}, {len(document.text):,} characters"
            counts["read"] += 1
        print(f"{what:40}{told}", flush=True)
    print(", ".join(f"{name} {count}" for name, count in counts.most_common()))


def main() -> None:
    engine = Engine(Settings())
    read_back(engine)
    print()
    refuse(engine)


if __name__ == "__main__":
    main()
