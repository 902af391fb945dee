"""From declarations to a schema: memberships, attributes and content models settled, names worked out.

    resolve(customization, schema, "TEI teiCorpus") → Schema(…, start=("TEI", "teiCorpus"), elements=(…), …)

The order matters: memberships first, for they decide which attributes are inherited; then attributes and content.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from tei_miasnikov.odd.attributes import AttributeTable
from tei_miasnikov.odd.classes import members_by_class, memberships, settle_classes
from tei_miasnikov.odd.content import TEXT, ClassRef, ElementRef, Empty
from tei_miasnikov.odd.customization import Customization
from tei_miasnikov.odd.declarations import AttDef, AttList, AttMember, Datatype, Declaration, Key
from tei_miasnikov.odd.foreign import without_clashes
from tei_miasnikov.odd.patterns import Patterns, pattern_of, patterns_of
from tei_miasnikov.odd.places import near
from tei_miasnikov.odd.references import References, elements_named, settle_content
from tei_miasnikov.odd.specs import AttributeClass, DataSpec, ElementSpec, MacroSpec, ModelClass, Schema

ROOTS = ("TEI", "teiCorpus")
KINDS = ("element", "class", "macro", "data")
Spec = TypeVar("Spec")


@dataclass(frozen=True, slots=True)
class _Settling:
    """All that the specs are made from."""

    ns: str
    declarations: Mapping[Key, Declaration]
    patterns: Patterns
    attributes: AttributeTable
    references: References
    members: Mapping[str, list[ElementRef | ClassRef]]

    def make(self, kind: str, type_: str, make: Callable[["_Settling", Declaration], Spec]) -> tuple[Spec, ...]:
        """A spec of every declaration of this kind and type."""
        chosen = (each for key, each in self.declarations.items() if key.kind == kind and type_ in ("", each.type))
        return tuple(make(self, each) for each in chosen)


def resolve(made: Customization, schema: Schema, start: str | None) -> Schema:
    """`schema` with the resolved declarations of a customization, and the names of its roots."""
    settling = _settling(made, schema, start)
    return replace(
        schema,
        start=_start(start, settling, schema),
        elements=settling.make("element", "", _element),
        model_classes=settling.make("class", "model", _model_class),
        attribute_classes=settling.make("class", "atts", _attribute_class),
        macros=settling.make("macro", "", _macro),
        datatypes=settling.make("data", "", _datatype),
        constraints=tuple(made.constraints),
        grammars=tuple(
            without_clashes(each, settling.patterns.own, settling.references.faults) for each in made.grammars
        ),
        patterns=settling.patterns,
    )


def _settling(made: Customization, schema: Schema, start: str | None) -> _Settling:
    faults = made.surroundings.faults
    source = {kind: frozenset(made.library.idents(kind)) for kind in KINDS}
    declarations = settle_classes(made.declarations, made.touched, source["class"], faults)
    foreign = frozenset(name for grammar in made.grammars for name in grammar.names)
    patterns = patterns_of(declarations.values(), schema.prefix, foreign)
    deleted = {key.ident: place for key, place in made.deleted.items() if key.kind == "element"}
    members = members_by_class(declarations.values(), patterns)
    contents = (each.content for each in declarations.values())
    named = elements_named(contents, members.values(), ROOTS if start is None else start.split())
    return _Settling(
        schema.ns,
        declarations,
        patterns,
        AttributeTable(declarations, patterns, made.library, faults),
        References(patterns, named, source, deleted, faults),
        members,
    )


def _start(start: str | None, settling: _Settling, schema: Schema) -> tuple[str, ...]:
    patterns, faults = settling.patterns, settling.references.faults
    if start is None:
        return tuple(root for root in ROOTS if root in patterns.elements) or tuple(patterns.elements)
    for name in start.split():
        if not patterns.element(name):
            message = f"this schema has no element {name!r} to start with{near(name, patterns.elements)}"
            faults.add("odd-start", schema.place, message, f'start="{start}"')
    return tuple(name for name in start.split() if patterns.element(name))


def _keys(declaration: Declaration) -> tuple[str, ...]:
    return tuple(member.key for member in memberships(declaration))


def _element(settling: _Settling, each: Declaration) -> ElementSpec:
    attributes = settling.attributes.of(each)
    return ElementSpec(
        each.ident,
        name=each.alt_ident or each.ident,
        ns=settling.ns if each.ns is None else each.ns,
        pattern=pattern_of(each, settling.patterns.prefix),
        content=settle_content(each.content, settling.references, each.ident),
        module=each.module,
        classes=_keys(each),
        inherited=attributes.inherited,
        attributes=_with_datatypes(attributes.own, settling, each.ident),
        documentation=each.documentation,
        constraints=each.constraints,
        place=each.place,
    )


def _model_class(settling: _Settling, each: Declaration) -> ModelClass:
    members = tuple(settling.members[each.ident])
    return ModelClass(each.ident, members, each.module, _keys(each), each.documentation, each.constraints, each.place)


def _attribute_class(settling: _Settling, each: Declaration) -> AttributeClass:
    attributes = settling.attributes.of_class(each.ident)
    return AttributeClass(
        each.ident,
        attributes.inherited,
        _with_datatypes(attributes.own, settling, each.ident),
        each.module,
        _keys(each),
        each.documentation,
        each.constraints,
        each.place,
    )


def _macro(settling: _Settling, each: Declaration) -> MacroSpec:
    content = settle_content(each.content, settling.references, each.ident)
    return MacroSpec(each.ident, content, each.module, each.documentation, each.constraints, each.place)


def _datatype(settling: _Settling, each: Declaration) -> DataSpec:
    content = settle_content(each.content, settling.references, each.ident)
    return DataSpec(each.ident, content, each.module, each.documentation, each.constraints, each.place)


def _with_datatypes(attributes: AttList, settling: _Settling, owner: str) -> AttList:
    members = tuple(_settled(member, settling, owner) for member in attributes.members)
    return replace(attributes, members=members)


def _settled(member: AttMember, settling: _Settling, owner: str) -> AttMember:
    if isinstance(member, AttList):
        return _with_datatypes(member, settling, owner)
    if isinstance(member, AttDef) and member.datatype:
        content = settle_content(member.datatype.content, settling.references, f"{owner}/@{member.ident}")
        datatype = Datatype(TEXT, member.datatype.occurs) if isinstance(content, Empty) else None
        return replace(member, datatype=datatype or replace(member.datatype, content=content))
    return member
