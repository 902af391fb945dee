"""RELAX NG inside an ODD: read into Pure ODD's types where they can say it, kept as XML where they can't.

    <rng:zeroOrMore><rng:ref name="model.pLike"/></rng:zeroOrMore>

    PatternRef("model.pLike", occurs=Occurs(0, None))

What is no RELAX NG (an unknown element, a ref without a name, an undeclared prefix) is a finding, and left out.
The Guidelines, chapter TD, "Defining Content Models: RELAX NG".
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from lxml import etree

from tei_miasnikov.odd.content import (
    EMPTY,
    TEXT,
    Alternate,
    Content,
    DataFacet,
    DataRef,
    Embedded,
    Occurs,
    PatternRef,
    Sequence,
)
from tei_miasnikov.odd.documents import RNG, Document, Node, local
from tei_miasnikov.odd.places import Faults

XSD = "http://www.w3.org/2001/XMLSchema-datatypes"

LEAVES = frozenset(("empty", "notAllowed", "text", "ref", "parentRef", "data", "value", "externalRef"))
COMPOSED = ("element", "attribute", "group", "interleave", "choice", "optional", "zeroOrMore", "oneOrMore", "list")
PATTERNS = LEAVES | {*COMPOSED, "mixed", "grammar", "div"}
NAMES = frozenset(("name", "anyName", "nsName", "except", "param", "start", "define", "include"))
NEEDS_NAME = frozenset(("ref", "parentRef", "define", "param"))
OPTIONAL_CHILDREN = LEAVES | NAMES | frozenset(("grammar", "div", "attribute"))


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Where the pattern stands, and whether its TEI names take the schema's prefix."""

    document: Document
    prefixed: bool


def read_pattern(node: Node, document: Document, faults: Faults, prefixed: bool) -> Content | None:  # noqa: FBT001
    """A RELAX NG pattern as content; None, and a finding for each fault, where it is broken."""
    broken = [(each, why) for each in node.iter() if (why := _fault(each))]
    for each, why in broken:
        faults.add("odd-embedded", document.place(each), f"embedded RELAX NG: {why}", f"<{local(each)}>")
    return None if broken else _pattern(node, _Patterns(document, prefixed))


def _fault(node: Node) -> str:
    name = local(node)
    if etree.QName(node).namespace != RNG:
        return ""
    if name not in PATTERNS and name not in NAMES:
        return f"there is no pattern {name!r}"
    if name in NEEDS_NAME and not node.get("name"):
        return f"{name} has no @name"
    if name == "data" and not node.get("type"):
        return "data has no @type"
    if name not in OPTIONAL_CHILDREN and not len(node):
        return f"{name} is empty"
    return _unbound(node, name)


def _unbound(node: Node, name: str) -> str:
    written = node.get("name", "") if name in ("element", "attribute") else node.text or "" if name == "name" else ""
    prefix, colon, _ = written.strip().partition(":")
    bound = not colon or prefix == "xml" or prefix in node.nsmap
    return "" if bound else f"the prefix {prefix!r} is not declared"


def _pattern(node: Node, patterns: _Patterns) -> Content:
    read = READERS.get(local(node))
    return read(node, patterns) if read else _kept(node, patterns)


def _kept(node: Node, patterns: _Patterns) -> Content:
    xml = etree.tostring(node, encoding="unicode", with_tail=False)
    return Embedded(xml, patterns.prefixed, patterns.document.place(node))


def _children(node: Node, patterns: _Patterns) -> tuple[Content, ...]:
    return tuple(_pattern(child, patterns) for child in node if etree.QName(child).namespace == RNG)


def _group(node: Node, patterns: _Patterns) -> Content:
    items = _children(node, patterns)
    return items[0] if len(items) == 1 else Sequence(items)


def _choice(node: Node, patterns: _Patterns) -> Content:
    items = _children(node, patterns)
    return items[0] if len(items) == 1 else Alternate(items)


def _repeated(occurs: Occurs) -> Callable[[Node, _Patterns], Content]:
    def read(node: Node, patterns: _Patterns) -> Content:
        inner = _group(node, patterns)
        if isinstance(inner, PatternRef) and inner.occurs == Occurs():
            return replace(inner, occurs=occurs)
        return Sequence((inner,), occurs)

    return read


def _ref(node: Node, patterns: _Patterns) -> Content:
    return PatternRef(node.get("name", "").strip(), patterns.prefixed, place=patterns.document.place(node))


def _data(node: Node, patterns: _Patterns) -> Content:
    if _library(node) != XSD or node.find(f"{{{RNG}}}except") is not None:
        return _kept(node, patterns)
    facets = tuple(DataFacet(each.get("name", ""), each.text or "") for each in node.iterchildren(f"{{{RNG}}}param"))
    return DataRef(name=node.get("type", ""), facets=facets, place=patterns.document.place(node))


def _library(node: Node) -> str:
    holders = (node, *node.iterancestors())
    return next((found for each in holders if (found := each.get("datatypeLibrary")) is not None), XSD)


def _text(_node: Node, _patterns: _Patterns) -> Content:
    return TEXT


def _empty(_node: Node, _patterns: _Patterns) -> Content:
    return EMPTY


READERS: dict[str, Callable[[Node, _Patterns], Content]] = {
    "group": _group,
    "div": _group,
    "choice": _choice,
    "optional": _repeated(Occurs(0, 1)),
    "zeroOrMore": _repeated(Occurs(0, None)),
    "oneOrMore": _repeated(Occurs(1, None)),
    "ref": _ref,
    "data": _data,
    "text": _text,
    "empty": _empty,
}
