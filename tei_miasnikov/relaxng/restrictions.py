"""What a grammar in simple form must not do (specification, section 7).

    <list><ref name="p"/></list>                        7.1.3   no element in a list
    <attribute name="n"/> <attribute name="n"/>         7.3     the same attribute twice in a group
    <data type="date"/> <ref name="p"/>                 7.2     data beside elements

Each pattern is summed up once from the summaries of its parts: what stands in it, its attributes, the children that it
takes, and the kind of content it is. Since patterns are shared, the whole grammar takes one pass.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import product
from typing import Final

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


class Content(IntEnum):
    """The kinds of content of section 7.2, in its order; NONE is data beside what can't stand beside it."""

    EMPTY = 0
    COMPLEX = 1
    SIMPLE = 2
    NONE = 3


@dataclass(frozen=True, slots=True)
class Names:
    """A set of names: those listed, and the infinite classes."""

    exact: frozenset[str] = frozenset()
    open: tuple[NameClass, ...] = ()

    def common(self, other: "Names") -> str:
        """A name that is in both, or a word for one; empty where there is none."""
        shared = self.exact & other.exact
        if shared:
            return min(shared)
        for one, two in ((self, other), (other, self)):
            for names, tag in product(one.open, two.exact if one.open else ()):
                if overlap(Name(tag), names):
                    return tag
        return "any name" if any(overlap(one, two) for one, two in product(self.open, other.open)) else ""


Kinds = frozenset[type[Pattern]]
_NO_NAMES, _NO_KINDS = Names(), Kinds()


@dataclass(frozen=True, slots=True)
class Summary:
    """What the restrictions ask of a pattern.

    `kinds` are the kinds of patterns in it, itself too, those in an attribute left out; `groups_attributes` says
    whether an attribute stands in a group inside (7.1.2), `is_open` whether one of infinitely many names stands
    unrepeated (7.3).
    """

    kinds: Kinds = _NO_KINDS
    attributes: Names = _NO_NAMES
    content: Content = Content.EMPTY
    groups_attributes: bool = False
    is_open: bool = False


class RestrictionError(ValueError):
    """A restriction is broken."""


_LISTS: Final = frozenset({ListOf, Element, Attribute, Text, Interleave})
_FORBIDDEN: dict[type[Pattern], tuple[str, frozenset[type[Pattern]]]] = {
    Attribute: ("an attribute", frozenset({Element, Attribute})),
    ListOf: ("a list", _LISTS),
    Data: (
        "the except of a datatype",
        frozenset({Attribute, Element, ListOf, Text, Group, Interleave, OneOrMore, Empty}),
    ),
}
_FORBIDDEN_AT_START = frozenset({Attribute, Data, Value, Text, ListOf, Group, Interleave, OneOrMore, Empty})


class Restrictions:
    """The judge of one grammar's patterns."""

    def __init__(self) -> None:
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
        if summary.content is Content.NONE:
            raise RestrictionError("data can't stand beside data, text or elements")

    def summary(self, pattern: Pattern) -> Summary:
        """The summary of a pattern that keeps the restrictions. Raises RestrictionError for one that does not."""
        return settle(pattern, self._settled, below, self._rule)

    def _rule(self, pattern: Pattern) -> Summary:
        parts = [self._settled[part] for part in below(pattern)]
        kinds = _NO_KINDS.union(*{part.kinds for part in parts})
        if type(pattern) in _FORBIDDEN:
            _forbid(_FORBIDDEN[type(pattern)][0], kinds & _FORBIDDEN[type(pattern)][1])
        if isinstance(pattern, Interleave):
            self._check_interleave(pattern, *parts)
        if type(pattern) in _LEAVES:
            return _LEAVES[type(pattern)]
        return _SUMMARIES[type(pattern)](pattern, parts, _with_own(pattern, kinds))

    def _check_interleave(self, pattern: Interleave, first: Summary, second: Summary) -> None:
        twice = self._child_names(pattern.first).common(self._child_names(pattern.second))
        if twice:
            raise RestrictionError(f"the element {twice} stands in two parts of one interleave")
        if Text in first.kinds and Text in second.kinds:
            raise RestrictionError("text stands in two parts of one interleave")

    def _child_names(self, pattern: Pattern) -> Names:
        return settle(pattern, self._children, below, self._child_rule)

    def _child_rule(self, pattern: Pattern) -> Names:
        if isinstance(pattern, Element):
            return _names(pattern.names)
        return _union([self._children[part] for part in below(pattern)])


