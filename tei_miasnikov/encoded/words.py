"""The words of an element as people read them: what stands on the page, without the apparatus.

    <p>I<choice><sic>n</sic><corr>m</corr></choice>agine.<ref type="noteAnchor">7</ref> <del>x</del></p>      Imagine.

Notes and their anchors are left out where they interrupt the words; of a `choice` the corrected, regularised or
expanded form is read, of an `app` the lemma; a `gap` without words is […]; white space is one space. A block (p, l,
head, item …) is a line of its own, and so is what stands between blocks.
"""

from collections.abc import Iterator

from lxml import etree

from tei_miasnikov.encoded.names import local

_CONTAINERS = """argument back body castGroup castList div div1 div2 div3 div4 div5 div6 div7 epigraph epilogue figure
    floatingText front group list listBibl listPerson listPlace performance postscript prologue set sp spGrp table
    text"""
_LINES = """ab byline castItem cell closer dateline docAuthor docDate docEdition docImprint docTitle entry head
    imprimatur item l lg opener p row salute signed speaker titlePage titlePart trailer u"""
_UNREAD = """certainty del facsimile figDesc fw index interp interpGrp link linkGrp precision respons sourceDoc standOff
    surplus teiHeader timeline"""
CONTAINERS = frozenset(_CONTAINERS.split())
"""Elements that hold blocks; whatever stands in them beside blocks is a line too."""
BLOCKS = CONTAINERS | frozenset(_LINES.split())
"""Elements that are lines of their own."""
UNREAD = frozenset(_UNREAD.split())
"""Elements whose words do not belong to the text around them."""
PREFERRED = {"choice": ("corr", "reg", "expan"), "app": ("lem",)}
"""Of the alternatives in an element, the one that is read; the first where none of these is there."""
STANDS_FOR = {"gap": "[…]", "space": " ", "lb": " ", "cb": " ", "pb": " "}
"""What is read for an element that has no words of its own; but `break="no"` joins the words."""
PRINTED_NOTES = frozenset(["language"])
"""Types of notes that are printed within the line, such as `[in Russian]`."""


def iter_lines(element: etree._Element) -> Iterator[str]:
    """The lines of an element, one a block, none of them empty."""
    return (words for words, _ in iter_blocks(element))


def iter_blocks(element: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """The lines of an element, each with the block that it stands in."""
    block, line = element, list[str]()
    for piece in _pieces(element):
        if isinstance(piece, str):
            line.append(piece)
            continue
        if words := _joined(line):
            yield words, block
        block, line = piece, []
    if words := _joined(line):
        yield words, block


def words_of(element: etree._Element) -> str:
    """The words of an element, a line a block."""
    return "\n".join(iter_lines(element))


def line_of(element: etree._Element | None) -> str:
    """The words of an element in one line; "" for None."""
    return " ".join(iter_lines(element)) if element is not None else ""


def is_read(element: etree._Element) -> bool:
    """Whether an element's words belong to the text around it: not those of notes, anchors, deletions, comments …"""
    name = local(element)
    if name == "note":
        return element.get("type") in PRINTED_NOTES or element.get("place") == "inline"
    if name == "ref":
        return element.get("type") != "noteAnchor"
    return isinstance(element.tag, str) and name not in UNREAD


def read_content(element: etree._Element) -> Iterator[str | etree._Element]:
    """What is read of an element's content, in order: stretches of text, and children; of alternatives only one."""
    preferred = PREFERRED.get(local(element))
    if preferred is not None:
        children = [child for child in element if is_read(child)]
        yield from [child for child in children if local(child) in preferred][:1] or children[:1]
        return
    if element.text:
        yield element.text
    for child in element:
        if is_read(child):
            yield child
        if child.tail:
            yield child.tail


def is_block(element: etree._Element) -> bool:
    """Whether an element is a line of its own."""
    if local(element) in BLOCKS:
        return True
    parent = element.getparent()
    return parent is not None and local(parent) in CONTAINERS


def _joined(pieces: list[str]) -> str:
    return " ".join("".join(pieces).split())


def _pieces(element: etree._Element) -> Iterator[str | etree._Element]:
    """Stretches of text; an element says that the words that follow stand in this block."""
    for piece in read_content(element):
        if isinstance(piece, str):
            yield piece
        else:
            yield from _child(piece, element)


def _child(child: etree._Element, parent: etree._Element) -> Iterator[str | etree._Element]:
    if is_block(child):
        yield child
        yield from _pieces(child)
        yield parent
    elif len(child) or (child.text and child.text.strip()) or child.get("break") == "no":
        yield from _pieces(child)
    else:
        yield child.text or ""
        yield STANDS_FOR.get(local(child), "")
