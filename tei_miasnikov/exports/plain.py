"""Text as people read it: what stands on the page, a blank line between paragraphs.

    Q. Why did you flee abroad?

    A: Starting in 1920, I had differences with the Central Committee of the RKP(b)[4] on the meaning of …

The label of a turn stands before its first words. The sign of a note stands in brackets; notes stand where the
edition has them, those within a paragraph at the end of the text. Lines of verse, items of lists and cells follow each
other without a blank line.
"""

from collections.abc import Iterator
from copy import deepcopy
from itertools import count

from lxml import etree

from tei_miasnikov.encoded.names import first, iter_named, local, tei
from tei_miasnikov.encoded.words import CONTAINERS, is_read, iter_blocks, line_of
from tei_miasnikov.errors import SourceError
from tei_miasnikov.exports.material import Export, Material, single
from tei_miasnikov.exports.serial import outermost_texts

CLOSE = frozenset(["l", "item", "label", "castItem", "cell"])
"""Blocks that follow each other on the next line."""


def export(material: Material) -> Export:
    """The text of the publication. Raises SourceError where it has none."""
    texts = [deepcopy(text) for text in outermost_texts(material.publication.root)]
    written = "\n\n".join(filter(None, map(read_aloud, texts)))
    if not written:
        raise SourceError(f"{material.publication.path}: has no text, only a header or pictures")
    return single(material, ".txt", f"{written}\n".encode())


def read_aloud(text: etree._Element) -> str:
    """The words of a text; the tree is changed on the way."""
    collected = list(_collect_notes(text))
    _label_turns(text)
    for item in iter_named(text, "item"):
        _prefix(item, f"{item.get('n')} " if item.get("n") else "")
    written = "".join(_spaced(text))
    return "\n\n".join(filter(None, [written, *collected]))


def _spaced(text: etree._Element) -> Iterator[str]:
    last = ""
    for number, (words, block) in enumerate(iter_blocks(text)):
        name = local(block)
        if number:
            yield "\n" if name in CLOSE and last in CLOSE else "\n\n"
        yield words
        last = name


def _collect_notes(text: etree._Element) -> Iterator[str]:
    """Signs of notes made words; notes that stand by themselves are read there, the words of others are given."""
    for ref in list(iter_named(text, "ref")):
        if not is_read(ref):
            ref.tag = tei("seg")
            ref.text = f"[{ref.text}]" if ref.text and not len(ref) else ref.text
    numbers = count(1)
    for note in list(iter_named(text, "note")):
        parent = note.getparent()
        if is_read(note) or parent is None:
            continue
        sign = note.get("n", "")
        if local(parent) in CONTAINERS:
            note.set("place", "inline")
            _prefix(note, f"[{sign}] " if sign else "")
            continue
        sign = sign or str(next(numbers))
        yield f"[{sign}] {line_of(note)}"
        _replace(note, f"[{sign}]")


def _replace(note: etree._Element, sign: str) -> None:
    """The sign instead of a note, what follows it kept."""
    tail = note.tail
    note.clear()
    note.tag, note.text, note.tail = tei("seg"), sign, tail


def _label_turns(text: etree._Element) -> None:
    """The label of each turn before its first words."""
    for speaker in list(iter_named(text, "speaker")):
        speech = speaker.getparent()
        spoken = first(iter_named(speech, "p", "ab", "l")) if speech is not None else None
        if spoken is not None and speech is not None:
            _prefix(spoken, f"{line_of(speaker)} ")
            speaker.tag, speaker.text = tei("seg"), None
            del speaker[:]


def _prefix(element: etree._Element, words: str) -> None:
    """Words before those of an element, or of its first block."""
    inner = first(iter_named(element, "p", "ab", "l"))
    target = inner if inner is not None else element
    target.text = words + (target.text or "")
