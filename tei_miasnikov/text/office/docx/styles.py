"""Styles: what a paragraph is (a heading of a level, a quotation) and how a run is printed.

    <w:pStyle w:val="Heading2"/>      a heading of level 2, be it said by its outline level or by its name

A property of the run itself goes before its character style's, and that before its paragraph style's; a heading's own
looks are no emphasis. Source: ECMA-376 part 1, 17.7 (styles).
"""

import re
from collections.abc import Iterator
from typing import TypeVar

from lxml import etree

from tei_miasnikov.text.office.docx.names import attribute, child, is_on, name, value

HEADING = re.compile(r"(?:heading|überschrift|titre|заголовок|título|titulo)\s*(\d)", re.I)
TITLE = re.compile(r"title|titel|название|título|titre", re.I)
QUOTATION = re.compile(r"(?:intense )?quote|block text|quotations?|zitat|citation|цитата", re.I)
TOGGLES = (("w:b", "bold"), ("w:i", "italic"), ("w:strike", "strikethrough"), ("w:smallCaps", "smallcaps"))
RAISED = {"superscript": "superscript", "subscript": "subscript"}
Said = TypeVar("Said")
DEEPEST = 20
"""A style rests on at most so many others."""


class Styles:
    """The styles of a file, by their ids."""

    def __init__(self, root: etree._Element | None) -> None:
        found = [] if root is None else [style for style in root if name(style) == "w:style"]
        self._styles = {attribute(style, "styleId"): style for style in found}
        usual = (style for style in found if attribute(style, "default") == "1")
        self._chains: dict[str, tuple[etree._Element, ...]] = {}
        self._last: tuple[etree._Element | None, list[etree._Element]] = (None, [])
        self._usual = next((style for style in usual if attribute(style, "type") == "paragraph"), None)

    def _chain(self, identifier: str | None) -> tuple[etree._Element, ...]:
        """A style, that on which it rests, and so on."""
        key = identifier or ""
        if key not in self._chains:
            self._chains[key] = tuple(self._rest(identifier))
        return self._chains[key]

    def _rest(self, identifier: str | None) -> Iterator[etree._Element]:
        for _ in range(DEEPEST):
            style = self._styles.get(identifier or "")
            if style is None:
                return
            yield style
            identifier = value(style, "w:basedOn")

    def _paragraph(self, properties: etree._Element | None) -> list[etree._Element]:
        """The styles of a paragraph, the usual one where it names none."""
        named = value(properties, "w:pStyle")
        return list(self._chain(named)) or [style for style in [self._usual] if style is not None]

    def level(self, properties: etree._Element | None) -> int:
        """A heading's level, 0 where a paragraph is none."""
        styles = self._paragraph(properties)
        said = [value(properties, "w:outlineLvl"), *(value(style, "w:pPr", "w:outlineLvl") for style in styles)]
        outline = next((number for number in said if number is not None), "")
        if outline.isdecimal():
            return min(int(outline) + 1, 6) if int(outline) < 9 else 0
        names = [value(style, "w:name") or "" for style in styles]
        found = next((match for match in map(HEADING.match, names) if match), None)
        return int(found[1]) if found else int(any(TITLE.fullmatch(one) for one in names))

    def is_quotation(self, properties: etree._Element | None) -> bool:
        """Whether a paragraph's style is one for quotations."""
        return any(QUOTATION.fullmatch(value(style, "w:name") or "") for style in self._paragraph(properties))

    def numbering(self, properties: etree._Element | None) -> tuple[str, int] | None:
        """The list (by its id) and depth of a paragraph, None where it is no item."""
        places = [properties, *(child(style, "w:pPr") for style in self._paragraph(properties))]
        for place in places:
            number = value(place, "w:numPr", "w:numId")
            if number is not None:
                depth = value(place, "w:numPr", "w:ilvl") or "0"
                return (number, int(depth) if depth.isdecimal() else 0) if number != "0" else None
        return None

    def rends(self, run: etree._Element | None, paragraph: etree._Element | None) -> tuple[str, ...]:
        """How a run is printed."""
        places = self._places(run, paragraph)
        rends = [rend for toggle, rend in TOGGLES if _first(is_on(place, toggle) for place in places)]
        if _first(value(place, "w:u") for place in places) not in (None, "none"):
            rends.append("underline")
        raised = RAISED.get(_first(value(place, "w:vertAlign") for place in places) or "")
        return (*rends, raised) if raised else tuple(rends)

    def is_hidden(self, run: etree._Element | None, paragraph: etree._Element | None) -> bool:
        """Whether a run is not shown."""
        return bool(_first(is_on(place, "w:vanish") for place in self._places(run, paragraph)))

    def _places(self, run: etree._Element | None, paragraph: etree._Element | None) -> list[etree._Element]:
        """Where a run's properties may be said, the nearest first."""
        places = [run, *(child(style, "w:rPr") for style in self._chain(value(run, "w:rStyle")))]
        return [place for place in (*places, *self._around(paragraph)) if place is not None]

    def _around(self, paragraph: etree._Element | None) -> list[etree._Element]:
        """Where a paragraph's styles say how its runs are printed; asked for each run, answered once a paragraph."""
        if paragraph is None or self._last[0] is not paragraph:
            styles = [] if self.level(paragraph) else self._paragraph(paragraph)
            places = (child(style, "w:rPr") for style in styles)
            self._last = (paragraph, [place for place in places if place is not None])
        return self._last[1]


def _first(said: Iterator[Said | None]) -> Said | None:
    return next((one for one in said if one is not None), None)
