"""Elements of the formats' own namespaces, made one by one; None is left out, lists are opened.

ead = elements_in("http://ead3.archivists.org/schema/")
ead("unitdate", "January 18 1945", normal="1945-01-18")
"""

from collections.abc import Iterable, Mapping
from typing import Protocol

from lxml import etree

Content = etree._Element | str | None


class Maker(Protocol):
    """Makes an element with this local name, content and attributes; attributes that are empty are left out."""

    def __call__(self, name: str, /, *content: Content | Iterable[Content], **values: str) -> etree._Element: ...  # noqa: D102


def elements_in(namespace: str, prefixes: Mapping[str | None, str] | None = None) -> Maker:
    """A maker of elements in a namespace; `prefixes` are declared on each element that does not inherit them.

    A keyword ending in _ loses it (`from_`), one that begins with xml_ or xlink_ is in that namespace.
    """
    declared = {None: namespace} if prefixes is None else dict(prefixes)

    def make(name: str, /, *content: Content | Iterable[Content], **values: str) -> etree._Element:
        made = etree.Element(f"{{{namespace}}}{name}" if namespace else name, nsmap=declared)  # type: ignore[arg-type]
        for key, value in values.items():
            if value:
                made.set(_qualified(key), value)
        for part in content:
            _add(made, part)
        return made

    return make


NAMESPACES = {
    "xml_": "http://www.w3.org/XML/1998/namespace",
    "xlink_": "http://www.w3.org/1999/xlink",
    "xsi_": "http://www.w3.org/2001/XMLSchema-instance",
}


def _qualified(key: str) -> str:
    for prefix, namespace in NAMESPACES.items():
        if key.startswith(prefix):
            return f"{{{namespace}}}{key.removeprefix(prefix)}"
    return key.rstrip("_")


def _add(made: etree._Element, part: Content | Iterable[Content]) -> None:
    if isinstance(part, str):
        if not part:
            return
        if len(made):
            made[-1].tail = (made[-1].tail or "") + part
        else:
            made.text = (made.text or "") + part
    elif isinstance(part, etree._Element):
        made.append(part)
    elif part is not None:
        for one in part:
            _add(made, one)


def serialize(root: etree._Element) -> bytes:
    """The file of a tree, indented where elements alone stand, so that no space comes into running text."""
    indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def indent(element: etree._Element, margin: str = "\n") -> None:
    """Put each child on a line of its own where elements alone stand; `margin` is the line end and the space before."""
    texts = (element.text, *(child.tail for child in element))
    if not len(element) or any(text and text.strip() for text in texts):
        return
    element.text = margin + "  "
    for child in element:
        child.tail = margin + "  "
        indent(child, margin + "  ")
    element[-1].tail = margin
