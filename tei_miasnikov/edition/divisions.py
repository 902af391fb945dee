"""Divisions: texts, parts and documents, and their heads.

<div type="document" n="2"><head>2. Record …</head>          an article with a heading, behind it its facts
"""

from tei_miasnikov.edition.identifiers import DIVISIONS
from tei_miasnikov.edition.volume import notes_title
from tei_miasnikov.edition.writer import MANY, Element, Writer, size
from tei_miasnikov.encoded import Document
from tei_miasnikov.encoded.names import local

HEADED = DIVISIONS | {"text", "front", "body", "back", "group", "titlePage", "listBibl"}


def write_division(writer: Writer, element: Element) -> None:
    """A division; a document where the file says that it is one."""
    document = writer.volume.documents.get(element)
    is_notes = element.get("type", "").startswith("note")
    kind = "document" if document else "notes" if is_notes else "division"
    is_leaf = len(element) <= MANY and not any(local(one) in DIVISIONS for one in element.iterdescendants("{*}*"))
    facets = _facets(document) if document else {}
    tag = "article" if document else "section"
    writer.html.start(tag, **writer.attributes(element, kind, *(["leaf", size(element)] if is_leaf else [])) | facets)
    if document:
        _link(writer, element)
    writer.depth += 1
    if _first_head(element) is None and (document or is_notes):
        _added_head(writer, element, document.title if document else notes_title(writer.volume, element))
    writer.in_runs(element)
    writer.depth -= 1
    writer.html.end()


def write_text(writer: Writer, element: Element) -> None:
    """A text; an article where it is a document as a whole."""
    document = writer.volume.documents.get(element)
    if document is None:
        writer.wrap(element, "div")
        return
    writer.html.start("article", **writer.attributes(element, "document", "whole") | _facets(document))
    _link(writer, element)
    if element in writer.facts:
        writer.html.markup(writer.facts[element])
    writer.content(element)
    writer.html.end()


def write_part(writer: Writer, element: Element) -> None:
    """Front, body, back: their children in runs where there are many."""
    writer.html.start("div", **writer.attributes(element, local(element)))
    writer.in_runs(element)
    writer.html.end()


def write_head(writer: Writer, element: Element) -> None:
    """A heading; the second head of a division, and that of a list or figure, is a caption."""
    parent = element.getparent()
    if parent is None or local(parent) not in HEADED:
        writer.wrap(element, "div" if writer.volume.layout.is_block(element) else "", "caption")
        return
    if _first_head(parent) is not element:
        writer.wrap(element, "p", "subhead")
        return
    writer.wrap(element, writer.heading, "head")
    if parent in writer.facts and local(parent) != "text":
        writer.html.markup(writer.facts[parent])


def _link(writer: Writer, element: Element) -> None:
    """The permanent link of a document."""
    own = writer.volume.addresses.nearest(element)
    writer.html.point("a", class_="permalink", href=f"#{own}", aria_label="Document", **writer.sources(element))


def _first_head(element: Element) -> Element | None:
    return next((child for child in element if local(child) == "head"), None)


def _added_head(writer: Writer, element: Element, title: str) -> None:
    writer.html.start("div", data_added="")
    writer.html.start(writer.heading, class_="head")
    writer.html.text(title or "Document")
    writer.html.end()
    writer.html.end()
    if element in writer.facts:
        writer.html.markup(writer.facts[element])


def _facets(document: Document) -> dict[str, str | None]:
    """What a search can be narrowed by."""
    return {
        "data_title": document.title or document.head or "Text",
        "data_number": document.number or None,
        "data_kind": document.subtype or document.type or None,
        "data_date": (document.date.earliest or document.date.latest if document.date else "") or None,
    }
