"""Patterns: what the content of an element may be, as an algebra (specification, section 4, the simple syntax).

    <oneOrMore><choice><text/><ref name="hi"/></choice></oneOrMore>     OneOrMore(Choice(Text, Element hi))

Equal patterns are one object: `Patterns` makes each once, and so a pattern compares and hashes by identity and
whatever is learnt of it can be remembered.
"""

from collections.abc import Callable, Iterable
from functools import reduce
from operator import attrgetter

from tei_miasnikov.relaxng.datatypes import Datatype, Namespaces
from tei_miasnikov.relaxng.names import NameClass


class Pattern:
    """One node, never changed once it is made.

    `nullable` says whether nothing at all matches it; `parts` are the patterns that it is made of, an element's content
    not among them.
    """

    __slots__ = ("nullable", "parts")

    def __init__(self, nullable: bool, parts: "tuple[Pattern, ...]" = ()) -> None:  # noqa: FBT001 - a field
        self.nullable, self.parts = nullable, parts


class Empty(Pattern):
    """Nothing."""

    __slots__ = ()


class NotAllowed(Pattern):
    """What nothing can match."""

    __slots__ = ()


class Text(Pattern):
    """Any text."""

    __slots__ = ()


_is_nullable = attrgetter("nullable")


class Choice(Pattern):
    """Any one of two or more parts, none of them a choice."""

    __slots__ = ()

    def __init__(self, parts: tuple[Pattern, ...]) -> None:
        self.nullable, self.parts = any(map(_is_nullable, parts)), parts


class _Pair(Pattern):
    """Two patterns."""

    __slots__ = ("first", "second")

    def __init__(self, first: Pattern, second: Pattern) -> None:
        self.nullable, self.parts = first.nullable and second.nullable, (first, second)
        self.first, self.second = first, second


class Group(_Pair):
    """`first`, then `second`."""

    __slots__ = ()


class Interleave(_Pair):
    """Both, their children in any order among each other."""

    __slots__ = ()


class OneOrMore(Pattern):
    """Once or more often."""

    __slots__ = ("part",)

    def __init__(self, part: Pattern) -> None:
        self.nullable, self.parts, self.part = part.nullable, (part,), part


class ListOf(Pattern):
    """A string whose words, parted at white space, match one after the other (list)."""

    __slots__ = ("part",)

    def __init__(self, part: Pattern) -> None:
        self.nullable, self.parts, self.part = False, (part,), part


class Data(Pattern):
    """A string of a datatype that does not match `except_`."""

    __slots__ = ("datatype", "except_")

    def __init__(self, datatype: Datatype, except_: Pattern) -> None:
        self.nullable, self.parts = False, () if except_ is NOT_ALLOWED else (except_,)
        self.datatype, self.except_ = datatype, except_


class Value(Pattern):
    """A string that the datatype holds to be the same as `literal`, read where these namespaces are declared."""

    __slots__ = ("datatype", "literal", "namespaces")

    def __init__(self, datatype: Datatype, literal: str, namespaces: Namespaces) -> None:
        self.nullable, self.parts = False, ()
        self.datatype, self.literal, self.namespaces = datatype, literal, namespaces


class Attribute(Pattern):
    """An attribute of one of these names whose value matches."""

    __slots__ = ("names", "part")

    def __init__(self, names: NameClass, part: Pattern) -> None:
        self.nullable, self.parts = False, (part,)
        self.names, self.part = names, part


class Element(Pattern):
    """An element of one of these names.

    Its `content` (attributes and children) is put in once the definitions are known; it may hold the element itself.
    """

    __slots__ = ("content", "names")

    def __init__(self, names: NameClass) -> None:
        self.nullable, self.parts = False, ()
        self.names = names
        self.content: Pattern = NOT_ALLOWED


EMPTY = Empty(nullable=True)
NOT_ALLOWED = NotAllowed(nullable=False)
TEXT = Text(nullable=True)

Joiner = Callable[[Pattern, Pattern], Pattern]


class Patterns:
    """The patterns of one grammar, each made once; `notAllowed` and `empty` vanish as sections 4.20 and 4.21 say."""

    def __init__(self) -> None:
        self._made: dict[object, Pattern] = {}

    def choice(self, alternatives: Iterable[Pattern]) -> Pattern:
        """One of them; choices inside are opened up, and what stands there twice is kept once."""
        parts: dict[Pattern, None] = {}
        for part in alternatives:
            if part.__class__ is Choice:
                parts.update(dict.fromkeys(part.parts))
            elif part is not NOT_ALLOWED:
                parts[part] = None
        if len(parts) < 2:
            return next(iter(parts), NOT_ALLOWED)
        key = frozenset(parts)
        return self._made.get(key) or self._kept(key, Choice(tuple(parts)))

    def group(self, first: Pattern, second: Pattern) -> Pattern:
        """One, then the other."""
        key = (Group, first, second)
        return self._made.get(key) or self._kept(key, _trivial(first, second) or Group(first, second))

    def interleave(self, first: Pattern, second: Pattern) -> Pattern:
        """Both at once."""
        key = (Interleave, first, second)
        return self._made.get(key) or self._kept(key, _trivial(first, second) or Interleave(first, second))

    def one_or_more(self, part: Pattern) -> Pattern:
        """Once or more often."""
        if part is EMPTY or part is NOT_ALLOWED or isinstance(part, OneOrMore):
            return part
        return self._made.get((OneOrMore, part)) or self._kept((OneOrMore, part), OneOrMore(part))

    def list_of(self, part: Pattern) -> Pattern:
        """The words of a string."""
        if part is NOT_ALLOWED:
            return part
        return self._made.get((ListOf, part)) or self._kept((ListOf, part), ListOf(part))

    def data(self, datatype: Datatype, except_: Pattern) -> Pattern:
        """A string of the datatype."""
        key = (Data, datatype, except_)
        return self._made.get(key) or self._kept(key, Data(datatype, except_))

    def value(self, datatype: Datatype, literal: str, namespaces: Namespaces) -> Pattern:
        """The string."""
        key = (Value, datatype, literal, frozenset(namespaces.items()))
        return self._made.get(key) or self._kept(key, Value(datatype, literal, namespaces))

    def attribute(self, names: NameClass, part: Pattern) -> Pattern:
        """The attribute."""
        if part is NOT_ALLOWED:
            return part
        key = (Attribute, names, part)
        return self._made.get(key) or self._kept(key, Attribute(names, part))

    def _kept(self, key: object, pattern: Pattern) -> Pattern:
        self._made[key] = pattern
        return pattern


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


below: Callable[[Pattern], tuple[Pattern, ...]] = attrgetter("parts")
"""The patterns that a pattern is made of; an element's content is not one of them."""
