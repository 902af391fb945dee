"""A schema with only what its elements use: classes, macros and datatypes that lead nowhere would be noise on a page.

used(schema).attribute_classes      those of which an element is a member, over others or by itself
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tei_miasnikov.odd.content import Alternate, ClassRef, Content, DataRef, Embedded, MacroRef, PatternRef, Sequence
from tei_miasnikov.odd.declarations import AttList, AttRef, iter_attributes
from tei_miasnikov.odd.patterns import VARIANTS
from tei_miasnikov.odd.references import REF
from tei_miasnikov.odd.specs import AttributeClass, DataSpec, ElementSpec, InheritedClass, MacroSpec, Schema


def used(schema: Schema) -> Schema:
    """The same schema without what no element uses."""
    usage = _Usage(schema)
    for element in schema.elements:
        usage.visit_owner(element)
        usage.visit(element.content)
    return replace(
        schema,
        model_classes=tuple(each for each in schema.model_classes if each.ident in usage.names),
        attribute_classes=tuple(each for each in schema.attribute_classes if each.ident in usage.names),
        macros=tuple(each for each in schema.macros if each.ident in usage.names),
        datatypes=tuple(each for each in schema.datatypes if each.ident in usage.names),
    )


@dataclass(slots=True)
class _Usage:
    """The names that are used, found by following what uses them."""

    schema: Schema
    names: set[str] = field(default_factory=set)

    def visit_owner(self, owner: ElementSpec | AttributeClass) -> None:
        """The classes of an element or a class, and the datatypes of its attributes."""
        inherited = [each.key if isinstance(each, InheritedClass) else each.class_key for each in owner.inherited]
        for key in (*inherited, *owner.classes, *_iter_referred(owner.attributes)):
            self._visit_class(key)
        for attribute in iter_attributes(owner.attributes):
            if attribute.datatype:
                self.visit(attribute.datatype.content)

    def _visit_class(self, key: str) -> None:
        found = next((each for each in self.schema.attribute_classes if each.ident == key), None)
        if found and key not in self.names:
            self.names.add(key)
            self.visit_owner(found)

    def visit(self, content: Content) -> None:
        """What a content model names."""
        for name in _iter_names(content):
            plain = name.removeprefix(self.schema.prefix)
            self._visit_name(plain.rpartition("_")[0] if f"_{plain.rpartition('_')[2]}" in VARIANTS else plain)

    def _visit_name(self, name: str) -> None:
        if name in self.names:
            return
        named: tuple[MacroSpec | DataSpec, ...] = (*self.schema.macros, *self.schema.datatypes)
        for each in named:
            if each.ident == name:
                self.names.add(name)
                self.visit(each.content)
        for model in self.schema.model_classes:
            if model.ident == name:
                self.names.add(name)
                for member in model.members:
                    if isinstance(member, ClassRef):
                        self._visit_name(member.key)


def _iter_referred(attributes: AttList) -> Iterator[str]:
    for member in attributes.members:
        if isinstance(member, AttRef) and member.class_key:
            yield member.class_key
        elif isinstance(member, AttList):
            yield from _iter_referred(member)


def _iter_names(content: Content) -> Iterator[str]:
    match content:
        case Sequence(items) | Alternate(items):
            for item in items:
                yield from _iter_names(item)
        case ClassRef(name) | MacroRef(name) | PatternRef(name) | DataRef(name):
            yield name
        case Embedded(xml):
            yield from REF.findall(xml)
