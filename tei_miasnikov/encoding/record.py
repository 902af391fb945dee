"""A record: what the header needs to know of a document, gathered from the annotations of its text.

Record(id="doc-2", title="Record of interrogation …", date=<date when="1945-01-18">, volume="3", leaves=(31, 32, 34-36))
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from tei_miasnikov.recognition.documents import Document
from tei_miasnikov.recognition.transcript import MASK, Transcript
from tei_miasnikov.text.span import Annotation, Span


class Record(NamedTuple):
    """A document as the header speaks of it; words are the source's."""

    id: str
    item_id: str
    number: int
    subtype: str
    heading: str
    title: str
    date: Annotation | None
    date_words: str
    date_resp: str | None
    volume: str
    volume_words: str
    leaves: tuple[tuple[Annotation, str], ...]
    place: str
    sessions: tuple[tuple[str, str], ...]


def make_records(
    transcript: Transcript, documents: Sequence[Document], annotations: Sequence[Annotation]
) -> list[Record]:
    """One record a document. `annotations` are sorted by their starts."""
    starts = [annotation.span.start for annotation in annotations]

    def within(span: Span) -> Sequence[Annotation]:
        inside = annotations[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        return [annotation for annotation in inside if span.contains(annotation.span)]

    return [_record(transcript, document, within(document.span)) for document in documents]


def _record(transcript: Transcript, document: Document, found: Sequence[Annotation]) -> Record:
    text = transcript.text
    head = next((a.span for a in found if a.element == "head"), None)
    heading = _words(text, head) if head else ""
    number = transcript.profile.documents.heading
    prefix = number.match(heading) if number else None
    date, printed, resp = _date(head, found)
    bibl = next((a for a in found if a.element == "bibl" and a.get("corresp") == f"#{document.item_id}"), None)
    scopes = [a for a in found if a.element == "biblScope" and bibl and bibl.span.contains(a.span)]
    volume = next((a for a in scopes if a.get("unit") == "volume"), None)
    return Record(
        document.id,
        document.item_id,
        document.number,
        document.subtype,
        heading,
        heading[prefix.end() :] if prefix else heading,
        date,
        _words(text, printed) if printed else "",
        resp,
        (volume.get("n") or "") if volume else "",
        _words(text, volume.span) if volume else "",
        tuple((a, _words(text, a.span)) for a in scopes if a.get("from")),
        _place(transcript, bibl),
        document.sessions,
    )


def _date(head: Span | None, found: Sequence[Annotation]) -> tuple[Annotation | None, Span | None, str | None]:
    """The document's own date, in its heading or its opener, its words, and who supplied it."""
    places = [head] if head else []
    places += [a.span for a in found if a.element == "dateline"]
    for place in places:
        date = next((a for a in found if a.element == "date" and place.contains(a.span)), None)
        if date:
            supplied = next((a for a in found if a.element == "supplied" and a.span.contains(date.span)), None)
            return date, (supplied or date).span, supplied.get("resp") if supplied else None
    return None, None, None


def _place(transcript: Transcript, bibl: Annotation | None) -> str:
    """The place without a number that a citation names."""
    words = _words(transcript.text, bibl.span) if bibl else ""
    return next((place for place in transcript.profile.citations.places if place in words), "")


def _words(text: str, span: Span) -> str:
    return " ".join(span.of(text).replace(MASK, "").split())
