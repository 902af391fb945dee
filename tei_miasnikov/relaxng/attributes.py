"""The attributes of an element that depend on no other: a table from the name to what the value must match.

    <attribute name="n"/> <optional><attribute name="when">..</attribute></optional> <ref name="content"/>
    n and when, n required; the rest is content

Most attributes are like that. The others (one attribute or another, attributes of any name) stay in the rest and are
judged with derivatives. A grammar that keeps section 7.3 has no name both in the table and in the rest.
"""

from collections.abc import Mapping
from typing import Generic, NamedTuple, TypeVar

from tei_miasnikov.relaxng.fold import settle
from tei_miasnikov.relaxng.names import Name
from tei_miasnikov.relaxng.pattern import EMPTY, Attribute, Choice, Group, Interleave, Pattern, Patterns, below
from tei_miasnikov.relaxng.values import Values, Verdicts

Rest = TypeVar("Rest")


class Table(NamedTuple, Generic[Rest]):
    """The verdicts on values by attribute (None for one that is not independent), the attributes required, the rest."""

    values: Mapping[str, Verdicts | None]
    required: frozenset[str]
    rest: Rest


def split(
    pattern: Pattern, settled: dict[Pattern, Table[Pattern]], patterns: Patterns, values: Values
) -> Table[Pattern]:
    """The independent attributes of a content, and the content without them; `settled` remembers parts."""

    def rule(node: Pattern) -> Table[Pattern]:
        if isinstance(node, Group | Interleave):
            join = patterns.group if isinstance(node, Group) else patterns.interleave
            first, second = settled[node.first], settled[node.second]
            rest = join(first.rest, second.rest)
            return Table({**first.values, **second.values}, first.required | second.required, rest)
        attribute = _independent(node)
        verdicts = values.verdicts(attribute.part) if attribute is not None else None
        if attribute is None or not isinstance(attribute.names, Name) or verdicts is None:
            return Table({}, frozenset(), node)
        tag = attribute.names.tag
        return Table({tag: verdicts}, frozenset({tag} if attribute is node else ()), EMPTY)

    return settle(pattern, settled, _spine, rule)


def _spine(node: Pattern) -> tuple[Pattern, ...]:
    return below(node) if isinstance(node, Group | Interleave) else ()


def _independent(node: Pattern) -> Attribute | None:
    """The attribute that the node is, or that it makes optional."""
    if isinstance(node, Choice) and len(node.parts) == 2 and EMPTY in node.parts:
        node = next(part for part in node.parts if part is not EMPTY)
    return node if isinstance(node, Attribute) else None
