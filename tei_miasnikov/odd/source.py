"""What an ODD is compiled against: every declaration of a source such as p5subset.xml, by kind, name and module.

    library = read_library(document, faults)
    library.of_module("core")         # the declarations of a module, classes before elements
    library.find("element", "p")

The Guidelines, chapter TD, "TEI customizations".
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tei_miasnikov.odd.declarations import Declaration, Key, iter_attributes
from tei_miasnikov.odd.documents import Document, tei
from tei_miasnikov.odd.places import Faults
from tei_miasnikov.odd.pure_odd import Reading
from tei_miasnikov.odd.reference import as_published
from tei_miasnikov.odd.specifications import iter_specs, read_declaration

ORDER = {"macro": 0, "data": 1, "class": 2, "element": 3}


@dataclass(frozen=True, slots=True)
class Library:
    """Declarations by key, in the source's order, and the names of its modules."""

    declarations: dict[Key, Declaration]
    modules: dict[str, tuple[Declaration, ...]] = field(default_factory=dict)

    def of_module(self, module: str) -> tuple[Declaration, ...]:
        """What a module declares."""
        return self.modules.get(module, ())

    def find(self, kind: str, ident: str) -> Declaration | None:
        """The declaration of this kind and name."""
        return self.declarations.get(Key(kind, ident))

    def idents(self, kind: str) -> tuple[str, ...]:
        """Every name of a kind."""
        return tuple(key.ident for key in self.declarations if key.kind == kind)

    def attribute_names(self, kind: str, ident: str) -> frozenset[str]:
        """The attributes that something has in the source, its own and those of its classes."""
        waiting, seen, names = [Key(kind, ident)], set[Key](), set[str]()
        while waiting:
            key = waiting.pop()
            declaration = self.declarations.get(key)
            if declaration is not None and key not in seen:
                seen.add(key)
                names.update(each.ident for each in iter_attributes(declaration.attributes))
                members = declaration.classes.members if declaration.classes else ()
                waiting += [Key("class", member.key) for member in members]
        return frozenset(names)


def library_of(declarations: Iterable[Declaration], module_names: Iterable[str] = ()) -> Library:
    """A library of these declarations; `module_names` are modules that may be empty."""
    known = {declaration.key: declaration for declaration in declarations}
    modules: dict[str, list[Declaration]] = {name: [] for name in module_names}
    for declaration in sorted(known.values(), key=lambda each: ORDER[each.kind]):
        modules.setdefault(declaration.module, []).append(declaration)
    return Library(known, {name: tuple(members) for name, members in modules.items() if name})


def read_library(document: Document, faults: Faults) -> Library:
    """Every specification of a source that is written in full, such as p5subset.xml or a compiled ODD."""
    reading = Reading(document, faults)
    declarations = (as_published(read_declaration(node, reading)) for node in iter_specs(document.root))
    names = (node.get("ident", "") for node in document.root.iter(tei("moduleSpec")))
    return library_of(declarations, names)
