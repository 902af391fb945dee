"""What the page says of each declaration, worked out: the templates only lay it out.

entries.element(sp)      Entry("sp", gloss, its attributes, its content in words, who may hold it, rules, examples)
"""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from tei_miasnikov.odd.reference_page.attribute_entries import Attribute, AttributeEntries, Inheritance
from tei_miasnikov.odd.reference_page.containment import Containment
from tei_miasnikov.odd.reference_page.content_words import Part, in_words, iter_links
from tei_miasnikov.odd.reference_page.declared import Declared
from tei_miasnikov.odd.reference_page.examples import Example, Examples
from tei_miasnikov.odd.reference_page.inheritance import classes_of
from tei_miasnikov.odd.reference_page.instances import Instances
from tei_miasnikov.odd.reference_page.links import GUIDELINES, Anchors, Link
from tei_miasnikov.odd.reference_page.rules import Rule, rules_of
from tei_miasnikov.odd.reference_page.words import Said, Words
from tei_miasnikov.odd.specs import AttributeClass, DataSpec, ElementSpec, MacroSpec, ModelClass, Schema


@dataclass(frozen=True, slots=True)
class Entry:
    """A declaration as the page shows it; what does not apply to its kind is empty."""

    anchor: str
    ident: str
    said: Said
    name: str = ""
    ns: str = ""
    module: str = ""
    state: str = ""
    guidelines: str = ""
    classes: tuple[Link, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    inherited: tuple[Inheritance, ...] = ()
    content: Part | None = None
    children: tuple[Link, ...] = ()
    parents: tuple[Link, ...] = ()
    members: tuple[Link, ...] = ()
    rules: tuple[Rule, ...] = ()
    examples: tuple[Example, ...] = ()
    remarks: tuple[Markup, ...] = ()


class Entries:
    """Makes the entries of one schema; `instances` are examples from a TEI file."""

    def __init__(self, schema: Schema, words: Words, declared: Declared, instances: Instances) -> None:
        self._schema, self._words, self._declared = schema, words, declared
        self._containment = Containment(schema)
        self._attributes = AttributeEntries(words, classes_of(schema))
        self._examples = Examples(words, declared, instances)

    @property
    def _anchors(self) -> Anchors:
        return self._words.anchors

    def element(self, spec: ElementSpec) -> Entry:
        """An element."""
        known = any(self._declared.library.find("element", name) for name in (spec.ident, spec.name))
        return Entry(
            self._anchors.of(spec),
            spec.ident,
            self._words.said(spec.documentation),
            name=spec.name,
            ns="" if spec.ns == self._schema.ns else spec.ns or "no namespace",
            module=spec.module,
            state=self._state(spec),
            guidelines=GUIDELINES.format(spec.name) if known and self._declared.edition else "",
            classes=self._memberships(spec.classes),
            attributes=self._attributes.own(spec.attributes, self._anchors.of(spec)),
            inherited=self._attributes.inherited(spec),
            content=in_words(spec.content, self._anchors),
            children=self._children(spec),
            parents=self._elements(self._containment.parents(spec)),
            rules=rules_of(spec.constraints),
            examples=self._examples.of(spec),
            remarks=self._examples.remarks("element", spec.ident),
        )

    def _state(self, spec: ElementSpec) -> str:
        find = self._declared.library.find
        if find("element", spec.ident):
            return "" if spec.place.path in self._declared.paths else "changed here"
        return f"a form of TEI's <{spec.name}>" if find("element", spec.name) else "not in TEI"

    def model_class(self, spec: ModelClass) -> Entry:
        """A class of elements."""
        members = tuple(
            self._anchors.class_(each.key)
            if each.key in self._schema.patterns.models
            else self._anchors.element(each.key)
            for each in spec.members
        )
        return self._class(spec, members=tuple(sorted(members, key=_by_name)))

    def attribute_class(self, spec: AttributeClass) -> Entry:
        """A class of attributes."""
        members = [
            self._anchors.class_(each.ident) for each in self._schema.attribute_classes if spec.ident in each.classes
        ]
        members += [self._anchors.element(each.pattern) for each in self._schema.elements if spec.ident in each.classes]
        return self._class(
            spec,
            attributes=self._attributes.own(spec.attributes, f"class-{spec.ident}"),
            inherited=self._attributes.inherited(spec),
            members=tuple(sorted(members, key=_by_name)),
        )

    def _class(self, spec: ModelClass | AttributeClass, **parts: object) -> Entry:
        return Entry(
            f"class-{spec.ident}",
            spec.ident,
            self._words.said(spec.documentation),
            module=spec.module,
            classes=self._memberships(spec.classes),
            rules=rules_of(spec.constraints),
            remarks=self._examples.remarks("class", spec.ident),
            **parts,  # type: ignore[arg-type]  # each a part of Entry
        )

    def named(self, kind: str, spec: MacroSpec | DataSpec) -> Entry:
        """A macro or a datatype."""
        return Entry(
            f"{kind}-{spec.ident}",
            spec.ident,
            self._words.said(spec.documentation),
            module=spec.module,
            content=in_words(spec.content, self._anchors),
            rules=rules_of(spec.constraints),
            remarks=self._examples.remarks("macro" if kind == "macro" else "data", spec.ident),
        )

    def _memberships(self, keys: tuple[str, ...]) -> tuple[Link, ...]:
        return tuple(link for link in map(self._anchors.class_, keys) if link.href)

    def _elements(self, patterns: Iterable[str]) -> tuple[Link, ...]:
        links = {self._anchors.element(pattern) for pattern in patterns}
        return tuple(sorted((link for link in links if link.href), key=_by_name))

    def _children(self, spec: ElementSpec) -> tuple[Link, ...]:
        """What an element may hold, where its content does not name all of it already."""
        children = self._elements(self._containment.children(spec))
        named = {link.href for link in iter_links(in_words(spec.content, self._anchors))}
        return () if all(link.href in named for link in children) else children


def _by_name(link: Link) -> tuple[str, str, str]:
    return link.name.casefold(), link.name, link.href
