"""Markdown that converts to the same text again: the inverse of the Markdown reader.

    <head rend="bold">2. Record …</head>      ## **2. Record …**
    <note n="1" type="editorial"><p>Paul …    <sup>1</sup> Paul …

Headings, emphasis, lists, quotations, notes and rules get the syntax that the reader takes off; whatever else an
encoder marked is words, found again by the same profile. Line ends stay where they are, so that places stay the same.
"""

import re
from collections.abc import Callable, Iterator

from lxml import etree

from tei_miasnikov.encoded.names import find, first, iter_named, local, xml_id
from tei_miasnikov.encoded.words import CONTAINERS, is_block, iter_lines
from tei_miasnikov.errors import SourceError
from tei_miasnikov.exports.markdown_text import defined, escaped, listed, quoted, unescaped_number
from tei_miasnikov.exports.material import Export, Material, single
from tei_miasnikov.exports.serial import outermost_texts
from tei_miasnikov.findings import Finding
from tei_miasnikov.validation.documents import line_of

SIGNS = {"bold": "**", "italic": "*"}
TAGS = {"bold": "b", "italic": "i", "superscript": "sup", "subscript": "sub", "underline": "u"}
"""What emphasis is written with: signs where they are sure to be read, else tags."""
BULLETS = ("-", "+")
QUOTED = frozenset(["p", "quote", "list"])
"""What stands in a quotation that is a block."""
BYLINE_WORDS = 14
BREAK = re.compile(r"([-_*])(?: ?\1){2,}")
BLANK_LINE = re.compile(r"\n[ \t]*\n")
CLOSING = frozenset(" \n.,;:!?)")
"""What may follow on the sign that ends an emphasis."""


def export(material: Material) -> Export:
    """The text as Markdown. Raises SourceError where the publication has none."""
    texts = list(outermost_texts(material.publication.root))
    path = material.publication.path
    pages = [_Page(text, path) for text in texts]
    written = "".join(page.written() for page in pages)
    if not written.strip():
        raise SourceError(f"{path}: has no text, only a header or pictures")
    return single(material, ".md", written.encode(), tuple(one for page in pages for one in page.findings))


class _Flow:
    """What is written of a block so far; `recent` is its last line, and whether a blank one stands before."""

    def __init__(self, before: str = "") -> None:
        self._pieces: list[str] = []
        self.recent = before

    def add(self, piece: str) -> None:
        self._pieces.append(piece)
        recent = self.recent + piece
        self.recent = recent[max(recent.rfind("\n", 0, len(recent) - 1), 0) :]

    def text(self, words: str | None) -> None:
        """Words of the text, escaped."""
        if words:
            self.add(escaped(words, self.recent))

    def written(self) -> str:
        return "".join(self._pieces)


