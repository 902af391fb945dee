"""LibreOffice: the text of an .odt or .fodt as its XML gives it, paragraphs in order, notes at the end of their series.

    names.py    elements by their usual prefixes
    styles.py   how runs are printed, what paragraphs are, how lists count
    body.py     paragraphs, lists, tables, text boxes, notes
    runs.py     what stands within a paragraph

Tracked changes are read as accepted. What is left out (deletions, comments, running heads, hidden text) stands in the
account under its name, and is told. Source: OpenDocument 1.3 part 3 (schema), chapters 3 to 7 and 14.
"""

from collections.abc import Iterator

from lxml import etree

from tei_miasnikov.errors import SourceError
from tei_miasnikov.text.office.odt.body import Body
from tei_miasnikov.text.office.odt.names import child, name, words_of
from tei_miasnikov.text.office.odt.styles import Styles
from tei_miasnikov.text.office.package import Package
from tei_miasnikov.text.office.stream import Stream
from tei_miasnikov.text.pieces import Piece

RUNNING = {"style:header": "running head", "style:footer": "running foot"}


def read_odt(package: Package) -> Iterator[Piece]:
    """The pieces of an .odt file. Raises SourceError where it is protected, damaged, or no text."""
    manifest = package.part("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise SourceError(f"{package.name}: is protected by a password; save it without one")
    styles = package.tree("styles.xml")
    return _pieces(package.needed("content.xml"), styles, package)


def read_flat(root: etree._Element, name: str) -> Iterator[Piece]:
    """The pieces of an .fodt file. Raises SourceError where it is no text."""
    return _pieces(root, root, name)


def _pieces(content: etree._Element, styles: etree._Element | None, origin: Package | str) -> Iterator[Piece]:
    body = child(content, "office:body")
    document = child(body, "office:text")
    where = origin if isinstance(origin, str) else origin.name
    if document is None:
        found = next((name(one).removeprefix("office:") for one in body), "no text") if body is not None else "no text"
        raise SourceError(f"{where}: is an OpenDocument file of another kind ({found}); save the transcript as text")
    stream = Stream()
    Body(stream, Styles(content, styles), origin if isinstance(origin, Package) else None).read(document)
    for one in styles.iter() if styles is not None else ():
        rule = RUNNING.get(name(one), "")
        words = words_of(one) if rule else ""
        if any(character.isalpha() for character in words):
            hint = "it is printed on every page; say it in header.toml if it matters"
            stream.remark("running-head-left-out", f"a {rule} is left out", words, hint)
        if words:
            stream.aside(words, rule)
    return iter(stream)
