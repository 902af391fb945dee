"""Points: elements without words. What they say stands in an attribute that the styles show.

<pb n="31"/>          a small 31 in the line          <gap reason="illegible" extent="3" unit="chars"/>          […]
"""

from tei_miasnikov.edition.links import link
from tei_miasnikov.edition.writer import Element, Writer

TOLD = ("reason", "agent", "extent", "quantity", "atLeast", "atMost", "unit", "new", "n", "dur")
"""The attributes of a point that a reader is told."""


def write_line_break(writer: Writer, element: Element) -> None:
    """A line of the source; between blocks there is nothing to break."""
    parent = element.getparent()
    if parent is not None and writer.volume.layout.holds_line(parent):
        writer.html.void("br", **writer.attributes(element))
    writer.content(element)


def write_page_break(writer: Writer, element: Element) -> None:
    """Where a page of the source begins."""
    number = element.get("n", "")
    label = f"page {number}" if number else "page break"
    _point(writer, element, "pagebreak", f"|{number}|" if number else "|", label, "separator")


def write_column_break(writer: Writer, element: Element) -> None:
    """Where a column or quire begins."""
    _point(writer, element, "pagebreak", f"|{element.get('n', '')}|", _told(element) or "break", "img")


def write_milestone(writer: Writer, element: Element) -> None:
    """A border of sections: an ornament between blocks, a stroke within the line."""
    if writer.volume.layout.holds_line(_parent(element)):
        _point(
            writer, element, "pagebreak", "¦", f"{element.get('unit', 'section')} {element.get('n', '')}".strip(), "img"
        )
    else:
        writer.html.start("div", **writer.attributes(element, "milestone"), role="separator")
        writer.content(element)
        writer.html.end()


def write_gap(writer: Writer, element: Element) -> None:
    """Words that are left out or can't be read; the encoder's description of them, where there is one."""
    if len(element) or element.text:
        writer.wrap(element, "span", "gap", title=_told(element) or None)
    else:
        _point(writer, element, "gap", "[…]", f"gap: {_told(element) or 'words are missing'}", "img")


def write_space(writer: Writer, element: Element) -> None:
    """A space left free in the source."""
    _point(writer, element, "gap", "[ ]", f"a space left free: {_told(element)}".rstrip(": "), "img")


def write_shift(writer: Writer, element: Element) -> None:
    """Where the hand or the voice changes."""
    _point(writer, element, "shift", "⸗", f"here changes the hand or voice: {_told(element)}".rstrip(": "), "img")


def write_pause(writer: Writer, element: Element) -> None:
    """A pause of speech."""
    _point(writer, element, "gap", "(…)", f"pause: {_told(element)}".rstrip(": "), "img")


def write_graphic(writer: Writer, element: Element) -> None:
    """An image. The page holds none: it says which, and leads to one on the web."""
    address = element.get("url", "")
    words = f"[image: {address}]" if address else "[image]"
    made = writer.attributes(element, "graphic")
    target = link(address, {})
    if target:
        writer.html.start("a", **made, href=target, data_n=words, aria_label=f"Image: {address}")
    else:
        writer.html.start("span", **made, role="img", data_n=words, aria_label=f"Image, not in this file: {address}")
    writer.content(element)
    writer.html.end()


def _point(writer: Writer, element: Element, kind: str, shown: str, label: str, role: str) -> None:
    writer.html.start(
        "span", **writer.attributes(element, kind), role=role, data_n=shown, title=label, aria_label=label
    )
    writer.content(element)
    writer.html.end()


def _told(element: Element) -> str:
    return ", ".join(f"{name} {value}" for name in TOLD if (value := element.get(name)))


def _parent(element: Element) -> Element:
    parent = element.getparent()
    return parent if parent is not None else element
