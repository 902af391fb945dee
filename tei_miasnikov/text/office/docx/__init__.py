"""Word: the text of a .docx as its parts give it, paragraphs in order, notes at the end of their series.

    names.py      elements by their usual prefixes
    styles.py     what a paragraph is, how a run is printed
    numbering.py  the numbers that Word prints by itself
    notes.py      footnotes and endnotes: their numbers, their keys, where a series ends
    body.py       paragraphs, tables, text boxes
    runs.py       what stands within a paragraph

Tracked changes are read as accepted. What is left out (deletions, comments, running heads, hidden text, field codes)
stands in the account under its name, and is told. Source: ECMA-376 part 1, 17 (WordprocessingML).
"""

from collections.abc import Iterator

from lxml import etree

from tei_miasnikov.text.office.docx.body import Body
from tei_miasnikov.text.office.docx.names import attribute, name
from tei_miasnikov.text.office.docx.notes import Notes
from tei_miasnikov.text.office.docx.numbering import Numbering
from tei_miasnikov.text.office.docx.runs import Parts
from tei_miasnikov.text.office.docx.styles import Styles
from tei_miasnikov.text.office.package import Package
from tei_miasnikov.text.office.stream import Stream
from tei_miasnikov.text.pieces import Piece

RUNNING = {"header": "running head", "footer": "running foot"}


def read_docx(package: Package) -> Iterator[Piece]:
    """The pieces of a Word file. Raises SourceError where its parts can't be read."""
    root = package.needed("word/document.xml")
    stream = Stream()
    parts = Parts(
        Styles(package.tree("word/styles.xml")),
        Numbering(package.tree("word/numbering.xml")),
        _links(package),
        _comments(package),
    )
    notes = Notes(
        root,
        {"footnote": package.tree("word/footnotes.xml"), "endnote": package.tree("word/endnotes.xml")},
        package.tree("word/settings.xml"),
    )
    body = Body(stream, parts, notes)
    body.read(root)
    _tell_asides(package, stream, parts)
    return iter(stream)


def _links(package: Package) -> dict[str, str]:
    """The addresses of external links by their ids."""
    root = package.tree("word/_rels/document.xml.rels")
    found = [] if root is None else [one for one in root if attribute(one, "TargetMode") == "External"]
    return {attribute(one, "Id"): attribute(one, "Target") for one in found}


def _comments(package: Package) -> dict[str, tuple[str, str]]:
    """Who wrote each comment, and its words."""
    root = package.tree("word/comments.xml")
    found = [] if root is None else [one for one in root if name(one) == "w:comment"]
    return {attribute(one, "id"): (attribute(one, "author"), words_of(one)) for one in found}


def words_of(element: etree._Element) -> str:
    """The words of a part outside of the text, a paragraph a line."""
    lines: list[str] = []
    for one in element.iter():
        if name(one) == "w:p":
            lines.append("")
        elif name(one) in ("w:t", "w:delText", "m:t") and lines:
            lines[-1] += one.text or ""
        elif name(one) in ("w:tab", "w:br") and lines and name(one.getparent() or one) == "w:r":
            lines[-1] += " "
    return "\n".join(line for line in lines if line)


def _tell_asides(package: Package, stream: Stream, parts: Parts) -> None:
    """Comments, running heads and feet, and macros: left out, and told."""
    for _, words in parts.comments.values():
        stream.aside(words, "comment")
    told: set[str] = set()
    for path in sorted(package.paths):
        rule = next((rule for start, rule in RUNNING.items() if path.startswith(f"word/{start}")), "")
        root = package.tree(path) if rule and path.endswith(".xml") else None
        words = words_of(root) if root is not None else ""
        if any(character.isalpha() for character in words) and words not in told:
            hint = "it is printed on every page; say it in header.toml if it matters"
            stream.remark("running-head-left-out", f"a {rule} is left out", words, hint)
        told.add(words)
        if words:
            stream.aside(words, rule)
    if "word/vbaProject.bin" in package.paths:
        stream.remark("macros-left-out", "the file holds macros; they are left out", "", "no text stands in them")
