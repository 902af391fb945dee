"""Names of TEI: its namespace, and the small questions that are asked of every element."""

from collections.abc import Iterable, Iterator

from lxml import etree

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
NAMESPACES = {"t": TEI}
"""The prefix of TEI in paths: `element.iterfind("t:p", NAMESPACES)`."""


def tei(name: str) -> str:
    """The qualified name of a TEI element: `tei("p")`."""
    return f"{{{TEI}}}{name}"


def local(element: etree._Element) -> str:
    """The local name of a TEI element; "" for a comment, an instruction or an element of another namespace."""
    tag = element.tag
    return tag[len(TEI) + 2 :] if isinstance(tag, str) and tag.startswith(f"{{{TEI}}}") else ""


def xml_id(element: etree._Element) -> str:
    """The xml:id, "" where there is none."""
    return element.get(f"{{{XML}}}id", "")


def find(element: etree._Element, path: str) -> etree._Element | None:
    """The first element of a path in which TEI has the prefix `t`."""
    return element.find(path, NAMESPACES)


def find_all(element: etree._Element, path: str) -> list[etree._Element]:
    """The elements of a path in which TEI has the prefix `t`."""
    return element.findall(path, NAMESPACES)


def first(elements: Iterable[etree._Element]) -> etree._Element | None:
    """The first of these elements, None where there is none."""
    return next(iter(elements), None)


def iter_named(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The element and its descendants that have one of these TEI names, in document order."""
    return element.iter(*map(tei, names))


def local_ids(pointers: str | None) -> tuple[str, ...]:
    """The ids that the pointers of an attribute name in this file: `#orlov #mazur` gives orlov, mazur."""
    return tuple(pointer[1:] for pointer in (pointers or "").split() if len(pointer) > 1 and pointer[0] == "#")


def language_of(element: etree._Element) -> str:
    """The BCP 47 tag that holds for an element, "" where none is given on the way up."""
    found: etree._Element | None = element
    while found is not None:
        if language := found.get(f"{{{XML}}}lang"):
            return language
        found = found.getparent()
    return ""
