"""Layout: the lines of a page become paragraphs again, by what a profile says of them.

        Mr. Gray. I was born at Leeds and              one paragraph, though it has two lines
    came to London in 1804.
        Mr. Sloane. In what month?                     the next: `indent` is "first"

A line begins a paragraph after a blank line, where the indent says so, and where its first word would have fitted on
the line before. A hyphen at a line's end goes into an `lb` where the text has the word undivided elsewhere. Page marks,
running heads and marks of time are no words of a paragraph, and do not end one: they become `pb`, `fw` and `milestone`.
No character is moved: a paragraph is a span. Sources: TEI Guidelines 3.11.3 (milestones), 11.6 (headers, footers and
similar matter).
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from tei_miasnikov.recognition.profile import Layout
from tei_miasnikov.text.readers.plain import RULE
from tei_miasnikov.text.reading import Block, Reading
from tei_miasnikov.text.span import Annotation, Span, annotate

LINE = re.compile(r"[ \t]*(?P<words>[^ \t\r\n\f](?:[^\n\f]*[^ \t\r\n\f])?)")
INDENT = re.compile(r"[\s\u00a0\u3000]*")
FORMS = frozenset({"paragraph", "item", "verbatim"})
"""The blocks whose lines are looked at."""
WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff00-\uff60]")
"""Signs after each of which a line may end."""
ENDED = re.compile(r"[.!?…:;。！？：；։׃؟।][\"”»’')\]\ufffc]*\Z")
HYPHEN = re.compile(r"(?<![^\W\d_])(?P<first>[^\W\d_]+)[-¬\u00ad][ \t]*\n[ \t]*(?P<second>[^\W\d_]+)")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
TAB = 8
CENTRED = 12
"""An indent from here on is no paragraph's."""
BRACKETS = (("(", ")"), ("[", "]"), ("（", "）"), ("【", "】"))
UNCLOSED = re.compile(r"\.\Z")
"""How a direction ends that no bracket closes: [Exit."""
DEEPEST_DIRECTION = 12
"""A direction in brackets has at most so many lines."""


Furniture = dict[int, int]
"""Where what is no text begins, and where it ends."""
NOTHING: Furniture = {}


class Line(NamedTuple):
    """A line with words: where it begins and ends, its words' start, and how far it is indented."""

    start: int
    words: int
    end: int
    indent: int

    def of(self, text: str) -> str:
        """Its words."""
        return text[self.words : self.end]


def lay_out(reading: Reading, layout: Layout) -> Reading:
    """The reading with the blocks and marks that this layout finds in it."""
    furniture = list(_uncalled(reading, find_furniture(reading.text, layout)))
    whole = {mark.span.start: mark.span.end for mark in furniture}
    blocks = tuple(part for block in reading.blocks for part in _parts(block, reading.text, layout, whole))
    hyphens = find_hyphens(reading.text) if layout.lines == "wrapped" else ()
    marks = tuple(sorted([*reading.marks, *furniture, *hyphens], key=lambda mark: mark.span))
    return msgspec.structs.replace(reading, blocks=blocks or reading.blocks, marks=marks if blocks else reading.marks)


def _uncalled(reading: Reading, furniture: Iterable[Annotation]) -> Iterator[Annotation]:
    """The furniture in which no anchor of a note stands: that is text."""
    anchors = [mark.span.start for mark in reading.marks if mark.get("type") == "noteAnchor"]
    for one in furniture:
        if bisect_left(anchors, one.span.start) == bisect_left(anchors, one.span.end):
            yield one


def find_furniture(text: str, layout: Layout) -> Iterator[Annotation]:
    """Page marks, running heads and marks of time, in order."""
    end = 0
    for annotation in sorted(_furniture(text, layout), key=lambda a: (a.span.start, -a.span.end)):
        if annotation.span.start >= end:
            yield annotation
            end = annotation.span.end


def find_hyphens(text: str) -> Iterator[Annotation]:
    """Hyphens at the end of a line that part a word which this text has undivided elsewhere."""
    parted = list(HYPHEN.finditer(text))
    words = frozenset(WORD.findall(text)) if parted else frozenset()
    for found in parted:
        whole, hyphened = found["first"] + found["second"], f"{found['first']}-{found['second']}"
        if whole in words and hyphened not in words:
            span = Span(found.end("first"), found.start("second"))
            yield annotate(span, "lb", held=span, break_="no", rend=text[span.start])


def _furniture(text: str, layout: Layout) -> Iterator[Annotation]:
    for found in layout.numbers.finditer(text) if layout.numbers else ():
        yield _mark("lb", found)
    for found in layout.page.finditer(text) if layout.page else ():
        yield _mark("pb", found)
    for found in layout.time.finditer(text) if layout.time else ():
        yield _mark("milestone", found)
    for found in layout.running.finditer(text) if layout.running else ():
        yield annotate(_words(found), "fw", type="header")


