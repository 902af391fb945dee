"""A change laid over what it changes: each part that is given replaces that part, the rest stays.

    base     <attDef ident="type" usage="req"><datatype>A</datatype></attDef>
    change   <attDef ident="type" mode="change"><datatype>B</datatype></attDef>
    result   <attDef ident="type" usage="req"><datatype>B</datatype></attDef>

Lists (classes with mode="change", attributes, values, constraints) are merged by name. A deleted attribute leaves a
definition with mode="delete" behind, which keeps out the attribute of that name that a class would bring.

Where the Guidelines leave it open, it is as the reference compilers have it, so that both make the same schema:

    <valList> without @mode, in a change     the old list stays
    <attDef mode="change"> laid over another change (TEI's own dimensions/@type)     its list is open
    <attDef mode="replace">                  takes the attribute out of the choice in which it stood

The first two are findings (`lost_lists`), for the ODD says more than the schema then holds.
The Guidelines, chapter TD, "Building a TEI Schema".
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from tei_miasnikov.odd.content import Documentation, Prose, ValItem, ValList
from tei_miasnikov.odd.declarations import (
    AttDef,
    AttList,
    AttMember,
    Classes,
    Constraint,
    Declaration,
    Membership,
    iter_attributes,
)

T = TypeVar("T")


def change_declaration(base: Declaration, change: Declaration) -> Declaration:
    """The declaration that results from changing `base`."""
    return replace(
        base,
        module=change.module or base.module,
        ns=given(change.ns, base.ns),
        prefix=given(change.prefix, base.prefix),
        alt_ident=given(change.alt_ident, base.alt_ident),
        classes=change_classes(base.classes, change.classes),
        content=base.content if change.content is None else change.content,
        attributes=change_attributes(base.attributes, change.attributes),
        documentation=change_documentation(base.documentation, change.documentation),
        constraints=change_constraints(base.constraints, change.constraints),
        place=change.place,
    )


def given(new: T | None, old: T | None) -> T | None:
    """The new value where there is one, else the old."""
    return old if new is None else new


def change_classes(base: Classes | None, change: Classes | None) -> Classes | None:
    """The memberships after a change; mode replace (TEI's default) forgets the old ones."""
    if change is None:
        return base
    members = {} if base is None or change.mode == "replace" else _memberships(base)
    for member in change.members:
        if member.mode == "delete":
            members.pop(member.key, None)
        else:
            members[member.key] = replace(member, mode="add")
    return Classes(tuple(members.values()))


def _memberships(classes: Classes) -> dict[str, Membership]:
    return {member.key: member for member in classes.members}


def change_attributes(base: AttList, change: AttList) -> AttList:
    """The attributes after a change: those of the change lie over those of the same name, new ones follow."""
    changes = {attribute.ident: attribute for attribute in iter_attributes(change)}
    base = replace(base, members=tuple(_without_replaced(member, changes) for member in base.members))
    known = {attribute.ident for attribute in iter_attributes(base)}
    kept = tuple(_changed(member, changes) for member in base.members)
    added = tuple(member for each in change.members if (member := _without(each, known)) is not None)
    return (
        AttList(kept + added, base.org)
        if base.org == "group" or not added
        else AttList((replace(base, members=kept), *added))
    )


def _without_replaced(member: AttMember, changes: dict[str, AttDef]) -> AttMember:
    """A list within a list without what is replaced: that stands where the change puts it."""
    if not isinstance(member, AttList):
        return member
    replaced = {ident for ident, change in changes.items() if change.mode == "replace"}
    return _without(member, replaced) or AttList()


def _changed(member: AttMember, changes: dict[str, AttDef]) -> AttMember:
    if isinstance(member, AttList):
        return replace(member, members=tuple(_changed(each, changes) for each in member.members))
    if isinstance(member, AttDef) and member.ident in changes:
        return change_attribute(member, changes[member.ident])
    return member


def _without(member: AttMember, known: set[str]) -> AttMember | None:
    if isinstance(member, AttDef):
        return None if member.ident in known else member
    if isinstance(member, AttList):
        members = tuple(each for inner in member.members if (each := _without(inner, known)) is not None)
        return replace(member, members=members) if members else None
    return member


def change_attribute(base: AttDef, change: AttDef) -> AttDef:
    """An attribute after an add, change, replace or delete of the same name."""
    if change.mode != "change" or base.mode == "delete":
        return change
    return replace(
        base,
        usage=given(change.usage, base.usage),
        datatype=given(change.datatype, base.datatype),
        values=_values(base, change),
        default=given(change.default, base.default),
        alt_ident=given(change.alt_ident, base.alt_ident),
        ns=given(change.ns, base.ns),
        documentation=change_documentation(base.documentation, change.documentation),
        constraints=change_constraints(base.constraints, change.constraints),
        place=change.place,
    )


def _values(base: AttDef, change: AttDef) -> ValList | None:
    values = change_values(base.values, change.values)
    return replace(values, type="open") if values and base.mode == "change" else values


def change_values(base: ValList | None, change: ValList | None) -> ValList | None:
    """A list of values after a change; mode="change", and one that adds and names no type, keep the old ones."""
    if change is None or not change.mode:
        return base
    if change.mode == "delete":
        return None
    if base is None or change.mode == "replace" or (change.mode == "add" and change.type):
        return replace(change, items=tuple(item for item in change.items if item.mode != "delete"), mode="add")
    items: dict[str, ValItem] = {item.ident: item for item in base.items}
    for item in change.items:
        items[item.ident] = item
    return ValList(tuple(item for item in items.values() if item.mode != "delete"), change.type or base.type)


def lost_lists(base: Declaration, change: Declaration) -> Iterator[tuple[AttDef, str]]:
    """The attributes whose list of values a change gives in vain, and the code of the finding."""
    before = {attribute.ident: attribute for attribute in iter_attributes(base.attributes)}
    for attribute in iter_attributes(change.attributes):
        if attribute.mode != "change" or attribute.values is None:
            continue
        known = before.get(attribute.ident)
        if known and known.mode == "change" and attribute.values.type == "closed":
            yield attribute, "odd-list-of-change"
        elif not attribute.values.mode:
            yield attribute, "odd-list-without-mode"


def change_documentation(base: Documentation, change: Documentation) -> Documentation:
    """New words replace the old ones of the same language."""
    return Documentation(_words(base.glosses, change.glosses), _words(base.descs, change.descs))


def _words(base: tuple[Prose, ...], change: tuple[Prose, ...]) -> tuple[Prose, ...]:
    spoken = {prose.lang for prose in change}
    return (*change, *(prose for prose in base if prose.lang not in spoken))


def change_constraints(base: tuple[Constraint, ...], change: tuple[Constraint, ...]) -> tuple[Constraint, ...]:
    """The rules after a change, by their names."""
    if not change:
        return base
    rules = {rule.ident: rule for rule in base}
    for rule in change:
        rules[rule.ident] = rule
    return tuple(rule for rule in rules.values() if rule.mode != "delete")
