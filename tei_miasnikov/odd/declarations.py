"""What an ODD declares, as it is written: each part may be absent, for a change gives only what it changes.

    <elementSpec ident="p" mode="change"><altIdent>para</altIdent></elementSpec>

    Declaration("element", "p", mode="change", alt_ident="para")      # no content: that of the p that is changed

The Guidelines, chapter TD, "Specification Elements" and "Building a TEI Schema".
"""

from dataclasses import dataclass, field, replace
from typing import TypeAlias

from tei_miasnikov.odd.content import NO_DOCUMENTATION, ONCE, Content, Documentation, Occurs, ValList
from tei_miasnikov.odd.places import NOWHERE, Place


@dataclass(frozen=True, slots=True)
class Constraint:
    """A rule beyond the grammar (constraintSpec), kept as XML; `scheme` is its language, such as schematron."""

    ident: str
    scheme: str
    xml: str
    mode: str = "add"
    documentation: Documentation = NO_DOCUMENTATION
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Datatype:
    """What an attribute's value is made of: `content`, as often as `occurs` says (a list where more than once)."""

    content: Content
    occurs: Occurs = ONCE


@dataclass(frozen=True, slots=True)
class AttDef:
    """An attribute; None and () stand for what a change leaves alone."""

    ident: str
    mode: str = "add"
    usage: str | None = None
    datatype: Datatype | None = None
    values: ValList | None = None
    default: str | None = None
    alt_ident: str | None = None
    ns: str | None = None
    documentation: Documentation = NO_DOCUMENTATION
    constraints: tuple[Constraint, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class AttRef:
    """An attribute of a class (`class_key` and its `name`), or a pattern of a foreign grammar (`name` alone)."""

    name: str
    class_key: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class AttList:
    """Attributes together (org group), or one of them (org choice)."""

    members: tuple["AttMember", ...] = ()
    org: str = "group"


AttMember: TypeAlias = AttDef | AttRef | AttList
NO_ATTRIBUTES = AttList()


@dataclass(frozen=True, slots=True)
class Membership:
    """A class of which something is a member; mode delete takes it out."""

    key: str
    mode: str = "add"
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Classes:
    """The memberships together; mode change adds to those there are and takes from them."""

    members: tuple[Membership, ...] = ()
    mode: str = "replace"


@dataclass(frozen=True, slots=True)
class Declaration:
    """An elementSpec, classSpec, macroSpec or dataSpec (`kind`: element, class, macro, data)."""

    kind: str
    ident: str
    mode: str = "add"
    module: str = ""
    type: str = ""
    ns: str | None = None
    prefix: str | None = None
    alt_ident: str | None = None
    classes: Classes | None = None
    content: Content | None = None
    attributes: AttList = NO_ATTRIBUTES
    documentation: Documentation = NO_DOCUMENTATION
    constraints: tuple[Constraint, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def key(self) -> "Key":
        """What tells it from all others: two elements may share a name if their prefixes differ."""
        return Key(self.kind, self.ident, self.prefix or "")


@dataclass(frozen=True, slots=True)
class Key:
    """The kind and name of a declaration, and its own prefix where it has one."""

    kind: str
    ident: str
    prefix: str = ""


def iter_attributes(attributes: AttList) -> "tuple[AttDef, ...]":
    """The attribute definitions of a list and of the lists in it, in their order."""
    found: list[AttDef] = []
    for member in attributes.members:
        if isinstance(member, AttDef):
            found.append(member)
        elif isinstance(member, AttList):
            found.extend(iter_attributes(member))
    return tuple(found)


def renamed(declaration: Declaration, prefix: str | None) -> Declaration:
    """An element with a prefix of its own; what is no element stays as it is."""
    return replace(declaration, prefix=prefix) if prefix and declaration.kind == "element" else declaration
