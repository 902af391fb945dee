"""From the elements of a grammar to patterns (specification, sections 4.8 to 4.16 and 4.19 to 4.21).

    <optional><attribute name="when"><data type="date"/></attribute></optional>
    Choice(Attribute when (Data date), Empty)

Every kind of element is a row of the table RULES. A ref becomes the pattern that it names, so that a definition is
worked out once; an element's content is worked out apart, and so elements may hold themselves.
"""

from collections.abc import Callable, Iterable

from tei_miasnikov.relaxng.datatypes import BLANK, Datatype, DatatypeError, datatype
from tei_miasnikov.relaxng.fold import LoopError, settle
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
from tei_miasnikov.relaxng.pattern import EMPTY, NOT_ALLOWED, TEXT, Element, Joiner, Pattern, Patterns, joined
from tei_miasnikov.relaxng.scopes import START
from tei_miasnikov.relaxng.syntax import Node, broken

XMLNS = "http://www.w3.org/2000/xmlns"

Rule = Callable[["Simplifier", Node], Pattern]

_REFERENCES = frozenset(["ref", "parentRef"])


class Simplifier:
    """Makes the patterns of one grammar; `elements` are those made so far, each with its node."""

    def __init__(self, patterns: Patterns) -> None:
        self.patterns = patterns
        self.elements: dict[Element, Node] = {}
        self._settled: dict[Node, Pattern] = {}
        self._contents: dict[Element, Pattern] = {}

    def pattern(self, node: Node) -> Pattern:
        """What the node stands for. Raises SchemaError for what sections 4.16 and 4.19 forbid."""
        try:
            return settle(node, self._settled, _below, self._rule)
        except LoopError as loop:
            raise broken(_node(loop).place, "a definition holds itself with no element between") from loop

    def content(self, element: Element) -> Pattern:
        """The attributes and children of an element."""
        found = self._contents.get(element)
        if found is None:
            node = self.elements[element]
            for part in _patterns_of(node):
                self.pattern(part)
            found = self._contents[element] = self.joined(_patterns_of(node), self.patterns.group)
        return found

    def settled(self, node: Node) -> Pattern:
        """What was made of a node below the one at hand."""
        return self._settled[node]

    def joined(self, nodes: Iterable[Node], join: Joiner) -> Pattern:
        """What was made of these nodes, joined."""
        return joined([self._settled[node] for node in nodes], join)

    def _rule(self, node: Node) -> Pattern:
        return RULES[node.kind](self, node)


def resolve(top: Node) -> Node:
    """The grammar with each ref's definition in its place, and each nested grammar's start.

    Raises SchemaError for what sections 4.16 and 4.18 forbid, in definitions that nothing uses too.
    """
    outside = Node("start", top.element, top.namespace, top.library, top.scope, [top])
    waiting = [outside]
    while waiting:
        node = waiting.pop()
        if node.kind in _CHECKS:
            _CHECKS[node.kind](node)
        if node.kind == "grammar":
            waiting += node.scope.definitions.values()
            node.children[:] = [_start(node)]
            continue
        waiting += [child for child in node.children if child.kind not in _REFERENCES]
        for index, child in enumerate(node.children):
            if child.kind in _REFERENCES:
                node.children[index] = child.scope.find(child)
    return outside


def _start(node: Node) -> Node:
    if START not in node.scope.definitions:
        raise broken(node.place, "the grammar has no start")
    return node.scope.definitions[START]


def _node(loop: LoopError) -> Node:
    assert isinstance(loop.node, Node)  # noqa: S101 - only nodes are settled here
    return loop.node


def _below(node: Node) -> list[Node]:
    """The nodes whose patterns the node's is made of (section 4.19: an element's content is not one of them)."""
    return _BELOW[node.kind](node) if node.kind in _BELOW else node.children


def _patterns_of(node: Node) -> list[Node]:
    return node.children if node.kind.endswith(" name") else node.children[1:]


