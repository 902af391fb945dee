"""Grammars and their definitions: include, externalRef, div, combine, nesting (sections 4.6, 4.7, 4.11, 4.17, 4.18).

A scope (nodes.py) is what one `grammar` element defines.

    <include href="tei.rng"><define name="p">..</define></include>     all of tei.rng's definitions, p replaced
"""

from collections.abc import Iterable, Iterator

from lxml import etree

from tei_miasnikov.relaxng.nodes import Node, Scope, broken, place_of
from tei_miasnikov.relaxng.sources import Sources
from tei_miasnikov.relaxng.syntax import ANY, check, check_texts, is_pattern, kind_here, kind_of

START = ""
"""The name under which a scope keeps what its `start` elements say; no definition can bear it."""

DEEPEST = 40
"""So many files may stand one inside the other."""
MOST = 1000
"""So many files may be read for one grammar, counted each time."""


def read_nodes(root: etree._Element, sources: Sources) -> Node:
    """The grammar as nodes, what it names in other files put in its place.

    Raises SchemaError, with the place, for anything that sections 3 and 4.1 to 4.17 forbid.
    """
    return _Reader(sources, (), []).read(_top(root, Node("start", root, "", "", Scope(None))))


def _top(root: etree._Element, around: Node) -> Node:
    """The root of a file as a node in the place of another."""
    check_texts(root)
    return _new_node(kind_of(root), root, around)


def _new_node(name: str, element: etree._Element, parent: Node) -> Node:
    scope = Scope(parent.scope) if name == "grammar" else parent.scope
    node = Node(kind_here(name, element, parent), element, parent.namespace, parent.library, scope)
    if "ns" in node.attributes:
        node.namespace = node.attributes["ns"]
    if "datatypeLibrary" in node.attributes:
        node.library = node.attributes["datatypeLibrary"].strip()
    return node


class _Reader:
    """Reads one file; `inside` are the files that are being read around it, `opened` all those opened so far."""

    def __init__(self, sources: Sources, inside: tuple[str, ...], opened: list[str]) -> None:
        self.sources, self.inside, self.opened = sources, inside, opened

    def read(self, top: Node) -> Node:
        """The node, all that stands in its element put below it and checked."""
        for node in self.checked(top):
            if node.kind == "grammar":
                _define(node.scope, self.components(node))
        return top

    def checked(self, top: Node) -> list[Node]:
        """The node and those that now stand below it, each as section 3 wants it."""
        nodes = _read_below(top)
        for node in nodes:
            check(node)
            if node.kind == "externalRef":
                node.children.append(self.external(node))
        return nodes

    def external(self, node: Node) -> Node:
        """What an externalRef stands for (section 4.6)."""
        root, reader = self.open(node)
        if not is_pattern(root):
            raise broken(place_of(root), "a file named by externalRef holds a pattern")
        return reader.read(_top(root, Node("start", root, node.namespace, "", node.scope)))

    def included(self, node: Node) -> Iterator[Node]:
        """The components of the grammar that an include names; they belong to the including one (section 4.7)."""
        root, reader = self.open(node)
        top = Node("grammar", root, root.get("ns", node.namespace), root.get("datatypeLibrary", "").strip(), node.scope)
        if kind_of(root) != "grammar":
            raise broken(place_of(root), "a file named by include holds a grammar")
        check_texts(root)
        for inside in reader.checked(top)[1:]:
            if inside.kind == "grammar":
                _define(inside.scope, reader.components(inside))
        return reader.components(top)

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
        old = list(self.included(include))
        replaced = {component.name for component in new}
        for missing in replaced - {component.name for component in old}:
            said = f"{missing!r}" if missing else "a start"
            raise broken(include.place, f"the include replaces {said}, which the included grammar does not define")
        yield from (component for component in old if component.name not in replaced)
        yield from new


def _read_below(top: Node) -> list[Node]:
    """The node and those that now stand below it, in document order, so that a parent comes before its children.

    What stands in another namespace is an annotation, with all that is in it (section 4.1).
    """
    nodes = {top.element: top}
    for element in top.element.iterdescendants(ANY):
        parent = nodes.get(element.getparent())  # type: ignore[arg-type]  # descendants have parents
        if parent is None:
            continue
        kind = kind_of(element)
        key = (kind, parent.library, *element.items()) if kind in _LEAVES and not len(element) else None
        node = parent.scope.leaves.get(key)
        if node is None:
            node = nodes[element] = _new_node(kind, element, parent)
            if key is not None:
                parent.scope.leaves[key] = node
        parent.children.append(node)
    return list(nodes.values())


_LEAVES = frozenset(["ref", "data", "empty", "notAllowed", "text"])


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
    combined = Node(methods.pop(), first.element, first.namespace, first.library, first.scope)
    combined.children = same
    return combined
