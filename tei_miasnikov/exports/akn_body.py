"""The body of Akoma Ntoso: sections, turns and paragraphs, with the inline elements that law knows.

div → debateSection · sp, u → question, answer, speech, other · stage → narrative · ellipsis, gap → omissis
"""

from collections.abc import Callable, Iterator

from lxml import etree

from tei_miasnikov.encoded import Document, Publication, Turn
from tei_miasnikov.encoded.names import XML, first, iter_named, local, local_ids, xml_id
from tei_miasnikov.encoded.words import BLOCKS, CONTAINERS, is_block, is_read, line_of, read_content
from tei_miasnikov.exports.elements import Content, elements_in

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
akn = elements_in(AKN)
TURNS = frozenset(["sp", "u"])
DIVISIONS = frozenset(["div", "div1", "div2", "div3", "div4", "div5", "div6", "div7"])
NARRATED = frozenset(["stage"])
RENDERED = {"bold": "b", "italic": "i", "underline": "u", "superscript": "sup", "subscript": "sub"}
DAY = len("1945-10-24")


class Section:
    """One document as a section of the debate."""

    def __init__(self, publication: Publication, document: Document) -> None:
        self._publication = publication
        self._document = document
        self._turns = {turn.element: turn for turn in document.turns}

    def encode(self) -> etree._Element:
        """The section, its turns and what stands between them."""
        document = self._document
        element = document.element
        kind = document.subtype or document.type or "document"
        return self._section(element, kind)

    def _section(self, element: etree._Element, kind: str) -> etree._Element:
        heads = [child for child in element if local(child) == "head"]
        rest = [child for child in element if isinstance(child.tag, str) and local(child) not in ("head", "")]
        return akn(
            "debateSection",
            (akn("subheading" if place else "heading", _inline(head)) for place, head in enumerate(heads)),
            (part for child in rest for part in self._part(child)),
            name=kind,
            eId=xml_id(element),
            xml_lang=element.get(f"{{{XML}}}lang", ""),
        )

    def _part(self, element: etree._Element) -> Iterator[etree._Element]:
        name = local(element)
        turn = self._turns.get(element)
        if turn is not None:
            yield self._turn(turn)
        elif name in DIVISIONS:
            yield self._section(element, element.get("type", "section"))
        elif name in NARRATED and line_of(element):
            yield akn("narrative", _inline(element))
        elif name in CONTAINERS and first(iter_named(element, *TURNS, "stage", *DIVISIONS)) is not None:
            for child in element:
                yield from self._part(child)
        else:
            yield from blocks(element)

    def _turn(self, turn: Turn) -> etree._Element:
        """A turn by its kind; without a speaker it is something `other`, its label a paragraph."""
        spoken = [block for child in _spoken(turn.element) for block in blocks(child)] or [akn("p")]
        label = akn("from", turn.label) if turn.label else None
        if not turn.who:
            return akn("other", akn("p", turn.label) if turn.label else None, spoken, eId=turn.id or self._own(turn))
        persons = self._publication.persons_of(turn.who)
        role = persons[0].role if persons else ""
        return akn(
            turn.kind or "speech",
            label,
            spoken,
            by=f"#{turn.who[0]}",
            as_=f"#role-{slug(role)}" if role else "",
            eId=turn.id,
        )

    def _own(self, turn: Turn) -> str:
        """The identifier of a turn that has none of its own, by its place."""
        return f"{self._document.id or 'document'}-turn-{list(self._turns.values()).index(turn) + 1}"


def slug(words: str) -> str:
    """Words as a part of an identifier or address."""
    return "-".join("".join(c if c.isalnum() else " " for c in words.lower()).split()) or "document"


def _spoken(element: etree._Element) -> list[etree._Element]:
    """What is said in a turn; a `u` with words of its own is one paragraph."""
    if any(text and text.strip() for text in (element.text, *(child.tail for child in element))):
        return [element]
    return [child for child in element if isinstance(child.tag, str) and local(child) != "speaker"]


def blocks(element: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of an element: one for itself, or those of its blocks."""
    if local(element) == "list":
        yield akn("ul", (akn("li", akn("p", _inline(item))) for item in iter_named(element, "item")))
    elif any(is_block(child) for child in element if isinstance(child.tag, str)) and local(element) in HOLDERS:
        for child in element:
            if isinstance(child.tag, str):
                yield from blocks(child)
    elif line_of(element):
        name = local(element)
        running = INLINE[name](element) if name in INLINE else _inline(element)
        yield akn("p", running, class_="" if name in UNSAID else name)


def _inline(element: etree._Element) -> list[Content]:
    """The running text of an element, white space as one space."""
    parts: list[Content] = []
    for piece in _read_or_called(element):
        if isinstance(piece, str):
            parts.append(_spaced(piece))
        else:
            parts += INLINE.get(local(piece), _inline)(piece)
            if is_block(piece):
                parts.append(" ")
    return parts


def _read_or_called(element: etree._Element) -> Iterator[str | etree._Element]:
    """What is read, and the anchors of notes where they stand."""
    if not any(_is_anchor(child) for child in element):
        yield from read_content(element)
        return
    yield element.text or ""
    for child in element:
        if _is_anchor(child) or is_read(child):
            yield child
        yield child.tail or ""


def _is_anchor(element: etree._Element) -> bool:
    return local(element) == "ref" and element.get("type") == "noteAnchor"


def _spaced(text: str) -> str:
    """White space as one space, at the borders too."""
    words = " ".join(text.split())
    if not words:
        return " " if text else ""
    return (" " if text[0].isspace() else "") + words + (" " if text[-1].isspace() else "")


def _date(element: etree._Element) -> list[Content]:
    when = element.get("when", "")
    return [akn("date", _inline(element), date=when)] if len(when) == DAY else _inline(element)


def _ref(element: etree._Element) -> list[Content]:
    target = element.get("target", "")
    if _is_anchor(element):
        marker = element.get("n") or line_of(element)
        return [akn("noteRef", href=target, marker=marker)] if local_ids(target) else []
    return [akn("ref", _inline(element), href=target)] if target and " " not in target else _inline(element)


def _hi(element: etree._Element) -> list[Content]:
    name = RENDERED.get(element.get("rend", ""))
    return [akn(name, _inline(element))] if name else _inline(element)


def _omission(element: etree._Element) -> list[Content]:
    return [akn("omissis", line_of(element) or "[…]")]


INLINE: dict[str, Callable[[etree._Element], list[Content]]] = {
    "date": _date,
    "ref": _ref,
    "hi": _hi,
    "ellipsis": _omission,
    "gap": _omission,
}
"""What becomes of inline elements; the words of others stand for themselves."""
UNSAID = frozenset(["p", "ab", *INLINE])
"""Elements whose name a paragraph need not bear."""
HOLDERS = BLOCKS | frozenset(["note", "sp", "quote", "q", "said"])
"""Elements whose blocks are paragraphs of their own."""
