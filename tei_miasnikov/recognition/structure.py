"""Structure: the divisions become text, front, body, back, and what they hold.

    one title        text: front (titlePage, div), body (head, div), back (div)
    several          text: group: text, text …

Sources: TEI Guidelines 4 (default text structure), 4.3.1 (grouped texts), 4.6 (title pages).
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from tei_miasnikov.findings import Finding
from tei_miasnikov.recognition.bodies import Bodies, encode_notes_division
from tei_miasnikov.recognition.divisions import Division, divide
from tei_miasnikov.recognition.documents import Document, encode_division, encode_document, with_content
from tei_miasnikov.recognition.identifiers import Identifiers
from tei_miasnikov.recognition.notes import Series
from tei_miasnikov.recognition.transcript import Transcript
from tei_miasnikov.text.reading import Block
from tei_miasnikov.text.span import Annotation, Span, annotate, covering


class Structure(NamedTuple):
    """All structural annotations, parents before children, the documents, and findings."""

    annotations: list[Annotation]
    documents: list[Document]
    findings: list[Finding]


def build_structure(transcript: Transcript, series: Sequence[Series], ids: Identifiers) -> Structure:
    """The structure of a transcript; `ids` are those given so far."""
    texts, findings = divide(transcript, series)
    mason = _Mason(Bodies.of(transcript, series), ids)
    annotations = list(mason.texts(texts))
    return Structure(annotations, mason.documents, [*findings, *mason.findings])


class _Mason:
    """Encodes text by text, and keeps the documents met."""

    def __init__(self, bodies: Bodies, ids: Identifiers) -> None:
        self._bodies = bodies
        self._ids = ids
        self.documents: list[Document] = []
        self.findings: list[Finding] = []

    def texts(self, texts: list[list[Division]]) -> Iterator[Annotation]:
        """The text, or the group of texts, that a file holds."""
        whole = Span(0, len(self._bodies.transcript.text))
        if len(texts) == 1:
            yield from self._text(texts[0], whole)
            return
        yield self._text_element(whole)
        yield annotate(whole, "group")
        for divisions in texts:
            yield from self._text(divisions, _span(divisions))

    def _text(self, divisions: list[Division], span: Span) -> Iterator[Annotation]:
        yield self._text_element(span)
        for part, group in groupby(divisions, key=lambda division: division.part):
            members = list(group)
            element = annotate(_span(members), part)
            inside = [annotation for division in members for annotation in self._division(division)]
            yield from with_content([element, *inside]) if part == "body" else [element, *inside]

    def _text_element(self, span: Span) -> Annotation:
        return annotate(span, "text", xml_lang=self._bodies.transcript.profile.language)

    def _division(self, division: Division) -> Iterator[Annotation]:
        yield from DIVIDERS[division.kind](self, division)

    def title(self, division: Division) -> Iterator[Annotation]:
        """The title page: docTitle and bylines."""
        head, *bylines = division.blocks
        yield annotate(covering(division.blocks), "titlePage")
        yield annotate(head.span, "docTitle")
        yield annotate(head.span, "titlePart", type="main")
        yield from (annotate(block.span, "byline") for block in bylines)

    def head(self, division: Division) -> Iterator[Annotation]:
        """The heading of the whole body, and what stands below it before the first document."""
        heading, *rest = division.blocks
        yield annotate(heading.span, "head")
        if rest:
            yield from self.section(division._replace(type="section", blocks=tuple(rest)))

    def section(self, division: Division) -> Iterator[Annotation]:
        """An introduction, a preface, a section outside of the documents."""
        yield from encode_division(division, self._bodies, self._ids)

    def document(self, division: Division) -> Iterator[Annotation]:
        """A document; one whose number stood before gets an id of its own and a finding."""
        annotations, document = encode_document(division, self._bodies, self._ids)
        self.documents.append(document)
        if document.id != f"doc-{division.number}":
            self.findings.append(self._again(document, division.blocks[0]))
        yield from annotations

    def _again(self, document: Document, heading: Block) -> Finding:
        message = f"document {document.number} stands twice in this file"
        hint = f"it is written as {document.id}; give each transcript a file of its own if that is not meant"
        return self._bodies.transcript.finding("id-again", message, heading.span, hint)

    def notes(self, division: Division) -> Iterator[Annotation]:
        """A division of notes."""
        yield from encode_notes_division(division, self._bodies, self._ids)


DIVIDERS = {
    "title": _Mason.title,
    "head": _Mason.head,
    "division": _Mason.section,
    "document": _Mason.document,
    "whole": _Mason.document,
    "notes": _Mason.notes,
}
"""What encodes each kind of division."""


def _span(divisions: Sequence[Division]) -> Span:
    return Span(divisions[0].blocks[0].span.start, divisions[-1].blocks[-1].span.end)
