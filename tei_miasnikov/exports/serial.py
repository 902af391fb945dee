"""The text of a TEI file as one string, and where in it each element begins and ends, in code points.

    <p>In <date when="1922">1922</date></p>      "In 1922"      p 0–7, date 3–7

The string is every character of the texts in document order, white space too; headers, comments and instructions are
no text. Text and spans together with each element's parent say all that the tree says: it can be built again.
"""

from collections.abc import Iterator

from lxml import etree

from tei_miasnikov.encoded.names import TEI, local
from tei_miasnikov.text.span import Span


class Serial:
    """The text, and the elements with their spans in document order, each after its parent."""

    def __init__(self, root: etree._Element) -> None:
        self.elements: list[etree._Element] = []
        self.spans: dict[etree._Element, Span] = {}
        self._pieces: list[str] = []
        self._length = 0
        for text in outermost_texts(root):
            self._walk(text)
        self.text = "".join(self._pieces)

    def _walk(self, top: etree._Element) -> None:
        starts: dict[etree._Element, int] = {}
        for event, element in etree.iterwalk(top, events=("start", "end", "comment", "pi")):
            if event == "start":
                self.elements.append(element)
                starts[element] = self._length
                self._add(element.text)
                continue
            if event == "end":
                self.spans[element] = Span(starts[element], self._length)
            if element is not top:
                self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if text:
            self._pieces.append(text)
            self._length += len(text)


def outermost_texts(root: etree._Element) -> Iterator[etree._Element]:
    """The texts that stand in no other."""
    for text in root.iter(f"{{{TEI}}}text"):
        if not any(local(above) == "text" for above in text.iterancestors()):
            yield text