class _Page:
    """Writes one text, and keeps what Markdown could not say."""

    def __init__(self, text: etree._Element, path: str) -> None:
        self._text, self._path = text, path
        anchors = [ref for ref in iter_named(text, "ref") if ref.get("type") == "noteAnchor"]
        self._anchors = {ref.get("target"): ref for ref in reversed(anchors)}
        self._raised = all(ref.get("rend") == "superscript" for ref in anchors)
        self._named = {ref.get("target") for ref in anchors if _is_footnote(ref)}
        self._titles = set(_lone_titles(text))
        self._indented = 0
        self.findings: list[Finding] = []

    def written(self) -> str:
        written = self._content(self._text)
        if self._indented:
            told = f"{self._indented} blocks are indented, which Markdown has no sign for; they begin with the line"
            hint = "where the profile tells labels or paragraphs by their indent, convert from the transcript itself"
            self.findings.append(Finding("export-indentation", told, self._path, hint=hint))
        return written

    def _content(self, element: etree._Element, before: str = "") -> str:
        """What stands in an element; `before` is what stands before it in the same block."""
        flow = _Flow(before)
        flow.text(self._margin(element, element.text, flow.recent))
        for child in element:
            flow.add(self._child(child, flow.recent))
            self._tail(child, flow)
        return flow.written()

    def _margin(self, holder: etree._Element, space: str | None, before: str) -> str:
        """The white space before a block without its indentation, which Markdown would take for code."""
        is_margin = local(holder) in CONTAINERS and not (space or "").strip()
        if not space or not is_margin or ("\n" not in space and _is_within_line(before)):
            return space or ""
        kept = space.rstrip(" \t")
        self._indented += kept != space
        return kept

    def _child(self, child: etree._Element, before: str) -> str:
        write = WRITERS.get(local(child), _Page._plain) if isinstance(child.tag, str) else _Page._nothing
        return write(self, child, before)

    def _tail(self, child: etree._Element, flow: _Flow) -> None:
        """What follows on an element; below a heading of several lines its underline, in the empty line it left."""
        tail = child.tail or ""
        if _is_underlined(child) and tail.startswith("\n"):
            flow.add("\n===" if self._is_title(child) else "\n---")
            tail = tail[1:]
        parent = child.getparent()
        flow.text(tail if parent is None or child.getnext() is None else self._margin(parent, tail, flow.recent))

    def _is_title(self, element: etree._Element) -> bool:
        return local(element) == "docTitle" or element in self._titles

    # what an element becomes

    def _nothing(self, element: etree._Element, before: str) -> str:
        return ""

    def _plain(self, element: etree._Element, before: str) -> str:
        """Words, in the emphasis that covers them all."""
        inner = self._content(element, before)
        for rend in (element.get("rend") or "").split():
            if rend in TAGS:
                inner = _emphasized(inner, rend, before, element)
        return inner

    def _head(self, element: etree._Element, before: str) -> str:
        if element.get("type") == "sub" or _is_underlined(element) or _is_within_line(before):
            return self._plain(element, before)
        level = "# " if self._is_title(element) else "## "
        return level + self._plain(element, level)

    def _quote(self, element: etree._Element, before: str) -> str:
        holds_blocks = any(local(child) in QUOTED for child in element)
        return quoted(self._content(element)) if holds_blocks else self._plain(element, before)

    def _list(self, element: etree._Element, before: str) -> str:
        """A list; one that follows another has the other bullet, so that they stay two."""
        earlier = sum(local(sibling) == "list" for sibling in element.itersiblings(preceding=True))
        flow, label = _Flow(before), ""
        flow.text(self._margin(element, element.text, flow.recent))
        for child in element:
            if local(child) == "label":
                label = self._plain(child, "") + escaped(child.tail or "", "x")
            elif local(child) == "item":
                flow.add(listed(self._item(child, label), BULLETS[earlier % len(BULLETS)]))
                label = ""
                self._tail(child, flow)
            else:
                flow.add(self._child(child, ""))
                self._tail(child, flow)
        return flow.written()

    def _item(self, element: etree._Element, label: str) -> str:
        sign = label or _sign(element)
        return sign + self._content(element, sign) if any(iter_lines(element)) else sign.rstrip()

    def _turn(self, element: etree._Element, before: str) -> str:
        """A turn; it or a paragraph of it that begins on the next line is the item of a list, as it was."""
        flow = _Flow()
        flow.text(self._margin(element, element.text, flow.recent))
        for child in element:
            written = self._child(child, flow.recent)
            if local(child) == "p" and _is_tight(flow.recent):
                written = listed(self._plain(child, ""), BULLETS[0])
            elif local(child) == "p" and flow.recent.endswith("\n\n"):
                written = unescaped_number(written)
            flow.add(written)
            self._tail(child, flow)
        return listed(flow.written(), BULLETS[0]) if _is_tight(before) else flow.written()

    def _note(self, element: etree._Element, before: str) -> str:
        """A note with its sign; with several paragraphs an item, so that they stay together."""
        if element.get("type") != "editorial":
            return self._plain(element, before)
        sign, own = element.get("n", ""), f"#{xml_id(element)}"
        if own in self._named:
            lead = f"[^{sign}]: "
            return defined(lead + self._content(element, lead))
        lead = f"<sup>{sign}</sup> " if self._is_raised(own) else f"{escaped(sign, '')} "
        written = lead + self._content(element, lead)
        return listed(written, BULLETS[0]) if len(list(iter_named(element, "p"))) > 1 else written

    def _is_raised(self, own: str) -> bool:
        """Whether the sign of a note is raised: as its anchor is, else as all are."""
        anchor = self._anchors.get(own)
        return anchor.get("rend") == "superscript" if anchor is not None else self._raised

    def _ref(self, element: etree._Element, before: str) -> str:
        target, words = element.get("target", ""), _all_words(element)
        if element.get("type") == "noteAnchor" and _is_footnote(element):
            return f"[^{words}]"
        if ":" not in target:
            return self._plain(element, before)
        return f"<{target}>" if words == target else f"[{self._plain(element, before)}](<{target}>)"

    def _formula(self, element: etree._Element, before: str) -> str:
        return f"${element.text or ''}$" if element.get("notation") == "TeX" else self._plain(element, before)

    def _rule(self, element: etree._Element, before: str) -> str:
        """The signs of a rule, or a mark of time; asterisks are a line like others, unless they set notes apart."""
        signs = element.get("rend") or element.get("n") or ""
        parent = element.getparent()
        neighbours = [] if parent is None else [parent, *parent]
        apart = any(local(one) == "div" and one.get("type") == "notes" for one in neighbours)
        is_rule = BREAK.fullmatch(signs) and not _is_tight(before)
        return signs if is_rule and (apart or "*" not in signs) else escaped(signs, "")

    def _page_break(self, element: etree._Element, before: str) -> str:
        """The signs or number of a page's border, else a form feed, which alone parts no paragraphs in Markdown."""
        parent, signs = element.getparent(), element.get("rend") or element.get("n")
        if not signs and parent is not None and local(parent) in CONTAINERS and not before.endswith("\n"):
            told = "a page break that alone parts two paragraphs does not part them in Markdown"
            hint = "put a blank line before or after it"
            self.findings.append(Finding("export-page-break", told, self._path, line_of(element), hint=hint))
        return signs or "\f"

    def _line_break(self, element: etree._Element, before: str) -> str:
        """A hard break, or the number of a line; a hyphen at a line's end, with the end that stands in the element."""
        if element.get("break") == "no" and element.get("rend"):
            return f"{element.get('rend')}\n"
        return element.get("n") or ("\\" if (element.tail or "").startswith("\n") else "")


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


def _all_words(element: etree._Element) -> str:
    """Every character of an element, as it stands."""
    return "".join(map(str, element.itertext("{*}*")))


def _is_footnote(ref: etree._Element) -> bool:
    """Whether an anchor was written as [^7]: it is neither raised nor a sign of its own."""
    words = _all_words(ref)
    return not ref.get("rend") and words.isascii() and words.isalnum()


def _lone_titles(text: etree._Element) -> Iterator[etree._Element]:
    """Heads of bodies that hold a title page and no more: the title became the head, its bylines what follows."""
    for body in iter_named(text, "body"):
        above = body.getparent()
        head = first(child for child in body if local(child))
        if head is None or local(head) != "head" or above is None or find(above, "t:front") is not None:
            continue
        words = _all_words(head)
        rest = _all_words(body).removeprefix(words)
        again = sum(_all_words(other) == words for other in iter_named(body, "head"))
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
    return is_heading and "\n" in _all_words(element).strip("\n")


def _is_within_line(before: str) -> bool:
    """Whether words stand before on the same line."""
    return bool(before.rpartition("\n")[2].strip())


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
