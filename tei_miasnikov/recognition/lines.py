"""Lines: where a scanner left out the blank line between two blocks, the words tell that a new one begins.

    Q. Where?             a label at the start of a line, after the end of a sentence
    A. Here.
    Yours,                a salute, which is a whole line, and what follows on it
    V. Petrova
    [Ф. 5, Д. 12.]        a citation that is a whole line

Of a paragraph's hard-wrapped lines none begins a block in the midst of a sentence.
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from tei_miasnikov.recognition.labels import SPACE
from tei_miasnikov.recognition.profile import BlockRule
from tei_miasnikov.recognition.transcript import trimmed
from tei_miasnikov.text.reading import Block
from tei_miasnikov.text.span import Span

LINE = re.compile(r"[^ \t\n\f][^\n\f]*")
FORMS = frozenset({"paragraph", "item", "verbatim"})
WHOLE = frozenset({"citation", "ornament", "dateline"})
"""What is never more than its line."""
RUNNING = frozenset({"plain", "turn", "omission", "note", "heading"})
"""What may have further lines."""
ENDED = re.compile(r"[.!?…:;)\]\"”»’'/][*_]*\Z")


class Known(NamedTuple):
    """What a stretch of text would be, as a block of its own."""

    kind: str
    rule: BlockRule | None = None


Judge = Callable[[Block], Known]


def iter_parts(block: Block, text: str, judge: Judge) -> Iterator[Block]:
    """The block, or where it holds several, each of them; only the first may be a list's item."""
    lines = [Span(*found.span()) for found in LINE.finditer(text, block.span.start, block.span.end)]
    if len(lines) < 2 or block.form not in FORMS:
        yield block
        return
    splitter = _Splitter(block, text, judge)
    starts = [lines[0].start, *(line.start for line in splitter.iter_beginnings(lines)), block.span.end]
    for start, end in pairwise(starts):
        form = block.form if start == starts[0] else "paragraph"
        last = end if end == block.span.end else start + len(text[start:end].rstrip(SPACE))
        yield block._replace(span=Span(start, last), form=form)


class _Splitter:
    """Goes through the lines of one block."""

    def __init__(self, block: Block, text: str, judge: Judge) -> None:
        self._block, self._text, self._judge = block, text, judge

    def iter_beginnings(self, lines: list[Span]) -> Iterator[Span]:
        """The lines after the first that begin a block."""
        part, known = lines[0], self._known(lines[0])
        for before, line, after in zip(lines, lines[1:], [*lines[2:], lines[-1]], strict=False):
            new = self._new(line, after)
            if self._ends(part, known, line) or self._begins(known, before, new):
                yield line
                part, known = line, new
            else:
                part, known = Span(part.start, line.end), known if known.kind == "turn" else Known("plain")

    def _known(self, span: Span) -> Known:
        return self._judge(self._block._replace(span=span))

    def _new(self, line: Span, after: Span) -> Known:
        """What begins with a line: told by itself, or with the line after it."""
        known = self._known(line)
        return known if known.kind != "plain" else self._known(Span(line.start, after.end))

    def _ends(self, part: Span, known: Known, line: Span) -> bool:
        """Whether what there is would be something else with one line more."""
        if known.kind in RUNNING:
            return False
        return known.kind in WHOLE or self._known(Span(part.start, line.end)) != known

    def _begins(self, known: Known, before: Span, new: Known) -> bool:
        """Whether a new block begins after the line before."""
        if new.kind in ("citation", "ornament"):
            return True
        if self._block.form == "item" and new.kind != "turn":
            return False
        if new.kind in RUNNING - {"turn"} or new.kind == "dateline":
            return False
        return ENDED.search(trimmed(before.of(self._text))) is not None
