"""XML as an example shows it: start tags, attributes and text told apart, and no namespace that says nothing.

    example(<egXML xmlns="…/Examples"><p rend="bold">So.</p></egXML>)      <p rend="bold">So.</p>, as HTML

Lines keep their breaks; what indents all of them is taken off.
"""

from collections.abc import Iterator

from lxml import etree
from markupsafe import Markup, escape

from tei_miasnikov.odd.documents import EXAMPLES, TEI, XML_NS, Node

TAG, ATTRIBUTE = Markup("<b>{}</b>"), Markup(' {}=<i>"{}"</i>')
PLAIN = frozenset((EXAMPLES, TEI, ""))


def example(node: Node) -> Markup:
    """What stands in an egXML (or an eg, a figure of text), as HTML for a pre."""
    return dedented(Markup().join([escape(node.text or ""), *(piece for child in node for piece in iter_xml(child))]))


def iter_xml(node: Node) -> Iterator[Markup]:
    """An element with all that is in it and the text behind it."""
    if isinstance(node, etree._Comment):
        yield Markup("<em>{}</em>").format(f"<!--{node.text}-->")
    elif isinstance(node, etree._Element) and isinstance(node.tag, str):
        yield from _element(node)
    yield escape(node.tail or "")


def _element(node: Node) -> Iterator[Markup]:
    yield start_tag(node)
    if len(node) or node.text:
        yield escape(node.text or "")
        for child in node:
            yield from iter_xml(child)
        yield end_tag(node)


def start_tag(node: Node) -> Markup:
    """A start tag, with its attributes; closed where nothing stands in the element."""
    attributes = (ATTRIBUTE.format(_name(node, str(key)), value) for key, value in node.items())
    ending = ">" if len(node) or node.text else "/>"
    return TAG.format(f"<{_name(node, str(node.tag))}") + Markup().join(attributes) + TAG.format(ending)


def end_tag(node: Node) -> Markup:
    """An end tag."""
    return TAG.format(f"</{_name(node, str(node.tag))}>")


def _name(node: Node, tag: str) -> str:
    qname = etree.QName(tag)
    if qname.namespace == XML_NS:
        return f"xml:{qname.localname}"
    prefix = next((prefix for prefix, ns in node.nsmap.items() if prefix and ns == qname.namespace), None)
    return qname.localname if (qname.namespace or "") in PLAIN or not prefix else f"{prefix}:{qname.localname}"


def dedented(html: Markup) -> Markup:
    """The lines without the space that all but the first begin with."""
    lines = str(html).strip("\n").expandtabs(2).rstrip().split("\n")
    indents = [len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()]
    least = min(indents, default=0)
    return Markup("\n".join([lines[0].strip(), *(line[least:] for line in lines[1:])]))  # noqa: S704 (escaped above)
