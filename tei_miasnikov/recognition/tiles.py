"""Tiles: what each block of a division is, by the first rule of the table that knows it.

    [Vol. 3, pp. 39-41.]      citation      /.../           omission      * * * * *         ornament
    A. No, I did not.         turn          Top Secret      rule          December 27 1944  dateline

A paragraph that a page break split is one tile again (`_join`), where the first half lacks a sentence end and the
second goes on in lower case, and neither is a line of a formula; a rule between the two is the page's border.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise, takewhile
from typing import NamedTuple

from tei_miasnikov.recognition.bench import bench_lines
from tei_miasnikov.recognition.cast import cast_lines
from tei_miasnikov.recognition.labels import SPACE, Label, Labels
from tei_miasnikov.recognition.lines import Known, iter_parts
from tei_miasnikov.recognition.profile import BlockRule
from tei_miasnikov.recognition.standoff.citations import forms_in, is_citation
from tei_miasnikov.recognition.standoff.dates import find_dates
from tei_miasnikov.recognition.transcript import Transcript, trimmed
from tei_miasnikov.text.readers.plain import RULE
from tei_miasnikov.text.reading import Block
from tei_miasnikov.text.span import Span, covering

UNENDED = re.compile(r"[^\W_](?:[,–—-]|\s[–—-])?\Z")
GOES_ON = re.compile(r"[^\W\d_]")
FULL_LINE = 40
"""A paragraph that a page break splits is at least so long before it."""
FURNITURE = frozenset({"fw", "pb", "lb", "milestone"})
BRACKETS = "[]() \t."


class Tile(NamedTuple):
    """A block, or two that belong together, and what it is: the label of a turn, the profile's rule that knew it.

    `joins` are the parts that page breaks cut off, `pages` the rules that stood between them; `members` are the
    lines of a cast list.
    """

    span: Span
    kind: str
    block: Block
    label: Label | None = None
    rule: BlockRule | None = None
    found: re.Match[str] | None = None
    joins: tuple[Span, ...] = ()
    pages: tuple[Block, ...] = ()
    members: tuple[Block, ...] = ()


class Setting(NamedTuple):
    """Where blocks stand: the transcript, the document's subtype and labels, where notes and the document begin."""

    transcript: Transcript
    subtype: str
    labels: Labels
    note_starts: frozenset[int] = frozenset()
    heading: int = -1


def tile(setting: Setting, blocks: Sequence[Block]) -> list[Tile]:
    """The tiles of a division's blocks, in order."""
    tiles: list[Tile] = []
    turned = False
    blocks = [part for block in blocks for part in _parts(setting, block)]
    index = 0
    while index < len(blocks):
        seats = 0 if turned else _seats(setting, blocks[index:])
        if seats:
            tiles += [Tile(block.span, "bench", block) for block in blocks[index : index + seats]]
            index += seats
            continue
        players = _players(setting, tiles, blocks[index:])
        if players:
            tiles.append(
                Tile(
                    covering(blocks[index : index + players]),
                    "cast",
                    blocks[index],
                    members=tuple(blocks[index : index + players]),
                )
            )
            index += players
            continue
        new = _kind(setting, blocks[index])
        turned = turned or new.kind == "turn"
        _append(setting, tiles, new)
        index += 1
    return tiles


def _parts(setting: Setting, block: Block) -> Iterator[Block]:
    """A block, or those that it holds where blank lines are missing."""
    if block.span.start in setting.note_starts or block.span.start == setting.heading:
        return iter((block,))
    if setting.transcript.profile.labels.begin == "paragraph":
        return _inline_parts(setting, block)
    parts = iter_parts(block, setting.transcript.text, partial(_known, setting))
    return (inner for part in parts for inner in _inline_parts(setting, part))


def _inline_parts(setting: Setting, block: Block) -> Iterator[Block]:
    """A block, or its question and each answer in it."""
    words = setting.transcript.words(block)
    starts = [block.span.start, *(block.span.start + place for place in setting.labels.iter_inline(words))]
    form = block.form
    for start, end in pairwise([*starts, block.span.end]):
        last = end if end == block.span.end else start + len(setting.transcript.text[start:end].rstrip(SPACE))
        if last > start:
            yield block._replace(span=Span(start, last), form=form)
            form = "paragraph"


def _known(setting: Setting, block: Block) -> Known:
    found = _kind(setting, block)
    return Known(found.kind, found.rule)


def _seats(setting: Setting, blocks: Sequence[Block]) -> int:
    roles = setting.transcript.profile.bench
    if not roles:
        return 0
    lines = [setting.transcript.words(block) for block in blocks[:40]]
    return bench_lines(lines, roles, setting.transcript.people)


def _players(setting: Setting, tiles: Sequence[Tile], blocks: Sequence[Block]) -> int:
    """How many blocks are a cast list, which stands under the heading that the profile knows."""
    heading = setting.transcript.profile.layout.cast
    if heading is None or not tiles or tiles[-1].kind != "heading":
        return 0
    if not heading.fullmatch(setting.transcript.words(tiles[-1].block)):
        return 0
    return cast_lines(blocks, setting.transcript.text, setting.transcript.profile)


