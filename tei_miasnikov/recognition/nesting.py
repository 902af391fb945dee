"""Nesting: no two annotations of a passage cross.

Structure wins; a find that crosses an earlier one is left out and becomes a finding, never dropped in silence.
Emphasis alone may be cut without harm: `hi` ends where another element does and begins again behind it. Emphasis
that covers a whole element is that element's @rend.

    **Q. Why** did      <speaker rend="bold">Q.</speaker> <p><hi rend="bold">Why</hi> did</p>
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from tei_miasnikov.text.span import Annotation, Span

UNMARKED = frozenset({"role", "roleDesc", "actor"})
"""Elements that TEI refuses in `hi`: emphasis around them is cut at their borders."""


class Nested(NamedTuple):
    """The annotations of a passage, its own element first, and the finds that had to give way."""

    annotations: list[Annotation]
    refused: list[Annotation]


def nest(element: Annotation, finds: Iterable[Annotation], marks: Sequence[Annotation]) -> Nested:
    """Put finds (the surest first) and the carrier's emphasis into one element. Offsets are the text's."""
    kept = _Nest(element)
    refused = [find for find in finds if not kept.take(find)]
    for mark in marks:
        for piece in kept.pieces(mark.span):
            kept.render(mark._replace(span=piece))
    return Nested(kept.annotations, refused)


class _Nest:
    """Annotations none of which cross; their borders are kept in order, so that a new one meets only its neighbours."""

    def __init__(self, element: Annotation) -> None:
        self.annotations = [element]
        self._borders: list[tuple[int, Span]] = []
        self._at = {element.span: 0}
        self._unmarked: list[Span] = []

    def take(self, find: Annotation) -> bool:
        """Take a find in, unless it crosses another or leaves the element."""
        if not self.annotations[0].span.contains(find.span) or any(self._crossed(find.span)):
            return False
        self._add(find)
        return True

    def pieces(self, span: Span) -> list[Span]:
        """The span cut where it crosses the borders of others, and to the element itself."""
        whole = self.annotations[0].span
        span = Span(max(span.start, whole.start), min(span.end, whole.end))
        cuts = {border for border, _ in self._crossed(span)}
        cuts.update(border for inner in self._unmarked if span.contains(inner) for border in inner)
        return [Span(start, end) for start, end in pairwise(sorted({*span, *cuts})) if start < end]

    def render(self, mark: Annotation) -> None:
        """As @rend where an element has the same words, else as an element of its own."""
        same, rend = self._at.get(mark.span), mark.get("rend")
        if same is None or rend is None:
            self._add(mark)
            return
        other = self.annotations[same]
        rends = " ".join([*filter(None, [other.get("rend")]), rend])
        attributes = (*(a for a in other.attributes if a[0] != "rend"), ("rend", rends))
        self.annotations[same] = other._replace(attributes=attributes)

    def _add(self, annotation: Annotation) -> None:
        if annotation.element != "hi":
            self._at.setdefault(annotation.span, len(self.annotations))
        if annotation.element in UNMARKED:
            self._unmarked.append(annotation.span)
        self.annotations.append(annotation)
        for border in annotation.span:
            insort(self._borders, (border, annotation.span))

    def _crossed(self, span: Span) -> Iterator[tuple[int, Span]]:
        """The borders within a span of those that cross it."""
        low = bisect_right(self._borders, span.start, key=lambda border: border[0])
        high = bisect_left(self._borders, span.end, key=lambda border: border[0])
        return (border for border in self._borders[low:high] if border[1].crosses(span))
