"""The two types that every stage shares: a span, and a span with a name.

Span(11, 16)                                       half-open, in code points of the reading's text
annotate(Span(11, 16), "date", when="1945")        these words are a date
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

Attributes = tuple[tuple[str, str], ...]
"""Names and values in the order in which they are written; `xml:id`, `xml:lang` with their prefix."""


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int

    def shift(self, offset: int) -> "Span":
        """The same words, counted from `offset` code points earlier."""
        return Span(self.start + offset, self.end + offset)

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies within this span, its borders included."""
        return self.start <= other.start and other.end <= self.end

    def crosses(self, other: "Span") -> bool:
        """Whether the two overlap and neither contains the other."""
        return (
            self.start < other.end and other.start < self.end and not self.contains(other) and not other.contains(self)
        )

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]


class Spanned(Protocol):
    """Whatever has a span: a block, a tile, an annotation."""

    @property
    def span(self) -> Span:
        """Its words."""


def covering(parts: Sequence[Spanned]) -> Span:
    """The span from the first to the last of these, which are in order."""
    return Span(parts[0].span.start, parts[-1].span.end)


class Annotation(NamedTuple):
    """A claim about the text: the words of `span` are a TEI `element` with these attributes.

    `held` are words of the span that stand in an attribute (a note's printed number in `@n`) and so are not written
    as text; `empty` are empty elements to be written inside (a `certainty`, the `p` of a turn without words).
    """

    span: Span
    element: str
    attributes: Attributes = ()
    held: Span | None = None
    empty: tuple[tuple[str, Attributes], ...] = ()

    def get(self, name: str) -> str | None:
        """The value of an attribute, None where it has none."""
        return next((value for key, value in self.attributes if key == name), None)

    def shift(self, offset: int) -> "Annotation":
        """The same claim, counted from `offset` code points earlier."""
        return self._replace(span=self.span.shift(offset), held=self.held and self.held.shift(offset))


def attributes(**values: str | None) -> Attributes:
    """Attributes by keyword, those that are None left out; `xml_id` and `xml_lang` become `xml:id` and `xml:lang`."""
    return tuple(
        (name.replace("xml_", "xml:") if name.startswith("xml_") else name.rstrip("_"), value)
        for name, value in values.items()
        if value is not None
    )


def annotate(span: Span, element: str, held: Span | None = None, **values: str | None) -> Annotation:
    """An annotation, its attributes given by keyword as for `attributes` (`from_` for `from`)."""
    return Annotation(span, element, attributes(**values), held)
