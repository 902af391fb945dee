"""The reading: the source's text with the carrier's syntax taken off, and every source character accounted for.

    source   ## **From the file**\n          reading   From the file\n

A `Segment` is a stretch of the source and what became of it: text (rule ""), carrier syntax that a named rule took
off ("heading", "emphasis" …), or a character that the carrier writes with several (`&amp;`, rule "reference"). The
segments tile the source without a gap, and their texts put together are the reading's text: that is the first half
of the proof that nothing is lost (encoding/proof.py has the other).
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from tei_miasnikov.findings import Finding
from tei_miasnikov.text.source import Place, Source
from tei_miasnikov.text.span import Annotation, Span


class Segment(NamedTuple):
    """A stretch of the source, the stretch of the text made of it, and the rule: "" where they are the same."""

    source: Span
    text: Span
    rule: str


class Block(NamedTuple):
    """A tile of the text: a paragraph, heading, list item or rule as the carrier shows it.

    `form` is heading, paragraph, item, continuation (a further paragraph of an item or note), note, rule or verbatim;
    `level` is a heading's level or an item's depth; `quotation` counts the quotations around it; `series` tells lists
    apart, and series of notes; `note` is the key by which the carrier's anchors (a `ref` whose target it is) call the
    note that begins here.
    """

    span: Span
    form: str
    level: int = 0
    quotation: int = 0
    series: int = 0
    note: str = ""


class Reading(Struct, frozen=True, dict=True):
    """What was read: text, blocks in order, the carrier's inline marks (hi, ref, lb, pb, formula), and the account.

    `findings` are what the reader leaves out or can't be sure of.
    """

    source: Source
    text: str
    blocks: tuple[Block, ...]
    marks: tuple[Annotation, ...]
    segments: tuple[Segment, ...]
    findings: tuple[Finding, ...] = ()

    @cached_property
    def _text_starts(self) -> list[int]:
        return [segment.text.start for segment in self._written]

    @cached_property
    def _written(self) -> list[Segment]:
        return [segment for segment in self.segments if segment.text.end > segment.text.start]

    def offset(self, position: int) -> int:
        """The source offset of a character of the text."""
        if not self._written:
            return 0
        segment = self._written[max(bisect_right(self._text_starts, position) - 1, 0)]
        within = position - segment.text.start if not segment.rule else 0
        return min(segment.source.start + within, segment.source.end)

    def place(self, position: int) -> Place:
        """The line and column, in the source, of a character of the text."""
        return self.source.place(self.offset(position))

    def account(self) -> Counter[str]:
        """How many characters of the source each rule took off; under "" those that are text."""
        counts: Counter[str] = Counter()
        for segment in self.segments:
            counts[segment.rule] += segment.source.end - segment.source.start
        return counts


class ReadingBuilder:
    """Collects a reading from the first character of the source to the last."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.blocks: list[Block] = []
        self.marks: list[Annotation] = []
        self._segments: list[Segment] = []
        self._pieces: list[str] = []
        self.cursor = 0
        self.length = 0

    def text(self, end: int) -> None:
        """The source as far as `end` is text."""
        self._take(end, self.source.text[self.cursor : end], "")

    def carrier(self, end: int, rule: str, text: str = "") -> None:
        """The source as far as `end` is syntax that `rule` takes off, `text` being what it stands for."""
        self._take(end, text, rule)

    def _take(self, end: int, text: str, rule: str) -> None:
        if end <= self.cursor:
            return
        start, self.length = self.length, self.length + len(text)
        self._segments.append(Segment(Span(self.cursor, end), Span(start, self.length), rule))
        self._pieces.append(text)
        self.cursor = end

    def reading(self) -> Reading:
        """The reading, once the source is used up."""
        marks = sorted([*self.marks, *_page_breaks("".join(self._pieces))], key=lambda mark: mark.span)
        return Reading(
            self.source, "".join(self._pieces), tuple(self.blocks), tuple(marks), tuple(_joined(self._segments))
        )


def _page_breaks(text: str) -> Iterator[Annotation]:
    position = text.find("\f")
    while position >= 0:
        span = Span(position, position + 1)
        yield Annotation(span, "pb", held=span)
        position = text.find("\f", position + 1)


def _joined(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Neighbouring stretches of text as one."""
    last: Segment | None = None
    for segment in segments:
        if last is not None and not last.rule and not segment.rule:
            last = Segment(Span(last.source.start, segment.source.end), Span(last.text.start, segment.text.end), "")
            continue
        if last is not None:
            yield last
        last = segment
    if last is not None:
        yield last
