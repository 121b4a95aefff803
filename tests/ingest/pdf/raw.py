"""PDFs written object by object, for what a library does not write."""

from __future__ import annotations

from collections.abc import Sequence

FIRST = 33  # the code of a font's first letter
ADVANCE = 600  # of each letter, in thousandths of its size


def built(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of objects, of which the first is the catalogue."""
    data = b"%PDF-1.7\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    end = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def page_of(content: bytes, *fonts: bytes, page: bytes = b"/MediaBox [0 0 595 842]", trailer: bytes = b"") -> bytes:
    """A PDF of one page; `fonts` are objects, from number 5 on, the first of which is /F1."""
    return built(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R %s /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>" % page,
            stream(content),
            *fonts,
        ],
        trailer,
    )


def lettered(rows: Sequence[str]) -> bytes:
    """A page with `rows` as they are to stand, from left to right, in a font that says which letters it shows.

    For scripts that no font of ReportLab has; the glyphs are those of other letters.
    """
    letters = sorted(set("".join(rows)))
    codes = {letter: FIRST + index for index, letter in enumerate(letters)}
    content = b"BT /F1 10 Tf 72 760 Td 14 TL\n" + b"".join(
        b"<%s> Tj T*\n" % bytes(codes[letter] for letter in row).hex().encode() for row in rows
    )
    mapping = "\n".join(f"<{codes[letter]:02x}> <{letter.encode('utf-16-be').hex()}>" for letter in letters)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Letters def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(letters)} beginbfchar\n{mapping}\nendbfchar\n"
        "endcmap end end"
    )
    widths = b" ".join([b"%d" % ADVANCE] * len(letters))
    font = b"<< /Type /Font /Subtype /TrueType /BaseFont /Letters /FirstChar %d /LastChar %d /Widths [%s]" % (
        FIRST,
        FIRST + len(letters) - 1,
        widths,
    )
    return page_of(content + b"ET", font + b" /ToUnicode 6 0 R >>", stream(cmap.encode()))


def unlettered(codes: Sequence[int]) -> bytes:
    """A page in a font that does not say which letters its glyphs are."""
    content = b"BT /F1 10 Tf 72 760 Td <%s> Tj ET" % b"".join(b"%04x" % code for code in codes)
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Nameless /Encoding /Identity-H /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Nameless /DW 600 /FontDescriptor 7 0 R "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        b"<< /Type /FontDescriptor /FontName /Nameless /Flags 4 /FontBBox [0 -200 1000 800] /ItalicAngle 0 "
        b"/Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
    )
    return page_of(content, *font)
