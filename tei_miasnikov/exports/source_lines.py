"""Source lines: where in the transcript the words of an element stand.

The text of the TEI is that of the transcript without what stands in attributes, such as the printed number of a note.
So each of its characters can be found again, in order, and with it its line. Where one can't, the transcript is not
the one that the TEI was made from, or its text was changed since: then there are no lines, and a finding says so.
"""

from lxml import etree

from tei_miasnikov.encoded import Publication
from tei_miasnikov.exports.material import Material, SourceFile
from tei_miasnikov.exports.serial import Serial
from tei_miasnikov.findings import Finding
from tei_miasnikov.text.readers import read
from tei_miasnikov.text.reading import Reading


class SourceLines:
    """The lines of the transcript by the elements of the TEI."""

    def __init__(self, serial: Serial, reading: Reading, places: list[int]) -> None:
        self._serial = serial
        self._reading = reading
        self._places = places

    def of(self, element: etree._Element) -> str:
        """The lines of an element: `79-83`, `80`, "" where it has no words."""
        start, end = self._serial.spans[element]
        while start < end and self._serial.text[start].isspace():
            start += 1
        while end > start and self._serial.text[end - 1].isspace():
            end -= 1
        if start == end:
            return ""
        first, last = (self._reading.place(self._places[at]).line for at in (start, end - 1))
        return str(first) if first == last else f"{first}-{last}"


def find_source_lines(material: Material) -> tuple[SourceLines | None, tuple[Finding, ...]]:
    """The lines, None where there is no transcript or it is another one, and what is wrong then."""
    publication, source = material.publication, material.source
    if source is None:
        hint = "name the transcript with --source"
        return None, (Finding("export-without-source", "the source lines are left out", publication.path, hint=hint),)
    serial, reading = Serial(publication.root), read(source.text)
    places = find_places(serial.text, reading.text)
    if places is None:
        return None, (another_source(publication, source),)
    return SourceLines(serial, reading, places), ()


def another_source(publication: Publication, source: SourceFile) -> Finding:
    """The finding that a transcript does not hold the words of the TEI."""
    return Finding(
        "export-source-differs",
        f"{source.path} does not hold the text of this TEI file; the source lines are left out",
        publication.path,
        hint="name the transcript that it was converted from; `tei-miasnikov prove` shows where the two part",
    )


def find_places(written: str, read_text: str) -> list[int] | None:
    """For each character of the TEI's text its place in the reading; None where one is not there in this order."""
    places = []
    position = 0
    for character in written:
        position = read_text.find(character, position)
        if position < 0:
            return None
        places.append(position)
        position += 1
    return places
