"""From the elements of a grammar to patterns (specification, sections 4.8 to 4.16 and 4.19 to 4.21).

    <optional><attribute name="when"><data type="date"/></attribute></optional>
    Choice(Attribute when (Data date), Empty)

Every kind of element is a row of a table. A ref becomes the pattern that it names, so that a definition is worked out
once; an element's content is worked out apart, and so elements may hold themselves.
"""

from collections.abc import Callable
from operator import attrgetter

from tei_miasnikov.relaxng.alternatives import Alternatives, Settled
from tei_miasnikov.relaxng.datatypes import BLANK, Datatype, DatatypeError
from tei_miasnikov.relaxng.fold import LoopError, settle
from tei_miasnikov.relaxng.libraries import datatype
from tei_miasnikov.relaxng.names import (
    AnyName,
    Name,
    NameChoice,
    NameClass,
    NamespaceName,
    clark,
    iter_parts,
    namespace_of,
)
from tei_miasnikov.relaxng.nodes import Node, Scope, broken
from tei_miasnikov.relaxng.pattern import EMPTY, NOT_ALLOWED, TEXT, Element, Joiner, Pattern, Patterns, joined
from tei_miasnikov.relaxng.scopes import START

XMLNS = "http://www.w3.org/2000/xmlns"

_REFERENCES = frozenset(["ref", "parentRef"])


class Simplifier:
    """Makes the patterns of one grammar; `nodes` are those of the element patterns, `scopes` those of the grammars."""

    def __init__(self, patterns: Patterns) -> None:
        self.patterns = patterns
        self.nodes: dict[Element, Node] = {}
        self.scopes: list[Scope] = []
        self.names: dict[Node, NameClass] = {}
        self.datatypes: dict[Node, Datatype] = {}
        self.settled: dict[Node, Settled] = {}

    def resolve(self, top: Node) -> Node:
        """The grammar, each ref led to its definition and each nested grammar to its start.

        What depends on no pattern below it is worked out, and below the others patterns alone stay. Raises SchemaError
        for what sections 4.16 and 4.18 forbid, in definitions that nothing uses too.
        """
        outside = Node("start", top.element, top.namespace, top.library, top.scope)
        outside.children = [top]
        waiting = [outside]
        while waiting:
            node = waiting.pop()
            if node.kind in FIRST and node not in self.settled:
                FIRST[node.kind](self, node)
            if node.kind == "grammar":
                self.scopes.append(node.scope)
                waiting += node.scope.definitions.values()
                node.children = [_start(node)]
                continue
            for child in node.children:
                if child.kind not in _REFERENCES:
                    waiting.append(child)
                elif not child.children:
                    child.children.append(child.scope.find(child))
        return outside

    def pattern(self, node: Node) -> Pattern:
        """What the node stands for. Raises SchemaError where a definition holds itself (section 4.19)."""
        try:
            settle(node, self.settled, _children, self._rule)
        except LoopError as loop:
            raise broken(_node(loop).place, "a definition holds itself with no element between") from loop
        return self.one(node)

    def content(self, element: Element) -> Pattern:
        """The attributes and children of an element."""
        return joined(list(map(self.pattern, self.nodes[element].children)), self.patterns.group)

    def one(self, node: Node) -> Pattern:
        """The pattern made of a node below the one at hand."""
        found = self.settled[node]
        return found.opened(self.patterns) if isinstance(found, Alternatives) else found

    def joined(self, nodes: list[Node], join: Joiner) -> Settled:
        """What was made of these nodes, joined."""
        return self.settled[nodes[0]] if len(nodes) == 1 else joined([self.one(node) for node in nodes], join)

    def _rule(self, node: Node) -> Settled:
        return RULES[node.kind](self, node)


def _start(node: Node) -> Node:
    if START not in node.scope.definitions:
        raise broken(node.place, "the grammar has no start")
    return node.scope.definitions[START]


def _node(loop: LoopError) -> Node:
    assert isinstance(loop.node, Node)  # noqa: S101 - only nodes are settled here
    return loop.node


_children: Callable[[Node], list[Node]] = attrgetter("children")


def _group(made: Simplifier, node: Node) -> Settled:
    return made.joined(node.children, made.patterns.group)


def _one_group(made: Simplifier, node: Node) -> Pattern:
    return joined(list(map(made.one, node.children)), made.patterns.group)


def _choice(made: Simplifier, node: Node) -> Settled:
    return Alternatives([made.settled[child] for child in node.children])


def _interleave(made: Simplifier, node: Node) -> Settled:
    return made.joined(node.children, made.patterns.interleave)


def _mixed(made: Simplifier, node: Node) -> Settled:
    return made.patterns.interleave(TEXT, _one_group(made, node))


def _optional(made: Simplifier, node: Node) -> Settled:
    return Alternatives([_group(made, node), EMPTY])


def _one_or_more(made: Simplifier, node: Node) -> Settled:
    return made.patterns.one_or_more(_one_group(made, node))


def _zero_or_more(made: Simplifier, node: Node) -> Settled:
    return made.patterns.choice([made.patterns.one_or_more(_one_group(made, node)), EMPTY])


