"""What may stand in an element, and in what an element may stand: content models with classes and macros opened.

containment = Containment(schema)
containment.children(p)     the elements that <p> may hold, as names of patterns
containment.parents(p)      those that may hold <p>
"""

from collections.abc import Iterator
from functools import cached_property

from tei_miasnikov.odd.content import (
    Alternate,
    AnyElement,
    ClassRef,
    Content,
    ElementRef,
    Embedded,
    MacroRef,
    PatternRef,
    Sequence,
)
from tei_miasnikov.odd.patterns import VARIANTS
from tei_miasnikov.odd.references import REF
from tei_miasnikov.odd.specs import ElementSpec, Schema

Names = frozenset[str]


class Containment:
    """Who holds whom in a schema; elements by the names of their patterns."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._models = {each.ident: each.members for each in schema.model_classes}
        self._macros = {each.ident: each.content for each in schema.macros}
        self._opened: dict[str, Names] = {}

    def children(self, spec: ElementSpec) -> Names:
        """The elements that may stand in one."""
        return self._children[spec.pattern]

    def parents(self, spec: ElementSpec) -> Names:
        """The elements in which one may stand."""
        return self._parents.get(spec.pattern, frozenset())

    def holds_anything(self, spec: ElementSpec) -> bool:
        """Whether elements of any kind may stand in it."""
        return _is_open(spec.content)

    @cached_property
    def _children(self) -> dict[str, Names]:
        return {spec.pattern: frozenset(self._iter(spec.content)) for spec in self._schema.elements}

    @cached_property
    def _parents(self) -> dict[str, Names]:
        parents: dict[str, set[str]] = {}
        for parent, children in self._children.items():
            for child in children:
                parents.setdefault(child, set()).add(parent)
        return {child: frozenset(found) for child, found in parents.items()}

    def _iter(self, content: Content) -> Iterator[str]:
        match content:
            case Sequence(items) | Alternate(items):
                for item in items:
                    yield from self._iter(item)
            case ElementRef(key):
                yield self._schema.patterns.element(key)
            case ClassRef(key, _, include, excluded):
                yield from self._members(key, include, excluded)
            case MacroRef(key) | PatternRef(key):
                yield from self._named(key)
            case Embedded(xml):
                for name in REF.findall(xml):
                    yield from self._named(name)

    def _named(self, name: str) -> Names:
        """What a name in a content model stands for: an element, a class, a macro."""
        plain = name.removeprefix(self._schema.prefix)
        stem = plain.rpartition("_")[0] if f"_{plain.rpartition('_')[2]}" in VARIANTS else plain
        if plain in self._macros:
            return self._once(plain, self._macros[plain])
        if stem in self._models:
            return self._members(stem)
        return frozenset([self._schema.patterns.resolve(name)])

    def _once(self, name: str, content: Content) -> Names:
        if name not in self._opened:
            self._opened[name] = frozenset()  # a macro may name itself
            self._opened[name] = frozenset(self._iter(content))
        return self._opened[name]

    def _members(self, key: str, include: Names = frozenset(), excluded: Names = frozenset()) -> Names:
        plain = not include and not excluded
        if plain and key in self._opened:
            return self._opened[key]
        found = set[str]()
        for member in self._models.get(key, ()):
            if member.key in excluded or (include and member.key not in include and isinstance(member, ElementRef)):
                continue
            if isinstance(member, ElementRef):
                found.add(self._schema.patterns.element(member.key))
            else:
                found |= self._members(member.key, frozenset() if member.key in include else include, excluded)
        if plain:
            self._opened[key] = frozenset(found)
        return frozenset(found)


def _is_open(content: Content) -> bool:
    if isinstance(content, Sequence | Alternate):
        return any(map(_is_open, content.items))
    return isinstance(content, AnyElement)
