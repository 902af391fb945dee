"""What an element holds, without its attributes: a model of elements, and whether text or a value stands in it.

    <oneOrMore><choice><text/><ref name="hi"/></choice></oneOrMore>      hi*, with text anywhere

XSD knows three sorts of content: elements alone, elements with text anywhere (mixed), and a value without elements.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from tei_miasnikov.odd.xsd.automata import automaton
from tei_miasnikov.odd.xsd.expressions import (
    IMPOSSIBLE,
    NOTHING,
    Expression,
    Named,
    alternation,
    choices,
    loop,
    one,
    sequence,
    shuffle,
)
from tei_miasnikov.odd.xsd.grammar import Grammar
from tei_miasnikov.odd.xsd.models import Model, model_of
from tei_miasnikov.odd.xsd.patterns import (
    NEVER,
    AnyName,
    Attribute,
    Choice,
    Data,
    Element,
    Group,
    Interleave,
    ListOf,
    Names,
    Pattern,
    Ref,
    Repeat,
    Text,
    Value,
    group,
)

TEXT_LETTER = "#text"


ATTRIBUTES, ELEMENTS, TEXT, VALUES = 1, 2, 4, 8
"""What a pattern may be made of: the bits of its `parts`."""

KINDS: dict[type, int] = {
    Attribute: ATTRIBUTES,
    Element: ELEMENTS,
    Text: TEXT,
    Data: VALUES,
    Value: VALUES,
    ListOf: VALUES,
}


Rivals: TypeAlias = dict[Names, frozenset[Element]]
"""Forms of elements that share a name, by that name."""


@dataclass(slots=True)
class Contents:
    """What is known of each definition of a grammar; `main` is the namespace that its wildcards may leave out.

    `forms` are the elements of each name, in the order of the grammar.
    """

    grammar: Grammar
    main: str
    parts_known: dict[str, int] = field(default_factory=dict)
    models_known: dict[str, Model] = field(default_factory=dict)
    named_known: dict[str, Expression] = field(default_factory=dict)
    rivals_known: dict[str, Rivals] = field(default_factory=dict)
    forms: dict[Names, tuple[Element, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Gather the forms of each element."""
        for pattern in (*self.grammar.definitions.values(), self.grammar.start):
            for each in iter_elements(pattern):
                self.forms[each.names] = (*self.forms.get(each.names, ()), each)

    def parts(self, pattern: Pattern) -> int:
        """What a pattern is made of, elements within it apart: some of the four bits."""
        if isinstance(pattern, Ref):
            if pattern.name not in self.parts_known:
                self.parts_known[pattern.name] = 0
                self.parts_known[pattern.name] = self.parts(self.grammar.resolve(pattern))
            return self.parts_known[pattern.name]
        found = KINDS.get(type(pattern), 0)
        for each in _inside(pattern):
            found |= self.parts(each)
        return found

    def rivals(self, pattern: Pattern) -> Rivals:
        """The forms of those elements that share their name with others, elements within elements apart."""
        if isinstance(pattern, Ref):
            if pattern.name not in self.rivals_known:
                self.rivals_known[pattern.name] = {}
                self.rivals_known[pattern.name] = self.rivals(self.grammar.resolve(pattern))
            return self.rivals_known[pattern.name]
        if isinstance(pattern, Element):
            return {pattern.names: frozenset([pattern])} if len(self.forms[pattern.names]) > 1 else {}
        return united(self.rivals(each) for each in _inside(pattern))

    def expression(self, pattern: Pattern) -> Expression:
        """The elements of a pattern as an expression; attributes, text and values are nothing in it."""
        match pattern:
            case Ref():
                return self._named(pattern)
            case Element(names):
                return one(self._names(names))
            case Group(items):
                return sequence(self.expression(each) for each in items)
            case Interleave(items):
                return shuffle(self.expression(each) for each in items)
            case Choice(items):
                return alternation(self.expression(each) for each in items) if items else IMPOSSIBLE
            case Repeat(item, minimum, maximum):
                return loop(self.expression(item), minimum, maximum)
            case _:
                return NOTHING

    def _names(self, names: str | AnyName) -> str | AnyName:
        """A wildcard as XSD has them: for some namespaces, or for all, or all but the schema's own."""
        if isinstance(names, str):
            return names
        return AnyName(names.namespaces, names.excluded & {self.main})

    def _named(self, ref: Ref) -> Expression:
        if ref.name not in self.named_known:
            self.named_known[ref.name] = self._definition(ref)
        return self.named_known[ref.name]

    def _definition(self, ref: Ref) -> Expression:
        pattern = self.grammar.resolve(ref)
        if pattern == NEVER or not self.parts(ref) & ELEMENTS:
            return IMPOSSIBLE if pattern == NEVER else NOTHING
        made = self.expression(pattern)
        if isinstance(pattern, Element) or made in (NOTHING, IMPOSSIBLE) or self.parts(ref) & ATTRIBUTES:
            return made
        self.models_known[ref.name] = model_of(made)
        return Named(ref.name, self.models_known[ref.name].expression)

    def is_free(self, pattern: Pattern) -> bool:
        """Whether text may stand at any place of a pattern: before, behind and between its elements."""
        match pattern:
            case Text():
                return True
            case Ref():
                return self.is_free(self.grammar.resolve(pattern))
            case Repeat(Choice(items), minimum, None) if minimum <= 1 and self._are_single(items):
                return True
            case Group(items) if len(rest := self._without_attributes(items)) < len(items):
                return self.is_free(group(rest))
            case _:
                return self._is_closed(pattern)

    def _are_single(self, items: tuple[Pattern, ...]) -> bool:
        """Whether one of several is text, and each other one element, or text as free as that."""
        if not any(isinstance(item, Text) for item in items):
            return False
        made = [self.expression(item) for item in items if not isinstance(item, Text)]
        return all(choices(each) is not None for each in made if each != IMPOSSIBLE)

    def _without_attributes(self, items: tuple[Pattern, ...]) -> list[Pattern]:
        return [item for item in items if self.parts(item) != ATTRIBUTES]

    def _is_closed(self, pattern: Pattern) -> bool:
        """Whether a letter for text leads from each state of the content to the same state."""
        machine = automaton(self._with_text(pattern))
        if machine is None:
            return False
        letter = next((letter for letter in machine.letters if TEXT_LETTER in letter), None)
        return letter is not None and all(move.get(letter) == state for state, move in machine.moves.items())

    def _with_text(self, pattern: Pattern) -> Expression:
        """The elements of a pattern as an expression, and text as one more element."""
        match pattern:
            case Text():
                return loop(one(TEXT_LETTER), 0, None)
            case Ref() if self.parts(pattern) & TEXT and not isinstance(self.grammar.resolve(pattern), Element):
                return self._with_text(self.grammar.resolve(pattern))
            case Group(items):
                return sequence(map(self._with_text, items))
            case Interleave(items):
                return shuffle(map(self._with_text, items))
            case Choice(items):
                return alternation(map(self._with_text, items))
            case Repeat(item, minimum, maximum):
                return loop(self._with_text(item), minimum, maximum)
            case _:
                return self.expression(pattern)


def united(rivals: Iterable[Rivals]) -> Rivals:
    """The forms of several places together."""
    made: Rivals = {}
    for each in rivals:
        for name, forms in each.items():
            made[name] = made.get(name, frozenset()) | forms
    return made


def iter_elements(pattern: Pattern) -> Iterator[Element]:
    """The elements written out in a pattern, and those written out in them."""
    if isinstance(pattern, Element):
        yield pattern
    for each in (pattern.content,) if isinstance(pattern, Element) else _inside(pattern):
        yield from iter_elements(each)


def _inside(pattern: Pattern) -> tuple[Pattern, ...]:
    match pattern:
        case Group(items) | Interleave(items) | Choice(items):
            return items
        case Repeat(item):
            return (item,)
        case _:
            return ()
