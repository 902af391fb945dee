"""The attributes of an element as XSD has them: each by itself, required or not.

    <choice><attribute name="n"/><attribute name="xml:id"/></choice>      @n and @xml:id, neither required: looser

An attribute is required where every form of its element requires it; its values are those of all forms.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tei_miasnikov.odd.xsd.content import ATTRIBUTES, Contents
from tei_miasnikov.odd.xsd.patterns import (
    AnyName,
    Attribute,
    Choice,
    Group,
    Interleave,
    Names,
    Pattern,
    Ref,
    Repeat,
    choice,
)


@dataclass(frozen=True, slots=True)
class Use:
    """One attribute: its value, whether it must be there, and what it means."""

    value: Pattern
    required: bool
    says: str = ""


Uses = dict[Names, Use]


@dataclass(frozen=True, slots=True)
class Attributes:
    """The attributes of patterns; those of definitions are worked out once."""

    contents: Contents
    known: dict[str, Uses] = field(default_factory=dict)

    def of(self, pattern: Pattern) -> Uses:
        """The attributes of a pattern, those of elements within it apart."""
        match pattern:
            case Ref(name):
                if name not in self.known:
                    self.known[name] = {}
                    self.known[name] = self.of(self.contents.grammar.resolve(pattern))
                return self.known[name]
            case Attribute(names, value, says):
                return {names: Use(value, not isinstance(names, AnyName), says)}
            case Group(items) | Interleave(items):
                return _beside([self.of(each) for each in items])
            case Choice(items):
                return either([self.of(each) for each in items])
            case Repeat(item, minimum):
                once = self.of(item)
                return once if minimum else {name: Use(use.value, False, use.says) for name, use in once.items()}  # noqa: FBT003
            case _:
                return {}

    def dependences(self, pattern: Pattern) -> Iterator[list[str]]:
        """The names of attributes that need or exclude each other, or go with some content: XSD can't say it."""
        if not self.contents.parts(pattern) & ATTRIBUTES:
            return
        match pattern:
            case Ref():
                yield from self.dependences(self.contents.grammar.resolve(pattern))
            case Choice(items) if not self._are_one(items):
                yield sorted(map(label, self.of(pattern)))
            case Repeat(item, 0) if not self._are_one((item,)):
                yield sorted(map(label, self.of(item)))
            case Group(items) | Interleave(items):
                for each in items:
                    yield from self.dependences(each)

    def _are_one(self, items: tuple[Pattern, ...]) -> bool:
        """Whether patterns are the same attribute and nothing else."""
        alone = all(self.contents.parts(item) == ATTRIBUTES for item in items)
        return alone and len({name for item in items for name in self.of(item)}) == 1

    def unconditional(self, pattern: Pattern) -> tuple[list[Ref], list[Pattern]] | None:
        """The references to definitions of attributes alone that stand in a pattern unconditionally, and what is left.

        None where an attribute comes twice: then each has to be written out.
        """
        items = pattern.items if isinstance(pattern, Group | Interleave) else (pattern,)
        refs = [item for item in items if isinstance(item, Ref) and self.contents.parts(item) == ATTRIBUTES]
        names = [name for item in items for name in self.of(item)]
        return (refs, [item for item in items if item not in refs]) if len(names) == len(set(names)) else None


def _beside(found: list[Uses]) -> Uses:
    made: Uses = {}
    for each in found:
        for name, use in each.items():
            first = made.get(name)
            made[name] = _both(first, use) if first else use
    return made


def _both(first: Use, second: Use) -> Use:
    return Use(choice([first.value, second.value]), first.required or second.required, first.says)


def either(found: list[Uses]) -> Uses:
    """The attributes of several forms as those of one."""
    made: Uses = {}
    for name in dict.fromkeys(name for each in found for name in each):
        having = [each[name] for each in found if name in each]
        required = len(having) == len(found) and all(use.required for use in having)
        made[name] = Use(choice(use.value for use in having), required, having[0].says)
    return made


def label(name: Names) -> str:
    """How an attribute is called in the list of looser places."""
    return "any attribute" if isinstance(name, AnyName) else f"@{_shown(name)}"


def _shown(name: str) -> str:
    prefix = "xml:" if name.startswith("{http://www.w3.org/XML/") else ""
    return prefix + name.rpartition("}")[2]
