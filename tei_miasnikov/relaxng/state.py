"""The automaton of a grammar, built as documents need it: a state for all that may be left to come in an element.

    (front?, body)  --front-->  body  --body-->  ()

A state is a tuple of patterns, nearly always of one. There are more where a start tag was met by several element
patterns with different content; then each pattern is a branch of its own, and the end tag tells which branches held: a
Step says for each branch what is left for the parent if it does.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

from tei_miasnikov.relaxng.attributes import Table, split
from tei_miasnikov.relaxng.derivative import Branches, Derivatives
from tei_miasnikov.relaxng.fold import settle
from tei_miasnikov.relaxng.names import Name, Specificity, contains, specificity
from tei_miasnikov.relaxng.pattern import (
    NOT_ALLOWED,
    Attribute,
    Data,
    Element,
    ListOf,
    Pattern,
    Value,
    below,
)
from tei_miasnikov.relaxng.values import Values, Verdicts


class Step:
    """A start tag: the state inside (`child`), and for each of its branches the state after.

    `values`, `required` and `closed` are the attributes that may be judged one by one, those that must be there, and
    the state after a start tag without others; `bare` is the one after a start tag without any. Where there are states,
    None says that one must look again.
    """

    __slots__ = ("bare", "branches", "child", "closed", "required", "values")

    def __init__(self, child: "State", branches: "tuple[State, ...]") -> None:
        table = child.table
        self.child, self.branches = child, branches
        self.values, self.required, self.closed = table.values, table.required, table.rest.closed
        self.bare = None if table.required else table.rest.closed

    def after(self, held: tuple[bool, ...]) -> "State":
        """The state of the parent after the end tag, where these branches held."""
        if len(held) == 1:
            return self.branches[0]
        chosen = [state for state, holds in zip(self.branches, held, strict=True) if holds]
        return self.child.automaton.union(tuple(chosen))

    def after_all(self) -> "State":
        """The state of the parent where the fault was in the element: as if all branches had held."""
        return self.after((True,) * len(self.branches))


class _Steps(dict[str, "Step | None"]):
    """The steps of a state by the name of the child, None for a child not allowed."""

    def __init__(self, state: "State") -> None:
        super().__init__()
        self._state = state

    def __missing__(self, tag: str) -> Step | None:
        state = self._state
        found = self[tag] = state.automaton.step(state, tag)
        return found


class _Attributes(dict[str, "tuple[tuple[Pattern, State], ...]"]):
    """For an attribute's name, the patterns that its value may match and the states after."""

    def __init__(self, state: "State") -> None:
        super().__init__()
        self._state = state

    def __missing__(self, name: str) -> "tuple[tuple[Pattern, State], ...]":
        state = self._state
        found = self[name] = state.automaton.attribute(state, name)
        return found


class _Values(dict[str, "Verdicts | None"]):
    """The verdicts on the values of each attribute that depends on no other; None for the others.

    To those of the table come attributes of any name, which leave the rest as it is.
    """

    def __init__(self, known: Mapping[str, Verdicts | None], rest: "State") -> None:
        super().__init__(known)
        self._rest = rest

    def __missing__(self, name: str) -> Verdicts | None:
        branches = self._rest.attributes[name]
        is_alone = len(branches) == 1 and branches[0][1] is self._rest
        found = self[name] = self._rest.automaton.values.verdicts(branches[0][0]) if is_alone else None
        return found


class State:
    """What may come next; what is found out about a state is remembered with it.

    What every element asks stands ready: `accepting` says for each branch whether the element may end here, `is_data`
    whether the text of an element without children is a value, `may_end` that the element may end here whatever its
    text is, there being but one branch; `text` is the state after text, None where there must be none.
    """

    def __init__(self, automaton: "Automaton", content: tuple[Pattern, ...]) -> None:
        self.automaton, self.content = automaton, content
        self.steps, self.attributes = _Steps(self), _Attributes(self)
        self.accepting = tuple([pattern.nullable for pattern in content])
        self.is_data = any(map(automaton.holds_data, content))
        self.may_end = self.accepting == (True,) and not self.is_data
        self.text: State | None = None

    @cached_property
    def closed(self) -> "State | None":
        """The state after the last attribute, None where one is missing."""
        return self.automaton.without_attributes(self)

    @cached_property
    def table(self) -> "Table[State]":
        """The attributes that may be judged one by one."""
        return self.automaton.table(self)


