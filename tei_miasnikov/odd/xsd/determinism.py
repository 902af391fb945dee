"""Unique particle attribution: whether each element of a document has one place only in a content model.

    (p, head) | (p, ab)      not: which p is it?
    p, (head | ab)           yes

Checked as Brüggemann-Klein and Wood define it, from what may stand first in an expression and what may follow its
ends (A. Brüggemann-Klein, D. Wood, "One-Unambiguous Regular Languages", Information and Computation 140, 1998;
XML Schema 1.0 Part 1, section 3.8.6 and appendix H). A counted part is taken for an unbounded one.
"""

from dataclasses import dataclass
from functools import cache

from tei_miasnikov.odd.xsd.expressions import (
    Alternation,
    Expression,
    Loop,
    Named,
    OneOf,
    Sequence,
    Shuffle,
    meet,
    nullable,
)
from tei_miasnikov.odd.xsd.patterns import Names

NO_NAMES: frozenset[Names] = frozenset()


@dataclass(frozen=True, slots=True)
class Ends:
    """What may stand first, what may stand after a last place while still within, and whether that is unambiguous."""

    first: frozenset[Names] = NO_NAMES
    after: frozenset[Names] = NO_NAMES
    unambiguous: bool = True


def is_deterministic(item: Expression) -> bool:
    """Whether each element has one place only."""
    return ends(item).unambiguous


def ends(item: Expression) -> Ends:
    """The ends of an expression."""
    match item:
        case OneOf(names):
            return Ends(names)
        case Named():
            return _named_ends(item)
        case Sequence(items):
            return _sequence(items)
        case Alternation(items):
            return _alternation(items)
        case Loop(inner, _, maximum):
            return _loop(inner, maximum)
        case Shuffle():
            return Ends(unambiguous=False)


@cache
def _named_ends(item: Named) -> Ends:
    return ends(item.body)


def _sequence(items: tuple[Expression, ...]) -> Ends:
    first, after, unambiguous, empty = NO_NAMES, NO_NAMES, True, True
    for item in items:
        next_ = ends(item)
        unambiguous &= next_.unambiguous and not meet(after, next_.first) and not (empty and meet(first, next_.first))
        first = first | next_.first if empty else first
        after = after | next_.first | next_.after if nullable(item) else next_.after
        empty &= nullable(item)
    return Ends(first, after, unambiguous)


def _alternation(items: tuple[Expression, ...]) -> Ends:
    first, after, unambiguous = NO_NAMES, NO_NAMES, True
    for each in map(ends, items):
        unambiguous &= each.unambiguous and not meet(first, each.first)
        first |= each.first
        after |= each.after
    return Ends(first, after, unambiguous)


def _loop(inner: Expression, maximum: int | None) -> Ends:
    once = ends(inner)
    if maximum == 1:
        return once
    return Ends(once.first, once.after | once.first, once.unambiguous and not meet(once.after, once.first))
