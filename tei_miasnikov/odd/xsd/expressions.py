"""Content models as regular expressions over the names of elements; text and attributes are not in them.

    head?, (p | ab)+      Sequence((Loop(OneOf("head"), 0, 1), Loop(Alternation((OneOf("p"), OneOf("ab"))), 1, None)))

A `Named` expression is a definition of the grammar and becomes a group of that name. Parts that say the same are made
one: p, p? is p{1,2}, so that a count does not look like an ambiguity.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TypeAlias

from tei_miasnikov.odd.xsd.patterns import AnyName, Names


@dataclass(frozen=True, slots=True)
class OneOf:
    """One element of any of these names."""

    names: frozenset[Names]


@dataclass(frozen=True, slots=True)
class Sequence:
    """One after the other; none at all is the empty content."""

    items: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Alternation:
    """One of them."""

    items: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Shuffle:
    """All of them, mixed in any way."""

    items: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Loop:
    """At least `minimum` times, at most `maximum` (None: without bound)."""

    item: "Expression"
    minimum: int
    maximum: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """What a definition of the grammar holds; there is one such object a definition."""

    name: str
    body: "Expression"


Expression: TypeAlias = OneOf | Sequence | Alternation | Shuffle | Loop | Named

NOTHING = Sequence(())
IMPOSSIBLE = Alternation(())


def one(names: Names) -> Expression:
    """An element of one name, or of many that a wildcard covers."""
    return OneOf(frozenset([names]))


def sequence(items: Iterable[Expression]) -> Expression:
    """All of several, in order; what is the same one after the other is counted."""
    flat = [part for item in items for part in (item.items if isinstance(item, Sequence) else (item,))]
    if IMPOSSIBLE in flat:
        return IMPOSSIBLE
    runs = [[*run] for _, run in groupby(flat, key=lambda item: choices(_core(item)) or _core(item))]
    made = [run[0] if len(run) == 1 else _counted(_core(run[0]), run) for run in runs]
    return made[0] if len(made) == 1 else Sequence(tuple(made))


def _core(item: Expression) -> Expression:
    return item.item if isinstance(item, Loop) else item


def _counted(core: Expression, run: list[Expression]) -> Expression:
    bounds = [(item.minimum, item.maximum) if isinstance(item, Loop) else (1, 1) for item in run]
    highest = [high for _, high in bounds if high is not None]
    return Loop(core, sum(low for low, _ in bounds), sum(highest) if len(highest) == len(bounds) else None)


def alternation(items: Iterable[Expression]) -> Expression:
    """One of several; a name that several of them cover is said once."""
    flat = [part for item in items for part in (item.items if isinstance(item, Alternation) else (item,))]
    kept = tuple(dict.fromkeys(_disjoint(item for item in flat if item != NOTHING)))
    made = kept[0] if len(kept) == 1 else Alternation(kept)
    return loop(made, 0, 1) if NOTHING in flat else made


def _disjoint(items: Iterable[Expression]) -> Iterator[Expression]:
    seen: frozenset[Names] = frozenset()
    waiting = list(items)
    while waiting:
        item = waiting.pop(0)
        names = choices(item)
        if names is not None and names & seen and not isinstance(item, OneOf):
            waiting[:0] = _parts(item)
        elif names is None or not names <= seen:
            yield OneOf(names - seen) if names and names & seen else item
            seen |= names or frozenset()


def _parts(item: Expression) -> tuple[Expression, ...]:
    inner = item.body if isinstance(item, Named) else item
    return inner.items if isinstance(inner, Alternation) else (inner,)


def shuffle(items: Iterable[Expression]) -> Expression:
    """All of several, in any order."""
    kept = tuple(item for item in items if item != NOTHING)
    if IMPOSSIBLE in kept:
        return IMPOSSIBLE
    return kept[0] if len(kept) == 1 else Shuffle(kept) if kept else NOTHING


def loop(item: Expression, minimum: int, maximum: int | None) -> Expression:
    """An expression several times, with one loop for two that say the same."""
    if item in (NOTHING, IMPOSSIBLE):
        return IMPOSSIBLE if item == IMPOSSIBLE and minimum else NOTHING
    if (minimum, maximum) == (1, 1):
        return item
    if maximum == 1:
        return item if nullable(item) else Loop(item, minimum, 1)
    if maximum is None:
        least = 0 if nullable(item) else minimum
        inner = unlooped(item)
        return Loop(inner, least, None)
    return Loop(item, minimum, maximum)


def unlooped(item: Expression) -> Expression:
    """What may stand in a loop instead of an expression: (a*, b?) says there no more than (a | b)."""
    match item:
        case Loop(inner, minimum, maximum) if minimum <= 1 and maximum in (1, None):
            return unlooped(inner)
        case Alternation(items):
            return alternation(unlooped(each) for each in items)
        case Sequence(items) if items and all(map(nullable, items)):
            return alternation(unlooped(each) for each in items)
        case Shuffle(items) if all(map(nullable, items)):
            return alternation(unlooped(each) for each in items)
        case Named(_, body) if nullable(body):
            return unlooped(body)
        case _:
            return item


def nullable(item: Expression) -> bool:
    """Whether nothing at all will do."""
    match item:
        case Sequence(items) | Shuffle(items):
            return all(map(nullable, items))
        case Alternation(items):
            return any(map(nullable, items))
        case Loop(inner, minimum):
            return minimum == 0 or nullable(inner)
        case Named(_, body):
            return nullable(body)
        case OneOf():
            return False


def choices(item: Expression) -> frozenset[Names] | None:
    """The names, where an expression is one element of some names and nothing else."""
    match item:
        case OneOf(names):
            return names
        case Named():
            return _named_choices(item)
        case Alternation(items) if items:
            found = [choices(each) for each in items]
            return None if None in found else frozenset().union(*(each for each in found if each))
        case _:
            return None


@cache
def _named_choices(item: Named) -> frozenset[Names] | None:
    return choices(item.body)


def names_in(item: Expression) -> frozenset[Names]:
    """All names of an expression."""
    match item:
        case OneOf(names):
            return names
        case Named():
            return _named_names(item)
        case Loop(inner):
            return names_in(inner)
        case Sequence(items) | Alternation(items) | Shuffle(items):
            return frozenset().union(*map(names_in, items))


@cache
def _named_names(item: Named) -> frozenset[Names]:
    return names_in(item.body)


def meet(left: frozenset[Names], right: frozenset[Names]) -> bool:
    """Whether an element could be of either."""
    if left & right:
        return True
    wild = [each for each in (*left, *right) if isinstance(each, AnyName)]
    return bool(wild) and any(overlap(one, other) for one in left for other in right)


def overlap(one: Names, other: Names) -> bool:
    """Whether an element could be of both; of a wildcard, whose single exceptions XSD can't make, as XSD has it."""
    if isinstance(one, str):
        return one == other if isinstance(other, str) else overlap(other, one)
    if isinstance(other, str):
        space = other[1:].partition("}")[0] if other.startswith("{") else ""
        return space in one.namespaces if one.namespaces is not None else space not in one.excluded
    if one.namespaces is None:
        return other.namespaces is None or bool(other.namespaces - one.excluded)
    return overlap(other, one) if other.namespaces is None else bool(one.namespaces & other.namespaces)
