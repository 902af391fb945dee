"""A schema in RELAX NG's XML syntax: one define for each TEI name.

    <define name="p">
      <element name="p">
        <ref name="macro.paraContent"/>
        <ref name="att.global.attributes"/>
      </element>
    </define>

What elements, attributes and listed values mean stands beside them as a:documentation (RELAX NG DTD Compatibility,
section 6), in the language of the schema: `(gloss) description`. What no document can reach is left out, and the same
schema gives the same bytes. Attribute classes come as `att.x.attributes` and `att.x.attribute.name`, model classes as
`model.x`, and as `model.x_sequence` … where a content model expands them so.
"""

from collections.abc import Iterator

from lxml import etree

from tei_miasnikov.odd.classes import chosen_members, expanded_members
from tei_miasnikov.odd.content import (
    ONCE,
    Alternate,
    AnyElement,
    ClassRef,
    Content,
    DataRef,
    Documentation,
    ElementRef,
    Embedded,
    Empty,
    MacroRef,
    Occurs,
    PatternRef,
    Sequence,
    ValList,
)
from tei_miasnikov.odd.datatypes import is_text, restricted, value_of
from tei_miasnikov.odd.declarations import AttDef, AttList, AttMember, AttRef, iter_attributes
from tei_miasnikov.odd.documents import Node
from tei_miasnikov.odd.embedded import XSD
from tei_miasnikov.odd.foreign import bind_names, copied, q
from tei_miasnikov.odd.reach import drop_unreached
from tei_miasnikov.odd.rng_parts import (
    ANNOTATED,
    choice,
    define,
    documented,
    group,
    node,
    ref,
    repeat,
    text_node,
    wildcard,
)
from tei_miasnikov.odd.specs import AttributeClass, ElementSpec, Inherited, InheritedClass, ModelClass, Schema

CHOICES = ("", "alternation")
OPTIONAL = Occurs(0, 1)
EXPANDED = {"sequenceOptional": OPTIONAL, "sequenceOptionalRepeatable": Occurs(0, None)}
EXPANDED |= {"sequence": ONCE, "sequenceRepeatable": Occurs(1, None)}
MADE_BY = " RELAX NG made from the TEI ODD {} by tei-miasnikov: change the ODD, not this file "


