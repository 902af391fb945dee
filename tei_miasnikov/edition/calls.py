"""Calls: which place of a text calls which note, and the number it is called by.

    English.<ref target="#note-intro-1">1</ref> … <note xml:id="note-intro-1">          the ref calls it
    English.<note>Avrich 1984.</note>          the note is called where it stands

Source: TEI Guidelines 3.9.1 (notes) and 3.7 (pointing).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from tei_miasnikov.edition.layout import Layout, characters
from tei_miasnikov.encoded.names import iter_named, local_ids, xml_id
from tei_miasnikov.encoded.words import PRINTED_NOTES

Element = etree._Element
IN_PLACE = PRINTED_NOTES | {"source"}
"""Types of notes that are read where they stand."""


class Calls(NamedTuple):
    """The callers of each note, the note of each caller, the notes that stand in the line, and the numbers."""

    callers: Mapping[Element, list[Element]]
    notes: Mapping[Element, Element]
    aside: frozenset[Element]
    numbers: Mapping[Element, str]

    def is_called(self, note: Element) -> bool:
        """Whether anything calls a note."""
        return bool(self.callers.get(note))


def find_calls(texts: Sequence[Element], layout: Layout) -> Calls:
    """The calls of the texts of a file."""
    by_id = {xml_id(element): element for text in texts for element in text.iter("{*}*") if xml_id(element)}
    bodies = [note for text in texts for note in iter_named(text, "note")]
    notes: dict[Element, Element] = {}
    for caller, note in _pairs(texts, bodies, by_id):
        notes.setdefault(caller, note)
    callers: dict[Element, list[Element]] = {}
    for caller, note in notes.items():
        callers.setdefault(note, []).append(caller)
    aside = [note for note in bodies if note not in callers and _is_aside(note, layout)]
    numbers = {note: note.get("n") or str(number) for number, note in enumerate(aside, 1)}
    numbers |= {note: note.get("n") or _words(found[0]) or "*" for note, found in callers.items()}
    return Calls(callers, notes, frozenset(aside), numbers)


def _pairs(
    texts: Sequence[Element], bodies: Sequence[Element], by_id: Mapping[str, Element]
) -> Iterator[tuple[Element, Element]]:
    notes = set(bodies)
    for ref in (ref for text in texts for ref in iter_named(text, "ref", "ptr")):
        for own in local_ids(ref.get("target")):
            if by_id.get(own) in notes:
                yield ref, by_id[own]
    for note in bodies:
        for own in local_ids(note.get("target")):
            if own in by_id and by_id[own].tag in ANCHORS:
                yield by_id[own], note


ANCHORS = frozenset(f"{{http://www.tei-c.org/ns/1.0}}{name}" for name in ("anchor", "ref", "ptr"))


def _is_aside(note: Element, layout: Layout) -> bool:
    """Whether a note interrupts a line; those of a kind that is read there, and blocks of their own, do not."""
    return note.get("type") not in IN_PLACE and note.get("place") != "inline" and not layout.is_block(note)


def _words(element: Element) -> str:
    return characters(element).strip()
