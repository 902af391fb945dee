"""The elements of a grammar as nodes, and the scopes in which definitions have their names (section 4.18).

    <define name="p" ns="urn:x"><ref name="q"/></define>      Node define, namespace urn:x; below it Node ref

What a node inherits (`ns`, `datatypeLibrary`, the grammar around it) is written on it.
"""

from collections.abc import Mapping

from lxml import etree

from tei_miasnikov.errors import SchemaError
from tei_miasnikov.relaxng.datatypes import BLANK, Namespaces


class Scope:
    """The definitions of one grammar, each combined into one node; `parent` is the grammar around it.

    `leaves` are the nodes with nothing below them: those that say the same are one, since there are very many refs.
    """

    __slots__ = ("definitions", "leaves", "parent")

    def __init__(self, parent: "Scope | None") -> None:
        self.parent = parent
        self.definitions: dict[str, Node] = {}
        self.leaves: dict[object, Node] = {}

    def find(self, node: "Node") -> "Node":
        """The definition that a ref or parentRef names. Raises SchemaError where there is none (section 4.18)."""
        scope = self.parent if node.kind == "parentRef" else self
        found = scope.definitions.get(node.name) if scope is not None else None
        if found is None:
            raise broken(node.place, f"{node.kind} names {node.name!r}, which is not defined")
        return found

    def dissolve(self) -> None:
        """Lets go of the nodes: they hold each other in circles, and would wait for the garbage collector."""
        for leaf in self.leaves.values():
            leaf.children.clear()
        self.leaves.clear()
        self.definitions.clear()


_NONE: Mapping[str, str] = {}


class Node:
    """One element of a grammar.

    `kind` is its name, made narrower where the place does so ("choice of names", "element name"); `scope` is the
    grammar whose definitions it names; `children` are filled in as the grammar is read.
    """

    __slots__ = ("attributes", "children", "element", "kind", "library", "namespace", "scope")

    def __init__(self, kind: str, element: etree._Element, namespace: str, library: str, scope: Scope) -> None:
        self.kind, self.element, self.namespace, self.library, self.scope = kind, element, namespace, library, scope
        items = element.items()
        self.attributes: Mapping[str, str] = dict(items) if items else _NONE  # type: ignore[arg-type]  # bytes, say the stubs
        self.children: list[Node] = []

    @property
    def place(self) -> str:
        """`file:line`, for messages."""
        return place_of(self.element)

    @property
    def text(self) -> str:
        """The whole of its text, comments left out."""
        return (self.element.text or "") + "".join([child.tail or "" for child in self.element])

    @property
    def name(self) -> str:
        """The `name` attribute, empty where there is none."""
        return self.attributes.get("name", "").strip(BLANK)

    @property
    def namespaces(self) -> Namespaces:
        """The prefixes in force here."""
        return {**self.element.nsmap, None: self.namespace}


def place_of(element: etree._Element) -> str:
    """`file:line` of an element of a grammar."""
    return f"{element.getroottree().docinfo.URL or 'grammar'}:{element.sourceline or 0}"


def broken(place: str, reason: str) -> SchemaError:
    """The error for a grammar that breaks a rule at that place."""
    return SchemaError(f"{place}: {reason}")
