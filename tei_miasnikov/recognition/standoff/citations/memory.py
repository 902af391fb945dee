"""Memory: "ibid." and short forms, and the citation whose fonds they stand in.

    РГАСПИ. Ф. 17. Оп. 2. Д. 100. Л. 5.      xml:id="cite-1"
    Там же. Л. 7.                            corresp="#cite-1"
    Д. 101. Л. 3.                            corresp="#cite-1": of the same fonds and opis

"Ibid." means the citation just before, in the same note or the one before it; where there is none it means a book, and
is no archive citation. A short form lacks the units with which citations of its kind begin.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tei_miasnikov.findings import Finding
from tei_miasnikov.recognition.identifiers import Identifiers
from tei_miasnikov.recognition.standoff.citations.forms import forms_in
from tei_miasnikov.recognition.standoff.citations.parts import Citation, iter_citations, iter_lookalikes
from tei_miasnikov.recognition.transcript import Transcript
from tei_miasnikov.text.span import Annotation, Span


class Kept(NamedTuple):
    """A citation met before: its place among the annotations, its units, and the note it stands in."""

    place: int
    citation: Citation
    note: int


def resolve_citations(
    transcript: Transcript, annotations: Sequence[Annotation], ids: Identifiers
) -> tuple[list[Annotation], list[Finding]]:
    """The annotations, each "ibid." and short form tied to its citation, and findings where nothing fits."""
    memory = _Memory(transcript, annotations)
    for index, annotation in enumerate(annotations):
        memory.take(index, annotation)
    return memory.resolved(ids), [*memory.findings, *_unparsed(transcript, annotations)]


def _unparsed(transcript: Transcript, annotations: Sequence[Annotation]) -> Iterator[Finding]:
    """What looks like a citation and could not be understood."""
    forms = forms_in(transcript.text, transcript.profile.citations.forms)
    found = [annotation.span for annotation in annotations if annotation.element == "bibl"]
    starts = [span.start for span in found]
    for block in transcript.reading.blocks:
        inside = found[bisect_left(starts, block.span.start) : bisect_left(starts, block.span.end)]
        for words in iter_lookalikes(block.span.of(transcript.text), forms):
            span = words.shift(block.span.start)
            if not any(known.start < span.end and span.start < known.end for known in inside):
                hint = "mark it by hand, or add its words to [citations.units] of the profile"
                message = "this looks like an archive citation, and is not understood"
                yield transcript.finding("citation-unparsed", message, span, hint)


class _Memory:
    """Goes through the citations in the order of the text."""

    def __init__(self, transcript: Transcript, annotations: Sequence[Annotation]) -> None:
        self._transcript = transcript
        self._annotations = annotations
        self._forms = forms_in(transcript.text, transcript.profile.citations.forms)
        self._notes = 0
        self._note = Span(-1, -1)
        self._met: list[Kept] = []
        self._tied: dict[int, int] = {}
        self._books: list[Span] = []
        self.findings: list[Finding] = []

    def take(self, index: int, annotation: Annotation) -> None:
        if annotation.element == "note":
            self._notes += 1
            self._note = annotation.span
        if annotation.element == "bibl" and annotation.get("type") == "archive":
            words = annotation.span.of(self._transcript.text)
            citation = next(iter_citations(words, self._forms), None)
            if citation is not None:
                self._tie(index, annotation, citation)

    def _tie(self, index: int, annotation: Annotation, citation: Citation) -> None:
        note = self._notes if self._note.contains(annotation.span) else 0
        if citation.again:
            before = self._met[-1] if self._met and self._is_near(self._met[-1].note, note) else None
            if before is None:
                self._books.append(annotation.span)
                return
        else:
            before = self._holder(citation)
        if before is not None and annotation.get("corresp") is None:
            self._tied[index] = before.place
        elif _is_short(citation) and self._is_lost(citation) and annotation.get("corresp") is None:
            message, hint = (
                "a short citation has no full one before it",
                "add the fonds or collection that it belongs to",
            )
            self.findings.append(self._transcript.finding("citation-short", message, annotation.span, hint))
        if not citation.again:
            self._met.append(Kept(index, citation, note))

    @staticmethod
    def _is_near(before: int, note: int) -> bool:
        """Whether a citation stands in the same note, the note before, or both in the text."""
        return note - 1 <= before <= note if note else before == 0

    def _is_lost(self, citation: Citation) -> bool:
        """Whether nothing says in which fonds a file lies: no citation before, nor the header."""
        return bool({"opis", "delo"} & citation.units) and not self._transcript.file

    def _holder(self, citation: Citation) -> Kept | None:
        """The last full citation of the same form that names the units which a short one leaves out."""
        if not _is_short(citation):
            return None
        alike = (kept for kept in reversed(self._met) if kept.citation.form is citation.form)
        return next((kept for kept in alike if not _is_short(kept.citation)), None)

    def resolved(self, ids: Identifiers) -> list[Annotation]:
        """All annotations, without the books."""
        named = {index: ids.new(f"cite-{number}") for number, index in enumerate(sorted(set(self._tied.values())), 1)}
        books = tuple(self._books)
        return [
            self._with(index, annotation, named)
            for index, annotation in enumerate(self._annotations)
            if not (
                annotation.element in ("bibl", "biblScope") and any(span.contains(annotation.span) for span in books)
            )
        ]

    def _with(self, index: int, annotation: Annotation, named: dict[int, str]) -> Annotation:
        own = (("xml:id", named[index]),) if index in named and annotation.get("xml:id") is None else ()
        tied = (("corresp", f"#{named[self._tied[index]]}"),) if index in self._tied else ()
        return annotation._replace(attributes=(*annotation.attributes, *own, *tied)) if own or tied else annotation


def _is_short(citation: Citation) -> bool:
    """Whether a citation lacks the unit with which those of its form begin."""
    first = citation.form.table.begins
    return bool(first) and first not in citation.units
