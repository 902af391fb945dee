"""The tree: annotations and text become XML, once, in one pass.

The text is written exactly as it was read, its line breaks too, but for what an annotation holds in an attribute.
Nothing is ever indented: that would add to the text.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from lxml import etree

from tei_miasnikov.text.span import Annotation, Attributes, Span

TEI = "http://www.tei-c.org/ns/1.0"
DEFAULT_NAMESPACE: Any = {None: TEI}
XML = "http://www.w3.org/XML/1998/namespace"
QUALIFIED = {f"xml:{name}": f"{{{XML}}}{name}" for name in ("id", "lang")}
LEADING = frozenset({"certainty"})
TRAILING = frozenset({"p"})
"""The empty elements that stand first, and those that stand last, in the element they belong to."""


def build_text(text: str, annotations: Iterable[Annotation]) -> etree._Element:
    """The `text` element. `annotations` nest, parents before children, the first of them covering all the text."""
    writer = _Writer(text)
    for annotation in sorted(annotations, key=lambda a: (a.span.start, -a.span.end)):
        writer.open(annotation)
    return writer.close()


class _Writer:
    """Writes elements in the order of their starts, and ends each where it ends."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._builder = etree.TreeBuilder()
        self._stack: list[Annotation] = []
        self._position = 0

    def open(self, annotation: Annotation) -> None:
        start = annotation.span.start
        while self._stack and _is_over(self._stack[-1], annotation.span):
            self._end()
        self._write(start)
        self._builder.start(qualified(annotation.element), qualified_attributes(annotation.attributes))
        self._stack.append(annotation)
        self._empty(annotation, LEADING)
        if annotation.held is not None:
            self._write(annotation.held.start)
            self._position = max(self._position, annotation.held.end)

    def close(self) -> etree._Element:
        while self._stack:
            self._end()
        return self._builder.close()

    def _end(self) -> None:
        annotation = self._stack.pop()
        self._write(annotation.span.end)
        self._empty(annotation, TRAILING)
        self._builder.end(qualified(annotation.element))

    def _empty(self, annotation: Annotation, names: frozenset[str]) -> None:
        for element, attributes in annotation.empty:
            if element in names:
                self._builder.start(qualified(element), qualified_attributes(attributes))
                self._builder.end(qualified(element))

    def _write(self, end: int) -> None:
        if end > self._position:
            self._builder.data(self._text[self._position : end])
            self._position = end


def _is_over(opened: Annotation, span: Span) -> bool:
    """Whether an element ends before a span; an empty span at its end is still within, unless nothing may be."""
    if span.start == span.end and opened.held != opened.span:
        return opened.span.end < span.start
    return opened.span.end <= span.start


@cache
def qualified(name: str) -> str:
    """A TEI element's name with its namespace."""
    return f"{{{TEI}}}{name}"


def qualified_attributes(attributes: Attributes) -> dict[Any, Any]:
    """Attributes, those of the xml prefix with its namespace."""
    return {QUALIFIED.get(name, name): value for name, value in attributes}


def build_document(header: etree._Element, text: etree._Element, language: str) -> etree._Element:
    """The whole file: the header, indented since it is ours, and the text as it stands."""
    root = etree.Element(qualified("TEI"), {f"{{{XML}}}lang": language}, nsmap=DEFAULT_NAMESPACE)
    root.text = "\n"
    root.append(header)
    etree.indent(header, space="  ")
    header.tail = "\n"
    root.append(text)
    text.tail = "\n"
    return root


def serialize(root: etree._Element, xml_model: str | None = None) -> bytes:
    """The bytes of the file, with an `xml-model` where one is asked for."""
    if xml_model:
        model = f'href="{xml_model}" type="application/xml" schematypens="http://relaxng.org/ns/structure/1.0"'
        root.addprevious(etree.ProcessingInstruction("xml-model", model))
    return etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True) + b"\n"
