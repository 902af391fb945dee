"""The full syntax: which element of a grammar may hold which (specification, sections 3 and 4.1 to 4.4).

An element of a grammar becomes a Node: annotations gone, `ns` and `datatypeLibrary` inherited. What may stand in it is
a regular expression over its children, a letter each; which attributes it may have is a row of a table.

    <data type="token"><param name="pattern">..</param><except>..</except></data>     "ax" matches  a*x?
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from tei_miasnikov.errors import SchemaError
from tei_miasnikov.relaxng.datatypes import BLANK, Namespaces
from tei_miasnikov.relaxng.names import is_ncname, is_qname

if TYPE_CHECKING:
    from tei_miasnikov.relaxng.scopes import Scope

NAMESPACE = "http://relaxng.org/ns/structure/1.0"

_URI = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.\-]*:(?:[^#%\s]|%[0-9A-Fa-f]{2})+)?")

_LETTERS = {
    **dict.fromkeys(
        [
            "element",
            "attribute",
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
    "choice": "c",
    "except": "x",
    "param": "a",
    "start": "s",
    "define": "d",
    "div": "v",
    "include": "i",
}
"""A letter for each kind of child: pattern, name class, choice (which may be either), except, param …"""

_PREFIX = f"{{{NAMESPACE}}}"
_TAGS = {f"{{{NAMESPACE}}}{kind}": kind for kind in _LETTERS}
_PATTERNS, _NAMES, _NOTHING = re.compile("[pc]+"), re.compile("[nc]+"), re.compile("")
_CONTENT = {
    **dict.fromkeys(
        ["group", "interleave", "choice", "optional", "zeroOrMore", "oneOrMore", "list", "mixed", "define", "except"],
        _PATTERNS,
    ),
    **dict.fromkeys(
        ["ref", "parentRef", "empty", "text", "notAllowed", "value", "externalRef", "name", "param"], _NOTHING
    ),
    "element": re.compile("[nc][pc]+"),
    "element name": _PATTERNS,
    "attribute": re.compile("[nc][pc]?"),
    "attribute name": re.compile("[pc]?"),
    "data": re.compile("a*x?"),
    "start": re.compile("[pc]"),
    "grammar": re.compile("[sdvi]*"),
    "include": re.compile("[sdv]*"),
    "grammar div": re.compile("[sdvi]*"),
    "include div": re.compile("[sdv]*"),
    "anyName": re.compile("x?"),
    "nsName": re.compile("x?"),
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
Ask = Callable[[str], bool]
Children = list[tuple[str, etree._Element]]
"""The elements in an element of a grammar, each with its name."""

_EVERYWHERE: dict[str, Ask] = {"ns": lambda text: True, "datatypeLibrary": lambda text: bool(_URI.fullmatch(text))}
_OWN: dict[str, Ask] = {
    "name": is_ncname,
    "type": is_ncname,
    "combine": lambda text: text in ("choice", "interleave"),
    "href": lambda text: "#" not in text,
}


def _attribute_row(kind: str) -> dict[str, Ask]:
    names = [*_OPTIONAL.get(kind, ()), *filter(None, [_REQUIRED.get(kind)])]
    row = {name: is_qname if kind.endswith(" name") else _OWN[name] for name in names}
    return {**_EVERYWHERE, **row}


_ATTRIBUTES = {kind: _attribute_row(kind) for kind in _CONTENT}


@dataclass(slots=True, eq=False)
class Node:
    """One element of a grammar.

    `kind` is its name, made narrower where the place does so ("choice of names", "element name"); `scope` is the
    grammar whose definitions it names; `children` are filled in as the grammar is read.
    """

    kind: str
    element: etree._Element
    namespace: str
    library: str
    scope: "Scope"
    children: "list[Node]"

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
        return (self.element.get("name") or "").strip(BLANK)

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


def is_pattern(element: etree._Element) -> bool:
    """Whether the element may stand where a pattern is wanted."""
    return _LETTERS.get(_TAGS.get(element.tag, ""), "") in ("p", "c")


def kind_of(element: etree._Element) -> str:
    """The name of an element of a grammar. Raises SchemaError where RELAX NG has no such element."""
    kind = _TAGS.get(element.tag)
    if kind is None:
        raise broken(place_of(element), f"RELAX NG has no element {etree.QName(element).localname}")
    return kind


def kind_here(kind: str, element: etree._Element, parent: str, index: int) -> str:
    """The kind of an element of that name where it stands: the child of that number of a `parent` of that kind."""
    if kind in ("element", "attribute"):
        return kind if element.get("name") is None else kind + " name"
    if kind == "div":
        return "include div" if parent.startswith("include") else "grammar div"
    if kind not in ("choice", "except"):
        return kind
    is_name = parent in _HOLDS_NAMES or (parent in ("element", "attribute") and index == 0)
    return kind + " of names" if is_name else kind


def check(element: etree._Element, kind: str, children: Children) -> None:
    """Whether the element may stand as it does. Raises SchemaError where not (section 3)."""
    row = _ATTRIBUTES[kind]
    items: list[tuple[str, str]] = element.items()  # type: ignore[assignment]  # the stubs say bytes too
    for name, value in items:
        if name.startswith("{"):
            if name.startswith(_PREFIX):
                raise broken(place_of(element), "RELAX NG's own attributes have no prefix")
        elif name not in row or not row[name](value.strip(BLANK)):
            raise broken(place_of(element), _attribute_fault(kind, name, value))
    required = _REQUIRED.get(kind)
    if required is not None and element.get(required) is None:
        raise broken(place_of(element), f"{kind} needs an attribute {required}")
    content = _CONTENT[kind]
    if children if content is _NOTHING else not content.fullmatch("".join([_LETTERS[name] for name, _ in children])):
        raise broken(
            place_of(element), f"{kind.split()[0]} holds {_SAID.get(kind, _usual(kind))}, not what stands here"
        )
    if kind in _HOLDS_TEXT:
        _check_text(element, kind)


def _usual(kind: str) -> str:
    return {_PATTERNS: "one or more patterns", _NOTHING: "no elements"}.get(_CONTENT[kind], "definitions")


def _attribute_fault(kind: str, name: str, value: str) -> str:
    if name in _ATTRIBUTES[kind]:
        return f"{name} can't be {value!r}"
    return f"{kind.split()[0]} has no attribute {name}"


def _check_text(element: etree._Element, kind: str) -> None:
    if any(isinstance(child.tag, str) for child in element):
        raise broken(place_of(element), f"{kind} holds text alone")
    if kind == "name" and not is_qname((element.text or "").strip(BLANK)):
        raise broken(place_of(element), f"{element.text!r} is not a name")


def check_texts(root: etree._Element) -> None:
    """Whether text stands only where it may, in the whole file. Raises SchemaError where not (section 3)."""
    holders: list[etree._Element] = _find_holders(root)  # type: ignore[assignment]  # XPath might give other things
    for holder in holders:
        if all(outer.tag in _TAGS for outer in holder.iterancestors()):
            raise broken(place_of(holder), f"{etree.QName(holder).localname} holds no text")


_find_holders = etree.XPath(
    "descendant-or-self::r:*[not(self::r:value or self::r:param or self::r:name)][text()[normalize-space()]]",
    namespaces={"r": NAMESPACE},
)


def children_of(element: etree._Element) -> Children:
    """The children that are RELAX NG, each with its name; the others are annotations (section 4.1)."""
    if not len(element):
        return []
    return [
        (_TAGS.get(child.tag) or kind_of(child), child) for child in element if child.tag in _TAGS or _is_own(child.tag)
    ]


def _is_own(tag: object) -> bool:
    return isinstance(tag, str) and tag.startswith(_PREFIX)
