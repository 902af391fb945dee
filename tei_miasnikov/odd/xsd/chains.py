"""The smallest chain that a content model fits into: factors in order, no name in two of them.

    (p, head?) | (head, ab*)       (p | head)*, ab*

A chain always gives each element one place only. Names that may stand before and behind each other are one factor; so
are neighbours of which a document has one or the other. Counts are none, one, or any number. (The shape of content
models is that of G. J. Bex, F. Neven, T. Schwentick, S. Vansummeren, "Inference of Concise Regular Expressions and
DTDs", ACM TODS 35, 2010.)
"""

from collections.abc import Iterator

from tei_miasnikov.odd.xsd.automata import Automaton, Letter, orbits
from tei_miasnikov.odd.xsd.expressions import Expression, OneOf, loop, sequence


def chain(machine: Automaton) -> Expression:
    """A chain that accepts whatever the automaton does."""
    return sequence(_factor(letters, machine) for letters in _merged(machine))


def _factor(letters: frozenset[Letter], machine: Automaton) -> Expression:
    minimum = 0 if _avoidable(letters, machine) else 1
    maximum = None if _again(letters, machine) else 1
    return loop(OneOf(frozenset().union(*letters)), minimum, maximum)


def _avoidable(letters: frozenset[Letter], machine: Automaton) -> bool:
    others = {
        state: {letter: to for letter, to in move.items() if letter not in letters}
        for state, move in machine.moves.items()
    }
    reached = _reached([machine.start], Automaton(machine.start, machine.accepting, others))
    return bool(reached & machine.accepting)


def _again(letters: frozenset[Letter], machine: Automaton) -> bool:
    behind = [to for move in machine.moves.values() for letter, to in move.items() if letter in letters]
    return any(letter in letters for state in _reached(behind, machine) for letter in machine.moves[state])


def _reached(states: list[int], machine: Automaton) -> set[int]:
    seen: set[int] = set()
    waiting = list(states)
    while waiting:
        state = waiting.pop()
        if state not in seen:
            seen.add(state)
            waiting += machine.moves[state].values()
    return seen


def _merged(machine: Automaton) -> Iterator[frozenset[Letter]]:
    """The factors in their order: alternatives that stand between the same neighbours are one."""
    letters = sorted(machine.letters, key=lambda letter: sorted(map(str, letter)))
    follows = [_followers(letter, letters, machine) for letter in letters]
    together: dict[tuple[object, ...], list[int]] = {}
    for factor in orbits(range(len(letters)), dict(enumerate(follows)))[::-1]:
        behind = frozenset(number for each in factor for number in follows[each].values())
        before = frozenset(number for number, each in enumerate(follows) if factor & frozenset(each.values()))
        alone = min(factor) if factor & behind else None
        together.setdefault((behind, before, alone), []).extend(sorted(factor))
    return (frozenset(letters[number] for number in numbers) for numbers in together.values())


def _followers(letter: Letter, letters: list[Letter], machine: Automaton) -> dict[Letter, int]:
    """The letters that may stand anywhere behind one, with their numbers."""
    behind = [move[letter] for move in machine.moves.values() if letter in move]
    found = {each for state in _reached(behind, machine) for each in machine.moves[state]}
    return {each: number for number, each in enumerate(letters) if each in found}
