"""Markdown that converts to the same text again: the inverse of the Markdown reader.

    <head rend="bold">2. Record …</head>      ## **2. Record …**
    <note n="1" type="editorial"><p>Paul …    <sup>1</sup> Paul …

Headings, emphasis, lists, quotations, notes and rules get the syntax that the reader takes off; whatever else an
encoder marked is words, found again by the same profile. Line ends stay where they are, so that places stay the same.
"""

import re
from collections.abc import Callable, Iterator

from lxml import etree

from tei_miasnikov.encoded.names import find, first, iter_named, local
from tei_miasnikov.encoded.words import is_block, line_of
from tei_miasnikov.errors import SourceError
from tei_miasnikov.exports.markdown_text import escaped, listed, quoted, unescaped_number
from tei_miasnikov.exports.material import Export, Material, single
from tei_miasnikov.exports.serial import outermost_texts

SIGNS = {"bold": "**", "italic": "*"}
TAGS = {"bold": "b", "italic": "i", "superscript": "sup", "subscript": "sub", "underline": "u"}
"""What emphasis is written with: signs where they are sure to be read, else tags."""
BULLETS = ("-", "+")
BYLINE_WORDS = 14
BLANK_LINE = re.compile(r"\n[ \t]*\n")
CLOSING = frozenset(" \n.,;:!?)")
"""What may follow on the sign that ends an emphasis."""


def export(material: Material) -> Export:
    """The text as Markdown. Raises SourceError where the publication has none."""
    texts = list(outermost_texts(material.publication.root))
    written = "".join(_Page(text).written() for text in texts)
    if not written.strip():
        raise SourceError(f"{material.publication.path}: has no text, only a header or pictures")
    return single(material, ".md", written.encode())


class _Page:
    """Writes one text; `raised` tells whether the signs of notes are raised."""

    def __init__(self, text: etree._Element) -> None:
        self._text = text
        anchors = [ref for ref in iter_named(text, "ref") if ref.get("type") == "noteAnchor"]
        self._anchors = {ref.get("target"): ref for ref in reversed(anchors)}
        self._raised = all(ref.get("rend") == "superscript" for ref in anchors)
        self._named = {ref.get("target") for ref in anchors if _is_footnote(ref)}
        self._titles = set(_lone_titles(text))

    def written(self) -> str:
        return self._content(self._text)

    def _content(self, element: etree._Element, before: str = "") -> str:
        """What stands in an element; `before` is what stands before it in the same block."""
        written = before + escaped(element.text or "", before)
        for child in element:
            written = self._child(child, written)
            written += self._underline(child) or escaped(child.tail or "", written)
        return written[len(before) :]

    def _child(self, child: etree._Element, before: str) -> str:
        write = WRITERS.get(local(child), _Page._plain)
        return before + write(self, child, before)

    # what an element becomes

    def _plain(self, element: etree._Element, before: str) -> str:
        """Words, in the emphasis that covers them all."""
        inner = self._content(element, before)
        rends = [rend for rend in (element.get("rend") or "").split() if rend in TAGS]
        for rend in rends:
            inner = _emphasized(inner, rend, before, element)
        return inner

    def _head(self, element: etree._Element, before: str) -> str:
        if element.get("type") == "sub":
            return self._plain(element, before)
        if _is_underlined(element):
            return self._plain(element, before)
        level = "#" if local(element) == "docTitle" or element in self._titles else "##"
        return f"{level} {self._plain(element, f'{level} ')}"

    def _underline(self, head: etree._Element) -> str:
        """What follows on a heading of several lines: its underline, in the empty line that it left, and the rest."""
        tail = head.tail or ""
        if not _is_underlined(head) or not tail.startswith("\n"):
            return ""
        sign = "===" if local(head) == "docTitle" or head in self._titles else "---"
        return f"\n{sign}{escaped(tail[1:], 'x')}"

    def _quote(self, element: etree._Element, before: str) -> str:
        if not is_block(element):
            return self._plain(element, before)
        return quoted(self._content(element))

    def _list(self, element: etree._Element, before: str) -> str:
        earlier = sum(local(sibling) == "list" for sibling in element.itersiblings(preceding=True))
        bullet = BULLETS[earlier % len(BULLETS)]
        written = escaped(element.text or "", before)
        item = ""
        for child in element:
            name = local(child)
            if name == "label":
                item = self._plain(child, "") + escaped(child.tail or "", "x")
                continue
            if name != "item":
                written += self._child(child, "")
            else:
                sign = item or _sign(child)
                written += listed((sign + self._content(child, sign)) if line_of(child) else sign.rstrip(), bullet)
                item = ""
            written += escaped(child.tail or "", "x")
        return written

    def _turn(self, element: etree._Element, before: str) -> str:
        """A turn; one that follows on the line after another is the item of a list, as it was."""
        inner = self._turn_content(element)
        return listed(inner, BULLETS[0]) if _is_tight(before) else inner

    def _turn_content(self, element: etree._Element) -> str:
        written = escaped(element.text or "", "")
        for child in element:
            if local(child) == "p" and _is_tight(written):
                written += listed(self._plain(child, ""), BULLETS[0])
            elif local(child) == "p" and written.endswith("\n\n"):
                written += unescaped_number(self._plain(child, ""))
            else:
                written = self._child(child, written)
            written += escaped(child.tail or "", written)
        return written

    def _note(self, element: etree._Element, before: str) -> str:
        """A note with its sign; with several paragraphs an item, so that they stay together."""
        if element.get("type") != "editorial":
            return self._plain(element, before)
        sign = element.get("n", "")
        own = f"#{element.get('{http://www.w3.org/XML/1998/namespace}id')}"
        if own in self._named:
            lead = f"[^{sign}]: "
            return "\n".join(
                [
                    line if not number or not line else f"    {line}"
                    for number, line in enumerate((lead + self._content(element, lead)).split("\n"))
                ]
            )
        lead = f"<sup>{sign}</sup> " if self._is_raised(own) else f"{escaped(sign, '')} "
        written = lead + self._content(element, lead)
        return listed(written, BULLETS[0]) if len(list(iter_named(element, "p"))) > 1 else written

    def _is_raised(self, own: str) -> bool:
        anchor = self._anchors.get(own)
        return anchor.get("rend") == "superscript" if anchor is not None else self._raised

    def _ref(self, element: etree._Element, before: str) -> str:
        target, words = element.get("target", ""), "".join(map(str, element.itertext()))
        if element.get("type") == "noteAnchor":
            return f"[^{words}]" if _is_footnote(element) else self._plain(element, before)
        if not target or target.startswith("#"):
            return self._plain(element, before)
        return f"<{target}>" if words == target and ":" in target else f"[{self._plain(element, before)}](<{target}>)"

    def _formula(self, element: etree._Element, before: str) -> str:
        return f"${element.text or ''}$" if element.get("notation") == "TeX" else self._plain(element, before)

    def _rule(self, element: etree._Element, before: str) -> str:
        return element.get("rend") or ""

    def _page_break(self, element: etree._Element, before: str) -> str:
        return element.get("rend") or "\f"

    def _line_break(self, element: etree._Element, before: str) -> str:
        return "\\" if (element.tail or "").startswith("\n") else ""


