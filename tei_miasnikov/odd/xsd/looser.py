"""Where an XSD says less than the ODD, and in what way: the list at its head.

    Which attributes stand beside which is not said:
      note: @from, @to

XML Schema 1.0 never refuses here what the ODD allows; it allows more.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

SORTS = {
    "forms": "Forms of an element that may stand in one place are one type, with the attributes and content of all",
    "attributes": "Which attributes need or exclude each other, or go with which content, is not said",
    "order": "These elements may stand in more orders, or more often",
    "text": "Text may stand anywhere among the elements",
    "mixed": "Where elements may stand, a value is any text",
    "wildcard": "What stands in an element of any name is not judged, nor which names are excepted",
    "value": "These values are checked less narrowly",
}
"""What is looser, in the order of the list."""


@dataclass(frozen=True, slots=True, order=True)
class Looser:
    """One looser place: the element, attribute or class, the sort, and the names concerned."""

    place: str
    sort: str
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The place and what is concerned."""
        return f"{self.place}: {', '.join(self.names)}" if self.names else self.place


@dataclass(slots=True)
class LooserPlaces:
    """The looser places met, each once."""

    found: set[Looser] = field(default_factory=set)

    def add(self, sort: str, place: str, names: Iterable[str] = ()) -> None:
        """Note a place."""
        self.found.add(Looser(place, sort, tuple(names)))

    def sorted(self) -> tuple[Looser, ...]:
        """All of them, by sort and place."""
        order = [*SORTS]
        return tuple(sorted(self.found, key=lambda each: (order.index(each.sort), each)))


def iter_lines(places: Iterable[Looser]) -> Iterator[str]:
    """The list as lines, a heading for each sort."""
    heading = ""
    for each in places:
        if each.sort != heading:
            heading = each.sort
            yield f"  {SORTS[heading]}:"
        yield f"    {each}"