def _with_own(pattern: Pattern, kinds: frozenset[type[Pattern]]) -> frozenset[type[Pattern]]:
    if isinstance(pattern, Choice | NotAllowed):
        return kinds
    return frozenset({Attribute}) if isinstance(pattern, Attribute) else kinds | {type(pattern)}


def _forbid(where: str, kinds: Iterable[type[Pattern]]) -> None:
    found = sorted(kind.__name__ for kind in kinds)
    if found:
        raise RestrictionError(f"{found[0]} can't stand in {where}")


def _names(names: NameClass) -> Names:
    if isinstance(names, Name):
        return Names(frozenset({names.tag}))
    exact = frozenset(part.tag for part in iter_included(names) if isinstance(part, Name))
    return Names(exact, tuple(part for part in iter_included(names) if not isinstance(part, Name)))


def _union(sets: list[Names]) -> Names:
    if not sets:
        return _NO_NAMES
    exact = frozenset[str]().union(*[names.exact for names in sets])
    return Names(exact, tuple(dict.fromkeys([part for names in sets for part in names.open])))


def _choice(pattern: Pattern, parts: list[Summary], kinds: Kinds) -> Summary:
    different = list({id(part): part for part in parts if part is not _LEAVES[Empty]}.values())
    if len(different) == 1:
        return replace(different[0], kinds=kinds)
    return Summary(
        kinds,
        _union([part.attributes for part in different]),
        max(part.content for part in different),
        any(part.groups_attributes for part in different),
        any(part.is_open for part in different),
    )


def _together(pattern: Pattern, parts: list[Summary], kinds: Kinds) -> Summary:
    """A group or an interleave."""
    first, second = parts
    twice = first.attributes.common(second.attributes)
    if twice:
        raise RestrictionError(f"the attribute {twice} stands twice in one group")
    content = max(first.content, second.content)
    if content is Content.SIMPLE and min(first.content, second.content) is not Content.EMPTY:
        content = Content.NONE
    attributes = _union([first.attributes, second.attributes])
    return Summary(kinds, attributes, content, Attribute in kinds, first.is_open or second.is_open)


def _repeated(pattern: Pattern, parts: list[Summary], kinds: Kinds) -> Summary:
    part = parts[0]
    if part.groups_attributes:
        raise RestrictionError("an attribute can't stand in a group or interleave that is repeated")
    content = Content.NONE if part.content is Content.SIMPLE else part.content
    return Summary(kinds, part.attributes, content)


def _attribute(pattern: Pattern, parts: list[Summary], kinds: Kinds) -> Summary:
    assert isinstance(pattern, Attribute)  # noqa: S101 - the table below says so
    content = Content.NONE if parts[0].content is Content.NONE else Content.EMPTY
    return Summary(kinds, _names(pattern.names), content, is_open=is_infinite(pattern.names))


Rule = Callable[[Pattern, list[Summary], Kinds], Summary]

_SUMMARIES: dict[type[Pattern], Rule] = {
    Choice: _choice,
    Group: _together,
    Interleave: _together,
    OneOrMore: _repeated,
    Attribute: _attribute,
    ListOf: lambda pattern, parts, kinds: Summary(kinds, content=Content.SIMPLE),
}
_LEAVES: dict[type[Pattern], Summary] = {
    Element: Summary(frozenset({Element}), content=Content.COMPLEX),
    Text: Summary(frozenset({Text}), content=Content.COMPLEX),
    Data: Summary(frozenset({Data}), content=Content.SIMPLE),
    Value: Summary(frozenset({Value}), content=Content.SIMPLE),
    Empty: Summary(frozenset({Empty})),
    NotAllowed: Summary(),
}
"""Those of patterns that hold no others, and of data, whose except holds nothing that matters here."""
