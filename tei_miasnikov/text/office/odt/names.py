"""Names: the elements of an OpenDocument text by the usual prefix of their namespace.

text:p, table:table-row, draw:frame …
"""

from functools import lru_cache

from lxml import etree

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
PREFIXES = {
    f"{OASIS}office:1.0": "office",
    f"{OASIS}text:1.0": "text",
    f"{OASIS}table:1.0": "table",
    f"{OASIS}drawing:1.0": "draw",
    f"{OASIS}style:1.0": "style",
    f"{OASIS}xsl-fo-compatible:1.0": "fo",
    f"{OASIS}svg-compatible:1.0": "svg",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/1998/Math/MathML": "math",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/XML/1998/namespace": "xml",
}


@lru_cache(maxsize=4096)
def _short(tag: str) -> str:
    namespace, _, local = tag.rpartition("}")
    return f"{PREFIXES.get(namespace.lstrip('{'), '?')}:{local}"


def name(element: etree._Element) -> str:
    """An element's name with its prefix; of a comment or instruction nothing."""
    return _short(element.tag) if isinstance(element.tag, str) else ""


def attribute(element: etree._Element | None, wanted: str) -> str:
    """An attribute by its prefixed name, "" where it is missing."""
    if element is None:
        return ""
    return next((str(value) for key, value in element.attrib.items() if _short(str(key)) == wanted), "")


def child(element: etree._Element | None, wanted: str) -> etree._Element | None:
    """The first child of this name."""
    return None if element is None else next((one for one in element if name(one) == wanted), None)


def words_of(element: etree._Element) -> str:
    """All words within an element, a paragraph a line; who made a change, and when, is not among them."""
    lines = ("".join(_strings(one)) for one in element.iter() if name(one) in ("text:p", "text:h"))
    return "\n".join(line for line in lines if line.strip())


def _strings(element: etree._Element) -> list[str]:
    strings = [element.text or ""]
    for one in element:
        if name(one) in ("text:s", "text:tab", "text:line-break"):
            strings.append(" ")
        elif name(one) not in ("text:p", "text:h", "dc:creator", "dc:date"):
            strings += _strings(one)
        strings.append(one.tail or "")
    return strings
