"""Identifiers: every block of lines has an address that stays the same as long as the text does.

    <sp xml:id="doc-2-s2"> … its second <p>          doc-2-s2          doc-2-s2-p2

An xml:id is kept; what has none is counted within the nearest element that has one, texts aside. Of several files in
one page each puts its name before its ids. Ids that the page itself needs, or that come twice, get .2, .3 …
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from lxml import etree

from tei_miasnikov.edition.layout import Layout
from tei_miasnikov.encoded.names import local, xml_id

Element = etree._Element
DIVISIONS = frozenset(["div", *(f"div{depth}" for depth in range(1, 8))])
ALWAYS = DIVISIONS | {"text", "sp", "u", "lg", "date", "note", "figure", "table", "list"}
"""Elements with an address, whether they hold words themselves or not."""
_RESERVED = """
    top title contents contents-title timeline timeline-title text legend legend-title about about-title
    query search-panel search-status facets results note-view passage passage-title
"""
RESERVED = _RESERVED.split()
"""The page's own ids."""


class Addresses:
    """The ids of the elements of a page."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter(RESERVED)
        self._counts: Counter[tuple[str, str]] = Counter()
        self._of: dict[Element, str] = {}

    def add(self, text: Element, layout: Layout, prefix: str = "") -> None:
        """Give ids to a text's elements."""
        for element in text.iter("{*}*"):
            if own := xml_id(element):
                self._of[element] = self._new(prefix + own)
            elif _is_addressed(element, layout):
                base = self._base(element, prefix)
                name = local(element) or "x"
                self._counts[base, name] += 1
                self._of[element] = self._new(f"{base}{name}{self._counts[base, name]}")

    def get(self, element: Element) -> str | None:
        """The id of an element, None where it has none."""
        return self._of.get(element)

    def nearest(self, element: Element) -> str:
        """The id of an element or of the nearest one around it."""
        found: Element | None = element
        while found is not None and found not in self._of:
            found = found.getparent()
        return self._of[found] if found is not None else "text"

    def by_xml_id(self, elements: Iterable[Element]) -> Mapping[str, str]:
        """The page's ids by the file's."""
        found: dict[str, str] = {}
        for element in elements:
            if (own := xml_id(element)) and element in self._of:
                found.setdefault(own, self._of[element])
        return found

    def claim(self, name: str) -> str:
        """An id for something that the page adds."""
        return self._new(name)

    def _base(self, element: Element, prefix: str) -> str:
        around = element.getparent()
        while around is not None and (around not in self._of or local(around) == "text"):
            around = around.getparent()
        return f"{self._of[around]}-" if around is not None else prefix

    def _new(self, name: str) -> str:
        self._taken[name] += 1
        return name if self._taken[name] == 1 else self._new(f"{name}.{self._taken[name]}")


def _is_addressed(element: Element, layout: Layout) -> bool:
    return local(element) in ALWAYS or (layout.is_block(element) and layout.holds_line(element))
