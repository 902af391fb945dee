"""The walk: tokens become pieces, block by block.

    <ol><li>One<br>two</ol>      an item "1. One", a line break, "two"

A table's row is a block, its cells parted by tabs, unless a cell holds several blocks. Hidden text, the page's title,
pictures and tables are told.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple

from tei_miasnikov.text.pieces import Closing, Opening, Piece, Remark, Words, taken_off, text
from tei_miasnikov.text.readers.html.links import find_note_links
from tei_miasnikov.text.readers.html.rendition import TAGS, is_hidden, rends
from tei_miasnikov.text.readers.html.tokens import Token
from tei_miasnikov.text.source import UNSPEAKABLE

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = HEADINGS | {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "head", "header", "hgroup", "html", "legend",
    "li", "main", "menu", "nav", "ol", "option", "p", "pre", "search", "section", "select", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "title", "tr", "ul",
}  # fmt: skip
LISTS = frozenset({"ul", "ol", "menu", "dir"})
CELLS = frozenset({"td", "th"})
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"})
CLOSED_BY = {
    "li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "tr": {"tr", "td", "th"}, "td": {"td", "th"},
    "th": {"td", "th"}, "option": {"option"}, "tbody": {"tr", "td", "th", "tbody", "thead"},
}  # fmt: skip
"""A start tag that ends those of its kind which are still open (HTML Standard, 13.1.2.4)."""
SCOPES = LISTS | {"table", "dl", "select", "body", "html", "div", "blockquote", "section"}
DEEPEST = 256
"""Elements that stand deeper in one another say nothing of their words."""
LINE = re.compile(r"(?P<line_end>\r\n?)|(?P<indentation>(?<=[\n\r])[ \t]+)|(?P<form_feed>\f)|(?P<text>[^\r\n\f]+|\n)")
AFTER_BREAK = re.compile(r"[ \t]*(?:\r\n?|\n)[ \t]*")
ADDRESS = re.compile(r"(?:https?|ftp)://\S+|mailto:\S+")


class Element(NamedTuple):
    """An element that is open: its name, and what it says of the words within it."""

    name: str
    rends: tuple[str, ...] = ()
    link: str = ""
    calls: str = ""
    hidden: bool = False
    note: str = ""

    def within(self, around: "Element") -> "Element":
        """The same element with what those around it say."""
        return self._replace(
            rends=tuple(dict.fromkeys([*around.rends, *self.rends])),
            link=self.link or around.link,
            calls=self.calls or around.calls,
            hidden=self.hidden or around.hidden,
            note=self.note or around.note,
        )


NO_ELEMENT = Element("")


def iter_pieces(tokens: Sequence[Token]) -> Iterator[Piece]:
    """The pieces of a page, in order."""
    walk = _Walk(tokens)
    for index, token in enumerate(tokens):
        yield from walk.take(index, token)
    yield Closing()


class _Walk:
    """Knows which elements are open, and whether a block is."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._notes = find_note_links(tokens)
        self._rows = _simple_rows(tokens)
        self._titles = _titles_said_elsewhere(tokens)
        self._stack: list[Element] = []
        self._said: list[Element] = [NO_ELEMENT]
        self._names: Counter[str] = Counter()
        self._block = False
        self._numbered = False
        self._row = False
        self._fresh = ""
        self._ended_line = True
        self._broken = False
        self._lists = 0
        self._counts: list[int | None] = []
        self._hidden: list[str] = []

    def take(self, index: int, token: Token) -> Iterator[Piece]:
        if token.kind == "start":
            yield from self._start(index, token)
        elif token.kind == "end":
            yield from self._end(index, token)
        elif token.kind in ("text", "reference"):
            yield from self._words(token)
        else:
            yield taken_off(token.source, token.name or token.kind)

    # tags

    def _start(self, index: int, token: Token) -> Iterator[Piece]:
        attributes = token.attributes()
        if token.name in VOID:
            yield from self._void(token, attributes)
            return
        self._imply_ends(token.name)
        if token.name in BLOCKS:
            yield from self._boundary()
        self._open(index, token.name, attributes)
        if token.name == "table":
            yield Remark(
                "table-flattened", "a table is read row by row", "", "its cells are parted by tabs in the text"
            )
        yield from self._begin(index, token, attributes)

    def _open(self, index: int, name: str, attributes: dict[str, str]) -> None:
        if len(self._stack) >= DEEPEST:
            return
        link = attributes.get("href", "").strip() if name == "a" else ""
        note = self._notes.bodies.get(index, "")
        hidden = is_hidden(attributes) or index in self._notes.arrows
        calls = self._notes.anchors.get(index, "")
        looks = rends(name, attributes.get("style", ""))
        self._push(Element(name, looks, link if ADDRESS.fullmatch(link) else "", calls, hidden, note))
        if name in LISTS:
            self._lists += not self._counts
            self._counts.append(_first_number(attributes) if name == "ol" else None)
        if name == "tr":
            self._row = index in self._rows
        if note:
            self._fresh = "note"

    def _push(self, element: Element) -> None:
        self._stack.append(element)
        self._said.append(element.within(self._said[-1]))
        self._names[element.name] += 1

    def _begin(self, index: int, token: Token, attributes: dict[str, str]) -> Iterator[Piece]:
        """A tag; an item's stands for its number, a note's for its sign, a cell's for the tab before it."""
        number = ""
        key = self._notes.bodies.get(index, "")
        if token.name == "li" and not key:
            self._fresh = "item"
            number = self._number(attributes)
        elif key in self._notes.numbers:
            number = self._notes.numbers[key] + " "
        if number and not self._is_hidden():
            yield self._opening(key)
            self._numbered = True
            yield Words(token.source, self._line() + number, "item number" if not key else "note number")
            self._ended_line = False
        elif token.name in CELLS and self._row and self._block:
            yield Words(token.source, "\t", "cell")
        else:
            yield self._tag(token)

    def _tag(self, token: Token) -> Words:
        """A tag that is taken off; that of a block stands for the end of the line before it."""
        line = self._line() if token.name in BLOCKS and not self._block else ""
        return Words(token.source, line, token.name)

    def _line(self) -> str:
        line = "" if self._ended_line else "\n"
        self._ended_line = True
        return line

    def _number(self, attributes: dict[str, str]) -> str:
        if not self._counts or self._counts[-1] is None:
            return ""
        given = attributes.get("value", "")
        number = int(given) if given.isdecimal() and len(given) < 9 else self._counts[-1]
        self._counts[-1] = number + 1
        return f"{number}. "

    def _void(self, token: Token, attributes: dict[str, str]) -> Iterator[Piece]:
        if token.name == "hr" and not self._row:
            yield from self._boundary()
            yield Opening("rule")
            yield Words(token.source, self._line() + "---", "hr")
            yield Closing()
            self._ended_line = False
        elif token.name == "br" and self._block:
            yield Words(token.source, "\n", "br", sign="lb")
            self._ended_line = self._broken = True
        else:
            if token.name in ("img", "embed") and attributes.get("alt", "?"):
                words = attributes.get("alt", "") or attributes.get("src", "")[:80]
                yield Remark("picture-left-out", "a picture stands here", words, "look whether it holds text")
            yield taken_off(token.source, token.name)

    def _end(self, index: int, token: Token) -> Iterator[Piece]:
        if token.name in BLOCKS:
            yield from self._boundary()
        called = self._stack[-1].note if self._stack and token.name == self._stack[-1].name else ""
        told = list(self._close(token.name))
        if called and token.name not in BLOCKS and not self._ended_line and not _space_follows(self._tokens, index):
            yield Words(token.source, " ", "note number")
        else:
            yield self._tag(token)
        yield from told

    def _imply_ends(self, name: str) -> None:
        """The ends that a start tag implies: of a paragraph, of the item before."""
        if name in BLOCKS and self._stack and self._stack[-1].name == "p":
            list(self._close("p"))
        closed = CLOSED_BY.get(name, set())
        for depth in range(len(self._stack) - 1, max(len(self._stack) - 30, -1), -1):
            if self._stack[depth].name in closed:
                list(self._close(self._stack[depth].name))
            elif self._stack[depth].name in SCOPES:
                break

    def _close(self, name: str) -> Iterator[Piece]:
        """The element of this name that was opened last, and all within it but emphasis, which goes on."""
        if not self._names[name]:
            return
        was_hidden = self._is_hidden()
        goes_on: list[Element] = []
        while self._stack:
            element, _ = self._stack.pop(), self._said.pop()
            goes_on += [element] if element.name in TAGS and element.name != name else []
            self._names[element.name] -= 1
            if element.name in LISTS:
                self._counts.pop()
            if element.name == "tr":
                self._row = False
            if element.name == name:
                break
        for element in reversed(goes_on):
            self._push(element)
        words = " ".join("".join(self._hidden).split())
        if was_hidden and not self._is_hidden():
            self._hidden.clear()
            if words and any(character.isalnum() for character in words):
                hint = "a browser does not show it; take the mark of it away if it is text"
                yield Remark("text-hidden", "hidden text is left out", words, hint)

    # blocks

    def _boundary(self) -> Iterator[Piece]:
        """The block ends, unless it has but its number so far, or is a row."""
        if self._block and not self._numbered and not self._row:
            self._block = False
            yield Closing()

    def _opening(self, note: str = "") -> Opening:
        """What the next words open, by the elements about them."""
        self._block = True
        note = note or self._said[-1].note
        form = self._fresh or self._form()
        self._fresh = ""
        level = int(form[1]) if form in HEADINGS else len(self._counts)
        series = self._lists if self._counts else 0
        key = note if form == "note" else ""
        return Opening("heading" if form in HEADINGS else form, level, self._names["blockquote"], series, key)

    def _form(self) -> str:
        heading = next((one.name for one in reversed(self._stack) if one.name in HEADINGS), "")
        if heading:
            return heading
        if self._counts or self._said[-1].note:
            return "continuation"
        return "verbatim" if self._names["pre"] else "paragraph"

    # words

    def _is_hidden(self) -> bool:
        return self._said[-1].hidden

    def _words(self, token: Token) -> Iterator[Piece]:
        if self._is_hidden():
            self._hidden.append(unescape(token.source))
            yield taken_off(token.source, "link back" if self._names["a"] else "hidden text")
            return
        if self._names["title"] and not self._names["body"]:
            if token.kind == "text" and token.source.strip() and " ".join(token.source.split()) not in self._titles:
                hint = "it stands in the head of the page only; say it in header.toml if it matters"
                yield Remark("page-title-left-out", "the page's title is left out", token.source, hint)
            yield taken_off(token.source, "page title")
            return
        if not self._block and _shown(token).strip(" \t\r\n\f"):
            yield self._opening()
        looks = self._looks()
        if self._broken and (after := AFTER_BREAK.match(token.source)):
            yield taken_off(after[0], "line end")
            token = token._replace(source=token.source[after.end() :])
        self._broken = False
        for words in _parts(token, verbatim=bool(self._names["pre"])):
            self._note_line(words)
            yield Words(words.source, words.text, words.rule, *looks)

    def _note_line(self, words: Words) -> None:
        if words.text:
            self._ended_line = words.text.endswith("\n")
            self._numbered = self._numbered and not words.text.strip()

    def _looks(self) -> tuple[tuple[str, ...], str, str]:
        """How words are printed here, where they lead to, which note they call."""
        said = self._said[-1]
        return said.rends, said.link, said.calls


