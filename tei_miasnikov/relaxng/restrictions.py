"""What a grammar in simple form must not do (specification, section 7).

    <list><ref name="p"/></list>                        7.1.3   no element in a list
    <attribute name="n"/> <attribute name="n"/>         7.3     the same attribute twice in a group
    <data type="date"/> <ref name="p"/>                 7.2     data beside elements

Each pattern is summed up once from the summaries of its parts: what stands in it, its attributes, the children that it
takes, and the kind of content it is. Since patterns are shared, the whole grammar takes one pass.
"""

from collections.abc import Callable
from itertools import product

from tei_miasnikov.relaxng.fold import settle
from tei_miasnikov.relaxng.names import Name, NameClass, is_infinite, iter_included, overlap
from tei_miasnikov.relaxng.pattern import (
    Attribute,
    Choice,
    Data,
    Element,
    Empty,
    Group,
    Interleave,
    ListOf,
    NotAllowed,
    OneOrMore,
    Pattern,
    Text,
    Value,
    below,
)


class Names:
    """A set of names: those listed, and the infinite classes."""

    __slots__ = ("exact", "open")

    def __init__(self, exact: frozenset[str] = frozenset(), open_: tuple[NameClass, ...] = ()) -> None:
        self.exact, self.open = exact, open_

    def common(self, other: "Names") -> str:
        """A name that is in both, or a word for one; empty where there is none."""
        if not self.exact.isdisjoint(other.exact):
            return min(self.exact & other.exact)
        if not self.open and not other.open:
            return ""
        for one, two in ((self, other), (other, self)):
            for names, tag in product(one.open, two.exact if one.open else ()):
                if overlap(Name(tag), names):
                    return tag
        return "any name" if any(overlap(one, two) for one, two in product(self.open, other.open)) else ""


NO_CONTENT, COMPLEX, SIMPLE, IMPOSSIBLE = range(4)
"""The kinds of content of section 7.2, in its order; IMPOSSIBLE is data beside what can't stand beside it."""
_BESIDE = ((0, 1, 2, 3), (1, 1, 3, 3), (2, 3, 3, 3), (3, 3, 3, 3))
"""What kind two kinds make in a group: by the first's, then by the second's."""

_KINDS = (Attribute, Data, Element, Empty, Group, Interleave, ListOf, OneOrMore, Text, Value)
_BITS: dict[type[Pattern], int] = {kind: 1 << number for number, kind in enumerate(_KINDS)}
_NO_NAMES = Names()


class Summary:
    """What the restrictions ask of a pattern.

    `kinds` are the kinds of patterns in it, itself too, those in an attribute left out, a bit for each; `attributes`
    their names and `content` the kind of content. `groups_attributes` says whether an attribute stands in a group
    inside (7.1.2), `is_open` whether one of infinitely many names stands unrepeated (7.3).
    """

    __slots__ = ("attributes", "content", "groups_attributes", "is_open", "kinds")

    def __init__(
        self,
        kinds: int,
        attributes: Names = _NO_NAMES,
        content: int = NO_CONTENT,
        *,
        groups_attributes: bool = False,
        is_open: bool = False,
    ) -> None:
        self.kinds, self.attributes, self.content = kinds, attributes, content
        self.groups_attributes, self.is_open = groups_attributes, is_open


class RestrictionError(ValueError):
    """A restriction is broken."""


def _bits(*kinds: type[Pattern]) -> int:
    return sum(_BITS[kind] for kind in kinds)


_FORBIDDEN: dict[type[Pattern], tuple[str, int]] = {
    Attribute: ("an attribute", _bits(Element, Attribute)),
    ListOf: ("a list", _bits(ListOf, Element, Attribute, Text, Interleave)),
    Data: (
        "the except of a datatype",
        _bits(Attribute, Element, ListOf, Text, Group, Interleave, OneOrMore, Empty),
    ),
}
_FORBIDDEN_AT_START = _bits(Attribute, Data, Value, Text, ListOf, Group, Interleave, OneOrMore, Empty)


