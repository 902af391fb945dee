"""A schemaSpec laid over its source: what it brings in, then what it adds, changes, replaces and deletes.

    <schemaSpec ident="s" start="TEI">
      <moduleRef key="core" include="p title"/>            brings in two elements, and the module's classes
      <elementSpec ident="p" mode="change">…</elementSpec>   changes one of them
    </schemaSpec>

The order of the two in the ODD does not matter: everything is brought in before anything is changed.
The Guidelines, chapter TD, "TEI customizations".
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from tei_miasnikov.odd.changes import change_declaration, lost_lists
from tei_miasnikov.odd.declarations import AttDef, AttList, Constraint, Declaration, Key, iter_attributes, renamed
from tei_miasnikov.odd.documents import ID, Folders, Node, local, read_document, tei
from tei_miasnikov.odd.foreign import ForeignGrammar, read_grammar
from tei_miasnikov.odd.places import Faults, Place, near
from tei_miasnikov.odd.pure_odd import Reading, read_key
from tei_miasnikov.odd.source import Library
from tei_miasnikov.odd.specifications import KINDS, read_constraint, read_declaration

Instruction = tuple[Node, Reading]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a schemaSpec can reach: sources by name, and files in folders."""

    open_source: Callable[[str, Node, Reading], Library]
    folders: Folders
    faults: Faults


@dataclass(slots=True)
class Customization:
    """The declarations of a schema, gathered so far."""

    surroundings: Surroundings
    library: Library
    declarations: dict[Key, Declaration] = field(default_factory=dict)
    touched: set[Key] = field(default_factory=set)
    deleted: dict[Key, Place] = field(default_factory=dict)
    constraints: list[Constraint] = field(default_factory=list)
    grammars: list[ForeignGrammar] = field(default_factory=list)


def customize(spec: Node, reading: Reading, surroundings: Surroundings) -> Customization:
    """Everything that a schemaSpec declares, merged with its source."""
    library = surroundings.open_source(spec.get("source", ""), spec, reading)
    made = Customization(surroundings, library)
    instructions = list(_instructions(spec, reading, surroundings, ()))
    for node, where in instructions:
        if (bring := REFERENCES.get(local(node))) is not None:
            bring(made, node, where)
    for node, where in instructions:
        if local(node) in KINDS:
            _declare(made, read_declaration(node, where))
        elif local(node) == "constraintSpec":
            made.constraints.append(read_constraint(node, where))
    return made


def _declare(made: Customization, declaration: Declaration) -> None:
    if declaration.ident:
        made.touched.add(declaration.key)
        MODES[declaration.mode](made, declaration)


def _instructions(
    node: Node, reading: Reading, around: Surroundings, groups: tuple[Node, ...]
) -> Iterator[Instruction]:
    for child in node:
        if child.tag == tei("specGrp"):
            yield from _instructions(child, reading, around, groups)
        elif child.tag == tei("specGrpRef"):
            yield from _group(child, reading, around, groups)
        else:
            yield child, reading


def _group(ref: Node, reading: Reading, around: Surroundings, groups: tuple[Node, ...]) -> Iterator[Instruction]:
    target = ref.get("target", "")
    there = _document(target.partition("#")[0], reading, around)
    group = there.document.by_id(target.partition("#")[2]) if there else None
    if there is None or group is None:
        ids = [node.get(ID, "") for node in reading.document.root.iter(tei("specGrp"))]
        words = near(target.lstrip("#"), ids)
        reading.fault("odd-unknown-key", ref, f"there is no specGrp {target!r}{words}", f'target="{target}"')
    elif group in groups:
        reading.fault("odd-circular-group", ref, f"the specGrp {target!r} contains itself", f'target="{target}"')
    else:
        yield from _instructions(group, there, around, (*groups, group))


def _document(href: str, reading: Reading, around: Surroundings) -> Reading | None:
    if not href:
        return reading
    path = around.folders.find(href, reading.document.path)
    return None if path is None else Reading(read_document(path, around.folders, around.faults), around.faults)


def _library(made: Customization, node: Node, reading: Reading) -> Library:
    source = node.get("source")
    return made.library if source is None else made.surroundings.open_source(source, node, reading)


def _module_ref(made: Customization, node: Node, reading: Reading) -> None:
    if (url := node.get("url")) is not None:
        grammar = read_grammar(url, node, reading, made.surroundings.folders)
        made.grammars += [grammar] if grammar else []
        return
    library, key = _library(made, node, reading), read_key(node, reading)
    if key not in library.modules:
        message = f"the source has no module {key!r}{near(key, library.modules)}"
        reading.fault("odd-unknown-key", node, message, f'key="{key}"')
    for declaration in _chosen(library.of_module(key), node, reading):
        brought = renamed(declaration, node.get("prefix"))
        made.declarations.setdefault(brought.key, brought)


def _chosen(members: tuple[Declaration, ...], node: Node, reading: Reading) -> Iterable[Declaration]:
    include, excluded = node.get("include"), node.get("except", "").split()
    idents = {member.ident for member in members}
    for name in (*(include or "").split(), *excluded):
        if name not in idents:
            message = f"the module {node.get('key')!r} declares no {name!r}{near(name, idents)}"
            reading.fault("odd-unknown-key", node, message, name)
    wanted = idents if include is None else include.split()
    return [
        member
        for member in members
        if member.ident not in excluded and (member.kind != "element" or member.ident in wanted)
    ]


