"""What a pattern would take next: the names, values and datatypes, and those that nothing can do without.

(front?, body)      elements front and body, of which body is required
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from tei_miasnikov.relaxng.datatypes import Datatype
from tei_miasnikov.relaxng.fold import settle
from tei_miasnikov.relaxng.names import AnyName, Name, NameClass, NamespaceName, clark, iter_included
from tei_miasnikov.relaxng.pattern import (
    NOT_ALLOWED,
    TEXT,
    Attribute,
    Choice,
    Data,
    Element,
    Group,
    Interleave,
    ListOf,
    OneOrMore,
    Pattern,
    Value,
    below,
)

Look = Callable[[Pattern], tuple[Pattern, ...]]


class Expected(NamedTuple):
    """What may stand there, names as lxml writes them, `*` for any; `required` are the names that must come."""

    elements: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    text: bool = False
    values: tuple[str, ...] = ()
    datatypes: tuple[Datatype, ...] = ()
    required: tuple[str, ...] = ()


def expected_content(left: Iterable[Pattern]) -> Expected:
    """The children that may come next, text and values."""
    alternatives = tuple(left)
    found = list(_iter_reached(alternatives, _next))
    names = [name for node in found if isinstance(node, Element) for name in _spelt(node.names)]
    values, datatypes = _values(found)
    required = _required(alternatives, Element)
    return Expected(_unique(names), (), TEXT in found, values, datatypes, required)


def expected_attributes(left: Iterable[Pattern]) -> Expected:
    """The attributes that may still come."""
    alternatives = tuple(left)
    found = [node for node in _iter_reached(alternatives, _all) if isinstance(node, Attribute)]
    names = [name for node in found for name in _spelt(node.names)]
    return Expected(attributes=_unique(names), required=_required(alternatives, Attribute))


def expected_value(left: Iterable[Pattern]) -> Expected:
    """The values and datatypes of an attribute or of the text of an element."""
    found = list(_iter_reached(tuple(left), _words))
    values, datatypes = _values(found)
    return Expected(text=TEXT in found, values=values, datatypes=datatypes)


def _values(found: list[Pattern]) -> tuple[tuple[str, ...], tuple[Datatype, ...]]:
    values = [node.literal for node in found if isinstance(node, Value)]
    datatypes = [node.datatype for node in found if isinstance(node, Data)]
    return _unique(values), tuple(dict.fromkeys(datatypes))


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _iter_reached(left: Iterable[Pattern], look: Look) -> Iterator[Pattern]:
    waiting = list(left)[::-1]
    seen = set(waiting)
    while waiting:
        node = waiting.pop()
        yield node
        new = [part for part in look(node) if part not in seen]
        seen.update(new)
        waiting += reversed(new)


def _next(node: Pattern) -> tuple[Pattern, ...]:
    if isinstance(node, Group):
        return (node.first, node.second) if node.first.nullable else (node.first,)
    return () if isinstance(node, Attribute | Data) else below(node)


def _all(node: Pattern) -> tuple[Pattern, ...]:
    return () if isinstance(node, Attribute | Data | ListOf) else below(node)


def _words(node: Pattern) -> tuple[Pattern, ...]:
    return () if isinstance(node, Attribute | Data) else below(node)


def _spelt(names: NameClass) -> Iterator[str]:
    for part in iter_included(names):
        if isinstance(part, Name):
            yield part.tag
        elif isinstance(part, NamespaceName):
            yield clark(part.namespace, "*")
        elif isinstance(part, AnyName):
            yield "*"


def _required(left: tuple[Pattern, ...], kind: type[Element] | type[Attribute]) -> tuple[str, ...]:
    """The names without which none of the alternatives can be met."""
    settled: dict[Pattern, frozenset[str]] = {}

    def rule(node: Pattern) -> frozenset[str]:
        if isinstance(node, Choice):
            return frozenset.intersection(*[settled[part] for part in node.parts])
        if isinstance(node, Group | Interleave):
            return settled[node.first] | settled[node.second]
        if isinstance(node, OneOrMore):
            return settled[node.part]
        named = isinstance(node, Element | Attribute) and isinstance(node, kind) and isinstance(node.names, Name)
        return frozenset(_spelt(node.names)) if named else frozenset()  # type: ignore[attr-defined]

    sets = [settle(node, settled, _all, rule) for node in left if node is not NOT_ALLOWED]
    return tuple(sorted(frozenset.intersection(*sets))) if sets else ()
