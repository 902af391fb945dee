"""Bodies of notes: where the source prints a note, there it stands, its printed number in @n.

    <sup>3</sup> Central Archive …      <note n="3" target="#ref-intro-3"><p>Central Archive …</p></note>

Source: TEI Guidelines 3.9.1 (encoding notes).
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from tei_miasnikov.recognition.divisions import Division
from tei_miasnikov.recognition.identifiers import Identifiers
from tei_miasnikov.recognition.notes import Series
from tei_miasnikov.recognition.ornaments import milestone
from tei_miasnikov.recognition.transcript import Transcript
from tei_miasnikov.text.reading import Block
from tei_miasnikov.text.span import Annotation, Span, annotate, covering


class Bodies(NamedTuple):
    """The bodies of all series, by the offset at which each begins."""

    transcript: Transcript
    series: Sequence[Series]
    at: dict[int, tuple[Series, int]]
    further: frozenset[int] = frozenset()

    @classmethod
    def of(cls, transcript: Transcript, series: Sequence[Series]) -> "Bodies":
        """The bodies of these series."""
        at = {body.marker.start: (one, index) for one in series for index, body in enumerate(one.bodies)}
        blocks = transcript.reading.blocks
        between = [blocks[a.block + 1 : b.block] for one in series for a, b in pairwise(one.bodies)]
        further = frozenset(block.span.start for part in between for block in part if block.form == "paragraph")
        return cls(transcript, series, at, further)

    def encode(self, blocks: Sequence[Block]) -> Iterator[Annotation]:
        """The notes among these blocks, each with its further paragraphs."""
        for note in self._notes(blocks):
            yield from self._note(note)

    def starts(self, blocks: Sequence[Block]) -> frozenset[int]:
        """Where the blocks of the notes among these begin, further paragraphs too: no turn is looked for in them."""
        return frozenset(block.span.start for note in self._notes(blocks) for block in note)

    def _notes(self, blocks: Sequence[Block]) -> Iterator[list[Block]]:
        for index, block in enumerate(blocks):
            if block.span.start in self.at:
                yield [block, *takewhile(self._is_further, blocks[index + 1 :])]

    def _is_further(self, block: Block) -> bool:
        """Whether a block is a further paragraph of the note before it."""
        return block.form == "continuation" or block.span.start in self.further

    def _note(self, blocks: Sequence[Block]) -> Iterator[Annotation]:
        series, index = self.at[blocks[0].span.start]
        body, anchor = series.bodies[index], series.target(index)
        held = _with_space(body.marker, self.transcript.reading.text)
        yield annotate(
            covering(blocks),
            "note",
            held=held,
            type="editorial",
            resp=f"#{self.transcript.editor}" if self.transcript.editor else None,
            xml_id=series.note_ids[index],
            n=body.marker.of(self.transcript.reading.text).strip(),
            target=anchor and f"#{anchor}",
        )
        yield annotate(Span(held.end, blocks[0].span.end), "p")
        yield from (annotate(block.span, "p") for block in blocks[1:])


def encode_notes_division(division: Division, bodies: Bodies, ids: Identifiers) -> Iterator[Annotation]:
    """A division of notes; rules around it stand outside, rules within it are the pages'."""
    text, series = bodies.transcript.text, bodies.series
    notes = _without_rules(division.blocks)
    yield from (milestone(block, text) for block in division.blocks if block.form == "rule")
    name = series[division.series].name
    own = ids.new(f"notes-{name}")
    yield annotate(covering(notes), "div", type="notes", n=str(division.series + 1), xml_id=own)
    yield from bodies.encode(notes)


def _without_rules(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks from the first note to the last."""
    places = [index for index, block in enumerate(blocks) if block.form != "rule"]
    return blocks[places[0] : places[-1] + 1]


def _with_space(span: Span, text: str) -> Span:
    """A sign with the space behind it."""
    end = span.end
    while end < len(text) and text[end] in " \t":
        end += 1
    return Span(span.start, end)