def _reference(kind: str) -> Callable[[Customization, Node, Reading], None]:
    def bring(made: Customization, node: Node, reading: Reading) -> None:
        library, key = _library(made, node, reading), read_key(node, reading)
        declaration = library.find(kind, key)
        if declaration is None:
            message = f"the source has no {kind} {key!r}{near(key, library.idents(kind))}"
            reading.fault("odd-unknown-key", node, message, f'key="{key}"')
            return
        made.declarations.setdefault(declaration.key, _filtered(declaration, node, reading))

    return bring


def _filtered(declaration: Declaration, node: Node, reading: Reading) -> Declaration:
    if declaration.kind != "class" or declaration.type != "atts":
        return declaration
    for name in node.attrib:
        if name not in CLASS_REF:
            reading.fault("odd-unsupported", node, f"classRef has no @{name!s}: it is ignored", str(node.get(name)))
    include, excluded = node.get("include"), node.get("except", "").split()
    attributes = iter_attributes(declaration.attributes)
    wanted = [each.ident for each in attributes] if include is None else include.split()
    unwanted = [each for each in attributes if each.ident in excluded or each.ident not in wanted]
    changes = AttList(tuple(AttDef(each.ident, "delete") for each in unwanted))
    return change_declaration(declaration, Declaration("class", declaration.ident, attributes=changes))


def _add(made: Customization, declaration: Declaration) -> None:
    key = declaration.key
    if key in made.declarations:
        message = f"there is a {key.kind} {key.ident!r} already; this one takes its place"
        made.surroundings.faults.add("odd-duplicate", declaration.place, message, key.ident)
    _put(made, declaration)


def _put(made: Customization, declaration: Declaration) -> None:
    made.declarations[declaration.key] = replace(declaration, mode="add")


def _replace(made: Customization, declaration: Declaration) -> None:
    if declaration.key not in made.declarations:
        _absent(made, declaration, "odd-unknown-key")
        if made.library.find(declaration.kind, declaration.ident) is not None:
            return
    _put(made, declaration)


def _change(made: Customization, declaration: Declaration) -> None:
    base = made.declarations.get(_key(made, declaration))
    if base is None:
        _absent(made, declaration, "odd-unknown-key")
    else:
        change = _of_class(made, base, declaration) if base.kind == "class" else declaration
        _tell_lost_lists(made, base, change)
        made.declarations[base.key] = change_declaration(base, replace(change, prefix=base.prefix))


def _key(made: Customization, declaration: Declaration) -> Key:
    others = (key for key in made.declarations if (key.kind, key.ident) == (declaration.kind, declaration.ident))
    return declaration.key if declaration.key in made.declarations else next(others, declaration.key)


def _of_class(made: Customization, base: Declaration, change: Declaration) -> Declaration:
    own = {each.ident for each in iter_attributes(base.attributes)}
    lost = [each for each in iter_attributes(change.attributes) if each.mode in INHERITED and each.ident not in own]
    for each in lost:
        message = f"{base.ident} has no attribute {each.ident!r} of its own to {each.mode}{near(each.ident, own)}"
        made.surroundings.faults.add(INHERITED[each.mode], each.place, message, f'ident="{each.ident}"')
    kept = tuple(each for each in change.attributes.members if each not in lost)
    return replace(change, attributes=replace(change.attributes, members=kept))


def _tell_lost_lists(made: Customization, base: Declaration, change: Declaration) -> None:
    for attribute, code in lost_lists(base, change):
        message = f"the list of values of {base.ident}/@{attribute.ident} has no effect: {LOST[code]}"
        made.surroundings.faults.add(code, attribute.place, message, f'ident="{attribute.ident}"')


def _delete(made: Customization, declaration: Declaration) -> None:
    if made.declarations.pop(_key(made, declaration), None) is None:
        _absent(made, declaration, "odd-unknown-deleted")
    made.deleted[declaration.key] = declaration.place


def _absent(made: Customization, declaration: Declaration, unknown: str) -> None:
    kind, ident, faults = declaration.kind, declaration.ident, made.surroundings.faults
    if declaration.key in made.deleted or made.library.find(kind, ident) is not None:
        message = f"{kind} {ident!r} is not part of this schema: mode={declaration.mode!r} has no effect"
        faults.add("odd-no-effect", declaration.place, message, ident)
    else:
        message = f"the source has no {kind} {ident!r} to {declaration.mode}{near(ident, made.library.idents(kind))}"
        faults.add(unknown, declaration.place, message, ident)


LOST = {
    "odd-list-without-mode": "it has no @mode, and the attribute is only changed",
    "odd-list-of-change": "TEI itself changes this attribute here",
}
INHERITED = {"change": "odd-unknown-key", "delete": "odd-unknown-deleted"}
CLASS_REF = ("key", "include", "except", "source")
REFERENCES: dict[str, Callable[[Customization, Node, Reading], None]] = {
    "moduleRef": _module_ref,
    "elementRef": _reference("element"),
    "classRef": _reference("class"),
    "macroRef": _reference("macro"),
    "dataRef": _reference("data"),
}
MODES: dict[str, Callable[[Customization, Declaration], None]] = {
    "add": _add,
    "change": _change,
    "replace": _replace,
    "delete": _delete,
}
