"""Documents: heads, an opener, labels, turns and paragraphs, a closer, and the source note last.

TEI refuses an opener after a paragraph, a second opener, and all but notes after a closer; what stands where TEI would
refuse it stays a paragraph. A further heading opens a section. Source: TEI Guidelines 4.2 (elements common to all
divisions).
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from tei_miasnikov.recognition.bodies import Bodies
from tei_miasnikov.recognition.divisions import Division
from tei_miasnikov.recognition.identifiers import Identifiers
from tei_miasnikov.recognition.labels import Labels
from tei_miasnikov.recognition.ornaments import page_border
from tei_miasnikov.recognition.tiles import Setting, Tile, tile
from tei_miasnikov.recognition.transcript import Transcript
from tei_miasnikov.recognition.turns import Turns
from tei_miasnikov.recognition.voices import cast_voices
from tei_miasnikov.text.span import Annotation, Span, annotate, covering

OPENING = frozenset({"dateline", "salute"})
CLOSING = frozenset({"salute", "signed"})
TRAILING = frozenset({"citation", "omission", "ornament", "note"})
"""What may stand after a closer."""
LABELS_LOOKED_AT = 6
"""So many blocks below the heading are looked at for a label that tells the subtype."""
CONTENT = frozenset({"p", "sp", "list", "quote", "div", "stage", "label", "castList"})
"""Elements that make a division one that TEI accepts."""


class Document(NamedTuple):
    """A document as the header speaks of it; `sessions` are those of its voices that have no name, with their roles."""

    id: str
    item_id: str
    number: int
    subtype: str
    span: Span
    sessions: tuple[tuple[str, str], ...]
    tiles: tuple[Tile, ...]


def encode_document(division: Division, bodies: Bodies, ids: Identifiers) -> tuple[list[Annotation], Document]:
    """The div of a document and its structure, and what the header needs to know of it."""
    transcript = bodies.transcript
    own, item = ids.new(f"doc-{division.number}"), ids.new(f"item-{division.number}")
    setting = _setting(division, bodies, find_subtype(transcript, division))
    voices = cast_voices(transcript, own)
    turns = Turns(setting, own, ids, voices, item if transcript.file else "")
    tiles = tile(setting, division.blocks)
    div = annotate(
        covering(tiles), "div", type="document", subtype=setting.subtype or None, n=str(division.number), xml_id=own
    )
    annotations = [*with_content([div, *_content(tiles, turns)]), *bodies.encode(division.blocks)]
    sessions = voices.heard({annotation.get("who") for annotation in annotations})
    return annotations, Document(own, item, division.number, setting.subtype, div.span, sessions, tuple(tiles))


def encode_division(division: Division, bodies: Bodies, ids: Identifiers) -> list[Annotation]:
    """The div of an introduction, a preface …; turns are looked for in the body only."""
    kind = division.type or "preliminary"
    own = ids.new(kind)
    setting = _setting(division, bodies, "")
    turns = Turns(setting, own, ids, cast_voices(bodies.transcript, own), "")
    tiles = tile(setting, division.blocks)
    div = annotate(covering(tiles), "div", type=kind, xml_id=own)
    return [*with_content([div, *_content(tiles, turns)]), *bodies.encode(division.blocks)]


def with_content(annotations: list[Annotation]) -> list[Annotation]:
    """The first of these holds the others; where they are heads and notes only, it gets the empty `p` TEI wants."""
    if any(annotation.element in CONTENT for annotation in annotations[1:]):
        return annotations
    return [annotations[0]._replace(empty=(("p", ()),)), *annotations[1:]]


def find_subtype(transcript: Transcript, division: Division) -> str:
    """The first subtype whose pattern is found in the heading, else in a block that a rule makes a label."""
    profile = transcript.profile
    rules = [rule.match for rule in profile.blocks if rule.element == "label"]
    head, *rest = [transcript.words(block) for block in division.blocks[: 1 + LABELS_LOOKED_AT]]
    labels = [words for words in rest if any(rule.match(words) for rule in rules)]
    for words in (head, *labels):
        for subtype, pattern in profile.documents.subtypes.items():
            if pattern.search(words):
                return subtype
    return ""


def _setting(division: Division, bodies: Bodies, subtype: str) -> Setting:
    transcript = bodies.transcript
    speakers = transcript.profile.speakers if division.part == "body" else ()
    notes = bodies.starts(division.blocks)
    heading = division.blocks[0].span.start if division.kind == "document" else -1
    return Setting(transcript, subtype, Labels(speakers, subtype, transcript.profile.labels), notes, heading)


def _content(tiles: list[Tile], turns: Turns) -> Iterator[Annotation]:
    """Heads, opener, middle, closer, and what may follow it."""
    first = 1 if tiles[0].kind == "heading" else 0
    heads = [*tiles[:first], *takewhile(lambda t: t.kind == "head", tiles[first:])]
    opener = list(takewhile(lambda t: t.kind in OPENING, tiles[len(heads) :]))
    middle, closer, trailing = _ended(tiles[len(heads) + len(opener) :])
    yield from (annotate(head.span, "head", type="sub" if number else None) for number, head in enumerate(heads))
    yield from _together("opener", opener)
    yield from _middle(middle, turns)
    yield from _together("closer", closer)
    yield from turns.encode(trailing)
    yield from (page_border(rule, turns.setting.transcript.text) for one in tiles for rule in one.pages)


def _ended(tiles: list[Tile]) -> tuple[list[Tile], list[Tile], list[Tile]]:
    """The middle, the closer, and what follows it; where there is nothing to close, there is no closer."""
    end = len(tiles) - len(list(takewhile(lambda t: t.kind in TRAILING, reversed(tiles))))
    start = end - len(list(takewhile(lambda t: t.kind in CLOSING, reversed(tiles[:end]))))
    if all(t.kind in TRAILING for t in tiles[:start]):
        start = end
    return tiles[:start], tiles[start:end], tiles[end:]


def _together(element: str, tiles: Sequence[Tile]) -> Iterator[Annotation]:
    """An opener or closer and its lines."""
    if not tiles:
        return
    yield annotate(covering(tiles), element)
    for line in tiles:
        yield annotate(line.span, line.kind)
        if line.found and line.found.groupdict().get("place"):
            yield annotate(Span(*line.found.span("place")).shift(line.span.start), "placeName")


def _middle(tiles: list[Tile], turns: Turns) -> Iterator[Annotation]:
    """Turns and paragraphs; a further heading opens a section that runs to the next."""
    starts = [index for index, one in enumerate(tiles) if one.kind == "heading"]
    yield from turns.encode(tiles[: starts[0]] if starts else tiles)
    for start, end in pairwise([*starts, len(tiles)]):
        section = tiles[start:end]
        div, head = annotate(covering(section), "div", type="section"), annotate(section[0].span, "head")
        yield from with_content([div, head, *turns.encode(section[1:])])
