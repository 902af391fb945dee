"""JSON: the text as one string, and every element of it as an annotation with its offsets.

    {"text": "…", "annotations": [{"start": 0, "end": 65, "element": "text", "parent": null, "attributes": {…}}, …]}

Offsets are code points, half-open. Annotations stand in document order, `parent` is the place of the parent in the
list: so the tree of the texts can be built again from them, comments left aside. TEI elements go by their local
names, others by `{namespace}name`; xml:id and xml:lang with their prefix.
"""

import json
from typing import Any

from lxml import etree

from tei_miasnikov.encoded import Dating, Publication
from tei_miasnikov.encoded.names import XML, local
from tei_miasnikov.exports.dates import iso_date
from tei_miasnikov.exports.material import Export, Material, single
from tei_miasnikov.exports.serial import Serial


def export(material: Material) -> Export:
    """The publication as standoff."""
    written = json.dumps(standoff(material.publication), ensure_ascii=False, indent=1)
    return single(material, ".json", f"{written}\n".encode())


def standoff(publication: Publication) -> dict[str, Any]:
    """Title, language, persons, documents, text and annotations as plain values of JSON."""
    serial = Serial(publication.root)
    places = {element: place for place, element in enumerate(serial.elements)}
    return {
        "title": publication.header.title,
        "language": publication.language,
        "source": _source(publication),
        "persons": [{"id": one.id, "name": one.name, "role": one.role} for one in publication.persons],
        "documents": [_document(document.element, document.date, places) for document in publication.documents],
        "offsets": "code points, half-open",
        "text": serial.text,
        "annotations": [_annotation(element, serial, places) for element in serial.elements],
    }


def _source(publication: Publication) -> dict[str, str] | None:
    source = publication.header.source
    return {"file": source.file, "sha256": source.sha256} if source and (source.file or source.sha256) else None


def _document(element: etree._Element, date: Dating | None, places: dict[etree._Element, int]) -> dict[str, Any]:
    return {"annotation": places[element], "date": iso_date(date)}


def _annotation(element: etree._Element, serial: Serial, places: dict[etree._Element, int]) -> dict[str, Any]:
    span, parent = serial.spans[element], element.getparent()
    return {
        "start": span.start,
        "end": span.end,
        "element": local(element) or str(element.tag),
        "parent": places.get(parent) if parent is not None else None,
        "attributes": {_named(str(name)): str(value) for name, value in element.attrib.items()},
    }


def _named(name: str) -> str:
    return name.replace(f"{{{XML}}}", "xml:")
