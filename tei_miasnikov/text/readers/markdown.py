"""Markdown: CommonMark's syntax is taken off by named rules; whatever no rule knows stays text.

    ### **1. From a letter<sup>2</sup>**    reads    1. From a letter2     with hi marks for bold and superscript

pyromark (pulldown-cmark) says which bytes are text; this module is its only door. What lies between two of its
stretches is read by the table SYNTAX, and what the table does not know is text: so a link definition, a code span or
an unknown HTML tag loses nothing. Numbers of lists are text, since they are printed; bullets are syntax.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import Any, NamedTuple

from pyromark import Options, events_with_range

from tei_miasnikov.errors import SourceError
from tei_miasnikov.text.readers.plain import PARAGRAPH
from tei_miasnikov.text.reading import Block, Reading, ReadingBuilder
from tei_miasnikov.text.source import UNSPEAKABLE, Source
from tei_miasnikov.text.span import Span, annotate

DEEPEST = 100
"""How many quotations, lists and marks may stand in one another."""

SYNTAX = re.compile(
    r"""(?P<text>\n|[ \t\f]+(?=[\r\n]|\Z)|\f)
      | (?P<number>\d{1,9}[.)][ \t]*)
      | (?P<line_end>\r\n?)
      | (?P<indentation>(?<![^\n\r])[ \t]+)
      | (?P<heading>\#{1,6}[ \t]*)
      | (?P<underline>(?<=\n)(?:=+|-+)(?=[ \t]*(?:[\r\n]|\Z)))
      | (?P<quotation>>[ \t]?)
      | (?P<bullet>[-+*](?:[ \t]+|(?=[\r\n]|\Z)))
      | (?P<emphasis>[*_]+)
      | (?P<fence>(?:`{3,}|~{3,})[^\n]*)
      | (?P<escape>\\)
      | (?P<space>[ \t]+)
      | (?P<unknown>[^\n\r]+)""",
    re.VERBOSE,
)
SPACES = re.compile(r"[ \t]*")
KEPT = {"text", "number", "unknown"}
TAGS = {
    "sup": "superscript",
    "sub": "subscript",
    "i": "italic",
    "em": "italic",
    "b": "bold",
    "strong": "bold",
    "u": "underline",
}
TAG = re.compile(r"<(/?)(\w+)(?:\s[^<>]*)?>")
"""A tag, whatever it says of its looks."""
TEX = re.compile(r"[\\=^_{}]")
INLINE = {"Emphasis": 1, "Strong": 2, "Link": 1, "Image": 2, "Tag": 0}
"""The inline elements that are marks, and how long their opening sign is (0: the whole event)."""
SPOKEN_OUT = ("Inline", "Autolink", "Email")
"""The kinds of link that say their address in place; `[Smith]` with a definition elsewhere stays text."""


class Event(NamedTuple):
    """One event of the parser: Start, End or a leaf; the name of its element and what it bears; its source span."""

    kind: str
    name: str
    value: Any
    span: Span


def read_markdown(source: Source) -> Reading:
    """Read a Markdown source. Raises SourceError where it nests deeper than `DEEPEST`."""
    walk = _Walk(source)
    for event in _with_tags(list(_events(source.text))):
        walk.take(event)
    return walk.reading()


def _events(text: str) -> Iterator[Event]:
    """The parser's events, byte ranges turned into code points; to the parser a form feed is a space."""
    code_point = _code_points(text)
    options = Options.ENABLE_FOOTNOTES | Options.ENABLE_MATH
    for event, where in events_with_range(text.replace("\f", " "), options=options):
        kind: str
        value: Any
        kind, value = next(iter(event.items())) if isinstance(event, dict) else (event, None)
        name = kind
        if kind in ("Start", "End"):
            name, value = next(iter(value.items())) if isinstance(value, dict) else (value, None)
        yield Event(kind, name, value, Span(code_point(where["start"]), code_point(where["end"])))


def _code_points(text: str) -> Callable[[int], int]:
    """From byte offsets in UTF-8 to code points."""
    if text.isascii():
        return lambda offset: offset
    wide = [(found.start(), len(found.group().encode()) - 1) for found in re.finditer(r"[^\x00-\x7f]", text)]
    extra = [0, *accumulate(width for _, width in wide)]
    ends = [start + before + 1 for (start, _), before in zip(wide, extra, strict=False)]
    return lambda offset: offset - extra[bisect_right(ends, offset)]


def _with_tags(events: list[Event]) -> list[Event]:
    """HTML tags that mark letters and have their partner in the same block become Start and End; others are text."""
    opened: list[tuple[str, int]] = []
    for index, event in enumerate(events):
        if event.kind in ("Start", "End") and event.name not in INLINE:
            opened.clear()
        found = TAG.fullmatch(event.value) if event.kind == "InlineHtml" else None
        name = found[2].lower() if found else ""
        if found is None or name not in TAGS:
            continue
        if not found[1]:
            opened.append((name, index))
        elif opened and opened[-1][0] == name:
            start = opened.pop()[1]
            events[start] = Event("Start", "Tag", name, events[start].span)
            events[index] = Event("End", "Tag", name, event.span)
    return events


class _Walk:
    """Walks the events once and hands each stretch of the source to the builder."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._builder = ReadingBuilder(source)
        self._containers: list[str] = []
        self._inline: list[tuple[Event, int]] = []
        self._block: tuple[int, str, int] | None = None
        self._number: int | None = None
        self._fresh = ""
        self._lists = 0

    def reading(self) -> Reading:
        """The reading; text that stands in no block of Markdown's makes paragraphs."""
        self._close()
        self._gap(len(self._source.text))
        text = self._builder.reading().text
        self._builder.blocks[:] = list(_complete(text, self._builder.blocks))
        return self._builder.reading()

    def take(self, event: Event) -> None:
        if event.name in INLINE:
            (self._start_inline if event.kind == "Start" else self._end_inline)(event)
        elif event.kind in ("Start", "End"):
            self._boundary(event)
        elif event.name == "Rule":
            self._rule(event)
        elif not {"CodeBlock", "HtmlBlock"}.intersection(self._containers[-1:]):
            self._leaf(event)

    # blocks

    def _boundary(self, event: Event) -> None:
        """A block opens or closes: the block at hand ends here."""
        self._close()
        if event.kind == "End":
            self._containers.pop()
            return
        self._gap(event.span.start)
        self._lists += event.name == "List" and "List" not in self._containers
        self._containers.append(event.name)
        self._refuse_depth(event.span.start)
        if event.name == "Item":
            self._fresh, self._number = "item", None
        elif event.name == "FootnoteDefinition":
            self._footnote(event)
        elif event.name == "Heading":
            self._fresh = f"heading{event.value['level'][1:]}"

    def _footnote(self, event: Event) -> None:
        """`[^7]: ` before a note: the number is text, the rest syntax."""
        name = event.value or ""
        start = event.span.start + 2
        self._builder.carrier(start, "footnote")
        self._number = self._builder.length
        self._builder.text(start + len(name))
        self._builder.carrier(start + len(name) + 2, "footnote")
        self._builder.text(SPACES.match(self._source.text, self._builder.cursor).end())  # type: ignore[union-attr]
        self._fresh = "note"

    def _open(self, position: int) -> None:
        """A block begins with the next character, or with the number before it."""
        self._gap(position)
        start = self._builder.length if self._number is None else self._number
        form = self._fresh or (
            "continuation" if {"Item", "FootnoteDefinition"} & set(self._containers) else "paragraph"
        )
        self._block, self._fresh, self._number = (start, form, self._containers.count("Item")), "", None

    def _close(self) -> None:
        if self._block is None:
            return
        start, form, depth = self._block
        level = int(form[7:]) if form.startswith("heading") else depth
        quotation = self._containers.count("BlockQuote")
        span = Span(start, self._builder.length)
        series = self._lists if "List" in self._containers else 0
        self._builder.blocks.append(Block(span, form.rstrip("123456"), level, quotation, series))
        self._block = None

    def _rule(self, event: Event) -> None:
        self._close()
        self._gap(event.span.start)
        start = self._builder.length
        self._builder.text(event.span.start + len(event.span.of(self._source.text).rstrip()))
        self._builder.blocks.append(Block(Span(start, self._builder.length), "rule"))

    def _refuse_depth(self, offset: int) -> None:
        if len(self._containers) + len(self._inline) > DEEPEST:
            line, column = self._source.place(offset)
            where = f"{self._source.name}:{line}:{column}"
            raise SourceError(f"{where}: nested deeper than {DEEPEST}; take out some of the > or list marks")

    # within a block

    def _leaf(self, event: Event) -> None:
        if self._block is None:
            self._open(event.span.start)
        self._gap(event.span.start)
        LEAVES.get(event.name, _Walk._raw)(self, event)

    def _raw(self, event: Event) -> None:
        self._builder.text(event.span.end)

    def _text(self, event: Event) -> None:
        """Text as it stands; `&amp;` and its like are one character of text."""
        raw = event.span.of(self._source.text)
        if (
            raw.startswith("&")
            and raw != event.value
            and not UNSPEAKABLE.search(event.value)
            and "\f" not in event.value
        ):
            self._builder.carrier(event.span.end, "reference", event.value)
        else:
            self._builder.text(event.span.end)

    def _break(self, event: Event) -> None:
        """The end of a line within a paragraph; two spaces or a backslash before it make it a `lb`."""
        raw = event.span.of(self._source.text)
        line_end = event.span.end - len(raw) + len(raw.rstrip("\r\n"))
        if event.name == "HardBreak":
            at = Span(self._builder.length, self._builder.length)
            self._builder.marks.append(annotate(at, "lb"))
            self._builder.carrier(line_end, "hard break")
        self._builder.text(line_end)
        if "\r" in raw:
            self._builder.carrier(event.span.end, "line end", "\n")
        self._builder.text(event.span.end)

    def _formula(self, event: Event) -> None:
        """`$26 \\times 208$` where it holds a sign of TeX; else the dollars are money."""
        raw = event.span.of(self._source.text)
        if not TEX.search(raw) or "\f" in raw:
            return self._raw(event)
        signs = len(raw) - len(raw.lstrip("$"))
        self._builder.carrier(event.span.start + signs, "formula")
        start = self._builder.length
        self._builder.text(event.span.end - signs)
        self._builder.marks.append(annotate(Span(start, self._builder.length), "formula", notation="TeX"))
        return self._builder.carrier(event.span.end, "formula")

    def _reference(self, event: Event) -> None:
        """`[^7]` in the text."""
        self._builder.carrier(event.span.start + 2, "footnote")
        start = self._builder.length
        self._builder.text(event.span.end - 1)
        self._builder.marks.append(annotate(Span(start, self._builder.length), "ref", type="noteAnchor"))
        self._builder.carrier(event.span.end, "footnote")

    def _start_inline(self, event: Event) -> None:
        if self._block is None:
            self._open(event.span.start)
        self._gap(event.span.start)
        if _is_mark(event):
            sign = INLINE[event.name]
            rule = {"Tag": "tag", "Link": "link", "Image": "link"}.get(event.name, "emphasis")
            self._builder.carrier(event.span.start + sign if sign else event.span.end, rule)
        self._inline.append((event, self._builder.length))
        self._refuse_depth(event.span.start)

    def _end_inline(self, event: Event) -> None:
        started, start = self._inline.pop()
        span = Span(start, self._builder.length)
        if not _is_mark(started):
            return
        if span.start < span.end:
            rend = TAGS.get(str(started.value)) or {"Emphasis": "italic", "Strong": "bold"}.get(started.name)
            address = started.value["dest_url"] if started.name in ("Link", "Image") else None
            mark = annotate(span, "ref", target=address) if address else annotate(span, "hi", rend=rend or "image")
            self._builder.marks.append(mark)
        self._builder.carrier(
            event.span.end, {"Tag": "tag", "Link": "link", "Image": "link"}.get(started.name, "emphasis")
        )

    # between

    def _gap(self, end: int) -> None:
        """What lies between two stretches of text, by the table SYNTAX."""
        source = self._source.text
        while self._builder.cursor < end:
            found = SYNTAX.match(source, self._builder.cursor)
            rule, reach = (found.lastgroup or "unknown", min(found.end(), end)) if found else ("unknown", end)
            if rule == "number" and self._block is None and self._number is None:
                self._number = self._builder.length
            if rule in KEPT:
                self._builder.text(reach)
            else:
                self._builder.carrier(reach, rule.replace("_", " "), "\n" if rule == "line_end" else "")


LEAVES: dict[str, Callable[[_Walk, Event], None]] = {
    "Text": _Walk._text,
    "SoftBreak": _Walk._break,
    "HardBreak": _Walk._break,
    "InlineMath": _Walk._formula,
    "DisplayMath": _Walk._formula,
    "FootnoteReference": _Walk._reference,
}


def _is_mark(event: Event) -> bool:
    return event.name not in ("Link", "Image") or event.value["link_type"] in SPOKEN_OUT


def _complete(text: str, blocks: list[Block]) -> Iterator[Block]:
    """The blocks in order, and paragraphs of what stands between them."""
    position = 0
    for block in [*blocks, Block(Span(len(text), len(text)), "")]:
        for found in PARAGRAPH.finditer(text, position, block.span.start):
            yield Block(Span(*found.span()), "paragraph")
        if block.form:
            yield block
        position = max(position, block.span.end)
