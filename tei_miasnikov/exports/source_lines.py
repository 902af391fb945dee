"""Source lines: where in the transcript each turn stands, exactly or not at all (encoded/source_places.py).

Where no turn has a place, the transcript is not the one that the TEI was made from: then a finding says so.
"""

from collections.abc import Mapping

from lxml import etree

from tei_miasnikov.encoded import Publication
from tei_miasnikov.encoded.names import find_all
from tei_miasnikov.encoded.source_places import Lines, find_places
from tei_miasnikov.exports.material import Material, SourceFile
from tei_miasnikov.findings import Finding
from tei_miasnikov.text.readers import read


class SourceLines:
    """The lines of the transcript by the turns of the TEI."""

    def __init__(self, places: Mapping[etree._Element, Lines]) -> None:
        self._places = places

    def of(self, element: etree._Element) -> str:
        """The lines of a turn: `79-83`, `80`, "" where it has no sure place."""
        lines = self._places.get(element)
        if lines is None:
            return ""
        return str(lines.first) if lines.first == lines.last else f"{lines.first}-{lines.last}"


def find_source_lines(material: Material) -> tuple[SourceLines | None, tuple[Finding, ...]]:
    """The lines, None where there is no transcript or it is another one, and what is wrong then."""
    publication, source = material.publication, material.source
    if source is None:
        hint = "name the transcript with --source"
        return None, (Finding("export-without-source", "the source lines are left out", publication.path, hint=hint),)
    turns = {turn.element for document in publication.documents for turn in document.turns}
    reading = read(source.text)
    places: dict[etree._Element, Lines] = {}
    for text in find_all(publication.root, "t:text") + find_all(publication.root, ".//t:TEI/t:text"):
        places |= find_places(text, reading, turns.__contains__)
    if turns and not places:
        return None, (another_source(publication, source),)
    return SourceLines(places), ()


def another_source(publication: Publication, source: SourceFile) -> Finding:
    """The finding that a transcript does not hold the words of the TEI."""
    return Finding(
        "export-source-differs",
        f"{source.path} does not hold the text of this TEI file; the source lines are left out",
        publication.path,
        hint="name the transcript that it was converted from; `tei-miasnikov prove` shows where the two part",
    )
