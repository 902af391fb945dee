"""Slices: where in the file each element stands, so that a passage can be shown as it was encoded.

    <p>One</p><p>Two</p>          the second p: bytes 10 to 20

Offsets are of bytes in UTF-8, half-open. A file that two parsers count differently has no slices at all.
"""

import re
from collections.abc import Mapping
from xml.parsers import expat

from lxml import etree

START_TAG = re.compile(rb"""<[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>""")
Slice = tuple[int, int]


def find_slices(data: bytes, root: etree._Element) -> Mapping[etree._Element, Slice]:
    """The slice of each element of a file in UTF-8, whose tree is `root`."""
    slices = _iter_slices(data)
    elements = list(root.iter("*"))
    return dict(zip(elements, slices, strict=True)) if len(slices) == len(elements) else {}


def _iter_slices(data: bytes) -> list[Slice]:
    """The slices in the order of the start tags; none where expat stops."""
    found: list[Slice] = []
    open_elements: list[int] = []
    parser = expat.ParserCreate("utf-8")
    parser.UseForeignDTD(True)  # noqa: FBT003 - entities that nobody declares are passed over
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def start(_name: str, _attributes: object) -> None:
        open_elements.append(len(found))
        found.append((parser.CurrentByteIndex, parser.CurrentByteIndex))

    def end(_name: str) -> None:
        number = open_elements.pop()
        first, last = found[number][0], parser.CurrentByteIndex
        tag = START_TAG.match(data, last)
        found[number] = (first, tag.end() if tag else last)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(data, True)  # noqa: FBT003 - this is all
    except expat.ExpatError:
        return []
    return found
