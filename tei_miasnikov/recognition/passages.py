"""Passages: each element that holds running text gets its finds, its note anchors, and its emphasis.

The structure is given; here what the annotators find is put into it, so that nothing crosses.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from re import Pattern

from tei_miasnikov.findings import Finding
from tei_miasnikov.recognition.identifiers import Identifiers
from tei_miasnikov.recognition.nesting import nest
from tei_miasnikov.recognition.standoff import find_all
from tei_miasnikov.recognition.standoff.dates import iter_impossible_dates
from tei_miasnikov.recognition.standoff.passage import Passage
from tei_miasnikov.recognition.transcript import Transcript
from tei_miasnikov.text.span import Annotation, Span, annotate

UNSEARCHED = frozenset({"speaker", "castItem", "note", "ellipsis"})
"""Elements in which nothing is looked for; they only carry anchors and emphasis."""
RUNNING = UNSEARCHED | {
    "p", "l", "head", "titlePart", "byline", "item", "label", "salute", "signed", "dateline", "stage",
}  # fmt: skip
"""Elements whose content is running text, unless another of them stands within."""
SIGNS = frozenset({"ref", "lb", "pb", "fw", "milestone", "formula"})
"""The carrier's marks that are elements of their own."""

BETWEEN = frozenset({"pb", "lb", "fw", "milestone"})
"""Those of them that may stand between passages."""


def annotate_passages(
    transcript: Transcript, structure: Sequence[Annotation], anchored: Sequence[Annotation], ids: Identifiers
) -> tuple[list[Annotation], list[Finding]]:
    """The structure with all finds in it, and a finding for each find that had to give way."""
    desk = _Desk(transcript, anchored, ids)
    ordered = sorted(structure, key=lambda a: (a.span.start, -a.span.end))
    annotations: list[Annotation] = []
    for element, within in _passages(ordered):
        annotations += [element] if within is None else desk.annotate(element, within)
    annotations += desk.left_over()
    return sorted(annotations, key=lambda a: (a.span.start, -a.span.end)), desk.findings


def _passages(structure: Sequence[Annotation]) -> Iterator[tuple[Annotation, Sequence[Annotation] | None]]:
    """Each element, with all elements within it where it is a passage, else with None."""
    index = 0
    while index < len(structure):
        element, end = structure[index], index + 1
        while element.element in RUNNING and end < len(structure) and element.span.contains(structure[end].span):
            end += 1
        within = structure[index + 1 : end]
        if element.element not in RUNNING or any(inner.element in RUNNING for inner in within):
            yield element, None
            index += 1
        else:
            yield element, within
            index = end


class _Desk:
    """Annotates one passage after the other."""

    def __init__(self, transcript: Transcript, anchored: Sequence[Annotation], ids: Identifiers) -> None:
        self._transcript = transcript
        self._anchors = sorted(anchored, key=lambda anchor: anchor.span)
        self._called = {anchor.span for anchor in anchored}
        self._ids = ids
        self._starts = [block.span.start for block in transcript.reading.blocks]
        self._used: set[Span] = set()
        self.findings: list[Finding] = []

    def annotate(self, element: Annotation, within: Sequence[Annotation]) -> list[Annotation]:
        marks = self._marks(element.span)
        found = [] if element.element in UNSEARCHED else self._found(self._passage(element, marks))
        signs = [*self._anchors_in(element.span), *(mark for mark in marks if self._is_sign(mark))]
        self._used.update(sign.span for sign in signs)
        finds = [*within, *signs, *(find.shift(element.span.start) for find in found)]
        emphasis = [mark for mark in marks if mark.element == "hi" and self._is_emphasis(mark, element)]
        nested = nest(element, finds, emphasis)
        self.findings += [self._crossing(find) for find in nested.refused]
        return self._identified(nested.annotations)

    def _found(self, passage: Passage) -> list[Annotation]:
        """What the annotators find; a date that no calendar has is a finding."""
        profile = self._transcript.profile
        for span in iter_impossible_dates(passage.text, profile.date_languages, profile.dates.conventions):
            message, hint = "no calendar has this date", "it is not marked; a digit may be misread"
            words = span.shift(passage.span.start)
            self.findings.append(self._transcript.finding("date-impossible", message, words, hint))
        return [*_directions(passage, profile.directions.inline), *find_all(passage, self._transcript)]

    def left_over(self) -> list[Annotation]:
        """Page breaks, running heads and marks of time between passages."""
        marks = self._transcript.reading.marks
        return [mark for mark in marks if mark.element in BETWEEN and self._stands_between(mark)]

    def _stands_between(self, mark: Annotation) -> bool:
        return mark.span not in self._used and (mark.element != "lb" or mark.held is not None)

    def _marks(self, span: Span) -> list[Annotation]:
        """The carrier's marks that lie in a passage, be it in part."""
        block = self._starts[max(bisect_right(self._starts, span.start) - 1, 0)]
        marks = self._transcript.marks(Span(min(block, span.start), span.end))
        return [mark for mark in marks if mark.span.end > span.start or (mark.span.start == span.start < span.end)]

    def _is_sign(self, mark: Annotation) -> bool:
        return mark.element in SIGNS and mark.get("type") != "noteAnchor" and mark.span not in self._called

    def _anchors_in(self, span: Span) -> list[Annotation]:
        first = bisect_left(self._anchors, span.start, key=lambda anchor: anchor.span.start)
        return list(takewhile(lambda anchor: anchor.span.end <= span.end, islice(self._anchors, first, None)))

    def _is_emphasis(self, mark: Annotation, element: Annotation) -> bool:
        held = element.held is not None and element.held.contains(mark.span)
        return mark.span not in self._called and not held

    def _passage(self, element: Annotation, marks: Sequence[Annotation]) -> Passage:
        start = element.held.end if element.held else element.span.start
        text = " " * (start - element.span.start) + self._transcript.text[start : element.span.end]
        here = tuple(mark.shift(-element.span.start) for mark in marks)
        return Passage(text, element.span, element.element, here)

    def _crossing(self, find: Annotation) -> Finding:
        hint = "mark it by hand if it matters; the words themselves are in the text"
        return self._transcript.finding("crossing", f"a {find.element} crosses another element", find.span, hint)

    def _identified(self, annotations: list[Annotation]) -> list[Annotation]:
        """Ids given by annotators made unique, and the pointers to them."""
        new = {
            a.get("xml:id"): self._ids.new(a.get("xml:id") or "")
            for a in annotations[1:]
            if a.element in IDENTIFIED and a.get("xml:id")
        }
        if not new:
            return annotations
        pointers = {f"#{old}": f"#{made}" for old, made in new.items()}
        return [
            a._replace(
                attributes=tuple(
                    (n, pointers.get(v, v) if n == "target" else new.get(v, v) if n == "xml:id" else v)
                    for n, v in a.attributes
                )
            )
            for a in annotations
        ]


def _directions(passage: Passage, pattern: Pattern[str] | None) -> Iterator[Annotation]:
    """Stage directions within the words of a speech."""
    if pattern is None or passage.element not in ("p", "l"):
        return
    for found in pattern.finditer(passage.text):
        words = found.group()
        start = found.start() + len(words) - len(words.lstrip())
        yield annotate(Span(start, found.end()), "stage")


IDENTIFIED = frozenset({"foreign", "abbr"})
"""Finds that bear an id, since a gloss points to them."""
