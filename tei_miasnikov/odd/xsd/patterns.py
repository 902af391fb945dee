"""What a RELAX NG grammar says, in nine small types, each simplified as it is made.

    choice([Ref("p"), EMPTY])     Repeat(Ref("p"), 0, 1)
    group([Ref("p"), NEVER])      NEVER

An optional pattern and a repeated one are both a `Repeat`. RELAX NG specification, section 4, "Simplification".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class AnyName:
    """Every name of some namespaces (None: of all), but those of namespaces and those names that are `excluded`."""

    namespaces: frozenset[str] | None = None
    excluded: frozenset[str] = frozenset()
    excluded_names: frozenset[str] = frozenset()

    def __str__(self) -> str:
        """The same words for the same names in every run."""
        sets = (None if self.namespaces is None else sorted(self.namespaces), sorted(self.excluded))
        return f"* {sets} {sorted(self.excluded_names)}"


Names: TypeAlias = str | AnyName
"""A name as `{namespace}local`, or many."""


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """An element, made once in a grammar; `label` is the name of its definition, `says` what it means."""

    names: Names
    content: "Pattern"
    label: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute, and what it means."""

    names: Names
    value: "Pattern"
    says: str = ""


@dataclass(frozen=True, slots=True)
class Ref:
    """What is defined under a name."""

    name: str


@dataclass(frozen=True, slots=True)
class Group:
    """One after the other; none at all is the empty pattern."""

    items: tuple["Pattern", ...]


@dataclass(frozen=True, slots=True)
class Interleave:
    """All of them, mixed in any way."""

    items: tuple["Pattern", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of them; of none at all there is nothing that would do."""

    items: tuple["Pattern", ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """At least `minimum` times, at most `maximum` (None: without bound)."""

    item: "Pattern"
    minimum: int
    maximum: int | None


@dataclass(frozen=True, slots=True)
class Text:
    """Any text, or none."""


@dataclass(frozen=True, slots=True)
class Data:
    """A value of a datatype of XML Schema, with facets; `excluded` are values that are taken out of it."""

    type: str
    facets: tuple[tuple[str, str], ...] = ()
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """Exactly this value of a datatype, and what it means."""

    type: str
    value: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class ListOf:
    """Words with space between them."""

    item: "Pattern"


Pattern: TypeAlias = Element | Attribute | Ref | Group | Interleave | Choice | Repeat | Text | Data | Value | ListOf
Composed: TypeAlias = Group | Interleave | Choice

EMPTY = Group(())
NEVER = Choice(())
TEXT = Text()


def group(items: Iterable[Pattern]) -> Pattern:
    """All of several, in order."""
    return _all_of(Group, items)


def interleave(items: Iterable[Pattern]) -> Pattern:
    """All of several, in any order."""
    return _all_of(Interleave, items)


def _all_of(kind: type[Group] | type[Interleave], items: Iterable[Pattern]) -> Pattern:
    flat = [part for item in items if item != EMPTY for part in (item.items if isinstance(item, kind) else (item,))]
    if NEVER in flat:
        return NEVER
    return flat[0] if len(flat) == 1 else kind(tuple(flat)) if flat else EMPTY


def choice(items: Iterable[Pattern]) -> Pattern:
    """One of several, each said once."""
    flat = [part for item in items for part in (item.items if isinstance(item, Choice) else (item,))]
    kept = tuple(dict.fromkeys(part for part in flat if part != EMPTY))
    made = kept[0] if len(kept) == 1 else Choice(kept)
    return optional(made) if EMPTY in flat else made


def optional(item: Pattern) -> Pattern:
    """A pattern or nothing."""
    return repeat(item, 0, 1)


def repeat(item: Pattern, minimum: int, maximum: int | None) -> Pattern:
    """A pattern several times."""
    if item == NEVER:
        return NEVER if minimum else EMPTY
    if item == EMPTY or (minimum, maximum) == (1, 1):
        return item
    if isinstance(item, Repeat) and item.maximum in (1, None) and maximum in (1, None) and item.minimum <= 1:
        bound = 1 if item.maximum == maximum == 1 else None
        return Repeat(item.item, min(minimum, item.minimum), bound)
    return Repeat(item, minimum, maximum)
