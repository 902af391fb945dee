"""The parts of a RELAX NG grammar as XML elements.

define("p", [element])     <define name="p">…</define>
repeat([ref("q")], Occurs(0, None))     <zeroOrMore><ref name="q"/></zeroOrMore>
"""

import re
from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from lxml import etree

from tei_miasnikov.odd.content import ONCE, NameTest, Occurs
from tei_miasnikov.odd.documents import DEFAULT_RNG, Node
from tei_miasnikov.odd.foreign import q

REPEATS = {Occurs(0, 1): "optional", Occurs(0, None): "zeroOrMore", Occurs(1, None): "oneOrMore"}
ANNOTATIONS = "http://relaxng.org/ns/compatibility/annotations/1.0"
ANNOTATED: Any = {**DEFAULT_RNG, "a": ANNOTATIONS}  # a namespace map; the stubs want a prefix
NOTHING = Occurs(0, 0)
REF = re.compile(r"<(?:\w+:)?ref\b[^>]*?\bname=\"([^\"]+)\"")


def node(name: str, children: Iterable[Node] = (), /, **attributes: str) -> Node:
    """A RELAX NG element."""
    made = etree.Element(q(name), attributes)
    made.extend(children)
    return made


def text_node(name: str, text: str, /, **attributes: str) -> Node:
    """A RELAX NG element that holds text: value, param, name."""
    made = etree.Element(q(name), attributes)
    made.text = text
    return made


def documented(words: str) -> Node:
    """An annotation for readers (RELAX NG DTD Compatibility, section 6)."""
    made = etree.Element(f"{{{ANNOTATIONS}}}documentation")
    made.text = words
    return made


def ref(name: str) -> Node:
    """A reference to a pattern."""
    return etree.Element(q("ref"), {"name": name})


def define(name: str, children: list[Node]) -> Node:
    """A named pattern; one without children is empty."""
    return node("define", children or [node("empty")], name=name)


def choice(items: list[Node]) -> Node:
    """One of several; the one itself where there is only one."""
    return items[0] if len(items) == 1 else node("choice", items) if items else node("notAllowed")


def group(items: list[Node]) -> Node:
    """All of several, in order; the one itself where there is only one."""
    return items[0] if len(items) == 1 else node("group", items) if items else node("empty")


def repeat(items: list[Node], occurs: Occurs) -> list[Node]:
    """The items as often as `occurs` says."""
    if occurs == ONCE:
        return items
    if occurs in REPEATS:
        return [node(REPEATS[occurs], items)]
    if occurs == NOTHING:
        return [node("empty")]
    return _counted(group(items), occurs)


def _counted(item: Node, occurs: Occurs) -> list[Node]:
    if occurs.maximum is None:
        required = [deepcopy(item) for _ in range(occurs.minimum - 1)]
        return [*required, node("oneOrMore", [item])]
    required = [deepcopy(item) for _ in range(occurs.minimum)]
    return required + [node("optional", [deepcopy(item)]) for _ in range(occurs.maximum - occurs.minimum)]


def name_test(test: NameTest) -> Node:
    """A namespace, or a name in one, as a name class."""
    return text_node("name", test.name, ns=test.ns) if test.name else node("nsName", ns=test.ns)


def wildcard(name: str, require: tuple[str, ...], excluded: tuple[NameTest, ...]) -> Node:
    """A define of that name for any element: of the namespaces required, or of any but those excluded."""
    if require:
        names = choice([node("nsName", ns=ns) for ns in require])
    else:
        names = node("anyName", [node("except", [name_test(test) for test in excluded])] if excluded else [])
    attributes = node("zeroOrMore", [node("attribute", [node("anyName")])])
    content = node("zeroOrMore", [node("choice", [node("text"), ref(name)])])
    return define(name, [node("element", [names, attributes, content])])