def _group(made: Simplifier, node: Node) -> Pattern:
    return made.joined(node.children, made.patterns.group)


def _choice(made: Simplifier, node: Node) -> Pattern:
    return made.patterns.choice(map(made.settled, node.children))


def _interleave(made: Simplifier, node: Node) -> Pattern:
    return made.joined(node.children, made.patterns.interleave)


def _mixed(made: Simplifier, node: Node) -> Pattern:
    return made.patterns.interleave(TEXT, _group(made, node))


def _optional(made: Simplifier, node: Node) -> Pattern:
    return made.patterns.choice([_group(made, node), EMPTY])


def _one_or_more(made: Simplifier, node: Node) -> Pattern:
    return made.patterns.one_or_more(_group(made, node))


def _zero_or_more(made: Simplifier, node: Node) -> Pattern:
    return made.patterns.choice([_one_or_more(made, node), EMPTY])


def _list(made: Simplifier, node: Node) -> Pattern:
    return made.patterns.list_of(_group(made, node))


def _reference(made: Simplifier, node: Node) -> Pattern:
    return made.settled(node.children[0])


def _element(made: Simplifier, node: Node) -> Pattern:
    element = Element(nullable=False, names=name_class(node), source=made.content)
    made.elements[element] = node
    return element


def _attribute(made: Simplifier, node: Node) -> Pattern:
    names = attribute_names(node)
    patterns = _patterns_of(node)
    return made.patterns.attribute(names, made.settled(patterns[0]) if patterns else TEXT)


def _data(made: Simplifier, node: Node) -> Pattern:
    exceptions = [child for child in node.children if child.kind == "except"]
    return made.patterns.data(data_type(node), made.settled(exceptions[0]) if exceptions else NOT_ALLOWED)


def _value(made: Simplifier, node: Node) -> Pattern:
    kind = data_type(node)
    return made.patterns.value(kind, node.text, node.namespaces if kind.is_contextual else {})


RULES: dict[str, Rule] = {
    **dict.fromkeys(["group", "define", "start"], _group),
    **dict.fromkeys(["choice", "except"], _choice),
    **dict.fromkeys(["grammar", "externalRef"], _reference),
    **dict.fromkeys(["element", "element name"], _element),
    **dict.fromkeys(["attribute", "attribute name"], _attribute),
    "interleave": _interleave,
    "mixed": _mixed,
    "optional": _optional,
    "oneOrMore": _one_or_more,
    "zeroOrMore": _zero_or_more,
    "list": _list,
    "data": _data,
    "value": _value,
    "empty": lambda made, node: EMPTY,
    "notAllowed": lambda made, node: NOT_ALLOWED,
    "text": lambda made, node: TEXT,
}


def data_type(node: Node) -> Datatype:
    """The datatype of a data or value (sections 4.3, 4.4). Raises SchemaError where there is none (4.16)."""
    name = node.element.get("type")
    library = "" if name is None else node.library
    params = tuple((child.name, child.text) for child in node.children if child.kind == "param")
    try:
        return datatype(library, (name or "token").strip(BLANK), params)
    except DatatypeError as error:
        raise broken(node.place, str(error)) from error


def name_class(node: Node) -> NameClass:
    """The names of an element or attribute (sections 4.8 to 4.10). Raises SchemaError as 4.16 says."""
    if not node.kind.endswith(" name"):
        return _names(node.children[0])
    attribute = node.kind == "attribute name" and node.element.get("ns") is None
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


_CHECKS: dict[str, Callable[[Node], object]] = {
    **dict.fromkeys(["element", "element name"], name_class),
    **dict.fromkeys(["attribute", "attribute name"], attribute_names),
    **dict.fromkeys(["data", "value"], data_type),
}
_BELOW: dict[str, Callable[[Node], list[Node]]] = {
    **dict.fromkeys(["element", "element name"], lambda node: []),
    **dict.fromkeys(["attribute", "attribute name"], _patterns_of),
    "data": lambda node: [child for child in node.children if child.kind == "except"],
}
