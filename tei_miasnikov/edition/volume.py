"""A volume: one TEI file of the edition, with everything that was found out about it before a word is written."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from lxml import etree
from msgspec import Struct

from tei_miasnikov.edition.calls import Calls, find_calls
from tei_miasnikov.edition.identifiers import DIVISIONS, Addresses
from tei_miasnikov.edition.layout import Layout, characters
from tei_miasnikov.edition.rendition import Renditions
from tei_miasnikov.edition.slices import Slice, find_slices
from tei_miasnikov.edition.voices import Voices
from tei_miasnikov.encoded import Document, Publication, Turn
from tei_miasnikov.encoded.names import find_all, iter_named, local, xml_id
from tei_miasnikov.encoded.source_places import Lines, find_places
from tei_miasnikov.text.readers import read
from tei_miasnikov.text.reading import Reading
from tei_miasnikov.text.source import Source
from tei_miasnikov.validation.source_lines import as_utf8

Element = etree._Element
SHORT = 5
"""So many characters of a label find room beside the text."""


class Volume(Struct, frozen=True, dict=True):
    """One file: what it says, its addresses and layout, who speaks, and the transcript it was made from, if given."""

    publication: Publication
    addresses: Addresses
    layout: Layout
    voices: Voices
    source: Source | None = None
    prefix: str = ""

    @property
    def root(self) -> Element:
        """The root of the file."""
        return self.publication.root

    @cached_property
    def texts(self) -> Sequence[Element]:
        """What stands beside the headers: texts, transcribed sources, standoff; those of a corpus one after another."""
        parts = (part for tei in iter_named(self.root, "TEI", "teiCorpus") for part in tei.iterchildren("{*}*"))
        return [part for part in parts if local(part) not in ("teiHeader", "TEI", "teiCorpus")]

    @cached_property
    def xml(self) -> bytes:
        """The file in UTF-8."""
        return as_utf8(self.publication.data)

    @cached_property
    def slices(self) -> Mapping[Element, Slice]:
        """Where each element stands in the file."""
        return find_slices(self.xml, self.root)

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """The page's ids by the file's."""
        return self.addresses.by_xml_id(element for text in self.texts for element in text.iter("{*}*"))

    @cached_property
    def calls(self) -> Calls:
        """Which place calls which note."""
        return find_calls(self.texts, self.layout)

    @cached_property
    def renditions(self) -> Renditions:
        """How things looked."""
        return Renditions(self.root)

    @cached_property
    def documents(self) -> Mapping[Element, Document]:
        """The documents by their elements."""
        return {document.element: document for document in self.publication.documents}

    @cached_property
    def turns(self) -> Mapping[Element, Turn]:
        """The turns by their elements."""
        return {turn.element: turn for document in self.publication.documents for turn in document.turns}

    @cached_property
    def hanging(self) -> frozenset[Element]:
        """The turns whose labels hang beside them, since all of their document's are as short as `Q.`."""
        return frozenset(
            turn.element
            for document in self.publication.documents
            if max((len(turn.label) for turn in document.turns), default=0) <= SHORT
            for turn in document.turns
        )

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What the ids of persons and of those responsible stand for."""
        responsible = {one.id: one.name for one in self.publication.header.responsible if one.id}
        return responsible | {person.id: person.spoken_of for person in self.publication.persons}

    @cached_property
    def reading(self) -> Reading | None:
        """The transcript without its carrier's syntax."""
        return read(self.source) if self.source else None

    @cached_property
    def lines(self) -> Mapping[Element, Lines]:
        """The lines of the source that each passage came from, as far as that is certain."""
        if self.reading is None:
            return {}
        found: dict[Element, Lines] = {}
        for text in self.texts:
            found |= find_places(text, self.reading, self.is_passage)
        return found | self._lines_of_turns(found)

    def is_passage(self, element: Element) -> bool:
        """Whether an element is what is searched, cited and shown as one: a block of lines."""
        return self.layout.is_block(element) and self.layout.holds_line(element)

    @cached_property
    def _elements(self) -> Mapping[str, Element]:
        return {xml_id(element): element for element in self.root.iter("{*}*") if xml_id(element)}

    def title_of(self, pointer: str) -> str:
        """The heading of the division that a pointer leads to, "" where it leads elsewhere."""
        division = self._elements.get(pointer.strip().removeprefix("#"))
        return head_of(self, division) if division is not None and local(division) in DIVISIONS else ""

    def has_letters(self, element: Element) -> bool:
        """Whether a passage has a letter or number of its own, so that its lines can be found."""
        return self.is_passage(element) and any(map(str.isalnum, characters(element)))

    def _lines_of_turns(self, found: Mapping[Element, Lines]) -> dict[Element, Lines]:
        """The lines of the turns of which every passage has some."""
        turns: dict[Element, Lines] = {}
        for turn in self.turns:
            passages = [one for one in turn.iterdescendants("{*}*") if self.has_letters(one)]
            lines = [found[one] for one in passages if one in found]
            if turn not in found and lines and len(lines) == len(passages):
                turns[turn] = Lines(min(one.first for one in lines), max(one.last for one in lines))
        return turns


def notes_title(volume: Volume, division: Element) -> str:
    """`Notes`, and to what, where they are called from one part that has a heading, or from the documents alone."""
    callers = [caller for note in division.iter("{*}note") for caller in volume.calls.callers.get(note, ())]
    tops = {
        next((one for one in caller.iterancestors("{*}div") if one is not division), division) for caller in callers
    }
    heads = {head_of(volume, top) for top in tops if top not in volume.documents and top is not division}
    if len(tops) == 1 and len(heads) == 1 and (head := heads.pop()):
        return f"Notes to {head}"
    return "Notes to the documents" if tops and not heads else "Notes"


def head_of(volume: Volume, division: Element) -> str:
    """The heading of a division in one line, "" where it has none."""
    from tei_miasnikov.encoded import line_of

    document = volume.documents.get(division)
    if document is not None and document.head:
        return document.head
    heads = find_all(division, "t:head")
    return line_of(heads[0]) if heads else ""
