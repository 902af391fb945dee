"""A schema's rules beyond the grammar as ISO Schematron: the constraintSpecs of what is in it, each a pattern.

    <elementSpec ident="rt"><attDef ident="from"><constraintSpec ident="rt-from" scheme="schematron">
      <constraint><sch:assert test="../@to">…

    <pattern id="rt-from"><rule context="tei:rt/@from"><assert test="../@to">…

Rules stand as they are written. An assert or report without a rule is judged where it hangs: at the element, at its
attribute, at every element of the class (that has the attribute), or wherever the datatype or macro is used.
The Guidelines, chapter TD, "Additional Constraints"; ISO/IEC 19757-3:2020.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from lxml import etree

from tei_miasnikov.odd.content import Content, DataRef, MacroRef
from tei_miasnikov.odd.declarations import AttDef, Constraint, iter_attributes
from tei_miasnikov.odd.documents import TEI, Node, local
from tei_miasnikov.odd.specs import AttributeClass, DataSpec, ElementSpec, InheritedClass, MacroSpec, ModelClass, Schema

SCH = "http://purl.oclc.org/dsdl/schematron"
XSL = "http://www.w3.org/1999/XSL/Transform"
OWN: Any = {None: SCH}
"""The default namespace; the stubs of lxml know of none."""
Spec: TypeAlias = ElementSpec | ModelClass | AttributeClass
LANGUAGES = frozenset(["schematron", "isoschematron"])
USUAL = {"tei": TEI, "xs": "http://www.w3.org/2001/XMLSchema"}
"""Prefixes that rules may use without declaring them."""
PREFIX = re.compile(r"([^\W\d][\w.\-]*):(?=[\w*])")
EXPRESSIONS = ("context", "test", "value", "select", "path", "match", "use")
FIRST = ("title", "ns", "let", "key", "function", "pattern", "diagnostics")
"""The order of what a schema holds."""


def write_schematron(schema: Schema) -> bytes:
    """The rules of a schema as a Schematron schema, UTF-8, indented; it holds no pattern where there are no rules."""
    return _Writer(schema).write()


@dataclass(frozen=True, slots=True)
class Hanging:
    """A constraint, and the contexts of what in it stands outside a rule."""

    constraint: Constraint
    contexts: tuple[str, ...]


@dataclass(slots=True)
class _Writer:
    """One Schematron schema in the making."""

    schema: Schema
    prefixes: dict[str, str] = field(default_factory=lambda: dict(USUAL))
    wanted: set[str] = field(default_factory=lambda: {"tei"})
    parts: dict[str, list[Node]] = field(default_factory=lambda: {name: [] for name in FIRST})
    idents: dict[str, int] = field(default_factory=dict)
    members: dict[str, list[ElementSpec]] = field(default_factory=dict)

    def write(self) -> bytes:
        self._element("title", text=f"Rules of {self.schema.ident}")
        for hanging in self._iter_hanging():
            if hanging.constraint.scheme in LANGUAGES:
                self._write(hanging)
        spaces = [self._made("ns", prefix=name, uri=self.prefixes[name]) for name in sorted(self.wanted)]
        root = etree.Element(f"{{{SCH}}}schema", nsmap=OWN, attrib={"queryBinding": "xslt2"})
        for name in FIRST:
            root.extend(spaces if name == "ns" else self.parts[name])
        etree.indent(root)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"

    def _iter_hanging(self) -> Iterator[Hanging]:
        schema = self.schema
        for constraint in schema.constraints:
            yield Hanging(constraint, ("/",))
        specs: tuple[Spec, ...] = (*schema.attribute_classes, *schema.model_classes, *schema.elements)
        for spec in specs:
            contexts = tuple(self._elements_of(spec))
            if contexts:  # a class without members has nothing to judge
                yield from _hanging(spec, contexts)
        for macro in schema.macros:
            users = (each for each in schema.elements if _names(each.content, MacroRef, macro.ident))
            yield from _hanging(macro, tuple(map(self._context, users)))
        for datatype in schema.datatypes:
            yield from _hanging(datatype, tuple(self._bearers(datatype.ident)))

    def _elements_of(self, spec: Spec) -> Iterator[str]:
        """The contexts of an element, or of the elements of a class."""
        if isinstance(spec, ElementSpec):
            yield self._context(spec)
            return
        yield from (self._context(element) for element in self._members().get(spec.ident, ()))

    def _members(self) -> dict[str, list[ElementSpec]]:
        """The elements of each class, by way of other classes too."""
        if not self.members:
            classes: Iterable[AttributeClass | ModelClass]
            classes = (*self.schema.attribute_classes, *self.schema.model_classes)
            above = {each.ident: each.classes for each in classes}
            for element in self.schema.elements:
                inherited = (each.key for each in element.inherited if isinstance(each, InheritedClass))
                for key in _closure((*element.classes, *inherited), above):
                    self.members.setdefault(key, []).append(element)
        return self.members

    def _bearers(self, datatype: str) -> Iterator[str]:
        """The contexts of the attributes and elements that have a datatype."""
        bearers: tuple[AttributeClass | ElementSpec, ...] = (*self.schema.attribute_classes, *self.schema.elements)
        for spec in bearers:
            contexts = list(self._elements_of(spec))
            for attribute in iter_attributes(spec.attributes):
                if attribute.datatype and _names(attribute.datatype.content, DataRef, datatype):
                    yield from (_at(context, attribute) for context in contexts)
        for element in self.schema.elements:
            if _names(element.content, DataRef, datatype):
                yield self._context(element)

    def _context(self, element: ElementSpec) -> str:
        if not element.ns:
            return element.name
        prefix = next((name for name, uri in self.prefixes.items() if uri == element.ns), "")
        if not prefix:
            prefix = f"ns{len(self.prefixes)}"
            self.prefixes[prefix] = element.ns
        self.wanted.add(prefix)
        return f"{prefix}:{element.name}"

    def _write(self, hanging: Hanging) -> None:
        """One constraint: what belongs to the whole schema apart, the rest a pattern."""
        loose: list[Node] = []
        for node in etree.fromstring(f"<constraint>{hanging.constraint.xml}</constraint>"):
            if isinstance(node.tag, str) and node.tag.startswith((f"{{{SCH}}}", f"{{{XSL}}}")):
                self._sort(node, hanging.constraint, loose)
        context = " | ".join(dict.fromkeys(hanging.contexts))
        pattern = self._pattern(hanging.constraint, loose, context)
        if pattern is not None:
            self.parts["pattern"].append(pattern)

    def _sort(self, node: Node, constraint: Constraint, loose: list[Node]) -> None:
        name = local(node)
        self._note(node)
        if name == "ns":
            self.prefixes.setdefault(node.get("prefix", ""), node.get("uri", ""))
            self.wanted.add(node.get("prefix", ""))
        elif name == "pattern":
            self._whole_pattern(node, constraint)
        elif name in ("diagnostics", "key", "function"):
            self.parts[name].append(_copied(node))
        else:
            loose.append(node)

    def _whole_pattern(self, node: Node, constraint: Constraint) -> None:
        """A pattern as it is written; one without rules only declares what others use."""
        inner: list[Node] = []
        is_pattern = node.find(f"{{{SCH}}}rule") is not None or node.get("is-a")
        for child in node:
            if isinstance(child.tag, str) and (local(child) in ("ns", "key", "function") or not is_pattern):
                part = self.parts.get(local(child))
                self._sort(child, constraint, part if part is not None else inner)
        if not is_pattern:
            self.parts["let"] = [_copied(each) for each in self.parts["let"]]
            return
        made = _copied(node)
        for child in list(made.iterchildren(f"{{{SCH}}}ns", f"{{{XSL}}}*")):
            made.remove(child)
        if not made.get("id"):
            made.set("id", self._ident(constraint))
        self.parts["pattern"].append(made)

    def _pattern(self, constraint: Constraint, loose: list[Node], context: str) -> Node | None:
        """The pattern of rules, and of assertions that stand without one."""
        rules = [node for node in loose if local(node) == "rule"]
        asserted = [node for node in loose if local(node) in ("assert", "report")]
        lets = [_copied(node) for node in loose if local(node) == "let"]
        if not rules and not (asserted and context):
            self.parts["let"] += lets
            return None
        made = self._made("pattern", id=self._ident(constraint))
        if asserted and context:
            made.append(self._made("rule", context=context))
            made[-1].extend([*lets, *(_copied(node) for node in asserted)])
        else:
            made.extend(lets)
        made.extend([_copied(node) for node in rules])
        return made

    def _ident(self, constraint: Constraint) -> str:
        """The name of a constraint; of several with the same name the later ones are numbered."""
        ident = re.sub(r"[^\w.\-]+", "-", constraint.ident) or "constraint"
        self.idents[ident] = self.idents.get(ident, 0) + 1
        return ident if self.idents[ident] == 1 else f"{ident}-{self.idents[ident]}"

    def _note(self, node: Node) -> None:
        """Note the prefixes that expressions use, where the ODD declares them for its own elements."""
        for each in node.iter("*"):
            for name in EXPRESSIONS:
                for prefix in PREFIX.findall(each.get(name, "")):
                    uri = self.prefixes.get(prefix) or each.nsmap.get(prefix)
                    if uri:
                        self.prefixes.setdefault(prefix, uri)
                        self.wanted.add(prefix)

    def _made(self, name: str, **attributes: str) -> Node:
        return etree.Element(f"{{{SCH}}}{name}", nsmap=OWN, attrib=attributes)

    def _element(self, name: str, *, text: str) -> None:
        self.parts[name].append(self._made(name))
        self.parts[name][-1].text = text


def _closure(keys: Iterable[str], above: Mapping[str, tuple[str, ...]]) -> Iterable[str]:
    """The classes, and all that they are of, each once; classes that are not in the schema are passed over."""
    found: dict[str, None] = {}
    left = list(keys)
    while left:
        key = left.pop()
        if key in above and key not in found:
            found[key] = None
            left += above[key]
    return found


def _hanging(
    spec: ElementSpec | ModelClass | AttributeClass | MacroSpec | DataSpec, contexts: tuple[str, ...]
) -> Iterator[Hanging]:
    for constraint in spec.constraints:
        yield Hanging(constraint, contexts)
    if isinstance(spec, ElementSpec | AttributeClass):
        for attribute in iter_attributes(spec.attributes):
            if attribute.mode != "delete":
                places = tuple(_at(context, attribute) for context in contexts)
                yield from (Hanging(constraint, places) for constraint in attribute.constraints)


def _at(context: str, attribute: AttDef) -> str:
    return f"{context}/@{attribute.alt_ident or attribute.ident}"


def _names(content: Content, kind: type[DataRef] | type[MacroRef], key: str) -> bool:
    """Whether a content model refers to a macro or a datatype."""
    if isinstance(content, kind):
        return content.key == key
    inner: Iterable[Content] = getattr(content, "items", ())
    return any(_names(each, kind, key) for each in inner)


def _copied(node: Node) -> Node:
    """The same in the default namespace of the schema, without the namespaces that were in scope of the ODD."""
    is_own = node.tag.startswith(f"{{{SCH}}}")
    made = etree.Element(node.tag, nsmap=OWN if is_own else {"xsl": XSL})
    made.attrib.update(node.attrib)
    made.text = node.text
    for child in node:
        if isinstance(child.tag, str):
            made.append(_copied(child))
            made[-1].tail = child.tail
    return made
