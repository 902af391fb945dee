"""A document that is judged: its tree, walked once, and what rules look up in it by name.

document = Document(tree, names={"{http://www.tei-c.org/ns/1.0}p"}, attributes={"when"})
document.named["{http://www.tei-c.org/ns/1.0}p"]      every <p>, in document order
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from functools import cached_property
from typing import Any

from lxml import etree

Tree = etree._ElementTree
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
Table = Mapping[str, list[etree._Element]]
_STRING = etree.XPath("string()")


def string_value(node: Any) -> str:
    """The string value of a node, as XPath understands it: without comments."""
    return str(node) if isinstance(node, str) else str(_STRING(node))


class Document:
    """One document: `named` elements and those that `bear` an attribute, each in document order."""

    def __init__(self, tree: Tree, names: Iterable[str], attributes: Iterable[str]) -> None:
        self.tree = tree
        self.root = tree.getroot()
        self.named: dict[str, list[etree._Element]] = {name: [] for name in names}
        self.bearing: dict[str, list[etree._Element]] = {name: [] for name in attributes}
        self.makers: dict[str, Callable[[], Table]] = {}
        """How the table of each key (xsl:key) is made, when it is asked for."""
        self.tables: dict[str, Table] = {}
        self._walk() if self.bearing else self._look_up()

    def _walk(self) -> None:
        named, bearing = self.named, self.bearing
        for element in self.root.iter("*"):
            tag = element.tag
            if tag in named:
                named[tag].append(element)
            for name in element.keys():  # noqa: SIM118 - an element iterates over its children
                if name in bearing:
                    bearing[name].append(element)

    def _look_up(self) -> None:
        if self.named:
            for element in self.root.iter(*self.named):
                self.named[element.tag].append(element)

    @cached_property
    def order(self) -> dict[etree._Element, int]:
        """The number of each element in document order."""
        return {element: number for number, element in enumerate(self.root.iter("*"))}

    @cached_property
    def ids(self) -> dict[str, etree._Element]:
        """The elements by their ids; of several with the same id the first."""
        found: dict[str, etree._Element] = {}
        for element in self.root.iter("*"):
            own = element.get(XML_ID)
            if own is not None:
                found.setdefault(own, element)
        return found

    def before(self, name: str, element: etree._Element) -> list[etree._Element]:
        """The elements of a name that end before an element begins (XPath's preceding)."""
        order = self.order
        number = bisect_left(self.named[name], order[element], key=order.__getitem__)
        around = set(element.iterancestors(name))
        return [each for each in self.named[name][:number] if each not in around]

    def key(self, name: str) -> Table:
        """The table of a key. Raises KeyError where none has the name."""
        if name not in self.tables:
            self.tables[name] = self.makers[name]()
        return self.tables[name]


OPENED: ContextVar[Document] = ContextVar("OPENED")
"""The document that is being judged, for the extension functions id() and key()."""
