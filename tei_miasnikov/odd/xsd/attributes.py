"""The attributes of an element as XSD has them: each by itself, required or not.

    <choice><attribute name="n"/><attribute name="xml:id"/></choice>      @n and @xml:id, neither required: looser

An attribute is required where every form of its element requires it; its values are those of all forms.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from tei_miasnikov.odd.xsd.content import Contents, Parts
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
Tell = Callable[[Iterable[str]], None]


def uses(pattern: Pattern, contents: Contents, tell: Tell) -> Uses:
    """The attributes of a pattern; `tell` is given the names of those whose dependence on each other is lost."""
    if not contents.parts(pattern) & Parts.ATTRIBUTES:
        return {}
    match pattern:
        case Ref():
            return uses(contents.grammar.resolve(pattern), contents, tell)
        case Attribute(names, value, says):
            return {names: Use(value, not isinstance(names, AnyName), says)}
        case Group(items) | Interleave(items):
            return _beside(uses(each, contents, tell) for each in items)
        case Choice(items):
            found = [uses(each, contents, tell) for each in items]
            if len({frozenset(each) for each in found}) > 1 or contents.parts(pattern) != Parts.ATTRIBUTES:
                tell(sorted({label(name) for each in found for name in each}))
            return either(found)
        case Repeat(item, minimum):
            once = uses(item, contents, tell)
            if not minimum and (len(once) > 1 or contents.parts(item) != Parts.ATTRIBUTES):
                tell(sorted(label(name) for name in once))
            return once if minimum else {name: replace(use, required=False) for name, use in once.items()}
        case _:
            return {}


def _beside(found: Iterable[Uses]) -> Uses:
    made: Uses = {}
    for each in found:
        for name, use in each.items():
            first = made.get(name)
            both = choice([first.value, use.value]) if first else use.value
            made[name] = Use(both, use.required or bool(first and first.required), first.says if first else use.says)
    return made


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
    return "any attribute" if isinstance(name, AnyName) else f"@{shown(name)}"


def shown(name: str) -> str:
    """A name without its namespace, but for xml:."""
    prefix = "xml:" if name.startswith("{http://www.w3.org/XML/") else ""
    return prefix + name.rpartition("}")[2]


def unconditional(pattern: Pattern, contents: Contents) -> tuple[list[Ref], list[Pattern]] | None:
    """The references to definitions of attributes alone that stand in a pattern unconditionally, and all other parts.

    None where an attribute comes twice: then each has to be written out.
    """
    items = pattern.items if isinstance(pattern, Group | Interleave) else (pattern,)
    refs = [item for item in items if isinstance(item, Ref) and contents.parts(item) == Parts.ATTRIBUTES]
    others = [item for item in items if item not in refs]
    names = [name for item in items for name in uses(item, contents, lambda _: None)]
    return (refs, others) if len(names) == len(set(names)) else None
