"""A content model written anew so that each element has one place only, where that can be done without loss.

    (p, head) | (p, ab)      p, (head | ab)

The construction of Brüggemann-Klein and Wood from the minimal automaton ("One-Unambiguous Regular Languages", 1998,
theorem 5.8): letters that lead from every accepting state to the same one are cut off, what remains falls into orbits,
and each orbit, begun anew, is treated the same way.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import permutations

from tei_miasnikov.odd.xsd.automata import Automaton, Letter, Moves, orbits
from tei_miasnikov.odd.xsd.expressions import (
    NOTHING,
    Expression,
    Loop,
    OneOf,
    Sequence,
    alternation,
    loop,
    sequence,
)

LONGEST = 150
"""Places that are looked at before it is given up."""


class NotOneUnambiguous(Exception):  # noqa: N818 (an answer, no error)
    """No expression of this language gives each element one place only."""


def rewritten(machine: Automaton) -> Expression | None:
    """An expression of the same language where each element has one place only; None where there is none."""
    try:
        return _expression(machine)
    except NotOneUnambiguous:
        return None


def _expression(machine: Automaton) -> Expression:
    consistent = _consistent(machine)
    moves = {
        state: {letter: to for letter, to in move.items() if state not in machine.accepting or letter not in consistent}
        for state, move in machine.moves.items()
    }
    if not consistent and len(moves) > 1 and len(orbits(moves, moves)) == 1:
        raise NotOneUnambiguous
    if not consistent and len(moves) == 1 and any(moves.values()):
        raise NotOneUnambiguous
    cut = _Cut(machine.accepting, moves)
    body = cut.from_(machine.start)
    again = alternation(sequence([OneOf(letters), cut.from_(to)]) for letters, to in _bundled(consistent.items()))
    return sequence([body, loop(again, 0, None)]) if consistent else body


def _consistent(machine: Automaton) -> dict[Letter, int]:
    """The letters that lead from every accepting state to the same state, and which it is."""
    accepting = [machine.moves[state] for state in machine.accepting]
    shared = set.intersection(*(set(move.items()) for move in accepting))
    return dict(sorted(shared, key=lambda each: (each[1], sorted(map(str, each[0])))))


def _bundled(moves: Iterable[tuple[Letter, int]]) -> list[tuple[Letter, int]]:
    bundles: dict[int, Letter] = defaultdict(frozenset)
    for letter, to in moves:
        bundles[to] |= letter
    return [(letters, to) for to, letters in bundles.items()]


def _shortened(ways: list[Expression]) -> Expression:
    """One of several ways: (a+, b) | b is a*, b."""
    for one, other in permutations(ways, 2):
        parts = one.items if isinstance(one, Sequence) else (one,)
        if sequence(parts[1:]) == other:
            rest = [each for each in ways if each not in (one, other)]
            return _shortened([*rest, sequence([_at_will(parts[0]), *parts[1:]])])
    return alternation(ways) if ways else NOTHING


def _at_will(item: Expression) -> Expression:
    return loop(item.item, 0, item.maximum) if isinstance(item, Loop) and item.minimum <= 1 else loop(item, 0, 1)


@dataclass(slots=True)
class _Cut:
    """An automaton without the letters that were cut off, and the expressions known of its states."""

    accepting: frozenset[int]
    moves: Moves
    known: dict[int, Expression] = field(default_factory=dict)
    written: int = 0

    def from_(self, state: int) -> Expression:
        """What leads from a state to the end."""
        if state not in self.known:
            self.known[state] = self._made(state)
        self.written += 1
        if self.written > LONGEST:
            raise NotOneUnambiguous
        return self.known[state]

    def _made(self, state: int) -> Expression:
        orbit = next(each for each in orbits(self.moves, self.moves) if state in each)
        inside = {each: {letter: to for letter, to in self.moves[each].items() if to in orbit} for each in orbit}
        outside = {each: {letter: to for letter, to in self.moves[each].items() if to not in orbit} for each in orbit}
        gates = [each for each in sorted(orbit) if outside[each] or each in self.accepting]
        if any(outside[each] != outside[gates[0]] for each in gates):
            raise NotOneUnambiguous
        if len({each in self.accepting for each in gates}) > 1:
            raise NotOneUnambiguous
        trivial = not any(inside.values())
        within = NOTHING if trivial else _expression(Automaton(state, frozenset(gates), inside))
        ways = [sequence([OneOf(letters), self.from_(to)]) for letters, to in _bundled(outside[gates[0]].items())]
        onward = _shortened(ways)
        return sequence([within, loop(onward, 0, 1) if gates[0] in self.accepting else onward])
