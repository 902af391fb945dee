"""Placing: notes stand where the source prints them or, when asked for, at the words they speak of.

    … English.<ref xml:id="ref-1">1</ref>  becomes  … English.<ref xml:id="ref-1">1</ref><note xml:id="note-1">…</note>

Only whole notes are moved, and the space about them stays where it was; `text_in_order` is the text as it then stands,
for the proof. A note that is called only from another note stays. Source: TEI Guidelines 3.9.1.1 (placement of notes).
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from tei_miasnikov.encoding.tree import XML, qualified
from tei_miasnikov.text.span import Annotation, Span

XML_ID = f"{{{XML}}}id"


class Move(NamedTuple):
    """A note, and the anchor behind which it goes."""

    anchor: Annotation
    note: Annotation


def find_moves(annotations: Sequence[Annotation]) -> list[Move]:
    """A move for each note that an anchor in the text calls, in the order of the anchors."""
    notes = {f"#{a.get('xml:id')}": a for a in annotations if a.element == "note" and a.get("type") == "editorial"}
    starts = sorted(note.span for note in notes.values())
    moves: dict[str, Move] = {}
    for anchor in (a for a in annotations if a.get("type") == "noteAnchor"):
        target = anchor.get("target") or ""
        if target in notes and not _within(anchor.span, starts):
            moves.setdefault(target, Move(anchor, notes[target]))
    return list(moves.values())


def _within(span: Span, ordered: Sequence[Span]) -> bool:
    before = bisect_left(ordered, (span.start + 1,)) - 1
    return before >= 0 and ordered[before].contains(span)


def place_inline(text: etree._Element, moves: Sequence[Move]) -> None:
    """Move notes behind their anchors; a division of notes that is left empty goes."""
    elements = {element.get(XML_ID): element for element in text.iter(qualified("ref"), qualified("note"))}
    for move in moves:
        _put_behind(elements[move.note.get("xml:id")], elements[move.anchor.get("xml:id")])
    for div in list(text.iter(qualified("div"))):
        if div.get("type") == "notes" and not len(div):
            div.tail = (div.text or "") + (div.tail or "")
            _take_out(div)


def _put_behind(note: etree._Element, anchor: etree._Element) -> None:
    parent = anchor.getparent()
    if parent is not None:
        _take_out(note)
        note.tail, anchor.tail = anchor.tail, None
        parent.insert(parent.index(anchor) + 1, note)


def _take_out(element: etree._Element) -> None:
    """Take an element away, and leave what follows it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    element.tail = None
    parent.remove(element)


def text_in_order(text: str, held: Sequence[Span], moves: Sequence[Move]) -> Iterator[str]:
    """The text as it is written: without what attributes hold (in order), each moved note behind its anchor."""
    bodies = [move.note.span for move in moves]
    ordered = sorted(bodies)
    holes = [*(span for span in held if not _within(span, ordered)), *bodies]
    put = {Span(move.anchor.span.end, move.anchor.span.end): move.note.span for move in moves}
    position = 0
    for stop in sorted([*holes, *put]):
        yield text[position : stop.start]
        position = stop.end
        if stop in put:
            yield from _without(text, put[stop], held)
    yield text[position:]


def _without(text: str, span: Span, held: Sequence[Span]) -> Iterator[str]:
    """The words of a span without what attributes hold."""
    position = span.start
    for hole in held[bisect_left(held, (span.start,)) : bisect_left(held, (span.end,))]:
        yield text[position : hole.start]
        position = hole.end
    yield text[position : span.end]
