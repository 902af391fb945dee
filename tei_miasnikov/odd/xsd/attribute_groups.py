"""Attributes as XML Schema writes them: a group for each class, and the attributes of other namespaces in their file.

att.typed.attributes      <xs:attributeGroup name="att.typed.attributes"> … </xs:attributeGroup>
xml:id                    declared in the file of the xml namespace, named here
"""

from dataclasses import dataclass, field, replace

from tei_miasnikov.odd.documents import Node
from tei_miasnikov.odd.xsd.attributes import Attributes, Use, Uses, label
from tei_miasnikov.odd.xsd.looser import LooserPlaces
from tei_miasnikov.odd.xsd.namespaces import Files, local, namespace
from tei_miasnikov.odd.xsd.parts import explained, xs
from tei_miasnikov.odd.xsd.patterns import (
    NEVER,
    AnyName,
    Choice,
    Data,
    Names,
    Pattern,
    Ref,
    Repeat,
)
from tei_miasnikov.odd.xsd.values import Values


@dataclass(frozen=True, slots=True)
class AttributeGroups:
    """Writes attributes, and the groups and declarations that they ask for."""

    known: Attributes
    files: Files
    looser: LooserPlaces
    values: Values
    declared: dict[str, Pattern] = field(default_factory=dict)

    def of(self, pattern: Pattern, place: str, ns: str) -> list[Node]:
        """The attributes of a pattern within the file of a namespace, those of classes by the name of their group."""
        every, found = self.known.of(pattern), self.known.unconditional(pattern)
        if found is None or any(isinstance(name, AnyName) for name in every) or len(self._ids(every)) > 1:
            self.tell(pattern, place)
            return self.listed(every, place, ns)
        refs, others = found
        for each in others:
            self.tell(each, place)
        made = [node for each in others for node in self.listed(self.known.of(each), place, ns)]
        return made + [xs("attributeGroup", ref=self._group(ref, ns)) for ref in refs]

    def tell(self, pattern: Pattern, place: str) -> None:
        """Note which attributes of a pattern depend on each other."""
        for names in self.known.dependences(pattern):
            self.looser.add("attributes", place.removesuffix(".attributes"), names)

    def listed(self, every: Uses, place: str, ns: str) -> list[Node]:
        """Attributes one by one; of several IDs the first stays one, since XSD allows no second."""
        every = dict(every)
        for name in sorted(self._ids(every), key=lambda name: (local(str(name)) != "id", str(name)))[1:]:
            every[name] = replace(every[name], value=Data("NCName"))
            self.looser.add("value", f"{place}/{label(name)}", ["no second ID"])
        made = [self._attribute(name, use, place, ns) for name, use in every.items() if isinstance(name, str)]
        wild = [name for name in every if isinstance(name, AnyName)]
        return made + ([self._any(wild, place)] if wild else [])

    def _group(self, ref: Ref, ns: str) -> str:
        main = self.files.main
        known = self.files.is_named("attributeGroup", ref)
        name = self.files.name("attributeGroup", main, ref, ref.name)
        if not known:
            made = self.of(self.known.contents.grammar.resolve(ref), ref.name, main)
            self.files.declare(main, name, xs("attributeGroup", made))
        return self.files.reference(name, main, ns)

    def _ids(self, every: Uses) -> list[Names]:
        return [name for name, use in every.items() if self._is_id(use.value)]

    def _is_id(self, value: Pattern) -> bool:
        match value:
            case Ref():
                return self._is_id(self.known.contents.grammar.resolve(value))
            case Choice(items):
                return any(map(self._is_id, items))
            case Repeat(item):
                return self._is_id(item)
            case _:
                return isinstance(value, Data) and value.type == "ID"

    def _attribute(self, name: str, use: Use, place: str, ns: str) -> Node:
        required = {"use": "required"} if use.required else {}
        if not namespace(name):
            return self._declaration(name, use, f"{place}/{label(name)}", ns, required)
        if name not in self.declared:
            self.declared[name] = use.value
            made = self._declaration(name, use, label(name), namespace(name), {})
            self.files.declare(namespace(name), local(name), made)
        if self.declared[name] == use.value:
            return xs("attribute", ref=self.files.reference(local(name), namespace(name), ns), **required)
        return xs("attributeGroup", ref=self._variant(name, use, place, ns))

    def _variant(self, name: str, use: Use, place: str, ns: str) -> str:
        """An attribute of a namespace with another value than elsewhere: a group in the file of its namespace."""
        space = namespace(name)
        known = self.files.is_named("attributeGroup", (name, use))
        group = self.files.name("attributeGroup", space, (name, use), local(name))
        if not known:
            qualified = {"form": "qualified"} | ({"use": "required"} if use.required else {})
            made = self._declaration(name, use, f"{place}/{label(name)}", space, qualified)
            self.files.declare(space, group, xs("attributeGroup", [made]))
        return self.files.reference(group, space, ns)

    def _declaration(self, name: str, use: Use, place: str, ns: str, how: dict[str, str]) -> Node:
        if use.value == NEVER:
            return xs("attribute", name=local(name), use="prohibited")
        made = self.values.type_of(use.value, place, ns)
        written = {"type": made} if isinstance(made, str) else {}
        inside = [] if isinstance(made, str) else [made]
        return explained(xs("attribute", inside, name=local(name), **written, **how), use.says)

    def _any(self, wild: list[AnyName], place: str) -> Node:
        if any(each.excluded or each.excluded_names for each in wild):
            self.looser.add("wildcard", place, ["any attribute"])
        spaces = {ns for each in wild for ns in each.namespaces or ()}
        everywhere = any(each.namespaces is None for each in wild)
        named = "##any" if everywhere else " ".join(ns or "##local" for ns in sorted(spaces))
        return xs("anyAttribute", namespace=named, processContents="skip")
