"""Readable XPaths: local names, a prefix only where the namespace changes, a number only among namesakes.

tei:TEI/text/body/div[2]/p[3]
"""

from lxml import etree

from tei_miasnikov.validation.quoting import local, namespace

PREFIXES = {
    "http://www.tei-c.org/ns/1.0": "tei:",
    "http://www.tei-c.org/ns/Examples": "egx:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
    "http://www.w3.org/1998/Math/MathML": "mml:",
    "http://www.w3.org/2000/svg": "svg:",
    "http://www.w3.org/2001/XInclude": "xi:",
    "http://relaxng.org/ns/structure/1.0": "rng:",
    "": "",
}


class Trail:
    """The XPaths of one document; the numbers of children are counted once a parent."""

    def __init__(self) -> None:
        self._numbers: dict[etree._Element, dict[etree._Element, str]] = {}

    def of(self, element: etree._Element) -> str:
        """The path of an element from the root."""
        steps = []
        node: etree._Element | None = element
        while node is not None:
            parent = node.getparent()
            steps.append(_name(node, parent) + self._number(node, parent))
            node = parent
        return "/".join(reversed(steps))

    def _number(self, element: etree._Element, parent: etree._Element | None) -> str:
        if parent is None:
            return ""
        if parent not in self._numbers:
            self._numbers[parent] = _count(parent)
        return self._numbers[parent].get(element, "")


def _count(parent: etree._Element) -> dict[etree._Element, str]:
    namesakes: dict[str, list[etree._Element]] = {}
    for child in parent.iterchildren("*"):
        namesakes.setdefault(str(child.tag), []).append(child)
    many = [children for children in namesakes.values() if len(children) > 1]
    return {child: f"[{number}]" for children in many for number, child in enumerate(children, 1)}


def _name(element: etree._Element, parent: etree._Element | None) -> str:
    tag = str(element.tag)
    space = namespace(tag)
    if parent is not None and namespace(str(parent.tag)) == space:
        return local(tag)
    prefix = f"{element.prefix}:" if element.prefix else f"Q{{{space}}}"
    return PREFIXES.get(space, prefix) + local(tag)
