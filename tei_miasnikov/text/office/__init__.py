"""Word processors' files, as pieces (text/pieces.py) in the order of the text.

    package.py      the zip archive, unpacked within bounds
    stream.py       what both formats say of a place: runs, blocks, notes and remarks, put together
    docx/  odt/     the two formats

The file's content says what it is, whatever its name.
"""

from collections.abc import Iterator

from tei_miasnikov.errors import SourceError
from tei_miasnikov.text.foreign import is_flat
from tei_miasnikov.text.office.package import Package, parse_part
from tei_miasnikov.text.pieces import Piece

OTHERS = (
    ("xl/workbook.xml", "is a spreadsheet (.xlsx); save the transcript as text"),
    ("ppt/presentation.xml", "are slides (.pptx); save their text as .docx"),
    ("META-INF/container.xml", "is an e-book (.epub); unpack it and name the pages in it (.xhtml)"),
    ("Index/Document.iwa", "is a Pages document; export it as .docx"),
    ("word/document.bin", "is a binary Word file; save it as .docx"),
)
"""Other packages, by a part that they have."""


def read_office(data: bytes, name: str) -> Iterator[Piece]:
    """The pieces of a .docx, .odt or .fodt file.

    Raises SourceError, in one line, where it is another file, damaged, protected, or too large to be a transcript.
    """
    if is_flat(data):
        from tei_miasnikov.text.office.odt import read_flat

        return read_flat(parse_part(data, name, "office:document"), name)
    package = Package(data, name)
    if "word/document.xml" in package.paths or _is_word(package):
        from tei_miasnikov.text.office.docx import read_docx

        return read_docx(package)
    if "content.xml" in package.paths:
        from tei_miasnikov.text.office.odt import read_odt

        return read_odt(package)
    raise SourceError(f"{name}: {_what_else(package)}")


def _is_word(package: Package) -> bool:
    """Whether parts of a Word file are here, though the document may be missing."""
    return any(path.startswith("word/") for path in package.paths) and "word/document.bin" not in package.paths


def _what_else(package: Package) -> str:
    found = next((words for path, words in OTHERS if path in package.paths), "")
    first = ", ".join(sorted(package.paths)[:3])
    return found or f"is a zip archive ({first} …), no Word or LibreOffice document; unpack it and name the transcript"
