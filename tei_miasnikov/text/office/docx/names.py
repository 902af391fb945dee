"""Names: the elements of a Word file by the usual prefix of their namespace, transitional or strict.

    w:p, m:t, mc:AlternateContent …

Source: ECMA-376 parts 1 and 4 (WordprocessingML, strict and transitional).
"""

from functools import lru_cache

from lxml import etree

MAIN = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
PREFIXES = {
    **dict.fromkeys(MAIN, "w"),
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
    "http://purl.oclc.org/ooxml/drawingml/picture": "pic",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}


@lru_cache(maxsize=4096)
def _short(tag: str) -> str:
    namespace, _, local = tag.rpartition("}")
    return f"{PREFIXES.get(namespace.lstrip('{'), '?')}:{local}"


def name(element: etree._Element) -> str:
    """An element's name with its prefix; of a comment or instruction nothing."""
    return _short(element.tag) if isinstance(element.tag, str) else ""


def attribute(element: etree._Element | None, wanted: str) -> str:
    """An attribute by its local name, "" where it is missing."""
    if element is None:
        return ""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == wanted:
            return str(value)
    return ""


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child of this name, and of it the first of the next name …"""
    for step in path:
        element = None if element is None else next((one for one in element if name(one) == step), None)
    return element


def value(element: etree._Element | None, *path: str) -> str | None:
    """The `val` of a property, None where the property is missing."""
    found = child(element, *path)
    return None if found is None else attribute(found, "val")


def is_on(element: etree._Element | None, wanted: str) -> bool | None:
    """Whether a toggle property is on, None where nothing is said."""
    said = value(element, wanted)
    return None if said is None else said not in ("0", "false", "off", "none")