class Restrictions:
    """The judge of one grammar's patterns; `elements` are the element patterns that it has met, each once."""

    def __init__(self) -> None:
        self.elements: list[Element] = []
        self._settled: dict[Pattern, Summary] = {}
        self._children: dict[Pattern, Names] = {}

    def check_start(self, pattern: Pattern) -> None:
        """Raises RestrictionError where the start holds more than elements and choices (section 7.1.5)."""
        _forbid("the start", self.summary(pattern).kinds & _FORBIDDEN_AT_START)

    def check_content(self, pattern: Pattern) -> None:
        """Raises RestrictionError where an element's content breaks a restriction."""
        summary = self.summary(pattern)
        if summary.is_open:
            raise RestrictionError("an attribute of any name must stand in oneOrMore or zeroOrMore")
        if summary.content == IMPOSSIBLE:
            raise RestrictionError("data can't stand beside data, text or elements")

    def summary(self, pattern: Pattern) -> Summary:
        """The summary of a pattern that keeps the restrictions. Raises RestrictionError for one that does not."""
        return settle(pattern, self._settled, below, self._rule)

    def _rule(self, pattern: Pattern) -> Summary:
        kind = type(pattern)
        if kind is Element:
            self.elements.append(pattern)  # type: ignore[arg-type]  # mypy does not narrow by its type
        if not pattern.parts:
            return _LEAVES[kind]
        parts = [self._settled[part] for part in pattern.parts]
        kinds = 0
        for part in parts:
            kinds |= part.kinds
        if kind in _FORBIDDEN:
            _forbid(_FORBIDDEN[kind][0], kinds & _FORBIDDEN[kind][1])
        if isinstance(pattern, Interleave):
            self._check_interleave(pattern, *parts)
        return _SUMMARIES[kind](pattern, parts, kinds)

    def _check_interleave(self, pattern: Interleave, first: Summary, second: Summary) -> None:
        twice = self._child_names(pattern.first).common(self._child_names(pattern.second))
        if twice:
            raise RestrictionError(f"the element {twice} stands in two parts of one interleave")
        if first.kinds & second.kinds & _BITS[Text]:
            raise RestrictionError("text stands in two parts of one interleave")

    def _child_names(self, pattern: Pattern) -> Names:
        return settle(pattern, self._children, below, self._child_rule)

    def _child_rule(self, pattern: Pattern) -> Names:
        if isinstance(pattern, Element):
            return _names(pattern.names)
        return _union([self._children[part] for part in pattern.parts])


def _forbid(where: str, kinds: int) -> None:
    found = sorted(kind.__name__ for kind, bit in _BITS.items() if kinds & bit)
    if found:
        raise RestrictionError(f"{found[0]} can't stand in {where}")


def _names(names: NameClass) -> Names:
    if isinstance(names, Name):
        return Names(frozenset({names.tag}))
    exact = frozenset(part.tag for part in iter_included(names) if isinstance(part, Name))
    return Names(exact, tuple(part for part in iter_included(names) if not isinstance(part, Name)))


def _union(sets: list[Names]) -> Names:
    some = [names for names in sets if names is not _NO_NAMES]
    if len(some) < 2:
        return some[0] if some else _NO_NAMES
    exact = frozenset[str]().union(*[names.exact for names in some])
    return Names(exact, tuple(dict.fromkeys([part for names in some for part in names.open])))


def _choice(pattern: Pattern, parts: list[Summary], kinds: int) -> Summary:
    different = list({id(part): part for part in parts}.values())
    if len(different) == 1:
        return different[0]
    return Summary(
        kinds,
        _union([part.attributes for part in different]),
        max([part.content for part in different]),
        groups_attributes=any(part.groups_attributes for part in different),
        is_open=any(part.is_open for part in different),
    )


def _together(pattern: Pattern, parts: list[Summary], kinds: int) -> Summary:
    """A group or an interleave."""
    first, second = parts
    return Summary(
        kinds | _BITS[type(pattern)],
        _different(first.attributes, second.attributes),
        _BESIDE[first.content][second.content],
        groups_attributes=kinds & _BITS[Attribute] != 0,
        is_open=first.is_open or second.is_open,
    )


def _different(first: Names, second: Names) -> Names:
    if first is _NO_NAMES or second is _NO_NAMES:
        return first if second is _NO_NAMES else second
    twice = first.common(second)
    if twice:
        raise RestrictionError(f"the attribute {twice} stands twice in one group")
    return _union([first, second])


def _repeated(pattern: Pattern, parts: list[Summary], kinds: int) -> Summary:
    part = parts[0]
    if part.groups_attributes:
        raise RestrictionError("an attribute can't stand in a group or interleave that is repeated")
    content = IMPOSSIBLE if part.content == SIMPLE else part.content
    return Summary(kinds | _BITS[OneOrMore], part.attributes, content)


def _attribute(pattern: Pattern, parts: list[Summary], kinds: int) -> Summary:
    assert isinstance(pattern, Attribute)  # noqa: S101 - the table below says so
    content = IMPOSSIBLE if parts[0].content == IMPOSSIBLE else NO_CONTENT
    return Summary(_BITS[Attribute], _names(pattern.names), content, is_open=is_infinite(pattern.names))


Rule = Callable[[Pattern, list[Summary], int], Summary]

_LEAVES: dict[type[Pattern], Summary] = {
    Element: Summary(_BITS[Element], content=COMPLEX),
    Text: Summary(_BITS[Text], content=COMPLEX),
    Data: Summary(_BITS[Data], content=SIMPLE),
    Value: Summary(_BITS[Value], content=SIMPLE),
    Empty: Summary(_BITS[Empty]),
    NotAllowed: Summary(0),
}
"""Those of patterns that hold no others, and of data, whose except holds nothing that matters here."""
_SUMMARIES: dict[type[Pattern], Rule] = {
    Choice: _choice,
    Group: _together,
    Interleave: _together,
    OneOrMore: _repeated,
    Attribute: _attribute,
    ListOf: lambda pattern, parts, kinds: Summary(kinds | _BITS[ListOf], content=SIMPLE),
    Data: lambda pattern, parts, kinds: _LEAVES[Data],
}
