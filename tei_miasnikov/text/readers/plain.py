"""Plain text: paragraphs stand between blank lines, and nothing is syntax.

A line of three or more of the same sign (`---`, `* * *`, `___`) is a rule. A number with a point at the start of a
paragraph is text like everything else.
"""

import re

from tei_miasnikov.text.reading import Block, Reading, ReadingBuilder
from tei_miasnikov.text.source import Source
from tei_miasnikov.text.span import Span

PARAGRAPH = re.compile(r"[^ \t\r\n\f][^\n\f]*(?:\n[ \t]*[^ \t\r\n\f][^\n\f]*)*(?<=[^ \t\r])")
"""Lines up to a blank one. Only what XML takes for space is blank: a no-break space is text."""
RULE = re.compile(r"([-*_=~—–•·#])(?:[ \t]*\1){2,}")
RETURN = re.compile(r"\r\n?")


def read_plain(source: Source) -> Reading:
    """Read a plain text: all of it is text but the carriage returns."""
    builder = ReadingBuilder(source)
    for found in RETURN.finditer(source.text):
        builder.text(found.start())
        builder.carrier(found.end(), "line end", "\n")
    builder.text(len(source.text))
    text = builder.reading().text
    builder.blocks += [_block(text, Span(*found.span())) for found in PARAGRAPH.finditer(text)]
    return builder.reading()


def _block(text: str, span: Span) -> Block:
    return Block(span, "rule" if RULE.fullmatch(span.of(text)) else "paragraph")