def _words(found: re.Match[str]) -> Span:
    """What was found, without the spaces about it."""
    words = found.group()
    start = found.start() + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _mark(element: str, found: re.Match[str]) -> Annotation:
    """An empty element for these words, which stand in @rend, their number in @n."""
    span = _words(found)
    number, words = found.groupdict().get("n"), " ".join(found.group().split())
    unit = "time" if element == "milestone" else None
    return annotate(span, element, held=span, unit=unit, n=number, rend=words if words != number else None)


def _parts(block: Block, text: str, layout: Layout, furniture: Furniture) -> Iterator[Block]:
    """The block, or the paragraphs that its lines make."""
    if block.form not in FORMS:
        if furniture.get(block.span.start) != block.span.end:
            yield block
        return
    form = block.form
    for lines in paragraphs(iter_lines(text, block.span, furniture), text, layout):
        span = Span(lines[0].words, lines[-1].end)
        words = span.of(text)
        kind, level = (
            ("heading", 2) if _is_heading(words, layout) else ("rule" if RULE.fullmatch(words) else form, block.level)
        )
        yield block._replace(span=span, form=kind, level=level)
        form = "paragraph"


def _is_heading(words: str, layout: Layout) -> bool:
    plain = " ".join(words.split())
    return plain in layout.titles or any(pattern.fullmatch(plain) for pattern in layout.headings)


def iter_lines(text: str, span: Span, furniture: Furniture = NOTHING) -> Iterator[Line]:
    """The lines of a stretch of text that have words; furniture at their start is none."""
    taken = span.start
    for found in LINE.finditer(text, span.start, span.end):
        words, end = found.span("words")
        words = max(words, taken)
        while words < end and words in furniture:
            words = taken = furniture[words]
            while words < end and text[words] in " \t":
                words += 1
        if words < end:
            yield Line(found.start(), words, end, _indent(text, words))


def _indent(text: str, words: int) -> int:
    """How many signs stand before the words of a line."""
    behind = INDENT.match(text, words).end()  # type: ignore[union-attr]
    before = text[text.rfind("\n", 0, words) + 1 : behind].rpartition("\f")[2]
    return len(before.expandtabs(TAB)) if "\t" in before else len(before)


def paragraphs(lines: Iterable[Line], text: str, layout: Layout) -> Iterator[list[Line]]:
    """Lines that follow each other without a blank one, put together into paragraphs."""
    if layout.lines == "carrier":
        together = list(lines)
        if together:
            yield together
        return
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and not goes_on(paragraph, line, text, layout):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def goes_on(paragraph: Sequence[Line], line: Line, text: str, layout: Layout) -> bool:
    """Whether a line goes on with a paragraph."""
    first, last = paragraph[0], paragraph[-1]
    if len(paragraph) < DEEPEST_DIRECTION and _is_open(text[first.words : last.end], line.of(text)):
        return True
    if last.of(text)[-1:] in "-¬\u00ad" and last.of(text)[-2:-1].isalpha() and line.of(text)[:1].islower():
        return True
    if layout.lines == "kept" or _is_rule(last, text) or _is_rule(line, text):
        return False
    if _is_centred(last, text, layout) and _is_centred(line, text, layout):
        return last.of(text).isupper() and line.of(text).isupper() and not ENDED.search(last.of(text))
    if not _unfit(last, line, text, layout) or (layout.first > 1 and abs(line.indent - layout.first) <= 1):
        return False
    return _indented_on(paragraph, line, layout)


def _is_open(words: str, following: str) -> bool:
    """Whether these words leave a bracket open with which they begin, or which the next line closes."""
    for opened, closed in BRACKETS:
        if words[0] == opened == "[" and UNCLOSED.search(words) and closed not in following:
            return False
        if words.count(opened) > words.count(closed) and (words[0] == opened or closed in following):
            return opened not in following.partition(closed)[0]
    return False


def _is_rule(line: Line, text: str) -> bool:
    return RULE.fullmatch(line.of(text)) is not None


def _is_centred(line: Line, text: str, layout: Layout) -> bool:
    """Whether a line stands in the middle of the page."""
    right = layout.width - line.indent - (line.end - line.words)
    return line.indent > 0 and abs(right - line.indent) <= 4


def _unfit(last: Line, line: Line, text: str, layout: Layout) -> bool:
    """Whether the first word of a line would not have fitted on the one before, which therefore goes on in it."""
    return last.indent + (last.end - last.words) + 1 + first_word(line, text) + layout.slack > layout.width


def first_word(line: Line, text: str) -> int:
    """How long the first word of a line is."""
    words = line.of(text)
    return 0 if WIDE.match(words) or not words.strip() else len(words.split(None, 1)[0])


def _indented_on(paragraph: Sequence[Line], line: Line, layout: Layout) -> bool:
    """Whether the indent of a line allows it to go on."""
    base = paragraph[-1].indent
    if abs(line.indent - base) <= 1:
        return True
    if layout.indent == "hanging":
        return line.indent > base if len(paragraph) == 1 else False
    return line.indent < base and len(paragraph) == 1 and layout.indent == "first"
