"""Where things stand on the page: an anchor for each declaration, and links to them by any name that TEI knows them by.

anchors.element("p")             element-p
anchors.named("macro.para")      Link("macro.para", "#macro-macro.para")
"""

from dataclasses import dataclass

from tei_miasnikov.odd.patterns import VARIANTS
from tei_miasnikov.odd.specs import ElementSpec, Schema

GUIDELINES = "https://tei-c.org/release/doc/tei-p5-doc/en/html/ref-{}.html"


@dataclass(frozen=True, slots=True)
class Link:
    """A name, where it leads ("" for nowhere), and what stands before it in a sentence."""

    name: str
    href: str = ""
    lead: str = ""


class Anchors:
    """The anchors of a schema's declarations."""

    def __init__(self, schema: Schema) -> None:
        self._elements = _element_anchors(schema)
        self._names = {
            name: Link(spec.ident, f"#{self._elements[spec.pattern]}") for name, spec in _named(schema).items()
        }
        self._classes = {each.ident for each in schema.model_classes} | {
            each.ident for each in schema.attribute_classes
        }
        self._macros = {each.ident for each in schema.macros}
        self._datatypes = {each.ident for each in schema.datatypes}
        self._prefix = schema.patterns.prefix

    def of(self, spec: ElementSpec) -> str:
        """The anchor of an element."""
        return self._elements[spec.pattern]

    def element(self, key: str) -> Link:
        """An element by its name or by that of its pattern."""
        return self._names.get(key) or self._names.get(key.removeprefix(self._prefix)) or Link(key)

    def class_(self, key: str) -> Link:
        """A class."""
        return Link(key, f"#class-{key}" if key in self._classes else "")

    def attribute(self, class_key: str, ident: str) -> Link:
        """An attribute of a class."""
        return Link(f"@{ident}", f"#class-{class_key}-{ident.replace(':', '-')}" if class_key in self._classes else "")

    def macro(self, key: str) -> Link:
        """A macro."""
        return Link(key, f"#macro-{key}" if key in self._macros else "")

    def datatype(self, key: str) -> Link:
        """A datatype."""
        return Link(key, f"#datatype-{key}" if key in self._datatypes else "")

    def named(self, name: str) -> Link:
        """Whatever bears a name: in embedded RELAX NG, or in prose."""
        plain = name.removeprefix(self._prefix)
        stem = plain.rpartition("_")[0] if f"_{plain.rpartition('_')[2]}" in VARIANTS else plain
        found = (self.element(name), self.class_(stem), self.macro(plain), self.datatype(plain))
        return next((link for link in found if link.href), Link(name))


def _named(schema: Schema) -> dict[str, ElementSpec]:
    by_pattern = {spec.pattern: spec for spec in schema.elements}
    return by_pattern | {
        name: by_pattern[pattern] for name, pattern in schema.patterns.elements.items() if pattern in by_pattern
    }


def _element_anchors(schema: Schema) -> dict[str, str]:
    """By patterns; two elements of one name are told apart by these."""
    idents = [spec.ident for spec in schema.elements]
    twice = {ident for ident in idents if idents.count(ident) > 1} if len(set(idents)) < len(idents) else set()
    return {spec.pattern: f"element-{spec.pattern if spec.ident in twice else spec.ident}" for spec in schema.elements}