class Automaton:
    """The states of one grammar, each made once."""

    def __init__(self, derivatives: Derivatives, start: Pattern, elements: Sequence[Element]) -> None:
        self.derivatives, self.elements = derivatives, elements
        self.values = Values(derivatives)
        self._states: dict[tuple[Pattern, ...], State] = {}
        self._unions: dict[tuple[State, ...], State] = {}
        self._definitions: dict[str, Pattern] = {}
        self._data: dict[Pattern, bool] = {}
        self._tables: dict[Pattern, Table[Pattern]] = {}
        self.start = State(self, (start,))  # none of the shared ones: it is not "nowhere" even if it allows nothing
        self.start.text = self.start  # what stands around the root is no matter
        self.nowhere = self.state((NOT_ALLOWED,))

    def state(self, content: tuple[Pattern, ...]) -> State:
        """The state of that content."""
        found = self._states.get(content)
        if found is None:
            found = self._states[content] = State(self, content)
            found.text = self.after_text(found)
        return found

    def union(self, states: tuple[State, ...]) -> State:
        """What any of the states allows; all have as many branches."""
        found = self._unions.get(states)
        if found is None:
            columns = zip(*[state.content for state in states], strict=True)
            content = tuple([self.derivatives.patterns.choice(column) for column in columns])
            found = self._unions[states] = self.state(content)
        return found

    def step(self, state: State, tag: str) -> Step | None:
        """The start tag of a child that is allowed."""
        return self._step([self.derivatives.after_child(pattern, tag) for pattern in state.content])

    def step_skipping(self, state: State, tag: str) -> Step | None:
        """The start tag of a child that would be allowed if what must come before it had come."""
        return self._step([self.derivatives.after_skipping(pattern, tag) for pattern in state.content])

    def step_aside(self, state: State, tag: str) -> Step:
        """The start tag of a child that is not allowed: inside, its own definition if it has one; after, as before."""
        return Step(self.state((self.definition(tag),)), (state,))

    def _step(self, derived: list[Branches]) -> Step | None:
        """One branch for each content; it leaves the parent what is left after the elements that have that content."""
        branches: dict[Pattern, list[list[Pattern]]] = {}
        for number, found in enumerate(derived):
            for element, rest in found:
                assert isinstance(element, Element)  # noqa: S101 - derivatives by a child meet elements
                rows = branches.setdefault(element.content, [[] for _ in derived])
                rows[number].append(rest)
        branches.pop(NOT_ALLOWED, None)
        if not branches:
            return None
        choice = self.derivatives.patterns.choice
        after = [self.state(tuple([choice(rests) for rests in rows])) for rows in branches.values()]
        return Step(self.state(tuple(branches)), tuple(after))

    def definition(self, tag: str) -> Pattern:
        """The content of the elements that name the tag most closely; NOT_ALLOWED where none does."""
        found = self._definitions.get(tag)
        if found is None:
            ranks = [specificity(element.names, tag) for element in self.elements]
            best = max(ranks, default=Specificity.NONE)
            closest = [element for element, rank in zip(self.elements, ranks, strict=True) if rank is best]
            contents = [element.content for element in closest] if best is not Specificity.NONE else []
            found = self._definitions[tag] = self.derivatives.patterns.choice(contents)
        return found

    def parents(self, tag: str) -> tuple[str, ...]:
        """The named elements that may have a child of that name."""
        mentions: dict[Pattern, bool] = {}

        def rule(node: Pattern) -> bool:
            if isinstance(node, Element):
                return contains(node.names, tag)
            return any(mentions[part] for part in _beside(node))

        named = [(element.names.tag, element) for element in self.elements if isinstance(element.names, Name)]
        return tuple(sorted({own for own, element in named if settle(element.content, mentions, _beside, rule)}))

    def attribute(self, state: State, name: str) -> tuple[tuple[Pattern, State], ...]:
        """The patterns that the attribute's value may match, with the states after."""
        found: dict[Pattern, list[Pattern]] = {}
        for number, pattern in enumerate(state.content):
            for value, rest in self.derivatives.after_attribute(pattern, name):
                found.setdefault(value, [NOT_ALLOWED] * len(state.content))[number] = rest
        return tuple((value, self.state(tuple(rests))) for value, rests in found.items())

    def after_text(self, state: State) -> State | None:
        """The state after text, None where there must be none."""
        return self._unless_nowhere([self.derivatives.after_text(pattern) for pattern in state.content])

    def without_attributes(self, state: State) -> State | None:
        """The state after the last attribute, None where one is missing."""
        return self._unless_nowhere([self.derivatives.without_attributes(pattern) for pattern in state.content])

    def ignoring_attributes(self, state: State) -> State:
        """The state after the last attribute, the missing ones forgiven."""
        return self.state(tuple([self.derivatives.ignoring_attributes(pattern) for pattern in state.content]))

    def _unless_nowhere(self, content: list[Pattern]) -> State | None:
        return None if all(pattern is NOT_ALLOWED for pattern in content) else self.state(tuple(content))

    def table(self, state: State) -> Table[State]:
        """The attributes that may be judged one by one; none where the state has several branches."""
        if len(state.content) > 1:
            return Table(_Values({}, state), frozenset(), state)
        found = split(state.content[0], self._tables, self.derivatives.patterns, self.values)
        rest = self.state((found.rest,))
        return Table(_Values(found.values, rest), found.required, rest)

    def holds_data(self, pattern: Pattern) -> bool:
        """Whether the text of an element with this content is a value, to be judged as a whole."""
        return settle(pattern, self._data, _beside, self._data_rule)

    def _data_rule(self, pattern: Pattern) -> bool:
        return isinstance(pattern, Data | Value | ListOf) or any(self._data[part] for part in _beside(pattern))


def _beside(pattern: Pattern) -> tuple[Pattern, ...]:
    return () if isinstance(pattern, Attribute | Data | ListOf) else below(pattern)
