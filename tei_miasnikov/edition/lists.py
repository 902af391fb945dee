"""Lists and tables: HTML's own where they are regular, plain blocks where anything else stands between.

    <list><label>1)</label> <item>to correspond</item></list>          a list whose labels are the signs
    <table><row><cell>one</cell></row></table>                         a table

Browsers move what does not belong into a list or table; so whatever is irregular is no HTML list or table here.
"""

from collections.abc import Iterable

from tei_miasnikov.edition.layout import characters
from tei_miasnikov.edition.writer import Element, Writer
from tei_miasnikov.encoded.names import local

MOST_CELLS = 1000


def write_list(writer: Writer, element: Element) -> None:
    """A list, its head before it."""
    names = [local(child) for child in element if isinstance(child.tag, str) and local(child) != "head"]
    is_regular = not writer.volume.layout.has_words(element) and "head" not in names and _head_leads(element)
    if is_regular and names and set(names) == {"item"}:
        _write_regular(writer, element, "ul", _sign(element))
    elif is_regular and names and names == ["label", "item"] * (len(names) // 2):
        _write_regular(writer, element, "dl", "labelled" if _are_signs(element) else "glossary")
    else:
        writer.wrap(element, "div", "list", "loose")


def write_item(writer: Writer, element: Element) -> None:
    """An item, with the printed number that its @n holds."""
    tag = {"ul": "li", "dl": "dd"}.get(_list_tag(writer, element), "div")
    writer.wrap(element, tag, "item" if tag == "div" else "", data_n=element.get("n"))


def write_label(writer: Writer, element: Element) -> None:
    """A label: an item's sign, or a line of its own such as `Declaration`."""
    if _list_tag(writer, element) == "dl":
        writer.wrap(element, "dt")
    else:
        writer.wrap(element, "div" if writer.volume.layout.is_block(element) else "span", "label")


def write_table(writer: Writer, element: Element) -> None:
    """A table."""
    is_regular = not writer.volume.layout.has_words(element) and all(map(_is_row, element)) and _head_leads(element)
    if not is_regular:
        writer.wrap(element, "div", "loose")
        return
    writer.html.start("div", class_="wide")
    writer.wrap(element, "table")
    writer.html.end()


def write_row(writer: Writer, element: Element) -> None:
    """A row, in an irregular table a block."""
    writer.wrap(element, "tr" if writer.html.is_open("table") and _is_row(element) else "div", "row")


def write_cell(writer: Writer, element: Element) -> None:
    """A cell; a label is a heading of its row or column."""
    row = element.getparent()
    if row is None or local(row) != "row" or not _is_row(row) or not writer.html.is_open("tr"):
        writer.wrap(element, "span", "cell")
        return
    is_label = "label" in (element.get("role"), row.get("role"))
    spans = {"colspan": _span(element.get("cols")), "rowspan": _span(element.get("rows"))}
    writer.wrap(element, "th" if is_label else "td", "", **spans)


def write_caption(writer: Writer, element: Element) -> None:
    """The head of a list or table."""
    parent = element.getparent()
    is_table = parent is not None and local(parent) == "table" and writer.html.is_open("table")
    writer.wrap(element, "caption" if is_table else "div", "caption")


def _write_regular(writer: Writer, element: Element, tag: str, kind: str) -> None:
    """A list of HTML; its head, which may not stand in one, before it."""
    children = list(element)
    behind = next((place + 1 for place, child in enumerate(children) if local(child) == "head"), 0)
    attributes = writer.attributes(element, "list", kind)
    if behind:
        writer.html.text(element.text)
        _write_all(writer, children[: behind - 1])
        writer.write(children[behind - 1])
    writer.html.start(tag, **attributes)
    writer.html.text(children[behind - 1].tail if behind else element.text)
    _write_all(writer, children[behind:])
    writer.html.end()


def _write_all(writer: Writer, children: Iterable[Element]) -> None:
    for child in children:
        writer.write(child)
        writer.html.text(child.tail)


def _list_tag(writer: Writer, element: Element) -> str:
    """Which list an item or label stands in: ul, dl, or none of HTML's."""
    parent = element.getparent()
    is_listed = parent is not None and local(parent) == "list"
    return writer.html.innermost if is_listed and writer.html.innermost in ("ul", "dl") else ""


def _head_leads(element: Element) -> bool:
    """Whether a head, if there is one, is the first child and the only head."""
    return all(local(child) != "head" for child in list(element.iterchildren("{*}*"))[1:])


def _sign(element: Element) -> str:
    if all(child.get("n") for child in element if local(child) == "item"):
        return "numbered"
    look = f"{element.get('rend', '')} {element.get('type', '')}"
    if any(word in look for word in ("order", "number")):
        return "ordered"
    return "simple" if any(word in look for word in ("simple", "none", "inline")) else "bulleted"


def _are_signs(element: Element) -> bool:
    """Whether the labels are as short as `1)`."""
    return all(len(characters(child)) <= 4 for child in element if local(child) == "label")


def _is_row(element: Element) -> bool:
    """Whether a child of a table is a row of nothing but cells, or the table's head."""
    if local(element) == "head" or not isinstance(element.tag, str):
        return True
    words = [element.text, *(child.tail for child in element)]
    return (
        local(element) == "row"
        and all(local(child) == "cell" or not isinstance(child.tag, str) for child in element)
        and not any(text and not text.isspace() for text in words)
    )


def _span(number: str | None) -> str | None:
    return number if number and number.isdigit() and 1 < int(number) <= MOST_CELLS else None