def _kind(setting: Setting, block: Block) -> Tile:
    """What a block is: the first rule that knows it, else plain."""
    words = setting.transcript.words(block)
    for known in RULES:
        found = known(setting, block, words)
        if found is not None:
            return found
    return Tile(block.span, "heading" if block.form == "heading" else "plain", block)


def _heading(setting: Setting, block: Block, words: str) -> Tile | None:
    return Tile(block.span, "heading", block) if block.span.start == setting.heading else None


def _note(setting: Setting, block: Block, words: str) -> Tile | None:
    return Tile(block.span, "note", block) if block.span.start in setting.note_starts else None


def _citation(setting: Setting, block: Block, words: str) -> Tile | None:
    transcript, rules = setting.transcript, setting.transcript.profile.citations
    is_one = is_citation(words, rules, forms_in(transcript.text, rules.forms))
    return Tile(block.span, "citation", block) if is_one else None


def _omission(setting: Setting, block: Block, words: str) -> Tile | None:
    sign = setting.transcript.profile.omission.sign
    return Tile(block.span, "omission", block) if sign and words == sign else None


def _ornament(setting: Setting, block: Block, words: str) -> Tile | None:
    return Tile(block.span, "ornament", block) if block.form == "rule" or RULE.fullmatch(words) else None


def _turn(setting: Setting, block: Block, words: str) -> Tile | None:
    label = setting.labels.find(words, block.span.start)
    if label is None or (label.speaker.rend and not _has_emphasis(setting, label)):
        return None
    if not _is_furniture(setting, Span(block.span.start, label.span.start)):
        label = label._replace(span=Span(block.span.start, label.span.end))
    return Tile(block.span, "turn", block, label)


def _is_furniture(setting: Setting, span: Span) -> bool:
    """Whether nothing but marks of time, pages and lines stands before a label; a note's anchor belongs to it."""
    marks = [mark.span for mark in setting.transcript.marks(span) if mark.element in FURNITURE]
    text = setting.transcript.reading.text
    return _signs(span.of(text)) <= sum(_signs(mark.of(text)) for mark in marks)


def _signs(words: str) -> int:
    """How many signs these words have that XML does not take for space."""
    return sum(sign not in SPACE for sign in words)


def _has_emphasis(setting: Setting, label: Label) -> bool:
    """Whether a label has the emphasis that alone parts it from the speech."""
    marks = setting.transcript.marks(label.span)
    return any(mark.get("rend") == label.speaker.rend and mark.span.end - label.span.end in (0, 1) for mark in marks)


def _direction(setting: Setting, block: Block, words: str) -> Tile | None:
    """A paragraph that is a stage direction: the turn goes on behind it."""
    pattern = setting.transcript.profile.directions.paragraph
    return Tile(block.span, "direction", block) if pattern and pattern.fullmatch(words) else None


def _rule(setting: Setting, block: Block, words: str) -> Tile | None:
    for rule in setting.transcript.profile.blocks:
        if not rule.within or setting.subtype in rule.within:
            found = rule.match.match(words)
            if found:
                return Tile(block.span, rule.element, block, rule=rule, found=found)
    return None


def _dateline(setting: Setting, block: Block, words: str) -> Tile | None:
    """A block that is nothing but a date, in brackets or not."""
    if len(words) > FULL_LINE or block.form == "heading":
        return None
    bare = words.strip(BRACKETS)
    dates = find_dates(bare, setting.transcript.profile.date_languages)
    found = next(iter(dates), None)
    return Tile(block.span, "dateline", block) if found and found.span == Span(0, len(bare)) else None


RULES: tuple[Callable[[Setting, Block, str], Tile | None], ...] = (
    _heading,
    _note,
    _citation,
    _omission,
    _ornament,
    _rule,
    _direction,
    _turn,
    _dateline,
)
"""The rules, the surest first."""


def _append(setting: Setting, tiles: list[Tile], new: Tile) -> None:
    if new.kind == "ornament" and tiles and tiles[-1].kind == "note":
        new = new._replace(kind="border")
    if new.kind == "note" and tiles and tiles[-1].kind == "ornament":
        tiles[-1] = tiles[-1]._replace(kind="border")
    rules = list(takewhile(lambda tile: tile.kind == "ornament", reversed(tiles[-2:])))
    last = len(tiles) - len(rules) - 1
    if last >= 0 and len(rules) < 2 and _continues(setting, tiles[last], new):
        pages = (*tiles[last].pages, *(rule.block for rule in rules))
        joined = Span(tiles[last].span.start, new.span.end)
        tiles[last:] = [tiles[last]._replace(span=joined, joins=(*tiles[last].joins, new.span), pages=pages)]
    else:
        tiles.append(new)


def _continues(setting: Setting, last: Tile, new: Tile) -> bool:
    """Whether a page break parted one paragraph into these two."""
    if (
        last.kind not in ("plain", "turn")
        or new.kind != "plain"
        or new.block.form not in ("paragraph", last.block.form)
    ):
        return False
    if setting.subtype in setting.transcript.profile.paragraphs.display:
        return False
    first = trimmed(last.span.of(setting.transcript.text))
    second = new.span.of(setting.transcript.text)
    begins = GOES_ON.match(second)
    return len(first) >= FULL_LINE and bool(UNENDED.search(first)) and begins is not None and begins.group().islower()
