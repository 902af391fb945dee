"""Nesting: no two annotations of a passage cross.

Structure wins; a find that crosses an earlier one is left out and becomes a finding, never dropped in silence.
Emphasis alone may be cut without harm: `hi` ends where another element does and begins again behind it. Emphasis
that covers a whole element is that element's @rend.

    **Q. Why** did      <speaker rend="bold">Q.</speaker> <p><hi rend="bold">Why</hi> did</p>
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from tei_miasnikov.text.span import Annotation, Span


class Nested(NamedTuple):
    """The annotations of a passage, its own element first, and the finds that had to give way."""

    annotations: list[Annotation]
    refused: list[Annotation]


def nest(element: Annotation, finds: Iterable[Annotation], marks: Sequence[Annotation]) -> Nested:
    """Put finds (the surest first) and the carrier's emphasis into one element. Offsets are the text's."""
    kept: list[Annotation] = [element]
    refused: list[Annotation] = []
    for find in finds:
        if all(not find.span.crosses(other.span) and element.span.contains(find.span) for other in kept):
            kept.append(find)
        else:
            refused.append(find)
    for mark in marks:
        for piece in _pieces(mark.span, kept):
            _render(kept, mark._replace(span=piece))
    return Nested(kept, refused)


def _pieces(span: Span, kept: Sequence[Annotation]) -> list[Span]:
    """The span cut where it crosses the borders of others, and to the element itself."""
    whole = kept[0].span
    span = Span(max(span.start, whole.start), min(span.end, whole.end))
    cuts = {border for other in kept if other.span.crosses(span) for border in other.span}
    borders = sorted({span.start, span.end} | {cut for cut in cuts if span.start < cut < span.end})
    return [Span(start, end) for start, end in pairwise(borders) if start < end]


def _render(kept: list[Annotation], mark: Annotation) -> None:
    """As @rend where an element has the same words, else as an element of its own."""
    same = next((i for i, other in enumerate(kept) if other.span == mark.span and other.element != "hi"), None)
    rend = mark.get("rend")
    if same is None or rend is None:
        kept.append(mark)
        return
    other = kept[same]
    rends = [*filter(None, [other.get("rend")]), rend]
    kept[same] = other._replace(
        attributes=(*(a for a in other.attributes if a[0] != "rend"), ("rend", " ".join(rends)))
    )
