"""HTML: what a browser shows is the text, and the tags are syntax; each character keeps its place in the source.

    tokens.py      the source as tags, references, comments and text, without a gap
    links.py       links that point at each other: the anchors and bodies of notes
    rendition.py   what a tag and its style say of the looks of words
    walk.py        tokens become pieces: blocks, text, what is taken off, what is told

Source: HTML Standard, 13.2.5 (tokenization), 15.3 (rendering of flow content).
"""

from tei_miasnikov.text.readers.composed import compose
from tei_miasnikov.text.readers.html.tokens import tokenize
from tei_miasnikov.text.readers.html.walk import iter_pieces
from tei_miasnikov.text.reading import Reading
from tei_miasnikov.text.source import Source


def read_html(source: Source) -> Reading:
    """Read a page as HTML."""
    return compose(source, iter_pieces(tokenize(source.text)))
