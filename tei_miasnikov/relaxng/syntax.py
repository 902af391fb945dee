"""The full syntax: which element of a grammar may hold which (specification, sections 3 and 4.1 to 4.4).

What may stand in an element is a regular expression over its children, a letter each; which attributes it may have is
a row of a table.

    <data type="token"><param name="pattern">..</param><except>..</except></data>     "ax" matches  a*x?
"""

import re
from collections.abc import Callable
from functools import lru_cache

from lxml import etree

from tei_miasnikov.relaxng.datatypes import BLANK
from tei_miasnikov.relaxng.names import is_ncname, is_qname
from tei_miasnikov.relaxng.nodes import Node, broken, place_of

NAMESPACE = "http://relaxng.org/ns/structure/1.0"

_URI = r"(?:[A-Za-z][A-Za-z0-9+.\-]*:(?:[^#%\s]|%[0-9A-Fa-f]{2})+)?"

_LETTERS = {
    **dict.fromkeys(
        [
            "element",
            "element name",
            "attribute",
            "attribute name",
            "group",
            "interleave",
            "optional",
            "zeroOrMore",
            "oneOrMore",
            "list",
            "mixed",
            "ref",
            "parentRef",
            "empty",
            "text",
            "value",
            "data",
            "notAllowed",
            "externalRef",
            "grammar",
        ],
        "p",
    ),
    **dict.fromkeys(["name", "anyName", "nsName"], "n"),
    **dict.fromkeys(["choice", "choice of names"], "c"),
    **dict.fromkeys(["except", "except of names"], "x"),
    **dict.fromkeys(["div", "grammar div", "include div"], "v"),
    "param": "a",
    "start": "s",
    "define": "d",
    "include": "i",
}
"""A letter for each kind of child: pattern, name class, choice (which may be either), except, param …"""

_PREFIX = f"{{{NAMESPACE}}}"
_TAGS = {f"{_PREFIX}{kind}": kind for kind in _LETTERS if " " not in kind}
ANY = f"{_PREFIX}*"
"""Every element of RELAX NG, for lxml's iterators."""
_PATTERNS, _NAMES, _NOTHING = "[pc]+", "[nc]+", ""
_CONTENT = {
    **dict.fromkeys(
        ["group", "interleave", "choice", "optional", "zeroOrMore", "oneOrMore", "list", "mixed", "define", "except"],
        _PATTERNS,
    ),
    **dict.fromkeys(
        ["ref", "parentRef", "empty", "text", "notAllowed", "value", "externalRef", "name", "param"], _NOTHING
    ),
    "element": "[nc][pc]+",
    "element name": _PATTERNS,
    "attribute": "[nc][pc]?",
    "attribute name": "[pc]?",
    "data": "a*x?",
    "start": "[pc]",
    "grammar": "[sdvi]*",
    "include": "[sdv]*",
    "grammar div": "[sdvi]*",
    "include div": "[sdv]*",
    "anyName": "x?",
    "nsName": "x?",
    "choice of names": _NAMES,
    "except of names": _NAMES,
}
_SAID = {
    "element": "a name and patterns",
    "element name": "patterns",
    "attribute": "a name and at most one pattern",
    "attribute name": "at most one pattern",
    "data": "parameters and at most one except",
    "start": "one pattern",
    "anyName": "at most one except",
    "nsName": "at most one except",
    "choice of names": "name classes",
    "except of names": "name classes",
}
_HOLDS_TEXT = frozenset(["value", "param", "name"])
_HOLDS_NAMES = frozenset(["anyName", "nsName", "choice of names", "except of names"])
_REQUIRED = {
    "ref": "name",
    "parentRef": "name",
    "define": "name",
    "param": "name",
    "data": "type",
    "externalRef": "href",
    "include": "href",
}
_OPTIONAL = {
    "element name": ("name",),
    "attribute name": ("name",),
    "start": ("combine",),
    "define": ("combine",),
    "value": ("type",),
}
Ask = Callable[[str], object]
Items = list[tuple[str, str]]


@lru_cache(maxsize=4096)
def _is_ncname(text: str) -> bool:
    return is_ncname(text.strip(BLANK))


_EVERYWHERE: dict[str, Ask] = {
    "ns": lambda text: True,
    "datatypeLibrary": lambda text: re.fullmatch(_URI, text.strip(BLANK)),
}
_OWN: dict[str, Ask] = {
    "name": _is_ncname,
    "type": _is_ncname,
    "combine": lambda text: text.strip(BLANK) in ("choice", "interleave"),
    "href": lambda text: "#" not in text,
}
_QUALIFIED: Ask = lambda text: is_qname(text.strip(BLANK))  # noqa: E731 - a row's value, like those above


