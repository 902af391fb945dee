"""What a schema takes of its source, and what it closes: the difference of the two, module by module and name by name.

account = account_of(schema)
account.modules[0]      Module("core", taken=("p", "title"), left_out=("abbr", …))
account.closed          who bears which closed list
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tei_miasnikov.odd.content import ValList
from tei_miasnikov.odd.declarations import AttDef, Declaration, Key, iter_attributes
from tei_miasnikov.odd.reference_page.declared import Declared
from tei_miasnikov.odd.reference_page.inheritance import Classes, classes_of, iter_inherited, iter_own
from tei_miasnikov.odd.source import Library
from tei_miasnikov.odd.specs import AttributeClass, ElementSpec, Schema

Names = tuple[str, ...]
Owner = ElementSpec | AttributeClass
NamesOf = Callable[[str, Owner], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Module:
    """The elements of a module that are in the schema, and those that are not."""

    name: str
    taken: Names
    left_out: Names


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that is said of the attributes of an element or a class: their names, or one name and its values."""

    kind: str
    owner: str
    names: Names
    values: Names = ()


@dataclass(frozen=True, slots=True)
class Account:
    """The difference of a schema and its source."""

    modules: tuple[Module, ...]
    added: Names
    forms: tuple[Entry, ...]
    classes_left_out: Names
    attributes_left_out: tuple[Entry, ...]
    required: tuple[Entry, ...]
    closed: tuple[Entry, ...]
    exclusive: tuple[Entry, ...]
    contents: Names


def account_of(schema: Schema, declared: Declared) -> Account:
    """What a schema takes, adds, leaves out, requires and closes."""
    library = declared.library
    classes = classes_of(schema)
    owners: list[tuple[str, Owner]] = [("class", each) for each in schema.attribute_classes]
    owners += [("element", each) for each in schema.elements]
    known = {key.ident for key in library.declarations if key.kind == "element"}
    return Account(
        tuple(_modules(schema, library)),
        tuple(sorted(each.ident for each in schema.elements if not known & {each.ident, each.name})),
        tuple(_forms(schema)),
        tuple(sorted(_classes_left_out(schema, library))),
        tuple(_entries(owners, lambda kind, each: _left_out(kind, each, library, classes))),
        tuple(_entries(owners, lambda kind, each: _required(kind, each, library))),
        tuple(entry for kind, each in owners for entry in _closed(kind, each, library)),
        tuple(_entries(owners, lambda kind, each: _exclusive(each))),
        tuple(each.ident for each in schema.elements if each.ident in known and declared.has_content(each.ident)),
    )


def _modules(schema: Schema, library: Library) -> Iterator[Module]:
    idents = {each.ident for each in schema.elements}
    for name, members in sorted(library.modules.items()):
        elements = sorted((each.ident for each in members if each.kind == "element"), key=str.casefold)
        if elements:
            yield Module(
                name,
                tuple(ident for ident in elements if ident in idents),
                tuple(ident for ident in elements if ident not in idents),
            )


def _forms(schema: Schema) -> Iterator[Entry]:
    """Elements that several elementSpecs describe."""
    forms: dict[str, list[str]] = {}
    for each in schema.elements:
        forms.setdefault(each.name, []).append(each.ident)
    for name, idents in sorted(forms.items()):
        if len(idents) > 1:
            yield Entry("element", name, tuple(idents))


def _classes_left_out(schema: Schema, library: Library) -> Iterator[str]:
    """Attribute classes of the modules in use that are not in the schema, with attributes of their own."""
    modules = {each.module for each in schema.elements} | {each.module for each in schema.attribute_classes}
    present = {each.ident for each in schema.attribute_classes}
    for key, each in library.declarations.items():
        if key.kind == "class" and each.type == "atts" and each.module in modules and key.ident not in present:
            yield key.ident


def _entries(owners: Iterable[tuple[str, Owner]], names_of: NamesOf) -> Iterator[Entry]:
    for kind, owner in owners:
        if names := tuple(names_of(kind, owner)):
            yield Entry(kind, owner.ident, names)


def _left_out(kind: str, owner: Owner, library: Library, classes: Classes) -> Iterator[str]:
    """What the source gives the owner itself, or a class that is still here gives it, and the schema does not."""
    before = library.find(kind, owner.ident)
    if before is None:
        return
    left = {each.ident for each in iter_attributes(owner.attributes)} | {
        each.ident for _, each in iter_inherited(owner, classes)
    }
    had = [each.ident for each in iter_attributes(before.attributes) if each.mode != "delete"]
    if kind == "element":
        had += [each.ident for key in owner.classes if key in classes for each in _all_of(classes[key], classes)]
    yield from dict.fromkeys(ident for ident in had if ident not in left)


def _all_of(owner: AttributeClass, classes: Classes) -> list[AttDef]:
    return [*iter_attributes(owner.attributes), *(each for _, each in iter_inherited(owner, classes))]


def _before(kind: str, owner: Owner, library: Library) -> dict[str, AttDef]:
    found: Declaration | None = library.declarations.get(Key(kind, owner.ident))
    return {each.ident: each for each in iter_attributes(found.attributes)} if found else {}


def _required(kind: str, owner: Owner, library: Library) -> Iterator[str]:
    before = _before(kind, owner, library)
    for each in iter_attributes(owner.attributes):
        if each.usage == "req" and not (each.ident in before and before[each.ident].usage == "req"):
            yield each.ident


def _closed(kind: str, owner: Owner, library: Library) -> Iterator[Entry]:
    before = _before(kind, owner, library)
    for each in iter_attributes(owner.attributes):
        values = _values(each.values)
        old = before.get(each.ident)
        if values and (old is None or _values(old.values) != values):
            yield Entry(kind, owner.ident, (each.ident,), values)


def _values(values: ValList | None) -> Names:
    if values is None or values.type != "closed":
        return ()
    return tuple(item.alt_ident or item.ident for item in values.items)


def _exclusive(owner: Owner) -> Iterator[str]:
    return (each.ident for each, rivals in iter_own(owner.attributes) if rivals)
