"""Word processors' files, made here from their XML, and a reading told in lines."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from tei_miasnikov.text.readers import read
from tei_miasnikov.text.reading import Reading
from tei_miasnikov.text.source import decode
from tests.shared import FIXTURES

SHOWN = str.maketrans("\n\t\f\u00a0", "⏎⇥␌␣")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD_NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
ODT_NAMESPACES = (
    f'xmlns:office="{OASIS}:office:1.0" xmlns:text="{OASIS}:text:1.0" xmlns:table="{OASIS}:table:1.0" '
    f'xmlns:draw="{OASIS}:drawing:1.0" xmlns:style="{OASIS}:style:1.0" xmlns:fo="{OASIS}:xsl-fo-compatible:1.0" '
    f'xmlns:svg="{OASIS}:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:math="http://www.w3.org/1998/Math/MathML"'
)
WORD_ROOTS = {
    "word/document.xml": "document",
    "word/styles.xml": "styles",
    "word/numbering.xml": "numbering",
    "word/footnotes.xml": "footnotes",
    "word/endnotes.xml": "endnotes",
    "word/comments.xml": "comments",
    "word/settings.xml": "settings",
    "word/header1.xml": "hdr",
    "word/footer1.xml": "ftr",
}


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of these parts."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in parts.items():
            archive.writestr(zipfile.ZipInfo(path), content)
    return data.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A Word file: its body, and parts by their names (styles, footnotes …) as the XML within their root."""
    inner = {
        "word/document.xml": f"<w:body>{body}</w:body>",
        **{f"word/{name}.xml": xml for name, xml in parts.items()},
    }
    rooted: dict[str, str | bytes] = {
        path: f"<w:{WORD_ROOTS[path]} {WORD_NAMESPACES}>{xml}</w:{WORD_ROOTS[path]}>" for path, xml in inner.items()
    }
    return packed({"[Content_Types].xml": "<Types/>", **rooted})


def flat_odt(body: str, styles: str = "", automatic: str = "", masters: str = "") -> bytes:
    """An OpenDocument text in one XML file."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {ODT_NAMESPACES}>'
        f"<office:styles>{styles}</office:styles>"
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:master-styles>{masters}</office:master-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    ).encode()


def odt(body: str, **parts: str | bytes) -> bytes:
    """An OpenDocument text as a package; `parts` are further ones by their paths."""
    content = flat_odt(body).replace(b"office:document", b"office:document-content")
    mimetype = "application/vnd.oasis.opendocument.text"
    return packed({"mimetype": mimetype, "META-INF/manifest.xml": "<manifest/>", "content.xml": content, **parts})


def read_bytes(data: bytes, name: str) -> Reading:
    return read(decode(data, name))


def told(reading: Reading) -> Iterator[str]:
    """A reading in lines: blocks, beneath each its marks, and at the end the findings."""
    for block in reading.blocks:
        level = str(block.level) if block.form in ("heading", "item") else ""
        quoted = ">" * block.quotation
        note = f" {block.note}" if block.note else ""
        words = block.span.of(reading.text).translate(SHOWN)
        yield f"{block.form}{level}{quoted}{note}: {words}"
        for mark in reading.marks:
            if block.span.contains(mark.span):
                what = mark.get("rend") if mark.element == "hi" else mark.get("target") or ""
                words = mark.span.of(reading.text)
                yield f"    {mark.element} {what}".rstrip() + (f": {words}" if words.strip() else "")
    for finding in reading.findings:
        yield f"! {finding.code}" + (f": {finding.words}" if finding.words else "")


def read_cases(name: str) -> list[tuple[str, str, str]]:
    """The cases of a file under fixtures/readers: title, input, expected lines."""
    text = (Path(FIXTURES) / "readers" / name).read_text(encoding="utf-8")
    cases = re.findall(r"^=== ([^\n]+)\n(.*?)^---\n(.*?)(?=^===|\Z)", text, re.MULTILINE | re.DOTALL)
    return [(title, given, expected.strip("\n")) for title, given, expected in cases]
