"""Which attributes an element has: its own, and those of its classes that it does not delete or define anew.

    att.typed      type, subtype
    title          memberOf att.typed;  attDef type mode="change"

    title inherits InheritedAttribute("att.typed", "subtype") and has its own @type, made from that of att.typed.

An attribute that reaches an element by two ways from one class is there once; from two classes it is a finding.
The Guidelines, chapter TD, "Attribute List Specification".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from tei_miasnikov.odd.changes import change_attribute
from tei_miasnikov.odd.classes import memberships
from tei_miasnikov.odd.declarations import (
    NO_ATTRIBUTES,
    AttDef,
    AttList,
    AttMember,
    AttRef,
    Declaration,
    Key,
    iter_attributes,
)
from tei_miasnikov.odd.patterns import Patterns
from tei_miasnikov.odd.places import Faults, near
from tei_miasnikov.odd.source import Library
from tei_miasnikov.odd.specs import Inherited, InheritedAttribute, InheritedClass


@dataclass(frozen=True, slots=True)
class Attributes:
    """The attributes of an element or a class; `reach` gives the class of each that is inherited or its own."""

    inherited: tuple[Inherited, ...] = ()
    own: AttList = NO_ATTRIBUTES
    reach: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class AttributeTable:
    """The attributes of every attribute class, worked out when first asked for."""

    declarations: Mapping[Key, Declaration]
    patterns: Patterns
    library: Library
    faults: Faults
    known: dict[str, Attributes] = field(default_factory=dict)

    def of_class(self, key: str) -> Attributes:
        """The attributes of a class."""
        if key not in self.known:
            self.known[key] = self.of(self.declarations[Key("class", key)])
        return self.known[key]

    def of(self, declaration: Declaration) -> Attributes:
        """The attributes of an element or a class."""
        keys = [each.key for each in memberships(declaration) if each.key in self.patterns.attribute_classes]
        own = self._complete(declaration.attributes, keys, declaration)
        taken = {each.ident: declaration.ident for each in iter_attributes(declaration.attributes)}
        taken.update({ref.name: ref.class_key for ref in _iter_refs(own) if ref.class_key})
        reach = dict.fromkeys((each.ident for each in iter_attributes(own)), declaration.ident)
        inherited = tuple(self._inherit(keys, taken, declaration))
        deleted = {each.ident for each in iter_attributes(declaration.attributes)} - reach.keys()
        reach |= {ident: key for ident, key in taken.items() if ident not in deleted}
        return Attributes(inherited, own, reach)

    def _inherit(self, keys: list[str], taken: dict[str, str], declaration: Declaration) -> Iterator[Inherited]:
        own = set(taken)
        for key in keys:
            reach = self.of_class(key).reach
            for ident in reach.keys() & taken.keys() - own:
                if taken[ident] != reach[ident]:
                    message = f"{declaration.ident} has @{ident} from {taken[ident]} and from {reach[ident]}"
                    self.faults.add("odd-duplicate-attribute", declaration.place, message, f"@{ident}")
            yield from self._entries(key, taken)

    def _entries(self, key: str, taken: dict[str, str]) -> Iterator[Inherited]:
        attributes = self.of_class(key)
        if not attributes.reach.keys() & taken.keys():
            taken.update(attributes.reach)
            yield InheritedClass(key)
            return
        for entry in attributes.inherited:
            yield from self._entry(entry, taken)
        for ident in (each.ident for each in iter_attributes(attributes.own)):
            yield from self._entry(InheritedAttribute(key, ident), taken)

    def _entry(self, entry: Inherited, taken: dict[str, str]) -> Iterator[Inherited]:
        if isinstance(entry, InheritedClass):
            yield from self._entries(entry.key, taken)
        elif entry.ident not in taken:
            taken[entry.ident] = entry.class_key
            yield entry

    def _complete(self, attributes: AttList, keys: list[str], owner: Declaration) -> AttList:
        members = (self._member(member, keys, owner) for member in attributes.members)
        kept = tuple(member for member in members if member is not None)
        return replace(attributes, members=self._distinct(kept, owner) if attributes.org == "group" else kept)

    def _distinct(self, members: tuple[AttMember, ...], owner: Declaration) -> tuple[AttMember, ...]:
        seen, kept = set[str](), list[AttMember]()
        for member in members:
            if isinstance(member, AttDef) and member.ident in seen:
                message = f"{owner.ident} defines @{member.ident} twice; the first counts"
                self.faults.add("odd-duplicate", member.place, message, f'ident="{member.ident}"')
                continue
            seen.update([member.ident] if isinstance(member, AttDef) else [])
            kept.append(member)
        return tuple(kept)

    def _member(self, member: AttMember, keys: list[str], owner: Declaration) -> AttMember | None:
        if isinstance(member, AttList):
            inner = self._complete(member, keys, owner)
            return inner if inner.members else None
        if isinstance(member, AttRef):
            return self._referred(member)
        base = self._inherited(member.ident, keys) if member.mode in CODES else None
        if member.mode in CODES and base is None:
            self._check(member, owner)
        if member.mode == "delete" or (member.mode == "change" and base is None):
            return None
        return replace(change_attribute(replace(base, alt_ident=None), member) if base else member, mode="add")

    def _check(self, attribute: AttDef, owner: Declaration) -> None:
        names = self.library.attribute_names(owner.kind, owner.ident)
        if attribute.ident not in names:
            words = near(attribute.ident, names)
            message = f"{owner.ident} has no attribute {attribute.ident!r} to {attribute.mode}{words}"
            self.faults.add(CODES[attribute.mode], attribute.place, message, f'ident="{attribute.ident}"')

    def _referred(self, ref: AttRef) -> AttRef | None:
        if not ref.class_key:
            found = self.patterns.resolve(ref.name)
            origin = ""
        else:
            known = ref.class_key in self.patterns.attribute_classes
            found = origin = self.of_class(ref.class_key).reach.get(ref.name, "") if known else ""
        if not found:
            message = f"attRef finds no attribute {ref.name} {ref.class_key and 'in ' + ref.class_key}".strip()
            self.faults.add("odd-dangling", ref.place, message, ref.name)
        return replace(ref, class_key=origin) if found else None

    def _inherited(self, ident: str, keys: list[str]) -> AttDef | None:
        for key in keys:
            origin = self.of_class(key).reach.get(ident)
            if origin:
                own = iter_attributes(self.of_class(origin).own)
                return next((each for each in own if each.ident == ident), None)
        return None


CODES = {"change": "odd-unknown-key", "delete": "odd-unknown-deleted"}


def _iter_refs(attributes: AttList) -> Iterator[AttRef]:
    for member in attributes.members:
        if isinstance(member, AttRef):
            yield member
        elif isinstance(member, AttList):
            yield from _iter_refs(member)
