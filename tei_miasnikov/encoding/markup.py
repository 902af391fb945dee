"""Elements of the header, made one by one: `element("title", "The Last Testament", type="main")`."""

from collections.abc import Iterable

from lxml import etree

from tei_miasnikov.encoding.tree import DEFAULT_NAMESPACE, qualified, qualified_attributes
from tei_miasnikov.text.span import attributes


def element(name: str, *content: etree._Element | str | None, **values: str | None) -> etree._Element:
    """A TEI element with text and elements as its content, None left out; attributes as for `text.span.attributes`."""
    made = etree.Element(qualified(name), qualified_attributes(attributes(**values)), nsmap=DEFAULT_NAMESPACE)
    for part in content:
        if isinstance(part, str):
            _add_text(made, part)
        elif part is not None:
            made.append(part)
    return made


def _add_text(parent: etree._Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def filled(name: str, text: str, **values: str | None) -> etree._Element | None:
    """The element where there is text for it, else None."""
    return element(name, text, **values) if text else None


def group(name: str, parts: Iterable[etree._Element | None], **values: str | None) -> etree._Element | None:
    """The element where it has any part, else None."""
    present = [part for part in parts if part is not None]
    return element(name, *present, **values) if present else None


def paragraph(*content: etree._Element | str | None) -> etree._Element:
    """A `p`."""
    return element("p", *content)
