"""Pieces become a reading: blocks, emphasis, links, note anchors, and the account, all in one walk.

    Opening, "No", "No" in italics, Closing      one block, and one hi over its second half

A run of words in the same rendition is one mark, however many pieces the carrier cut it into; spaces at the borders of
a block or a mark stand outside.
"""

from collections.abc import Iterable, Iterator

from tei_miasnikov.findings import Finding
from tei_miasnikov.text.pieces import Closing, Opening, Piece, Remark, Words
from tei_miasnikov.text.reading import Block, Reading, ReadingBuilder
from tei_miasnikov.text.source import Source
from tei_miasnikov.text.span import Annotation, Span, annotate

SPACE = " \t\r\n\f"
"""What XML takes for space, and the page break; a no-break space is text."""
Run = tuple[Words, Span]
"""Words and where they stand in the text."""


def compose(source: Source, pieces: Iterable[Piece]) -> Reading:
    """The reading that these pieces make; their sources are the source's text."""
    composer = _Composer(source)
    for piece in pieces:
        composer.take(piece)
    return composer.reading()


class _Composer:
    """Hands the words to the builder, and keeps what stands in each block."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._builder = ReadingBuilder(source)
        self._blocks: list[tuple[Opening, list[Run]]] = []
        self._open = False
        self._findings: list[Finding] = []

    def take(self, piece: Piece) -> None:
        if isinstance(piece, Words):
            self._words(piece)
        elif isinstance(piece, Remark):
            line, column = self._source.place(self._builder.cursor)
            self._findings.append(
                Finding(piece.code, piece.message, self._source.name, line, column, _shortened(piece.words), piece.hint)
            )
        else:
            self._open = not isinstance(piece, Closing)
            if isinstance(piece, Opening):
                self._blocks.append((piece, []))

    def _words(self, words: Words) -> None:
        start, end = self._builder.length, self._builder.cursor + len(words.source)
        if words.rule:
            self._builder.carrier(end, words.rule, words.text)
        else:
            self._builder.text(end)
        if not self._open and words.text.strip(SPACE):
            self.take(Opening())
        if self._open and words.text:
            self._blocks[-1][1].append((words, Span(start, self._builder.length)))

    def reading(self) -> Reading:
        text = self._builder.reading().text
        for opening, runs in self._blocks:
            span = _trimmed(Span(runs[0][1].start, runs[-1][1].end), text) if runs else Span(0, 0)
            if span.start < span.end:
                self._builder.blocks.append(Block(span, *opening))
                self._builder.marks += _marks(runs, span, text)
        reading = self._builder.reading()
        return Reading(source=reading.source, text=text, blocks=reading.blocks, marks=reading.marks,
                       segments=reading.segments, findings=tuple(self._findings))  # fmt: skip


def _marks(runs: list[Run], block: Span, text: str) -> Iterator[Annotation]:
    """What the words of a block say beside themselves."""
    for words, span in runs:
        if words.sign and block.start < span.start < block.end:
            yield annotate(Span(span.start, span.start), words.sign)
    yield from _anchors(runs)
    yield from _alike(runs, block, text)


def _anchors(runs: list[Run]) -> Iterator[Annotation]:
    first = {span.start: words for words, span in runs}
    for key, span in _joined((words.calls, span) for words, span in runs):
        raised = "superscript" in first[span.start].rends
        yield annotate(span, "ref", type="noteAnchor", target=key, rend="superscript" if raised else None)


def _alike(runs: list[Run], block: Span, text: str) -> Iterator[Annotation]:
    """Links and emphasis."""
    for key, span in _joined((words.link, span) for words, span in runs):
        link = _trimmed(_within(span, block), text)
        if link.start < link.end:
            yield annotate(link, "ref", target=key)
    rendered = list(_rendered(runs))
    for rend in dict.fromkeys(rend for rends, _ in rendered for rend in rends):
        for _, span in _joined((rend if rend in rends else "", span) for rends, span in rendered):
            emphasis = _trimmed(_within(span, block), text)
            if emphasis.start < emphasis.end:
                yield annotate(emphasis, "hi", rend=rend)


def _rendered(runs: list[Run]) -> Iterator[tuple[tuple[str, ...], Span]]:
    """Each run's rendition; an anchor has that of the words on both its sides, or of the whole block."""
    printed = [set(words.rends) for words, _ in runs if not words.calls and words.text.strip(SPACE)]
    everywhere = set.intersection(*printed) if printed else set()
    for index, (words, span) in enumerate(runs):
        if not words.calls:
            yield words.rends, span
            continue
        before = set(runs[index - 1][0].rends) if index else set()
        behind = set(runs[index + 1][0].rends) if index + 1 < len(runs) else set()
        yield tuple(sorted((everywhere | (before & behind)) - {"superscript", "subscript"})), span


def _joined(keyed: Iterable[tuple[str, Span]]) -> Iterator[tuple[str, Span]]:
    """Neighbouring spans of the same key as one; those without a key are left out."""
    last, joined = "", Span(0, 0)
    for key, span in keyed:
        if key == last and span.start == joined.end:
            joined = Span(joined.start, span.end)
            continue
        if last:
            yield last, joined
        last, joined = key, span
    if last:
        yield last, joined


def _within(span: Span, block: Span) -> Span:
    return Span(max(span.start, block.start), min(span.end, block.end))


def _trimmed(span: Span, text: str) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(SPACE))
    return Span(start, max(start, span.start + len(words.rstrip(SPACE))))


def _shortened(words: str) -> str:
    shown = " ".join(words.split())
    return shown if len(shown) <= 100 else f"{shown[:60]} … {shown[-36:]}"
