"""Scrutiny: what an editor should look at. Nothing is corrected; each check reports.

26 × 208 = 5824      26 × 208 is 5408; 28 × 208 is 5824, and 28 stands in the same paragraph
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from tei_miasnikov.findings import Finding
from tei_miasnikov.recognition.documents import Document
from tei_miasnikov.recognition.labels import Label
from tei_miasnikov.recognition.standoff.citations import pointless
from tei_miasnikov.recognition.transcript import Transcript
from tei_miasnikov.text.span import Span

PRODUCT = re.compile(r"(\d+)\s*(?:\\times|\\cdot|[×*·])\s*(\d+)\s*=\s*(\d+)")
NUMBER = re.compile(r"\d+")


def scrutinize(transcript: Transcript, documents: Sequence[Document]) -> list[Finding]:
    """All findings of the table CHECKS, in its order."""
    return [finding for check in CHECKS for finding in check(transcript, documents)]


def _citations_again(transcript: Transcript, documents: Sequence[Document]) -> Iterator[Finding]:
    """Two documents that cite the same leaves."""
    seen: dict[str, Document] = {}
    for document in documents:
        for tile in document.tiles:
            words = " ".join(tile.span.of(transcript.text).split())
            if tile.kind != "citation" or not re.search(r"\d.*\d", words):
                continue
            first = seen.setdefault(words, document)
            if first.number != document.number:
                message = f"documents {first.number} and {document.number} cite the same leaves"
                yield transcript.finding(
                    "citation-again", message, tile.span, "compare with the file; one may be a slip"
                )


def _points_missing(transcript: Transcript, documents: Sequence[Document]) -> Iterator[Finding]:
    """An abbreviation of a citation without its point."""
    for tile in (tile for document in documents for tile in document.tiles if tile.kind == "citation"):
        word = pointless(tile.span.of(transcript.text), transcript.profile.citations)
        if word:
            message = f"{word[:-1]} stands without its point"
            yield transcript.finding(
                "citation-point", message, tile.span, f"elsewhere it is {word}; the parse is the same"
            )


def _labels_unusual(transcript: Transcript, documents: Sequence[Document]) -> Iterator[Finding]:
    """A label with another delimiter than its usual one."""
    for label in _labels(documents):
        usual = label.speaker.delimiters[0]
        if label.delimiter != usual:
            words = label.span.of(transcript.text)
            message = f"the label {words} stands among {words.removesuffix(label.delimiter)}{usual}"
            yield transcript.finding("label-variant", message, label.span, "it is taken for the same label")


def _labels(documents: Sequence[Document]) -> Iterator[Label]:
    yield from (tile.label for document in documents for tile in document.tiles if tile.label)


def _unanswered(transcript: Transcript, documents: Sequence[Document]) -> Iterator[Finding]:
    """A question that no answer follows, where turns come in pairs."""
    for document in documents:
        turns = [tile.label for tile in document.tiles if tile.label and tile.label.speaker.turn]
        for turn, after in pairwise([*turns, None]):
            if turn and turn.speaker.turn == "question" and (after is None or after.speaker.turn == "question"):
                tile = next(tile for tile in document.tiles if tile.label == turn)
                message = f"a question of document {document.number} has no answer"
                yield transcript.finding(
                    "question-unanswered", message, tile.span, "the answer may be lost, or its label"
                )


def _silent(transcript: Transcript, documents: Sequence[Document]) -> Iterator[Finding]:
    """A label with nothing after it."""
    for document in documents:
        for tile, after in zip(document.tiles, [*document.tiles[1:], None], strict=True):
            goes_on = after is not None and after.kind == "plain"
            if tile.label and not goes_on and not transcript.text[tile.label.speech : tile.span.end].strip():
                message = f"a turn of document {document.number} has a label and no words"
                yield transcript.finding("turn-empty", message, tile.span, "its words may be lost, or stand elsewhere")


def _voices_unknown(transcript: Transcript, documents: Sequence[Document]) -> Iterator[Finding]:
    """A label whose person header.toml does not declare."""
    known = {person.id for person in transcript.people}
    meant = [(label, who) for label in _labels(documents) for who in label.speaker.who.split()]
    used = Counter(who for _, who in meant)
    for label, who in meant:
        if who not in known and used.pop(who, 0):
            message = f"header.toml declares no person {who!r}, whom this label means"
            yield transcript.finding("person-unknown", message, label.span, f'add [[persons]] with id = "{who}"')


def _sums(transcript: Transcript, documents: Sequence[Document]) -> Iterator[Finding]:
    """A product that does not come out."""
    for mark in transcript.reading.marks:
        found = PRODUCT.search(mark.span.of(transcript.reading.text)) if mark.element == "formula" else None
        if found:
            yield from _product(transcript, mark.span, *map(int, found.groups()))


def _product(transcript: Transcript, span: Span, first: int, second: int, result: int) -> Iterator[Finding]:
    if first * second == result:
        return
    around = transcript.text[max(span.start - 200, 0) : span.start].rpartition("\n\n")[2]
    numbers = {int(found) for found in NUMBER.findall(around)}
    fits = next((n for n in sorted(numbers) for factor in (first, second) if n * factor == result), None)
    hint = "compare with the original"
    if fits is not None:
        other = second if fits * second == result else first
        hint = f"{fits} × {other} is {result}, and {fits} stands just before: compare with the original"
    message = f"{first} × {second} is {first * second}, not {result}"
    yield transcript.finding("sum-wrong", message, span, hint)


CHECKS: tuple[Callable[[Transcript, Sequence[Document]], Iterator[Finding]], ...] = (
    _labels_unusual,
    _unanswered,
    _silent,
    _voices_unknown,
    _points_missing,
    _citations_again,
    _sums,
)
"""The checks."""
