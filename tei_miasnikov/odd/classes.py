"""Who belongs to which class.

    <elementSpec ident="p"><classes><memberOf key="model.pLike"/><memberOf key="att.global"/></classes></elementSpec>

A membership in a class that the schema lacks (its module is not there, or it was deleted) means nothing. A class that
belongs to itself over others is a finding, and the membership that closes the circle is left out.
The Guidelines, chapter TD, "Classification of Components".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tei_miasnikov.odd.content import ClassRef, ElementRef
from tei_miasnikov.odd.declarations import Classes, Declaration, Key, Membership
from tei_miasnikov.odd.patterns import Patterns, pattern_of
from tei_miasnikov.odd.places import Faults, near
from tei_miasnikov.odd.specs import ModelClass

Declarations = Mapping[Key, Declaration]


@dataclass(frozen=True, slots=True)
class _Known:
    """The classes of a schema, and all those that its source has."""

    classes: dict[str, Declaration]
    source: frozenset[str]
    faults: Faults


def settle_classes(
    declarations: Declarations, touched: Iterable[Key], source: Iterable[str], faults: Faults
) -> dict[Key, Declaration]:
    """The declarations with memberships only in classes that there are, and no circles: the ODD's own give way."""
    classes = {key.ident: each for key, each in declarations.items() if key.kind == "class"}
    known = _Known(classes, frozenset(source), faults)
    settled = {key: _settled(each, known) for key, each in declarations.items()}
    own = [key for key in settled if key in frozenset(touched)]
    return _without_circles(settled, [*own, *settled], faults)


def _settled(declaration: Declaration, known: _Known) -> Declaration:
    if declaration.classes is None:
        return declaration
    members = tuple(member for member in declaration.classes.members if _belongs(declaration, member, known))
    return replace(declaration, classes=Classes(members))


def _belongs(declaration: Declaration, member: Membership, known: _Known) -> bool:
    if member.mode == "delete":
        return False
    if member.key not in known.classes and member.key not in known.source:
        message = f"{declaration.kind} {declaration.ident!r} can't belong to {member.key!r}: there is no such class"
        message += near(member.key, known.source | known.classes.keys())
        known.faults.add("odd-unknown-key", member.place, message, f'key="{member.key}"')
    return member.key in known.classes


def _without_circles(declarations: dict[Key, Declaration], keys: list[Key], faults: Faults) -> dict[Key, Declaration]:
    for key in [key for key in keys if key.kind == "class"]:
        for member in memberships(declarations[key]):
            if key.ident in _above(member.key, declarations):
                message = f"the class {key.ident!r} belongs to {member.key!r}, which belongs to it"
                faults.add("odd-circular-class", member.place, message, f'key="{member.key}"')
                kept = tuple(each for each in memberships(declarations[key]) if each != member)
                declarations[key] = replace(declarations[key], classes=Classes(kept))
    return declarations


def _above(ident: str, declarations: Declarations) -> set[str]:
    found: set[str] = set()
    waiting = [ident]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting += [member.key for member in memberships(declarations[Key("class", current)])]
    return found


def memberships(declaration: Declaration) -> tuple[Membership, ...]:
    """The classes that something belongs to."""
    return declaration.classes.members if declaration.classes else ()


def members_by_class(declarations: Iterable[Declaration], patterns: Patterns) -> dict[str, list[ElementRef | ClassRef]]:
    """The elements and classes that belong to each model class, in the order of the declarations."""
    members: dict[str, list[ElementRef | ClassRef]] = {key: [] for key in patterns.models}
    for declaration in declarations:
        ref = _reference(declaration, patterns)
        for membership in memberships(declaration):
            if ref and membership.key in members:
                members[membership.key].append(ref)
    return members


def _reference(declaration: Declaration, patterns: Patterns) -> ElementRef | ClassRef | None:
    if declaration.kind == "element":
        own = declaration.prefix is not None
        return ElementRef(pattern_of(declaration, patterns.prefix) if own else declaration.ident)
    return ClassRef(declaration.ident) if declaration.ident in patterns.models else None


def expanded_members(spec: ModelClass, expand: str) -> ModelClass:
    """The class with its member classes expanded the same way."""
    members = tuple(replace(each, expand=expand) if isinstance(each, ClassRef) else each for each in spec.members)
    return replace(spec, members=members)


def chosen_members(spec: ModelClass, ref: ClassRef, classes: Mapping[str, ModelClass]) -> ModelClass:
    """The class with only the members that classRef/@include names, or without those that @except names."""
    members = tuple(chosen for each in spec.members for chosen in _chosen(each, ref, classes))
    return replace(spec, members=members)


def _chosen(
    member: ElementRef | ClassRef, ref: ClassRef, classes: Mapping[str, ModelClass]
) -> tuple[ElementRef | ClassRef, ...]:
    if member.key in ref.include or (member.key in ref.excluded):
        return (member,) if member.key in ref.include else ()
    if isinstance(member, ClassRef):
        return tuple(chosen for each in classes[member.key].members for chosen in _chosen(each, ref, classes))
    return () if ref.include else (member,)
