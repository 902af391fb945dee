"""The parts of an XML Schema as XML elements.

xs("element", name="p", type="tei:p")      <xs:element name="p" type="tei:p"/>
"""

from collections.abc import Iterable

from lxml import etree

from tei_miasnikov.odd.documents import Node

XS = "http://www.w3.org/2001/XMLSchema"


def xs(name: str, children: Iterable[Node] = (), /, **attributes: str) -> Node:
    """An element of XML Schema."""
    made = etree.Element(f"{{{XS}}}{name}", attributes)
    made.extend(children)
    return made


def occurring(node: Node, minimum: int, maximum: int | None) -> Node:
    """A particle with its bounds; within a sequence where it bears some already."""
    if (minimum, maximum) == (1, 1):
        return node
    if "minOccurs" in node.attrib or "maxOccurs" in node.attrib:
        node = xs("sequence", [node])
    if minimum != 1:
        node.set("minOccurs", str(minimum))
    if maximum != 1:
        node.set("maxOccurs", "unbounded" if maximum is None else str(maximum))
    return node


def explained(node: Node, words: str) -> Node:
    """A component with what it means, if that is said."""
    if words:
        documentation = xs("documentation")
        documentation.text = words
        node.insert(0, xs("annotation", [documentation]))
    return node