def _list(made: Simplifier, node: Node) -> Settled:
    return made.patterns.list_of(_one_group(made, node))


def _reference(made: Simplifier, node: Node) -> Settled:
    return made.settled[node.children[0]]


def _attribute(made: Simplifier, node: Node) -> Settled:
    return made.patterns.attribute(made.names[node], made.one(node.children[0]) if node.children else TEXT)


def _data(made: Simplifier, node: Node) -> Settled:
    return made.patterns.data(made.datatypes[node], made.one(node.children[0]))


RULES: dict[str, Callable[[Simplifier, Node], Settled]] = {
    **dict.fromkeys(["group", "define", "start"], _group),
    **dict.fromkeys(["choice", "except"], _choice),
    **dict.fromkeys(["grammar", "externalRef", "ref", "parentRef"], _reference),
    **dict.fromkeys(["attribute", "attribute name"], _attribute),
    "interleave": _interleave,
    "mixed": _mixed,
    "optional": _optional,
    "oneOrMore": _one_or_more,
    "zeroOrMore": _zero_or_more,
    "list": _list,
    "data": _data,
}
"""What is made of a node once all below it is settled."""


def _first_element(made: Simplifier, node: Node) -> None:
    element = made.settled[node] = Element(name_class(node))
    made.nodes[element] = node
    _drop_name(node)


def _first_attribute(made: Simplifier, node: Node) -> None:
    made.names[node] = attribute_names(node)
    _drop_name(node)


def _drop_name(node: Node) -> None:
    if not node.kind.endswith(" name"):
        del node.children[0]


def _first_data(made: Simplifier, node: Node) -> None:
    made.datatypes[node] = data_type(node)
    node.children = [child for child in node.children if child.kind == "except"]
    if not node.children:
        made.settled[node] = made.patterns.data(made.datatypes[node], NOT_ALLOWED)


def _first_value(made: Simplifier, node: Node) -> None:
    kind = data_type(node)
    made.settled[node] = made.patterns.value(kind, node.text, node.namespaces if kind.is_contextual else {})


def _first(pattern: Pattern) -> Callable[[Simplifier, Node], None]:
    def keep(made: Simplifier, node: Node) -> None:
        made.settled[node] = pattern

    return keep


FIRST: dict[str, Callable[[Simplifier, Node], None]] = {
    **dict.fromkeys(["element", "element name"], _first_element),
    **dict.fromkeys(["attribute", "attribute name"], _first_attribute),
    "data": _first_data,
    "value": _first_value,
    "empty": _first(EMPTY),
    "notAllowed": _first(NOT_ALLOWED),
    "text": _first(TEXT),
}
"""What is made of a node, or checked, before anything below it is settled."""


def data_type(node: Node) -> Datatype:
    """The datatype of a data or value (sections 4.3, 4.4). Raises SchemaError where there is none (4.16)."""
    name = node.attributes.get("type")
    library = "" if name is None else node.library
    params = tuple([(child.name, child.text) for child in node.children if child.kind == "param"])
    try:
        return datatype(library, (name or "token").strip(BLANK), params)
    except DatatypeError as error:
        raise broken(node.place, str(error)) from error


def name_class(node: Node) -> NameClass:
    """The names of an element or attribute (sections 4.8 to 4.10). Raises SchemaError as 4.16 says."""
    if not node.kind.endswith(" name"):
        return _names(node.children[0])
    attribute = node.kind == "attribute name" and "ns" not in node.attributes
    return _name(node, node.name, "" if attribute else node.namespace)


def attribute_names(node: Node) -> NameClass:
    """The names of an attribute, none of them a namespace declaration (section 4.16)."""
    names = name_class(node)
    for part in iter_parts(names):
        if part == Name("xmlns") or (not isinstance(part, AnyName) and _namespace(part) == XMLNS):
            raise broken(node.place, "a namespace declaration is no attribute")
    return names


def _namespace(part: NameClass) -> str:
    if isinstance(part, NamespaceName):
        return part.namespace
    return namespace_of(part.tag) if isinstance(part, Name) else ""


def _name(node: Node, text: str, namespace: str) -> Name:
    prefix, colon, local = text.strip(BLANK).rpartition(":")
    if not colon:
        return Name(clark(namespace, local))
    found = "http://www.w3.org/XML/1998/namespace" if prefix == "xml" else node.element.nsmap.get(prefix)
    if found is None:
        raise broken(node.place, f"the prefix {prefix} is not declared")
    return Name(clark(found, local))


def _names(node: Node) -> NameClass:
    if node.kind == "name":
        return _name(node, node.text, node.namespace)
    if node.kind in ("choice of names", "except of names"):
        parts = tuple(map(_names, node.children))
        return parts[0] if len(parts) == 1 else NameChoice(parts)
    except_ = _names(node.children[0]) if node.children else None
    inside = list(iter_parts(except_)) if except_ is not None else []
    forbidden = AnyName if node.kind == "anyName" else AnyName | NamespaceName
    if any(isinstance(part, forbidden) for part in inside):
        raise broken(node.place, f"the except of {node.kind} excludes too much")
    return AnyName(except_) if node.kind == "anyName" else NamespaceName(node.namespace, except_)
