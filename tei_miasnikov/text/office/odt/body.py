"""The body: paragraphs, lists, tables, text boxes and notes, in order.

    <text:note-citation>3</text:note-citation>      anchor "3", body "3 Central Archive …" where the series ends

A series of notes ends with the document or, where the numbers begin anew, before the heading under which they do.
"""

from collections.abc import Callable

from lxml import etree

from tei_miasnikov.text.office.odt.names import attribute, child, name, words_of
from tei_miasnikov.text.office.odt.runs import Runs, signs_of
from tei_miasnikov.text.office.odt.styles import Styles
from tei_miasnikov.text.office.package import Package
from tei_miasnikov.text.office.stream import Stream
from tei_miasnikov.text.pieces import Opening, Piece, Remark

HINT = "its cells are parted by tabs in the text"
PARAGRAPHS = ("text:p", "text:h")


class Body:
    """Reads a document and its notes into a stream."""

    def __init__(self, stream: Stream, styles: Styles, package: Package | None) -> None:
        self._stream, self._styles, self._package = stream, styles, package
        self._notes = _Notes(stream)
        self._runs = Runs(stream, styles, self._notes, self)
        self._lists: list[tuple[str, int]] = []
        self._ended: dict[tuple[str, int], int] = {}
        self._series = 0
        self._fresh = False
        self._outline: list[int] = []
        self._note: tuple[Opening, str] | None = None
        self._hidden = False

    def read(self, document: etree._Element) -> None:
        """The whole document."""
        self._content(document)
        for key in self._runs.changes:
            self._runs.delete(key)
        for note, opening, sign in self._notes.all():
            self._note = (opening, sign)
            place = self._notes.places[opening.series]
            before, self._stream.pieces = self._stream.pieces, []
            self._content(note)
            self._notes.bodies.setdefault(place, []).extend(self._stream.pieces)
            self._stream.pieces = before
        self._note = None
        self._tell_insertions()
        for place in sorted(self._notes.bodies, reverse=True):
            self._stream.pieces[place:place] = self._notes.bodies[place]

    def equation(self, address: str) -> str | None:
        """The signs of an equation that stands in a part of its own."""
        path = f"{address.removeprefix('./').strip('/')}/content.xml"
        root = self._package.tree(path) if self._package else None
        return signs_of(root) if root is not None else None

    def _content(self, element: etree._Element) -> None:
        for one in element:
            ELEMENTS.get(name(one), Body._content)(self, one)

    def _skip(self, element: etree._Element) -> None:
        """What is no text: declarations, forms."""

    def _changes(self, element: etree._Element) -> None:
        for region in element:
            key = attribute(region, "text:id") or attribute(region, "xml:id")
            self._runs.changes[key] = region

    def _tell_insertions(self) -> None:
        places = self._runs.insertions
        if places:
            message = f"{len(places)} tracked insertions, the first of them here, are read as text"
            hint = "accept or reject the changes in the word processor if the text should not have them"
            self._stream.remark_at(places[0], Remark("change-inserted", message, "", hint))
            self._notes.shift(places[0])

    def _comment(self, element: etree._Element) -> None:
        self._runs._comment(element)

    def _drawing(self, element: etree._Element) -> None:
        """A frame that hangs on the page, not on a paragraph."""
        self._stream.open(Opening("paragraph"))
        self._runs._drawing(element)
        self._stream.close()
        self._read_boxes()

    # paragraphs

    def _paragraph(self, paragraph: etree._Element) -> None:
        style = attribute(paragraph, "text:style-name")
        if self._styles.breaks_page(style):
            self._stream.page()
        heading = name(paragraph) == "text:h" or self._styles.is_title(style)
        if heading and self._note is None:
            self._notes.heading()
        self._open(paragraph, style, heading=heading)
        looks = {} if heading else self._styles.rends("paragraph", style)
        hidden = self._hidden or self._styles.is_hidden("paragraph", style)
        self._runs.read(paragraph, looks=looks, hidden=hidden)
        self._stream.close()
        self._read_boxes()

    def _open(self, paragraph: etree._Element, style: str, *, heading: bool) -> None:
        """The block of a paragraph, with the number that the program prints before it."""
        quotation = int(self._styles.is_quotation(style))
        if self._note is not None:
            opening, sign = self._note
            self._stream.open(opening)
            self._stream.write(f"{sign} " if sign else "")
            self._note = (Opening("continuation", 0, 0, opening.series), "")
        elif heading:
            level = attribute(paragraph, "text:outline-level")
            depth = min(int(level), 6) if level.isdecimal() and level != "0" else 1
            self._stream.open(Opening("heading", depth))
            self._stream.write(self._outline_number(depth) if name(paragraph) == "text:h" else "")
        elif self._lists:
            form = "item" if self._fresh else "continuation"
            self._stream.open(Opening(form, len(self._lists), quotation, self._series))
            self._stream.write(self._label() if self._fresh else "")
        else:
            self._stream.open(Opening("paragraph", 0, quotation))
        self._fresh = False

    def _outline_number(self, depth: int) -> str:
        counts = [*self._outline, *([0] * depth)][:depth]
        counts[-1] += 1
        self._outline = counts
        return self._styles.outline(counts)

    def _read_boxes(self) -> None:
        """The text boxes that hang on the paragraph just read."""
        boxes, self._runs.boxes = self._runs.boxes, []
        for box in boxes:
            hint = "look where it belongs; what it says may be a caption, a stamp, a note in the margin"
            message = "a text box is read after the paragraph that it hangs on"
            self._stream.remark("text-box", message, words_of(box), hint)
            self._content(box)

    def _section(self, section: etree._Element) -> None:
        before = self._hidden
        self._hidden = before or attribute(section, "text:display") == "none"
        self._content(section)
        self._hidden = before

    # lists

    def _list(self, listed: etree._Element) -> None:
        style = attribute(listed, "text:style-name") or (self._lists[-1][0] if self._lists else "")
        depth = len(self._lists) + 1
        goes_on = attribute(listed, "text:continue-numbering") == "true" or attribute(listed, "text:continue-list")
        last = self._ended.get((style, depth), 0) if goes_on else 0
        self._series += not self._lists
        self._lists.append((style, last or self._styles.start(style, depth) - 1))
        for item in listed:
            self._item(item)
        self._ended[style, depth] = self._lists.pop()[1]

    def _item(self, item: etree._Element) -> None:
        style, count = self._lists[-1]
        if name(item) == "text:list-item":
            start = attribute(item, "text:start-value")
            self._lists[-1] = (style, int(start) if start.isdecimal() and len(start) < 9 else count + 1)
            self._fresh = True
        self._content(item)
        self._fresh = False

    def _label(self) -> str:
        style = self._lists[-1][0]
        return self._styles.label(style, [count for _, count in self._lists]) or ""

    # tables

    def _table(self, table: etree._Element) -> None:
        rows = [one for one in table.iter() if name(one) == "table:table-row"]
        self._stream.remark("table-flattened", f"a table of {len(rows)} rows is read row by row", "", HINT)
        self._content(table)

    def _row(self, row: etree._Element) -> None:
        cells = [one for one in row if name(one) == "table:table-cell"]
        paragraphs = [[one for one in cell if name(one) in PARAGRAPHS] for cell in cells]
        if any(
            len(list(cell)) > 1 or len(list(cell)) > len(held) for cell, held in zip(cells, paragraphs, strict=True)
        ):
            self._content(row)
            return
        self._stream.open(Opening("paragraph"))
        for index, held in enumerate(paragraphs):
            if index:
                self._stream.write("\t")
            for paragraph in held:
                style = attribute(paragraph, "text:style-name")
                looks = self._styles.rends("paragraph", style)
                self._runs.read(paragraph, looks=looks, hidden=self._hidden)
        self._stream.close()
        self._read_boxes()


