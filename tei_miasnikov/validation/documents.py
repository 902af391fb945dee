"""Documents to be judged: parsed without harm, or findings that say why not.

    tree, findings = parse_document("speech.xml")      no tree where the file is not well-formed

Entities declared in the file are expanded within libxml2's bounds; nothing outside the file is read, nothing fetched.
"""

from pathlib import Path

from lxml import etree

from tei_miasnikov.errors import SourceError
from tei_miasnikov.findings import Finding
from tei_miasnikov.parsing import safe_parser

Tree = etree._ElementTree
Elements = list[etree._Element]
"""All elements of a document, in its order. lxml makes a Python object of each only while somebody holds it, so those
who hold the list save the others the making: a fifth of the time for a file of 7 MB."""
TEI = "http://www.tei-c.org/ns/1.0"


def line_of(element: etree._Element) -> int:
    """The line on which an element's start tag ends, 0 where it is not known."""
    line: int | None = getattr(element, "sourceline", None)
    return line or 0


def elements_of(tree: Tree) -> Elements:
    """All elements of the document."""
    return list(tree.iter("*"))


def read_document(path: str | Path) -> bytes:
    """The bytes of a file. Raises SourceError where it can't be read."""
    file = Path(path)
    try:
        if file.is_dir():
            raise SourceError(f"{path}: is a folder")
        if file.exists() and not (file.is_file() or file.is_fifo()):
            raise SourceError(f"{path}: is no file")
        return file.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: {(error.strerror or 'cannot be read').lower()}") from None
    except ValueError:
        raise SourceError(f"{str(path)!r}: no file can have this name") from None


def parse_document(path: str | Path) -> tuple[Tree | None, list[Finding]]:
    """The tree of a file, None where it is not well-formed, and what is wrong then. Raises SourceError."""
    return parse_bytes(read_document(path), str(path))


def parse_bytes(data: bytes, path: str) -> tuple[Tree | None, list[Finding]]:
    """The tree of a document, None where it is not well-formed, and what is wrong then."""
    try:
        return etree.ElementTree(etree.fromstring(data, safe_parser())), []
    except etree.XMLSyntaxError as error:
        from tei_miasnikov.validation.malformed import find_malformed  # most documents are well-formed

        return None, find_malformed(data, path, error)