def _attribute_row(kind: str) -> dict[str, Ask]:
    names = [*_OPTIONAL.get(kind, ()), *filter(None, [_REQUIRED.get(kind)])]
    row = {name: _QUALIFIED if kind.endswith(" name") else _OWN[name] for name in names}
    return {**_EVERYWHERE, **row}


_ATTRIBUTES = {kind: (_attribute_row(kind), _REQUIRED.get(kind, "")) for kind in _CONTENT}
"""For each kind, the attributes that it may have, and the one that it must have."""


def is_pattern(element: etree._Element) -> bool:
    """Whether the element may stand where a pattern is wanted."""
    return _LETTERS.get(_TAGS.get(element.tag, ""), "") in ("p", "c")


def kind_of(element: etree._Element) -> str:
    """The name of an element of a grammar. Raises SchemaError where RELAX NG has no such element."""
    kind = _TAGS.get(element.tag)
    if kind is None:
        raise broken(place_of(element), f"RELAX NG has no element {etree.QName(element).localname}")
    return kind


_NARROWED = frozenset(["element", "attribute", "div", "choice", "except"])


def kind_here(kind: str, element: etree._Element, parent: Node) -> str:
    """The kind of an element of that name where it stands: as the next child of the parent."""
    if kind not in _NARROWED:
        return kind
    if kind in ("element", "attribute"):
        return kind if element.get("name") is None else kind + " name"
    if kind == "div":
        return "include div" if parent.kind.startswith("include") else "grammar div"
    is_name = parent.kind in _HOLDS_NAMES or (parent.kind in ("element", "attribute") and not parent.children)
    return kind + " of names" if is_name else kind


def check(node: Node) -> None:
    """Whether an element may have its attributes and children. Raises SchemaError where not (section 3)."""
    kind = node.kind
    row, required = _ATTRIBUTES[kind]
    for name, value in node.attributes.items():
        ask = row.get(name)
        if ask is None or not ask(value):
            _check_attribute(node, name, value, ask)
    if required and required not in node.attributes:
        raise broken(node.place, f"{kind} needs an attribute {required}")
    if not _fits(kind, "".join([_LETTERS[child.kind] for child in node.children])):
        raise broken(node.place, f"{kind.split()[0]} holds {_SAID.get(kind, _usual(kind))}, not what stands here")
    if kind in _HOLDS_TEXT:
        _check_text(node.element, kind)


@lru_cache(maxsize=4096)
def _fits(kind: str, letters: str) -> bool:
    return re.fullmatch(_CONTENT[kind], letters) is not None


def _check_attribute(node: Node, name: str, value: str, ask: Ask | None) -> None:
    """An attribute that is not in order, unless it is an annotation."""
    if ask is not None:
        raise broken(node.place, f"{name} can't be {value!r}")
    if name.startswith(_PREFIX):
        raise broken(node.place, "RELAX NG's own attributes have no prefix")
    if not name.startswith("{"):
        raise broken(node.place, f"{node.kind.split()[0]} has no attribute {name}")


def _usual(kind: str) -> str:
    return {_PATTERNS: "one or more patterns", _NOTHING: "no elements"}.get(_CONTENT[kind], "definitions")


def _check_text(element: etree._Element, kind: str) -> None:
    if len(element) and any(isinstance(child.tag, str) for child in element):
        raise broken(place_of(element), f"{kind} holds text alone")
    if kind == "name" and not is_qname((element.text or "").strip(BLANK)):
        raise broken(place_of(element), f"{element.text!r} is not a name")


def check_texts(root: etree._Element) -> None:
    """Whether text stands only where it may, in the whole file. Raises SchemaError where not (section 3)."""
    if not _has_stray_text(root):
        return
    holders: list[etree._Element] = _find_holders(root)  # type: ignore[assignment]  # XPath might give other things
    for holder in holders:
        if all(outer.tag in _TAGS for outer in holder.iterancestors()):
            raise broken(place_of(holder), f"{etree.QName(holder).localname} holds no text")


_NAMESPACES = {"r": NAMESPACE}
_HOLDER = "r:*[not(self::r:value or self::r:param or self::r:name)]"
_has_stray_text = etree.XPath(f"boolean(//text()[normalize-space()][parent::{_HOLDER}])", namespaces=_NAMESPACES)
_find_holders = etree.XPath(f"//{_HOLDER}[text()[normalize-space()]]", namespaces=_NAMESPACES)
