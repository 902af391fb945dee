"""Any content model as one that XSD allows: the same where that can be, else the next larger.

    (p, head) | (p, ab)      p, (head | ab)           the same, otherwise written
    (p | ab)*, p, head       (p | ab)+, head          larger: an ab may stand last

What is ambiguous is written anew; what can't be is loosened, and as little of it as will do: the ambiguous stretch of a
sequence before the whole of it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tei_miasnikov.odd.xsd.automata import Automaton, automaton
from tei_miasnikov.odd.xsd.chains import chain
from tei_miasnikov.odd.xsd.determinism import is_deterministic
from tei_miasnikov.odd.xsd.expressions import (
    IMPOSSIBLE,
    Alternation,
    Expression,
    Loop,
    Named,
    OneOf,
    Sequence,
    Shuffle,
    alternation,
    loop,
    names_in,
    nullable,
    overlap,
    sequence,
    shuffle,
)
from tei_miasnikov.odd.xsd.one_unambiguous import rewritten
from tei_miasnikov.odd.xsd.patterns import AnyName, Names

MOST_PLACES = 60
"""Places beyond which a model is rather loosened than written anew: nobody could read it."""


@dataclass(frozen=True, slots=True)
class Model:
    """A content model that XSD allows, and the names of which it says less than the grammar did."""

    expression: Expression
    loosened: frozenset[Names] = frozenset()


def model_of(item: Expression) -> Model:
    """The model of an expression."""
    if is_deterministic(item) or item == IMPOSSIBLE:
        return Model(item)
    made = _within_wildcards(item)
    return _settled(made.expression, made.loosened)


def _settled(item: Expression, loosened: frozenset[Names]) -> Model:
    if is_deterministic(item):
        return Model(item, loosened)
    if exact := _exact(item):
        return Model(exact, loosened)
    smaller = _inside(item, loosened)
    if is_deterministic(smaller.expression):
        return smaller
    if isinstance(smaller.expression, Sequence):
        return _stretched(smaller)
    return _loosened(smaller.expression, smaller.loosened)


def _inside(item: Expression, loosened: frozenset[Names]) -> Model:
    """The same with each part settled."""
    match item:
        case Sequence(items) | Alternation(items) | Shuffle(items):
            made = [_settled(each, frozenset()) for each in items]
            parts = [each.expression for each in made]
            kind = {Sequence: sequence, Alternation: alternation, Shuffle: shuffle}[type(item)]
            return Model(kind(parts), loosened.union(*(each.loosened for each in made)))
        case Loop(inner, minimum, maximum):
            once = _settled(inner, loosened)
            return Model(loop(once.expression, minimum, maximum), once.loosened)
        case Named(_, body):
            return _settled(body, loosened)
        case OneOf():
            return Model(item, loosened)


def _stretched(model: Model) -> Model:
    """A sequence with chains for its shortest ambiguous stretches, or the first written anew if that will do."""
    before, stretch, behind = _ambiguous(model.expression)
    if exact := _exact(stretch):
        whole = sequence([*before, exact, *behind])
        if is_deterministic(whole):
            return Model(whole, model.loosened)
    while not is_deterministic(model.expression):
        before, stretch, behind = _ambiguous(model.expression)
        made = _loosened(stretch, model.loosened)
        model = Model(sequence([*before, made.expression, *behind]), made.loosened)
    return model


def _ambiguous(item: Expression) -> tuple[tuple[Expression, ...], Expression, tuple[Expression, ...]]:
    """The shortest ambiguous stretch of a sequence, with what stands before and behind it."""
    items = item.items if isinstance(item, Sequence) else (item,)
    for start, end in _stretches(len(items)):
        stretch = sequence(items[start:end])
        if not is_deterministic(stretch):
            return items[:start], stretch, items[end:]
    return (), item, ()


def _stretches(count: int) -> Iterator[tuple[int, int]]:
    """Where the stretches of a sequence begin and end, the shortest first."""
    return ((start, start + length) for length in range(2, count + 1) for start in range(count - length + 1))


def _exact(item: Expression) -> Expression | None:
    """The same language where each element has one place only, if that can be."""
    machine = automaton(item)
    exact = machine and rewritten(machine)
    return exact if exact and _places(exact) <= MOST_PLACES and is_deterministic(exact) else None


def _places(item: Expression) -> int:
    """How many elements an expression writes."""
    match item:
        case Sequence(items) | Alternation(items) | Shuffle(items):
            return sum(map(_places, items))
        case Loop(inner):
            return _places(inner)
        case _:
            return 1


def _freer(item: Shuffle) -> Expression:
    """What may stand in any order, with those parts that need not be there as often as one likes."""
    at_will = [each for each in item.items if nullable(each)]
    names = frozenset().union(*map(names_in, at_will))
    return shuffle([loop(OneOf(names), 0, None), *(each for each in item.items if not nullable(each))])


def _loosened(item: Expression, loosened: frozenset[Names]) -> Model:
    if isinstance(item, Shuffle) and (freer := _freer(item)) != item and (exact := _exact(freer)):
        return Model(exact, loosened | names_in(item))
    machine = automaton(item)
    if machine is None:
        return Model(loop(OneOf(names_in(item)), 0 if nullable(item) else 1, None), loosened | names_in(item))
    made = chain(machine)
    same = _same(automaton(made), machine)
    return Model(made, loosened if same else loosened | names_in(item))


def _same(one: Automaton | None, other: Automaton) -> bool:
    """Whether two minimal automata accept the same."""
    if one is None:
        return False
    pairs = [(one.start, other.start)]
    for mine, theirs in pairs:
        left = {name: to for letter, to in one.moves[mine].items() for name in letter}
        right = {name: to for letter, to in other.moves[theirs].items() for name in letter}
        if left.keys() != right.keys() or (mine in one.accepting) != (theirs in other.accepting):
            return False
        pairs += [pair for pair in {(left[name], right[name]) for name in left} if pair not in pairs]
    return True


def _within_wildcards(item: Expression) -> Model:
    """The same without names that a wildcard of the model covers: one element, two places."""
    names = names_in(item)
    wild = _apart(each for each in names if isinstance(each, AnyName))
    found: dict[Names, Names] = {
        name: cover for name in names for cover in wild if name != cover and overlap(name, cover)
    }
    return Model(_renamed(item, found), frozenset(found)) if found else Model(item)


def _apart(wildcards: Iterable[AnyName]) -> list[AnyName]:
    """Wildcards of which no two cover the same element."""
    apart: list[AnyName] = []
    for each in sorted(wildcards, key=str):
        for other in [other for other in apart if overlap(each, other)]:
            apart.remove(other)
            each = _joined(each, other)
        apart.append(each)
    return apart


def _joined(one: AnyName, other: AnyName) -> AnyName:
    if one.namespaces is not None and other.namespaces is not None:
        return AnyName(one.namespaces | other.namespaces)
    if one.namespaces is None and other.namespaces is None:
        return AnyName(None, one.excluded & other.excluded)
    return AnyName(None, (one.excluded | other.excluded) - (one.namespaces or other.namespaces or frozenset()))


def _renamed(item: Expression, names: dict[Names, Names]) -> Expression:
    match item:
        case OneOf(own):
            return OneOf(frozenset(names.get(each, each) for each in own))
        case Named(_, body):
            return _renamed(body, names) if names_in(item) & names.keys() else item
        case Loop(inner, minimum, maximum):
            return loop(_renamed(inner, names), minimum, maximum)
        case Alternation(items):
            return alternation(_renamed(each, names) for each in items)
        case Sequence(items):
            return sequence(_renamed(each, names) for each in items)
        case Shuffle(items):
            return shuffle(_renamed(each, names) for each in items)
