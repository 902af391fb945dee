"""Notes: footnotes and endnotes, numbered as Word prints them, each series with its end.

    <w:footnoteReference w:id="2"/>      anchor "1", body "1 Paul Avrich …" where the series ends

A series ends with the document or, where its numbers restart in each section, with the section. Source: ECMA-376
part 1, 17.11 (footnotes and endnotes).
"""

from collections import Counter
from typing import NamedTuple

from lxml import etree

from tei_miasnikov.text.office.docx.names import attribute, child, name, value
from tei_miasnikov.text.office.docx.numbering import formatted


class Called(NamedTuple):
    """A note that the text calls: its key, its printed sign, its series, and its element."""

    key: str
    sign: str
    series: int
    element: etree._Element


class Notes:
    """The notes of a file, and how far each series has counted."""

    def __init__(
        self, document: etree._Element, parts: dict[str, etree._Element | None], settings: etree._Element | None
    ) -> None:
        self._parts = {kind: _bodies(kind, root) for kind, root in parts.items()}
        self._sections = [one for one in document.iter() if name(one) == "w:sectPr" and not _is_former(one)]
        self._settings = settings
        self._section = 0
        self._counts: Counter[str] = Counter()
        self._series = {"footnote": 1, "endnote": 2}
        self._waiting: dict[str, list[Called]] = {"footnote": [], "endnote": []}
        self._met: set[str] = set()

    def call(self, kind: str, identifier: str, sign: str) -> Called | None:
        """The note of an anchor, with its own `sign` or the next number; None where there is none, or it is empty."""
        element = self._parts[kind].get(identifier)
        key = f"{kind}-{identifier}"
        if element is None or key in self._met or not any(one.text for one in element.iter() if name(one) == "w:t"):
            return None
        self._met.add(key)
        if not sign:
            self._counts[kind] += 1
            sign = formatted(self._counts[kind] + self._start(kind) - 1, self._form(kind))
        called = Called(key, sign or str(len(self._met)), self._series[kind], element)
        self._waiting[kind].append(called)
        return called

    def end_section(self) -> list[Called]:
        """A section ends: the notes of the series that end with it."""
        ended: list[Called] = []
        for kind in ("footnote", "endnote"):
            if self._said(kind, "w:numRestart") == "eachSect":
                ended += self._waiting[kind]
                self._waiting[kind] = []
                self._counts[kind] = 0
                self._series[kind] += 2
        self._section += 1
        return ended

    def end(self) -> list[Called]:
        """The document ends: the notes of all series that are left."""
        return [*self._waiting["footnote"], *self._waiting["endnote"]]

    def uncalled(self) -> list[etree._Element]:
        """The notes that nothing in the text calls."""
        return [
            element
            for kind, bodies in self._parts.items()
            for identifier, element in bodies.items()
            if f"{kind}-{identifier}" not in self._met
        ]

    def restarts_on_pages(self) -> bool:
        """Whether numbers begin anew on each page, which only the printer knows."""
        return any(self._said(kind, "w:numRestart") == "eachPage" for kind in self._parts)

    def _form(self, kind: str) -> str:
        return self._said(kind, "w:numFmt") or ("decimal" if kind == "footnote" else "lowerRoman")

    def _start(self, kind: str) -> int:
        start = self._said(kind, "w:numStart") or "1"
        return int(start) if start.isdecimal() else 1

    def _said(self, kind: str, property_: str) -> str | None:
        """A property of notes: the section's, else the whole document's."""
        section = self._sections[self._section] if self._section < len(self._sections) else None
        own = value(section, f"w:{kind}Pr", property_)
        return own if own is not None else value(self._settings, f"w:{kind}Pr", property_)


def _bodies(kind: str, root: etree._Element | None) -> dict[str, etree._Element]:
    """The notes of a part, without the lines that part them from the page."""
    found = [] if root is None else [one for one in root if name(one) == f"w:{kind}"]
    return {attribute(one, "id"): one for one in found if attribute(one, "type") in ("", "normal")}


def _is_former(section: etree._Element) -> bool:
    """Whether this is what a section was before a tracked change."""
    parent = section.getparent()
    return parent is not None and name(parent) == "w:sectPrChange"


def section_of(paragraph: etree._Element) -> etree._Element | None:
    """The section that ends with a paragraph."""
    return child(paragraph, "w:pPr", "w:sectPr")
