"""Patterns: what the content of an element may be, as an algebra (specification, section 4, the simple syntax).

    <oneOrMore><choice><text/><ref name="hi"/></choice></oneOrMore>     OneOrMore(Choice(Text, Element hi))

Equal patterns are one object: `Patterns` makes each once, and so a pattern compares and hashes by identity and
whatever is learnt of it can be remembered.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Protocol, TypeVar

from tei_miasnikov.relaxng.datatypes import Datatype, Namespaces
from tei_miasnikov.relaxng.names import NameClass


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """One node; `nullable` says whether nothing at all matches it."""

    nullable: bool


@dataclass(frozen=True, slots=True, eq=False)
class Empty(Pattern):
    """Nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class NotAllowed(Pattern):
    """What nothing can match."""


@dataclass(frozen=True, slots=True, eq=False)
class Text(Pattern):
    """Any text."""


@dataclass(frozen=True, slots=True, eq=False)
class Choice(Pattern):
    """Any one of two or more."""

    parts: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Group(Pattern):
    """`first`, then `second`."""

    first: Pattern
    second: Pattern


@dataclass(frozen=True, slots=True, eq=False)
class Interleave(Pattern):
    """Both, their children in any order among each other."""

    first: Pattern
    second: Pattern


@dataclass(frozen=True, slots=True, eq=False)
class OneOrMore(Pattern):
    """Once or more often."""

    part: Pattern


@dataclass(frozen=True, slots=True, eq=False)
class ListOf(Pattern):
    """A string whose words, parted at white space, match one after the other (list)."""

    part: Pattern


@dataclass(frozen=True, slots=True, eq=False)
class Data(Pattern):
    """A string of a datatype that does not match `except_`."""

    datatype: Datatype
    except_: Pattern


@dataclass(frozen=True, slots=True, eq=False)
class Value(Pattern):
    """A string that the datatype holds to be the same as `literal`, read where these namespaces are declared."""

    datatype: Datatype
    literal: str
    namespaces: Namespaces


@dataclass(frozen=True, slots=True, eq=False)
class Attribute(Pattern):
    """An attribute of one of these names whose value matches."""

    names: NameClass
    part: Pattern


class Source(Protocol):
    """Where an element pattern's content comes from."""

    def __call__(self, element: "Element") -> Pattern:
        """The content of the element."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Element(Pattern):
    """An element of one of these names; its content, which may hold the element itself, is asked for when needed."""

    names: NameClass
    source: Source

    @property
    def content(self) -> Pattern:
        """Attributes and children."""
        return self.source(self)


EMPTY = Empty(nullable=True)
NOT_ALLOWED = NotAllowed(nullable=False)
TEXT = Text(nullable=True)

P = TypeVar("P", bound=Pattern)
Joiner = Callable[[Pattern, Pattern], Pattern]


class Patterns:
    """The patterns of one grammar, each made once; `notAllowed` and `empty` vanish as sections 4.20 and 4.21 say."""

    def __init__(self) -> None:
        self._made: dict[object, Pattern] = {}

    def _one(self, key: object, make: Callable[[], P]) -> P:
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = make()
        return found  # type: ignore[return-value]  # the key begins with the class

    def choice(self, alternatives: Iterable[Pattern]) -> Pattern:
        """One of them; choices inside are opened up, and what stands there twice is kept once."""
        parts: dict[Pattern, None] = {}
        for part in alternatives:
            parts.update(dict.fromkeys(part.parts) if isinstance(part, Choice) else {part: None})
        parts.pop(NOT_ALLOWED, None)
        if len(parts) < 2:
            return next(iter(parts), NOT_ALLOWED)
        return self._one((Choice, frozenset(parts)), lambda: Choice(any(part.nullable for part in parts), tuple(parts)))

    def group(self, first: Pattern, second: Pattern) -> Pattern:
        """One, then the other."""
        return _trivial(first, second) or self._one(
            (Group, first, second), lambda: Group(first.nullable and second.nullable, first, second)
        )

    def interleave(self, first: Pattern, second: Pattern) -> Pattern:
        """Both at once."""
        return _trivial(first, second) or self._one(
            (Interleave, first, second), lambda: Interleave(first.nullable and second.nullable, first, second)
        )

    def one_or_more(self, part: Pattern) -> Pattern:
        """Once or more often."""
        if part is EMPTY or part is NOT_ALLOWED or isinstance(part, OneOrMore):
            return part
        return self._one((OneOrMore, part), lambda: OneOrMore(part.nullable, part))

    def list_of(self, part: Pattern) -> Pattern:
        """The words of a string."""
        return part if part is NOT_ALLOWED else self._one((ListOf, part), lambda: ListOf(nullable=False, part=part))

    def data(self, datatype: Datatype, except_: Pattern) -> Pattern:
        """A string of the datatype."""
        return self._one((Data, datatype, except_), lambda: Data(nullable=False, datatype=datatype, except_=except_))

    def value(self, datatype: Datatype, literal: str, namespaces: Namespaces) -> Pattern:
        """The string."""
        key = (Value, datatype, literal, tuple(sorted((prefix or "", uri) for prefix, uri in namespaces.items())))
        return self._one(key, lambda: Value(False, datatype, literal, namespaces))  # noqa: FBT003 - a field, named above

    def attribute(self, names: NameClass, part: Pattern) -> Pattern:
        """The attribute."""
        if part is NOT_ALLOWED:
            return part
        return self._one((Attribute, names, part), lambda: Attribute(nullable=False, names=names, part=part))


def _trivial(first: Pattern, second: Pattern) -> Pattern | None:
    if first is NOT_ALLOWED or second is NOT_ALLOWED:
        return NOT_ALLOWED
    if first is EMPTY:
        return second
    return first if second is EMPTY else None


def joined(parts: Iterable[Pattern], join: Joiner) -> Pattern:
    """All of them, joined from the right two by two; EMPTY for none."""
    reverse = list(parts)[::-1]
    if len(reverse) < 2:
        return reverse[0] if reverse else EMPTY
    return reduce(lambda rest, part: join(part, rest), reverse)


def below(pattern: Pattern) -> tuple[Pattern, ...]:
    """The patterns that a pattern is made of; an element's content is not one of them."""
    if isinstance(pattern, Choice):
        return pattern.parts
    if isinstance(pattern, Group | Interleave):
        return (pattern.first, pattern.second)
    if isinstance(pattern, OneOrMore | ListOf | Attribute):
        return (pattern.part,)
    return (pattern.except_,) if isinstance(pattern, Data) else ()