def write_relaxng(schema: Schema) -> bytes:
    """The schema as a RELAX NG grammar, UTF-8, indented."""
    root = etree.Element(q("grammar"), nsmap=ANNOTATED)
    root.set("ns", schema.ns)
    root.set("datatypeLibrary", XSD)
    root.append(etree.Comment(MADE_BY.format(schema.ident.replace("--", "__"))))
    root.extend(_Grammar(schema).definitions())
    drop_unreached(root)
    etree.indent(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


class _Grammar:
    """The definitions of a schema; remembers which wildcards and which expansions of classes they use."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.patterns = schema.patterns
        self.models = {each.ident: each for each in schema.model_classes}
        self.datatypes = {each.ident: each.content for each in schema.datatypes}
        self.wildcards: dict[AnyElement, Node] = {}
        self.expansions: dict[tuple[str, str], Node] = {}

    def definitions(self) -> Iterator[Node]:
        """The start, and everything that is defined."""
        schema = self.schema
        grammars = [etree.fromstring(grammar.xml) for grammar in schema.grammars]
        datatypes = [self._named(each.ident, each.content) for each in schema.datatypes]
        macros = [self._named(each.ident, each.content) for each in schema.macros]
        attributes = [made for each in schema.attribute_classes for made in self._attribute_class(each)]
        models = [self._model_class(each) for each in schema.model_classes]
        elements = [self._element(each) for each in schema.elements]
        for grammar in grammars:
            self._note_references(grammar)
        if schema.start:
            yield node("start", [choice([ref(self.patterns.element(name)) for name in schema.start])])
        yield from (*grammars, *datatypes, *macros, *attributes, *models)
        yield from self.expansions.values()
        yield from elements
        yield from self.wildcards.values()

    def _named(self, ident: str, content: Content) -> Node:
        return define(self.patterns.named(ident), self._nodes(content))

    def _element(self, spec: ElementSpec) -> Node:
        made = node("element", [*self._said(spec.documentation), *self._nodes(spec.content)], name=spec.name)
        if spec.ns != self.schema.ns:
            made.set("ns", spec.ns)
        made.extend(self._inherited(each) for each in spec.inherited)
        made.extend(self._members(spec.attributes, ""))
        return define(spec.pattern, [made])

    def _attribute_class(self, spec: AttributeClass) -> Iterator[Node]:
        inherited = [self._inherited(each) for each in spec.inherited]
        yield define(self.patterns.attributes(spec.ident), inherited + self._members(spec.attributes, spec.ident))
        for each in iter_attributes(spec.attributes):
            yield define(self.patterns.attribute(spec.ident, each.ident), [self._attribute(each)])

    def _said(self, documentation: Documentation) -> list[Node]:
        words = documentation.said(self.schema.lang)
        return [documented(words)] if words else []

    def _inherited(self, entry: Inherited) -> Node:
        if isinstance(entry, InheritedClass):
            return ref(self.patterns.attributes(entry.key))
        return ref(self.patterns.attribute(entry.class_key, entry.ident))

    def _members(self, attributes: AttList, owner: str) -> list[Node]:
        made = [self._member(each, owner) for each in attributes.members]
        return [choice(made)] if attributes.org == "choice" and made else made

    def _member(self, member: AttMember, owner: str) -> Node:
        match member:
            case AttDef():
                return ref(self.patterns.attribute(owner, member.ident)) if owner else self._attribute(member)
            case AttRef(name, ""):
                return ref(self.patterns.resolve(name))
            case AttRef(name, class_key):
                return ref(self.patterns.attribute(class_key, name))
            case AttList():
                return group(self._members(member, owner))

    def _attribute(self, attribute: AttDef) -> Node:
        name = attribute.alt_ident or attribute.ident
        made = node("attribute", name=name if attribute.ns is None else name.rpartition(":")[2])
        if attribute.ns is not None:
            made.set("ns", attribute.ns)
        made.extend([*self._said(attribute.documentation), *self._value(attribute)])
        return made if attribute.usage == "req" else node("optional", [made])

    def _value(self, attribute: AttDef) -> list[Node]:
        datatype = value_of(attribute)
        if is_text(datatype.content, self.datatypes):
            return [node("text")]
        made = self._nodes(datatype.content)
        if datatype.occurs == OPTIONAL:  # libxml2 takes any value for <optional> here
            return [choice([group(made), node("empty")])]
        made = repeat(made, datatype.occurs)
        return made if datatype.occurs.maximum == 1 else [node("list", made)]

    def _model_class(self, spec: ModelClass) -> Node:
        return define(self.patterns.model(spec.ident), [choice([self._one(member) for member in spec.members])])

    def _expansion(self, spec: ModelClass, expand: str) -> Node:
        members = [self._one(member) for member in expanded_members(spec, expand).members]
        if expand in CHOICES:
            return choice(members)
        made = [each for member in members for each in repeat([member], EXPANDED[expand])]
        return group(made) if made or expand != "sequenceRepeatable" else node("notAllowed")

    def _note_references(self, grammar: Node) -> None:
        for each in grammar.iter(q("ref")):
            self._note(each.get("name", ""))

    def _note(self, pattern: str) -> str:
        ident, _, expand = pattern.removeprefix(self.schema.prefix).rpartition("_")
        if ident in self.models and expand in ("alternation", *EXPANDED):
            self._expanded(ident, expand)
        return pattern

    def _expanded(self, ident: str, expand: str) -> Node:
        name = self.patterns.model(ident, expand)
        if expand and (ident, expand) not in self.expansions:
            self.expansions[ident, expand] = node("define")
            self.expansions[ident, expand] = define(name, [self._expansion(self.models[ident], expand)])
        return ref(name)

    def _one(self, content: Content) -> Node:
        return group(self._nodes(content))

    def _nodes(self, content: Content) -> list[Node]:
        match content:
            case Sequence(items, occurs, ordered):
                made = [each for item in items for each in self._nodes(item)]
                return repeat(made if ordered else [node("interleave", [self._one(item) for item in items])], occurs)
            case Alternate(items, occurs):
                return repeat([choice([self._one(item) for item in items])], occurs)
            case ElementRef(key, occurs):
                return repeat([ref(self.patterns.element(key))], occurs)
            case ClassRef():
                return repeat([self._class(content)], content.occurs)
            case MacroRef(key, occurs):
                return repeat([ref(self.patterns.named(key))], occurs)
            case PatternRef(name, prefixed, occurs):
                return repeat([ref(self._note(self._meant(name, prefixed=prefixed)))], occurs)
            case _:
                return self._leaf(content)

    def _leaf(self, content: Content) -> list[Node]:
        match content:
            case DataRef():
                return self._data(content)
            case AnyElement(_, _, occurs):
                return repeat([self._wildcard(content)], occurs)
            case ValList():
                return [self._listed(content)]
            case Embedded():
                return [self._embedded(content)]
            case Empty():
                return [node("empty")]
            case _:
                return [node("text")]

    def _listed(self, values: ValList) -> Node:
        made: list[Node] = []
        for item in values.items:
            made += [text_node("value", item.alt_ident or item.ident), *self._said(item.documentation)]
        return choice(made + ([node("text")] if values.type == "semi" else []))

    def _class(self, content: ClassRef) -> Node:
        if not content.include and not content.excluded:
            return self._expanded(content.key, content.expand)
        spec = self.models[content.key]
        return self._expansion(chosen_members(spec, content, self.models), content.expand)

    def _data(self, content: DataRef) -> list[Node]:
        if content.key and content.facets and content.key in self.datatypes:
            return self._nodes(restricted(content, self.datatypes))
        if content.key:
            return repeat([ref(self.patterns.named(content.key))], content.occurs)
        facets = [text_node("param", facet.value, name=facet.name) for facet in content.facets]
        return repeat([node("data", facets, type=content.name)], content.occurs)

    def _wildcard(self, content: AnyElement) -> Node:
        kind = AnyElement(content.require, content.excluded)
        if kind not in self.wildcards:
            name = f"{self.schema.prefix}anyElement_{len(self.wildcards) + 1}"
            excluded = (
                *self.schema.exceptions,
                *(each for each in kind.excluded if each not in self.schema.exceptions),
            )
            self.wildcards[kind] = wildcard(name, kind.require, excluded)
        return ref(self.wildcards[kind].get("name", ""))

    def _meant(self, name: str, *, prefixed: bool) -> str:
        return self.patterns.resolve(name) if prefixed else self.patterns.literal(name)

    def _embedded(self, content: Embedded) -> Node:
        pattern = etree.fromstring(content.xml)
        bind_names(pattern)
        made = copied(pattern)
        for each in made.iter(q("ref")):
            each.set("name", self._note(self._meant(each.get("name", ""), prefixed=content.prefixed)))
        return made