Writer = Callable[[_Page, etree._Element, str], str]
WRITERS: dict[str, Writer] = {
    "docTitle": _Page._head,
    "head": _Page._head,
    "quote": _Page._quote,
    "list": _Page._list,
    "sp": _Page._turn,
    "note": _Page._note,
    "ref": _Page._ref,
    "formula": _Page._formula,
    "milestone": _Page._rule,
    "pb": _Page._page_break,
    "lb": _Page._line_break,
}
"""What writes an element; others are their words."""


def _is_footnote(ref: etree._Element) -> bool:
    """Whether an anchor was written as [^7]: it is neither raised nor a sign of its own."""
    words = "".join(map(str, ref.itertext()))
    return not ref.get("rend") and words.isascii() and words.isalnum()


def _lone_titles(text: etree._Element) -> Iterator[etree._Element]:
    """Heads of bodies that hold a title page and no more: the title became the head, its bylines what follows."""
    for body in iter_named(text, "body"):
        above = body.getparent()
        head = first(child for child in body if local(child))
        if head is None or local(head) != "head" or above is None or find(above, "t:front") is not None:
            continue
        words = "".join(map(str, head.itertext()))
        rest = "".join(map(str, body.itertext())).removeprefix(words)
        again = sum("".join(map(str, other.itertext())) == words for other in iter_named(body, "head"))
        if (
            again == 1
            and first(iter_named(body, "list")) is None
            and all(_is_byline(block) for block in BLANK_LINE.split(rest) if block.strip())
        ):
            yield head


def _is_byline(words: str) -> bool:
    """Whether words may stand on a title page: short, and no sentence (as recognition/divisions.py has it)."""
    return len(words.split()) <= BYLINE_WORDS and words.strip()[-1:] not in ".?!:;,"


def _is_underlined(element: etree._Element) -> bool:
    """Whether an element is a heading of several lines, which cannot stand behind a #."""
    is_heading = local(element) == "docTitle" or (local(element) == "head" and element.get("type") != "sub")
    return is_heading and "\n" in "".join(map(str, element.itertext())).strip("\n")


def _is_tight(before: str) -> bool:
    """Whether what follows begins on the line after other words."""
    return before.endswith("\n") and not before.endswith("\n\n") and bool(before.strip())


def _sign(item: etree._Element) -> str:
    """The number that an item holds in @n."""
    number = item.get("n", "")
    return f"{number[:-1]}\\{number[-1]} " if number else ""


def _emphasized(words: str, rend: str, before: str, element: etree._Element) -> str:
    """Words in emphasis: by signs where CommonMark is sure to read them, else by tags."""
    sign = SIGNS.get(rend)
    if sign and _is_clear(words, before, element):
        return f"{sign}{words}{sign}"
    return f"<{TAGS[rend]}>{words}</{TAGS[rend]}>"


def _is_clear(words: str, before: str, element: etree._Element) -> bool:
    """Whether signs around these words stand free: space before, space or a point behind, no other signs within."""
    if not words or words[0].isspace() or words[-1].isspace() or "*" in words or "\n\n" in words:
        return False
    return before[-1:] in ("", " ", "\n") and _next(element) in CLOSING


def _next(element: etree._Element) -> str:
    """The character behind an element in its block; a line's end where the block ends."""
    if element.tail:
        return element.tail[0]
    if is_block(element):
        return "\n"
    parent = element.getparent()
    if element.getnext() is not None or parent is None:
        return "x"
    return "\n" if is_block(parent) else _next(parent)
