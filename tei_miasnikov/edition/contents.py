"""The table of contents: parts and documents, at most two deep, each with its number and date."""

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from tei_miasnikov.edition.citing import date_of
from tei_miasnikov.edition.identifiers import DIVISIONS
from tei_miasnikov.edition.volume import Volume, head_of, notes_title
from tei_miasnikov.encoded import Document
from tei_miasnikov.encoded.names import local

Element = etree._Element
DEEPEST = 2
MANY = 300
"""With more parts than that, only the first level is listed."""


class Entry(NamedTuple):
    """A part of the text: address, printed number, title, date, and the parts in it."""

    address: str
    number: str
    title: str
    date: str
    parts: tuple["Entry", ...] = ()


def contents(volume: Volume) -> list[Entry]:
    """The contents of one file."""
    entries = [entry for text in volume.texts for entry in _entries(volume, text, 1)]
    if len(entries) + sum(len(entry.parts) for entry in entries) > MANY:
        return [entry._replace(parts=()) for entry in entries]
    return entries


def _entries(volume: Volume, element: Element, depth: int) -> Iterator[Entry]:
    for child in element:
        name = local(child)
        if name in DIVISIONS or child in volume.documents:
            parts = tuple(_entries(volume, child, depth + 1)) if depth < DEEPEST else ()
            if entry := _entry(volume, child, parts):
                yield entry
        elif name in ("front", "body", "back", "group", "text"):
            yield from _entries(volume, child, depth)


def _entry(volume: Volume, division: Element, parts: tuple[Entry, ...]) -> Entry | None:
    """The entry of a division; what has neither head nor name is not listed."""
    document, own = volume.documents.get(division), volume.addresses.get(division)
    if own is None:
        return None
    if document is not None:
        title = document.title or document.head or "Document"
        return Entry(own, document.number, title, "" if _is_dated(title, document) else date_of(document), parts)
    title = head_of(volume, division) or _called(volume, division)
    return Entry(own, "", title, "", parts) if title else None


def _is_dated(title: str, document: Document) -> bool:
    """Whether the title tells the date already, by its year."""
    return bool(document.date and document.date.earliest and document.date.earliest[:4] in title)


def _called(volume: Volume, division: Element) -> str:
    kind, number = division.get("type", ""), division.get("n", "")
    if kind.startswith("note"):
        return notes_title(volume, division)
    return " ".join(filter(None, [kind.capitalize(), number]))
