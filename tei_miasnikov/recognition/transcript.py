"""The transcript: what every recogniser looks at, and nothing else.

    transcript.words(block)      the words of a block; note anchors and links are masked by U+FFFC, one a character

The mask keeps offsets true and keeps the 5 of an anchor from being read as part of a year.
"""

from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property

from msgspec import Struct

from tei_miasnikov.findings import Finding, Severity
from tei_miasnikov.recognition.people import Person
from tei_miasnikov.recognition.profile import Profile
from tei_miasnikov.text.reading import Block, Reading
from tei_miasnikov.text.span import Annotation, Span

MASK = "\ufffc"


class Transcript(Struct, frozen=True, dict=True):
    """A reading with its profile and people; `text` is the reading's text with anchors and links masked.

    `editor` is the id of the profile's editor and `file` that of the archive's file, each "" where the header does
    not declare them, since a pointer must lead somewhere.
    """

    reading: Reading
    profile: Profile
    text: str
    people: tuple[Person, ...] = ()
    editor: str = ""
    file: str = ""

    @cached_property
    def _mark_starts(self) -> list[int]:
        return [mark.span.start for mark in self.reading.marks]

    def marks(self, span: Span) -> tuple[Annotation, ...]:
        """The carrier's marks that begin within a span."""
        first = bisect_left(self._mark_starts, span.start)
        return self.reading.marks[first : bisect_left(self._mark_starts, max(span.end, span.start + 1))]

    def words(self, block: Block) -> str:
        """The words of a block, spaces and anchors at their end left out."""
        return trimmed(block.span.of(self.text))

    def rendered(self, block: Block, rend: str) -> bool:
        """Whether marks of this rendition cover all words of a block."""
        words = Span(block.span.start, block.span.start + len(self.words(block)))
        return any(mark.get("rend") == rend and mark.span.contains(words) for mark in self.marks(block.span))

    def finding(self, code: str, message: str, span: Span, hint: str) -> Finding:
        """A warning about words of the transcript, with its place in the source."""
        return finding(self.reading, code, message, span, hint)


def trimmed(words: str) -> str:
    """Words without the spaces and anchors at their end."""
    while words != (shorter := words.rstrip().rstrip(MASK)):
        words = shorter
    return words


def finding(reading: Reading, code: str, message: str, span: Span, hint: str) -> Finding:
    """A warning about words of a reading, with its place in the source."""
    line, column = reading.place(span.start)
    words = " ".join(span.of(reading.text).split())
    shown = words if len(words) <= 100 else f"{words[:60]} … {words[-36:]}"
    return Finding(code, message, reading.source.name, line, column, shown, hint, Severity.WARNING)


def masked(text: str, spans: Iterable[Span]) -> str:
    """The text with these spans (in order) replaced by the mask."""
    pieces, position = [], 0
    for span in spans:
        pieces += [text[position : span.start], MASK * (span.end - max(span.start, position))]
        position = max(position, span.end)
    return "".join([*pieces, text[position:]])