class _Notes:
    """The notes met so far, and where the bodies of each series go."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._found: list[tuple[etree._Element, Opening, str]] = []
        self._last: dict[str, int] = {}
        self._series = {"footnote": 1, "endnote": 2}
        self._heading = 0
        self._anchored: dict[str, int] = {}
        self.places: dict[int, int] = {}
        self.bodies: dict[int, list[Piece]] = {}

    def heading(self) -> None:
        """A heading begins here: a series may end before it."""
        self._heading = len(self._stream.pieces)

    def call(self, note: etree._Element) -> tuple[str, str] | None:
        """A note's key and printed sign, None where it has no words."""
        kind = attribute(note, "text:note-class") or "footnote"
        body, cited = child(note, "text:note-body"), child(note, "text:note-citation")
        if body is None or not words_of(body):
            return None
        sign = "".join(str(words) for words in cited.itertext()).strip() if cited is not None else ""
        sign = sign or str(len(self._found) + 1)
        self._count(kind, sign)
        key = f"{kind}-{len(self._found) + 1}"
        series = self._series.setdefault(kind, 1)
        self._found.append((body, Opening("note", 0, 0, series, key), sign))
        self._anchored[kind] = len(self._stream.pieces)
        return key, sign

    def _count(self, kind: str, sign: str) -> None:
        """Numbers that begin anew end a series, before the heading under which they do."""
        number = int(sign) if sign.isdecimal() and len(sign) < 9 else 0
        if number and number <= self._last.get(kind, 0) and self._heading > self._anchored.get(kind, 0):
            self.places[self._series[kind]] = self._heading
            self._series[kind] += 2
        self._last[kind] = number or self._last.get(kind, 0)

    def all(self) -> list[tuple[etree._Element, Opening, str]]:
        """The notes by series; those of a series without a place of its own go to the end."""
        for _, opening, _ in self._found:
            self.places.setdefault(opening.series, len(self._stream.pieces))
        return sorted(self._found, key=lambda found: found[1].series)

    def shift(self, place: int) -> None:
        """One piece more stands at a place: what comes behind it moves."""
        self.bodies = {where + (where > place): pieces for where, pieces in self.bodies.items()}


ELEMENTS: dict[str, Callable[[Body, etree._Element], None]] = {
    "text:p": Body._paragraph,
    "text:h": Body._paragraph,
    "text:list": Body._list,
    "text:section": Body._section,
    "table:table": Body._table,
    "table:table-row": Body._row,
    "draw:frame": Body._drawing,
    "draw:custom-shape": Body._drawing,
    "draw:g": Body._drawing,
    "office:annotation": Body._comment,
    "text:tracked-changes": Body._changes,
    "text:change": lambda body, element: body._runs._change(element),
    "text:change-start": lambda body, element: body._runs._insertion(element),
    "office:forms": Body._skip,
    "text:sequence-decls": Body._skip,
    "text:variable-decls": Body._skip,
    "text:user-field-decls": Body._skip,
    "table:table-column": Body._skip,
    "table:table-columns": Body._skip,
}
"""What reads each element; others are looked into."""
