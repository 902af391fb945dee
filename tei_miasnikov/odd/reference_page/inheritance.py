"""The attributes that reach an element: its own, and those of its classes, each under the class that defines it.

list(inherited(sp, schema))    ("att.global", @xml:id), ("att.global.rendition", @rend), …
"""

from collections.abc import Iterator

from tei_miasnikov.odd.declarations import AttDef, AttList, AttRef, iter_attributes
from tei_miasnikov.odd.specs import AttributeClass, ElementSpec, Inherited, InheritedAttribute, Schema

Classes = dict[str, AttributeClass]


def classes_of(schema: Schema) -> Classes:
    """The attribute classes of a schema by name."""
    return {each.ident: each for each in schema.attribute_classes}


def iter_inherited(spec: ElementSpec | AttributeClass, classes: Classes) -> Iterator[tuple[str, AttDef]]:
    """Each attribute that comes from a class, with the name of the class."""
    for entry in spec.inherited:
        yield from _opened(entry, classes)
    for ref in _iter_refs(spec.attributes):
        yield from _opened(InheritedAttribute(ref.class_key, ref.name), classes)


def _opened(entry: Inherited, classes: Classes) -> Iterator[tuple[str, AttDef]]:
    if isinstance(entry, InheritedAttribute):
        found = classes.get(entry.class_key)
        for each in iter_attributes(found.attributes) if found else ():
            if each.ident == entry.ident:
                yield entry.class_key, each
    elif entry.key in classes:
        yield from iter_inherited(classes[entry.key], classes)
        for each in iter_attributes(classes[entry.key].attributes):
            yield entry.key, each


def _iter_refs(attributes: AttList) -> Iterator[AttRef]:
    for member in attributes.members:
        if isinstance(member, AttRef) and member.class_key:
            yield member
        elif isinstance(member, AttList):
            yield from _iter_refs(member)


def iter_own(attributes: AttList, excluded: tuple[str, ...] = ()) -> Iterator[tuple[AttDef, tuple[str, ...]]]:
    """Each attribute of a list, with those that may not stand beside it (attList/@org="choice")."""
    names = [_names(member) for member in attributes.members]
    for at, member in enumerate(attributes.members):
        others = [name for i, each in enumerate(names) for name in each if i != at]
        rivals = (*excluded, *others) if attributes.org == "choice" else excluded
        if isinstance(member, AttDef):
            yield member, rivals
        elif isinstance(member, AttList):
            yield from iter_own(member, rivals)


def _names(member: AttDef | AttList | AttRef) -> list[str]:
    if isinstance(member, AttList):
        return [each.ident for each in iter_attributes(member)]
    return [member.ident if isinstance(member, AttDef) else member.name]
