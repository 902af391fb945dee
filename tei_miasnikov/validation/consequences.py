"""One mistake, one finding: a fault that only follows from an earlier one in the same element is left out.

<list><itm/></list>      <itm> is unknown, meant is <item>; that the list lacks an <item> follows from it
<TEI><text/><teiHeader/></TEI>      <text> comes before <teiHeader>; that <teiHeader> is late follows from it
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from tei_miasnikov.relaxng import Error, Kind

Cures = Callable[[Error], frozenset[str]]
"""The names, as lxml writes them, that would be there if the fault were mended."""

ASTRAY = frozenset([Kind.UNKNOWN_ELEMENT, Kind.MISPLACED_ELEMENT, Kind.MISPLACED_TEXT])
LACKING = frozenset([Kind.EARLY_ELEMENT, Kind.INCOMPLETE_ELEMENT, Kind.MISSING_ATTRIBUTE])


@dataclass(frozen=True, slots=True)
class Flaw:
    """An error that is a mistake of its own, and the names that its element lacks beyond what earlier ones explain."""

    error: Error
    lacking: tuple[str, ...] = ()


@dataclass(slots=True)
class _Told:
    """What has been told of one element."""

    cures: set[str] = field(default_factory=set)
    early: set[str] = field(default_factory=set)
    is_flawed: bool = False
    bare: etree._Element | None = None
    """The last child that lacks something required around it."""


class Consequences:
    """Follows the errors of one document in their order."""

    def __init__(self, cures: Cures) -> None:
        self.cures = cures
        self._told: dict[etree._Element, _Told] = {}

    def iter_flaws(self, errors: Iterator[Error]) -> Iterator[Flaw]:
        """The errors that are mistakes of their own."""
        for error in errors:
            flaw = self._judge(error, self._told.setdefault(_holder(error), _Told()))
            if flaw is not None:
                yield flaw

    def _judge(self, error: Error, told: _Told) -> Flaw | None:
        if error.kind in LACKING:
            return _lacking(error, told)
        if error.kind in ASTRAY and error.name in told.early:
            told.early.discard(error.name)
            return None
        if error.kind in ASTRAY or error.kind is Kind.UNKNOWN_ATTRIBUTE:
            cures = self.cures(error)
            if error.kind is Kind.MISPLACED_ELEMENT and _goes_on(error, cures, told):
                return None
            told.cures |= cures
            told.is_flawed = told.is_flawed or error.kind in ASTRAY
        return Flaw(error)


def _goes_on(error: Error, cures: frozenset[str], told: _Told) -> bool:
    """Whether the element wants the same thing around it as the one before, of which that was told."""
    if len(cures) != 1 and cures.isdisjoint(error.expected.required):
        return False
    before, told.bare = told.bare, error.element
    return before is not None and next(error.element.itersiblings("*", preceding=True), None) is before


def _lacking(error: Error, told: _Told) -> Flaw | None:
    expected = error.expected
    required = _before(error) if error.kind is Kind.EARLY_ELEMENT else expected.required
    lacking = tuple(name for name in required if name not in told.cures)
    explained = told.is_flawed if error.kind is Kind.INCOMPLETE_ELEMENT and not required else bool(required)
    if explained and not lacking:
        return None
    told.early.update(lacking)
    return Flaw(error, lacking)


def _before(error: Error) -> tuple[str, ...]:
    """Of what is required, what must come before the element; what may come next does."""
    others = [name for name in error.expected.required if name != error.name]
    following = set(error.expected.elements)
    return tuple([name for name in others if name in following] or others)


def _holder(error: Error) -> etree._Element:
    """The element in which something is wrong: the parent of one that is astray, else the element itself."""
    outside = error.kind in (Kind.UNKNOWN_ELEMENT, Kind.MISPLACED_ELEMENT, Kind.EARLY_ELEMENT)
    parent = error.element.getparent() if outside else None
    return error.element if parent is None else parent
