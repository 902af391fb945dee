"""The body: paragraphs, tables, text boxes and notes, in order.

a row whose cells hold a paragraph each      one block, its cells parted by tabs: "Q.	Where?"
a row with more in a cell                    the cells' paragraphs, one after the other
"""

from collections.abc import Callable

from lxml import etree

from tei_miasnikov.text.office.docx.names import child, is_on, name, value
from tei_miasnikov.text.office.docx.notes import Called, Notes, section_of
from tei_miasnikov.text.office.docx.runs import Parts, Runs
from tei_miasnikov.text.office.stream import Stream
from tei_miasnikov.text.pieces import Opening, Remark

HINT = "its cells are parted by tabs in the text"


class Body:
    """Reads the document and its notes into a stream."""

    def __init__(self, stream: Stream, parts: Parts, notes: Notes) -> None:
        self._stream, self._parts, self._notes = stream, parts, notes
        self._runs = Runs(stream, parts, notes)
        self._merged = False
        self._form = ""
        self._note: Called | None = None

    def read(self, document: etree._Element) -> None:
        """The whole document."""
        if self._notes.restarts_on_pages():
            hint = "only the printed page shows the numbers; compare if the text speaks of one"
            self._stream.remark("note-numbers", "notes are numbered anew on each page: here they go on", "", hint)
        self._content(document)
        self._end_merged()
        self._write_notes(self._notes.end())
        self._tell_changes()
        for note in self._notes.uncalled():
            words = "".join(one.text or "" for one in note.iter() if name(one) in ("w:t", "w:delText"))
            if words:
                self._stream.remark("note-without-anchor", "a note has no anchor: it is left out", words, "")
                self._stream.aside(words, "note without anchor")

    def _content(self, element: etree._Element) -> None:
        for one in element:
            ELEMENTS.get(name(one), Body._content)(self, one)

    def _skip(self, element: etree._Element) -> None:
        """Properties: they are no text."""

    def _external(self, element: etree._Element) -> None:
        hint = "open the file in Word and save it again: then its text is there"
        self._stream.remark("part-left-out", "another file is embedded here: it is left out", "", hint)

    # paragraphs

    def _paragraph(self, paragraph: etree._Element) -> None:
        properties = child(paragraph, "w:pPr")
        if is_on(properties, "w:pageBreakBefore"):
            self._stream.page()
        if not self._merged:
            self._open(properties)
        self._runs.read(paragraph)
        self._merged = child(properties, "w:rPr", "w:del") is not None
        if self._merged:
            self._stream.leave_out("\n", "deleted text")
            return
        self._end_paragraph()
        section = section_of(paragraph)
        if section is not None:
            self._section(section)

    def _end_paragraph(self) -> None:
        self._merged = False
        self._stream.close()
        self._read_boxes()

    def _end_merged(self) -> None:
        """A paragraph whose own end is deleted, and behind which no other comes, ends here."""
        if self._merged:
            self._end_paragraph()

    def _open(self, properties: etree._Element | None) -> None:
        """The block of a paragraph, with the number that Word prints before it."""
        styles = self._parts.styles
        level, listed = styles.level(properties), styles.numbering(properties)
        label = self._parts.numbering.label(*listed) if listed else ""
        quotation = int(styles.is_quotation(properties))
        if self._note is not None:
            self._open_note(self._note, first=not self._form)
        elif level:
            self._stream.open(Opening("heading", level))
        elif listed:
            self._stream.open(Opening("item", listed[1] + 1, quotation, int(listed[0]) if listed[0].isdecimal() else 0))
        else:
            self._stream.open(Opening("paragraph", 0, quotation))
        if label:
            self._stream.write(label)

    def _open_note(self, note: Called, *, first: bool) -> None:
        self._form = "continuation"
        if first:
            self._stream.open(Opening("note", 0, 0, note.series, note.key))
            self._runs.begin_note(note.sign)
        else:
            self._stream.open(Opening("continuation", 0, 0, note.series))

    def _read_boxes(self) -> None:
        """The text boxes that hang on the paragraph just read."""
        boxes, self._runs.boxes = self._runs.boxes, []
        for box in boxes:
            words = "".join(one.text or "" for one in box.iter() if name(one) == "w:t")
            hint = "look where it belongs; what it says may be a caption, a stamp, a note in the margin"
            self._stream.remark("text-box", "a text box is read after the paragraph that it hangs on", words, hint)
            self._content(box)
            self._end_merged()

    # sections and notes

    def _section(self, section: etree._Element) -> None:
        self._write_notes(self._notes.end_section())
        if value(section, "w:type") != "continuous":
            self._stream.page()

    def _write_notes(self, notes: list[Called]) -> None:
        for note in notes:
            self._note, self._form = note, ""
            self._content(note.element)
            self._end_merged()
        self._note = None

    def _tell_changes(self) -> None:
        places = self._runs.insertions
        if places:
            message = f"{len(places)} tracked insertions, the first of them here, are read as text"
            hint = "accept or reject the changes in the word processor if the text should not have them"
            self._stream.remark_at(places[0], Remark("change-inserted", message, "", hint))

    # tables

    def _table(self, table: etree._Element) -> None:
        self._end_merged()
        rows = [one for one in table.iter() if name(one) == "w:tr"]
        message = f"a table of {len(rows)} rows is read row by row"
        self._stream.remark("table-flattened", message, "", HINT)
        self._content(table)

    def _row(self, row: etree._Element) -> None:
        cells = [one for one in row.iter() if name(one) == "w:tc"]
        paragraphs = [[one for one in cell.iter() if name(one) == "w:p"] for cell in cells]
        if any(len(held) > 1 for held in paragraphs):
            self._content(row)
            self._end_merged()
            return
        self._stream.open(Opening("paragraph"))
        for index, held in enumerate(paragraphs):
            if index:
                self._stream.write("\t")
            for paragraph in held:
                self._runs.read(paragraph)
        self._stream.close()
        self._read_boxes()


ELEMENTS: dict[str, Callable[[Body, etree._Element], None]] = {
    "w:p": Body._paragraph,
    "w:tbl": Body._table,
    "w:tr": Body._row,
    "w:altChunk": Body._external,
    "w:subDoc": Body._external,
    "w:sdtPr": Body._skip,
    "w:tblPr": Body._skip,
    "w:tcPr": Body._skip,
    "w:trPr": Body._skip,
    "w:sectPr": Body._skip,
    "w:tblGrid": Body._skip,
}
"""What reads each element; others are looked into."""
