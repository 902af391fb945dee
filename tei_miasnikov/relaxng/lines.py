"""Lines of end tags, which lxml does not keep: those of start tags plus the line ends in between.

A start tag's line is the one where it ends; what follows it up to the end tag is text, children and their tails.
"""

from lxml import etree


def start_line(element: etree._Element) -> int:
    """The line where the element's start tag ends; 0 where unknown."""
    line = element.sourceline
    return line if isinstance(line, int) else 0


def end_line(element: etree._Element) -> int:
    """The line of the element's end tag; 0 where its start tag's is unknown."""
    breaks, last = 0, element
    while len(last):
        last = last[-1]
        breaks += _breaks(last.tail)
    line = start_line(last)
    return line and line + breaks + (_breaks(last.text) if isinstance(last.tag, str) else 0)


def next_line(element: etree._Element, before: etree._Element | None) -> int:
    """The line of the tag that ends a text: that of the child before which it stands, or of the end tag."""
    return end_line(element) if before is None else start_line(before)


def _breaks(text: str | None) -> int:
    return text.count("\n") if text else 0