def _shown(token: Token) -> str:
    return unescape(token.source) if token.kind == "reference" else token.source


def _parts(token: Token, verbatim: bool) -> Iterator[Words]:  # noqa: FBT001  # a fact of the place, not a choice
    """A text as its lines, without their indentation; a reference as the character that it stands for."""
    if token.kind == "reference":
        shown = unescape(token.source)
        fits = shown and not UNSPEAKABLE.search(shown) and "\f" not in shown and "\r" not in shown
        yield Words(token.source, shown, "reference") if fits else text(token.source)
        return
    for found in LINE.finditer(token.source):
        if found.lastgroup == "text" or (found.lastgroup == "indentation" and verbatim):
            yield text(found[0])
        else:
            stands_for = {"line_end": "\n", "form_feed": " "}.get(found.lastgroup or "", "")
            yield Words(found[0], stands_for, (found.lastgroup or "").replace("_", " "))


def _space_follows(tokens: Sequence[Token], index: int) -> bool:
    """Whether the next text begins with a space."""
    following = next((token for token in tokens[index + 1 : index + 8] if token.kind in ("text", "reference")), None)
    return following is not None and _shown(following)[:1].isspace()


def _first_number(attributes: dict[str, str]) -> int:
    start = attributes.get("start", "")
    return int(start) if start.isdecimal() and len(start) < 9 else 1


def _simple_rows(tokens: Sequence[Token]) -> frozenset[int]:
    """The rows (by their tag's index) whose cells hold one block each at most."""
    simple: set[int] = set()
    row, blocks = -1, 0
    for index, token in enumerate(tokens):
        if token.name in ("tr", "table"):
            row, blocks = (index, 0) if token.kind == "start" and token.name == "tr" else (-1, 0)
            simple.update({row} - {-1})
        elif token.kind == "start" and token.name in CELLS:
            blocks = 0
        elif token.kind == "start" and token.name in BLOCKS and row >= 0:
            blocks += 1
            if blocks > 1 or token.name not in ("p", "div", "center"):
                simple.discard(row)
    return frozenset(simple)


def _titles_said_elsewhere(tokens: Sequence[Token]) -> str:
    """The words of the page's body, in which a title may be said again."""
    body = next((index for index, token in enumerate(tokens) if token.name == "body"), 0)
    shown = (_shown(token) for token in tokens[body:] if token.kind in ("text", "reference"))
    return " ".join("".join(shown).split())
