"""A passage: the words of one element that holds running text, as the annotators see them.

Offsets are those of the passage; `Passage.place` brings an annotation back to the text.
"""

from typing import NamedTuple

from tei_miasnikov.text.span import Annotation, Span


class Passage(NamedTuple):
    """A paragraph, a head, a stage direction …: its words (anchors and links masked), its element, where it stands."""

    text: str
    span: Span
    element: str
    marks: tuple[Annotation, ...] = ()

    def italics(self) -> list[Span]:
        """The spans set in italics."""
        return [mark.span for mark in self.marks if mark.get("rend") == "italic"]
