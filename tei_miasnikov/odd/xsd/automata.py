"""The minimal deterministic automaton of a content model.

    machine = automaton(model)      None where it would be too large
    machine.moves[machine.start]    {letter: state, …}

A letter is a set of names that the model treats alike everywhere. States are found by partial derivatives, which know
interleaving and counting as well (V. Antimirov, "Partial derivatives of regular expressions and finite automaton
constructions", TCS 155, 1996); those that can't be told apart are then made one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from tei_miasnikov.odd.xsd.expressions import (
    NOTHING,
    Alternation,
    Expression,
    Loop,
    Named,
    OneOf,
    Sequence,
    Shuffle,
    loop,
    nullable,
    shuffle,
)
from tei_miasnikov.odd.xsd.patterns import Names

LARGEST = 120
LONGEST = 4000
"""States, and expressions in all of them, beyond which a model is rather loosened than rewritten."""
Letter: TypeAlias = frozenset[Names]
Moves: TypeAlias = dict[int, dict[Letter, int]]


@dataclass(frozen=True, slots=True)
class Automaton:
    """States by number, each leading to an accepting one; `moves` has an entry for every state."""

    start: int
    accepting: frozenset[int]
    moves: Moves

    @property
    def letters(self) -> frozenset[Letter]:
        """All letters."""
        return frozenset(letter for move in self.moves.values() for letter in move)


def automaton(item: Expression) -> Automaton | None:
    """The minimal automaton of an expression that matches something; None where it would be too large."""
    alike = list(_letters(item))
    spelt = _spelt(item, alike)
    numbers: dict[frozenset[Expression], int] = {frozenset([spelt]): 0}
    moves: Moves = {}
    for state in (waiting := [*numbers]):
        moves[numbers[state]] = {}
        for letter in alike:
            after = frozenset(rest for each in state for rest in _after(each, letter))
            if after and after not in numbers:
                numbers[after] = len(numbers)
                waiting.append(after)
            if after:
                moves[numbers[state]][letter] = numbers[after]
        if len(numbers) > LARGEST or sum(map(len, numbers)) > LONGEST:
            return None
    accepting = frozenset(number for state, number in numbers.items() if any(map(nullable, state)))
    return _minimal(Automaton(0, accepting, moves))


def _letters(item: Expression) -> Iterator[Letter]:
    """The names of an expression, those together that stand in the same leaves."""
    leaves = list(dict.fromkeys(_leaves(item)))
    where: dict[Names, tuple[int, ...]] = {}
    for number, leaf in enumerate(leaves):
        for name in leaf:
            where[name] = (*where.get(name, ()), number)
    together: dict[tuple[int, ...], set[Names]] = {}
    for name, places in where.items():
        together.setdefault(places, set()).add(name)
    yield from (frozenset(together[places]) for places in sorted(together))


def _leaves(item: Expression) -> Iterator[Letter]:
    match item:
        case OneOf(names):
            yield names
        case Named(_, body):
            yield from _leaves(body)
        case Loop(inner):
            yield from _leaves(inner)
        case Alternation(items):
            single = [each for each in items if isinstance(each, OneOf)]
            yield frozenset().union(*(each.names for each in single))
            for each in items:
                yield from () if isinstance(each, OneOf) else _leaves(each)
        case Sequence(items) | Shuffle(items):
            for each in items:
                yield from _leaves(each)


def _spelt(item: Expression, letters: list[Letter]) -> Expression:
    """The same in letters, without names of definitions."""
    match item:
        case OneOf(names):
            return _either(OneOf(letter) for letter in letters if letter & names)
        case Named(_, body):
            return _spelt(body, letters)
        case Loop(inner, minimum, maximum):
            return Loop(_spelt(inner, letters), minimum, maximum)
        case Alternation(items):
            return _either(_spelt(each, letters) for each in items)
        case Sequence(items):
            return Sequence(tuple(_spelt(each, letters) for each in items))
        case Shuffle(items):
            return Shuffle(tuple(_spelt(each, letters) for each in items))


def _either(items: Iterable[Expression]) -> Expression:
    kept = tuple(dict.fromkeys(items))
    return kept[0] if len(kept) == 1 else Alternation(kept)


def _after(item: Expression, letter: Letter) -> Iterator[Expression]:
    """What may remain of an expression behind a letter."""
    match item:
        case OneOf(names):
            yield from [NOTHING] if names == letter else []
        case Alternation(items):
            for each in items:
                yield from _after(each, letter)
        case Sequence(items):
            yield from _after_sequence(items, letter)
        case Shuffle(items):
            for place, each in enumerate(items):
                others = items[:place], items[place + 1 :]
                yield from (shuffle((*others[0], rest, *others[1])) for rest in _after(each, letter))
        case Loop(inner, minimum, maximum):
            least = 0 if nullable(inner) else max(minimum - 1, 0)
            again = loop(inner, least, maximum - 1 if maximum else None) if maximum != 1 else NOTHING
            yield from (_joined((rest, again)) for rest in _after(inner, letter))


def _after_sequence(items: tuple[Expression, ...], letter: Letter) -> Iterator[Expression]:
    for place, each in enumerate(items):
        yield from (_joined((rest, *items[place + 1 :])) for rest in _after(each, letter))
        if not nullable(each):
            return


def _joined(items: tuple[Expression, ...]) -> Expression:
    flat = tuple(part for item in items for part in (item.items if isinstance(item, Sequence) else (item,)))
    return flat[0] if len(flat) == 1 else Sequence(flat)


def _minimal(machine: Automaton) -> Automaton:
    """The same with what can't be told apart made one (Moore's refinement), and dead ends left out."""
    alive = _alive(machine)
    kinds = {state: int(state in machine.accepting) for state in alive}
    while True:
        views = {
            state: (
                kinds[state],
                frozenset((letter, kinds[to]) for letter, to in machine.moves[state].items() if to in alive),
            )
            for state in alive
        }
        numbers = {view: number for number, view in enumerate(dict.fromkeys(views[state] for state in sorted(alive)))}
        finer = {state: numbers[views[state]] for state in alive}
        if len(numbers) == len(set(kinds.values())):
            break
        kinds = finer
    moves = {
        finer[state]: {letter: finer[to] for letter, to in machine.moves[state].items() if to in alive}
        for state in sorted(alive)
    }
    return Automaton(finer[machine.start], frozenset(finer[state] for state in machine.accepting & alive), moves)


def _alive(machine: Automaton) -> frozenset[int]:
    alive = set(machine.accepting)
    before: dict[int, set[int]] = {}
    for state, move in machine.moves.items():
        for to in move.values():
            before.setdefault(to, set()).add(state)
    waiting = list(alive)
    while waiting:
        found = before.get(waiting.pop(), set()) - alive
        alive |= found
        waiting += found
    return frozenset(alive | {machine.start})


def orbits(states: Iterable[int], moves: Moves) -> list[frozenset[int]]:
    """The sets of states that lead to each other (strongly connected), the later ones first."""
    reach = {state: _reached(state, moves) for state in states}
    found = {state: frozenset(other for other in reach[state] if state in reach[other]) | {state} for state in reach}
    return sorted(set(found.values()), key=lambda orbit: (len(reach[min(orbit)] | orbit), min(orbit)))


def _reached(state: int, moves: Moves) -> frozenset[int]:
    seen: set[int] = set()
    waiting = [*moves[state].values()]
    while waiting:
        to = waiting.pop()
        if to not in seen:
            seen.add(to)
            waiting += moves[to].values()
    return frozenset(seen)
