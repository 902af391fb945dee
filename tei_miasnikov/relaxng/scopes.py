"""Grammars and their definitions: include, externalRef, div, combine, nesting (sections 4.6, 4.7, 4.11, 4.17, 4.18).

A Scope is what one `grammar` element defines; every Node knows the scope in which it stands.

    <include href="tei.rng"><define name="p">..</define></include>     all of tei.rng's definitions, p replaced
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from tei_miasnikov.relaxng.sources import Sources
from tei_miasnikov.relaxng.syntax import (
    Node,
    broken,
    check,
    check_texts,
    children_of,
    is_pattern,
    kind_here,
    kind_of,
    place_of,
)

START = ""
"""The name under which a scope keeps what its `start` elements say; no definition can bear it."""

DEEPEST = 40
"""So many files may stand one inside the other."""
MOST = 1000
"""So many files may be read for one grammar, counted each time."""


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """The definitions of one grammar, each combined into one Node; `parent` is the grammar around it."""

    parent: "Scope | None"
    definitions: dict[str, Node] = field(default_factory=dict)

    def find(self, node: Node) -> Node:
        """The definition that a ref or parentRef names. Raises SchemaError where there is none (section 4.18)."""
        scope = self.parent if node.kind == "parentRef" else self
        found = scope.definitions.get(node.name) if scope is not None else None
        if found is None:
            raise broken(node.place, f"{node.kind} names {node.name!r}, which is not defined")
        return found


def read_nodes(root: etree._Element, sources: Sources) -> Node:
    """The grammar as nodes, what it names in other files put in its place.

    Raises SchemaError, with the place, for anything that sections 3 and 4.1 to 4.17 forbid.
    """
    check_texts(root)
    outermost = Scope(None)
    return _Reader(sources, (), []).read(_new_node(kind_of(root), root, Node("start", root, "", "", outermost, []), 0))


def _new_node(name: str, element: etree._Element, parent: Node, index: int) -> Node:
    kind = kind_here(name, element, parent.kind, index)
    namespace, library = element.get("ns"), element.get("datatypeLibrary")
    scope = Scope(parent.scope) if kind == "grammar" else parent.scope
    return Node(
        kind,
        element,
        parent.namespace if namespace is None else namespace,
        parent.library if library is None else library.strip(),
        scope,
        [],
    )


class _Reader:
    """Reads one file; `inside` are the files that are being read around it, `opened` all those opened so far."""

    def __init__(self, sources: Sources, inside: tuple[str, ...], opened: list[str]) -> None:
        self.sources, self.inside, self.opened = sources, inside, opened

    def read(self, top: Node) -> Node:
        grammars, waiting = [], [top]
        while waiting:
            node = waiting.pop()
            children = children_of(node.element)
            check(node.element, node.kind, children)
            if node.kind == "externalRef":
                node.children.append(self.external(node))
                continue
            if children:
                node.children.extend([_new_node(name, child, node, at) for at, (name, child) in enumerate(children)])
                waiting += node.children
            if node.kind == "grammar":
                grammars.append(node)
        for grammar in grammars:
            _define(grammar.scope, self.components(grammar))
        return top

    def external(self, node: Node) -> Node:
        """What an externalRef stands for (section 4.6)."""
        root, reader = self.open(node)
        if not is_pattern(root):
            raise broken(place_of(root), "a file named by externalRef holds a pattern")
        check_texts(root)
        top = _new_node(kind_of(root), root, Node("start", root, node.namespace, "", node.scope, []), 0)
        return reader.read(top)

    def included(self, node: Node) -> Node:
        """The grammar that an include names; its definitions belong to the including one (section 4.7)."""
        root, reader = self.open(node)
        top = Node(kind_of(root), root, root.get("ns", node.namespace), "", node.scope, [])
        if top.kind != "grammar":
            raise broken(place_of(root), "a file named by include holds a grammar")
        return reader.read_included(top)

    def read_included(self, top: Node) -> Node:
        check_texts(top.element)
        library = top.element.get("datatypeLibrary", "").strip()
        children = children_of(top.element)
        check(top.element, top.kind, children)
        parent = Node("grammar", top.element, top.namespace, library, top.scope, [])
        for index, (name, child) in enumerate(children):
            parent.children.append(self.read(_new_node(name, child, parent, index)))
        return Node("include div", top.element, top.namespace, library, top.scope, list(self.components(parent)))

    def open(self, node: Node) -> "tuple[etree._Element, _Reader]":
        href, base = node.element.get("href", "").strip(), node.element.base or ""
        root = self.sources.read(href, base)
        url = root.getroottree().docinfo.URL or ""
        if url in self.inside or url == node.element.getroottree().docinfo.URL:
            raise broken(node.place, f"{href} holds itself")
        self.opened.append(url)
        if len(self.inside) >= DEEPEST or len(self.opened) > MOST:
            raise broken(node.place, f"more than {DEEPEST} files one inside the other, or more than {MOST} in all")
        return root, _Reader(self.sources, (*self.inside, url), self.opened)

    def components(self, node: Node) -> Iterator[Node]:
        """The `start` and `define` elements of a grammar, those of its divs and included files too."""
        for child in node.children:
            if child.kind.endswith("div"):
                yield from self.components(child)
            elif child.kind == "include":
                yield from self.overridden(child)
            else:
                yield child

    def overridden(self, include: Node) -> Iterator[Node]:
        """The components of an included grammar, those replaced that the include defines itself."""
        new = list(self.components(include))
        old = list(self.included(include).children)
        replaced = {component.name for component in new}
        for missing in replaced - {component.name for component in old}:
            said = f"{missing!r}" if missing else "a start"
            raise broken(include.place, f"the include replaces {said}, which the included grammar does not define")
        yield from (component for component in old if component.name not in replaced)
        yield from new


def _define(scope: Scope, components: Iterable[Node]) -> None:
    """Puts the components into the scope, those of one name combined (section 4.17)."""
    named: dict[str, list[Node]] = {}
    for component in components:
        named.setdefault(component.name, []).append(component)
    scope.definitions.update({name: _combined(same) for name, same in named.items()})


def _combined(same: list[Node]) -> Node:
    methods = {method.strip() for node in same if (method := node.element.get("combine")) is not None}
    without = [node for node in same if node.element.get("combine") is None]
    said = f"{same[0].kind} {same[0].name}".strip()
    if len(methods) > 1:
        raise broken(same[-1].place, f"{said} is combined both by choice and by interleave")
    if len(without) > 1:
        raise broken(without[1].place, f"{said} stands here a second time without combine")
    if len(same) == 1:
        return same[0]
    first = same[0]
    return Node(methods.pop(), first.element, first.namespace, first.library, first.scope, same)
