"""The names that patterns bear in a grammar, and which name a reference means.

    element p, prefix tei_                     tei_p
    all attributes of att.typed                tei_att.typed.attributes
    its @xml:id                                tei_att.typed.attribute.xmlid
    a sequence of the members of model.x       tei_model.x_sequence

Embedded RELAX NG may say `p` for tei_p (the prefix is supplied), or name a pattern of a foreign grammar.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tei_miasnikov.odd.declarations import Declaration

VARIANTS = ("", "_alternation", "_sequence", "_sequenceOptional", "_sequenceOptionalRepeatable", "_sequenceRepeatable")


@dataclass(frozen=True, slots=True)
class Patterns:
    """The prefix of a schema, and its pattern names by kind."""

    prefix: str = ""
    elements: dict[str, str] = field(default_factory=dict)
    models: frozenset[str] = frozenset()
    attribute_classes: frozenset[str] = frozenset()
    macros: frozenset[str] = frozenset()
    datatypes: frozenset[str] = frozenset()
    foreign: frozenset[str] = frozenset()

    def element(self, key: str) -> str:
        """The pattern of an element, or the foreign pattern of that name; "" where there is none."""
        return self.elements.get(key) or (key if key in self.foreign else "")

    def model(self, key: str, expand: str = "") -> str:
        """The pattern of a model class."""
        return f"{self.prefix}{key}_{expand}" if expand else f"{self.prefix}{key}"

    def attributes(self, key: str) -> str:
        """The pattern of all attributes of a class."""
        return f"{self.prefix}{key}.attributes"

    def attribute(self, key: str, ident: str) -> str:
        """The pattern of one attribute of a class."""
        return f"{self.prefix}{key}.attribute.{ident.replace(':', '')}"

    def named(self, key: str) -> str:
        """The pattern of a macro or a datatype."""
        return f"{self.prefix}{key}"

    def resolve(self, name: str) -> str:
        """The pattern that embedded RELAX NG means by a name, where TEI names take the prefix; "" for none."""
        return self._tei(name) or (name if name in self.foreign else self.literal(name))

    def literal(self, name: str) -> str:
        """The pattern of exactly this name; "" where there is none."""
        return name if name in self.foreign else self.own(name)

    def own(self, name: str) -> str:
        """The same name where a pattern of TEI or of the ODD bears it, prefix and all; "" where none does."""
        if name in self.elements.values():
            return name
        return self._tei(name.removeprefix(self.prefix)) if name.startswith(self.prefix) else ""

    def _tei(self, name: str) -> str:
        if name in self.elements:
            return self.elements[name]
        stem = name.removesuffix(".attributes").partition(".attribute.")[0]
        model = name.rpartition("_")[0] if f"_{name.rpartition('_')[2]}" in VARIANTS else name
        known = name in self.macros or name in self.datatypes or model in self.models
        return f"{self.prefix}{name}" if known or (stem != name and stem in self.attribute_classes) else ""


def pattern_of(declaration: Declaration, prefix: str) -> str:
    """The pattern name of an element: its own prefix comes before the schema's."""
    return (prefix if declaration.prefix is None else declaration.prefix) + declaration.ident


def patterns_of(declarations: Iterable[Declaration], prefix: str, foreign: frozenset[str]) -> Patterns:
    """The names of everything that a schema declares."""
    known = tuple(declarations)
    return Patterns(
        prefix,
        _element_patterns(known, prefix),
        _idents(known, "class", "model"),
        _idents(known, "class", "atts"),
        _idents(known, "macro"),
        _idents(known, "data"),
        foreign,
    )


def _element_patterns(declarations: tuple[Declaration, ...], prefix: str) -> dict[str, str]:
    elements = [each for each in declarations if each.kind == "element"]
    named = {each.ident: pattern_of(each, prefix) for each in elements if each.prefix is None}
    prefixed = {pattern_of(each, prefix): each.ident for each in elements if each.prefix is not None}
    named |= {pattern: pattern for pattern in prefixed}
    return {ident: pattern for pattern, ident in prefixed.items()} | named  # a name without a prefix goes first


def _idents(declarations: tuple[Declaration, ...], kind: str, *types: str) -> frozenset[str]:
    return frozenset(each.ident for each in declarations if each.kind == kind and (not types or each.type in types))
