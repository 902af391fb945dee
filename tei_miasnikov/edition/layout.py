"""Layout: which elements of a text are blocks on lines of their own, and which hold words themselves.

    <div><stage>Exit.</stage></div>       a block          <p>I go. <stage>Exit.</stage></p>       within the line

What the table does not know stands as a block where no words stand beside it. Source: TEI Guidelines 1.3.
"""

from lxml import etree

from tei_miasnikov.encoded.names import local

Element = etree._Element

_BLOCKS = """
    ab addrLine address argument back binary body byline camera caption castGroup castItem castList closer
    dateline div div1 div2 div3 div4 div5 div6 div7 docImprint docTitle eg epigraph epilogue event figure
    floatingText form front group head item l lg list listBibl listPerson listPlace msDesc msItem opener p
    performance person place postscript prologue row salute set signed sp spGrp table text titlePage titlePart
    trailer u entry
"""
BLOCKS = frozenset(_BLOCKS.split())
"""Blocks wherever they stand."""
_INLINES = """
    abbr actor add addName addSpan affiliation age am anchor author biblScope c caesura catch cb choice cl
    classCode code corr country damage damageSpan date del delSpan depth dim distinct editor email emph ex
    expan extent foreign forename formula fw g gap gb geo geogFeat geogName gi att val tag gloss graphic
    handShift height hi ident idno imprint lang lb lem m material measure mentioned metamark milestone mod
    monogr analytic name nameLink num objectType offset orgName orig origDate origPlace origin pb pc persName
    persPronouns phr placeName ptr publisher pubPlace quantity rdg rdgGrp redo ref reg region repository
    restore retrace role roleDesc rs ruby s secl seg series settlement sic soCalled space speaker stamp subst
    substJoin supplied surname surplus symbol term time title unclear undo unit w watermark when width
    witDetail writing zone
"""
INLINES = frozenset(_INLINES.split())
"""Within the line wherever they stand."""


class Layout:
    """Asks each element of a text once."""

    def __init__(self) -> None:
        self._beside_words: dict[Element, bool] = {}
        self._blocks: dict[Element, bool] = {}

    def is_block(self, element: Element) -> bool:
        """Whether an element stands on lines of its own."""
        known = self._blocks.get(element)
        if known is None:
            known = self._blocks[element] = self._is_block(element)
        return known

    def has_words(self, element: Element) -> bool:
        """Whether words stand in the element itself, outside its children."""
        known = self._beside_words.get(element)
        if known is None:
            stretches = (element.text, *(child.tail for child in element))
            known = self._beside_words[element] = any(text and not text.isspace() for text in stretches)
        return known

    def holds_line(self, element: Element) -> bool:
        """Whether a block is one of lines, not of blocks alone: words or inline elements stand in it."""
        return self.has_words(element) or any(_is_seen(child) and not self.is_block(child) for child in element)

    def _is_block(self, element: Element) -> bool:
        name, parent = local(element), element.getparent()
        if name in BLOCKS or parent is None:
            return True
        if name in INLINES or not isinstance(element.tag, str):
            return False
        return self.is_block(parent) and not self.has_words(parent)


def _is_seen(element: Element) -> bool:
    """Whether an element is more than an empty point such as a page break, or a label beside the line."""
    is_beside = not isinstance(element.tag, str) or local(element) == "speaker"
    return not is_beside and (len(element) > 0 or bool(element.text))


def characters(element: Element) -> str:
    """The text of an element, character by character, without comments and instructions."""
    return str(element.xpath("string()"))
