"""Lines of tags: of start tags as lxml gives them, of end tags worked out from the line ends in between.

A start tag's line is the one where it ends; what follows it up to the end tag is text, children and their tails.
libxml2 keeps lines up to 65,534; beyond, an element with text has the line where that text ends, and any other has
none, so that its line is counted from what stands before it.
"""

import re

from lxml import etree

from tei_miasnikov.relaxng.datatypes import BLANK

MOST = 65_535
_PIECES = re.compile(r"\n*[^\n]*(?:\n+[^\n]*)?")


def start_line(element: etree._Element) -> int:
    """The line where the element's start tag ends; 0 where unknown."""
    breaks, node = 0, element
    while _line(node) >= MOST and not _has_text(node):
        breaks += 0 if isinstance(node.tag, str) else _breaks(node.text)
        previous, parent = node.getprevious(), node.getparent()
        if previous is not None:
            breaks += _breaks(previous.tail)
            node, inside = _last(previous)
            breaks += inside
        elif parent is not None:
            node, breaks = parent, breaks + _breaks(parent.text)
        else:
            break
    line = _line(node)
    return line + breaks - (_breaks(node.text) if line >= MOST else 0)


def end_line(element: etree._Element) -> int:
    """The line of the element's end tag; 0 where its start tag's is unknown."""
    last, breaks = _last(element)
    line = start_line(last)
    return line and line + breaks


def text_line(element: etree._Element, child: etree._Element | None, text: str) -> int:
    """The line of a text that follows `child` in `element`, or begins the element.

    It is where the first piece with words in it ends; a piece is two lines of text, as XML parsers hand text on, so
    that other validators name the same line.
    """
    line = start_line(element) if child is None else _line_after(child)
    piece = next((match for match in _PIECES.finditer(text) if match.group().strip(BLANK)), None)
    return line and line + text.count("\n", 0, piece.end() if piece else None)


def _line_after(node: etree._Element) -> int:
    return end_line(node) if isinstance(node.tag, str) else start_line(node)


def _last(node: etree._Element) -> tuple[etree._Element, int]:
    """The last node inside a node (or itself), and the line ends from its line to this one's end tag.

    A comment's line is the one where it ends, so that what is inside it does not count.
    """
    breaks = 0
    while len(node):
        node = node[-1]
        breaks += _breaks(node.tail)
    return node, breaks + (_breaks(node.text) if isinstance(node.tag, str) else 0)


def _line(node: etree._Element) -> int:
    line = node.sourceline
    return line if isinstance(line, int) else 0


def _has_text(node: etree._Element) -> bool:
    return bool(node.text) and isinstance(node.tag, str)


def _breaks(text: str | None) -> int:
    return text.count("\n") if text else 0
