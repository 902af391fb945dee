"""Places: the line and column of a fault, found by looking into the file's bytes a second time.

    Fault(..., <date when="1999-5-1">, Spot.ATTRIBUTE, "when")      tei.xml:7:12, and the line with when="…" marked

lxml's tree knows the line where a start tag ends and nothing more. Elements are counted in the tree
and in the bytes, by their start tags or with expat; where the names at one number differ, the tree's line stays.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from xml.parsers import expat

from tei_miasnikov.findings import Finding
from tei_miasnikov.validation.documents import Elements
from tei_miasnikov.validation.fault import Fault, Spot
from tei_miasnikov.validation.quoting import local
from tei_miasnikov.validation.source_lines import SourceLines, as_utf8
from tei_miasnikov.validation.start_tags import find_start_tags

_TAG = re.compile(rb"</?[^\s<>/]+>?")
_WORDS = re.compile(rb"[^<&\r\n]*[^<&\s]")
_BLANK = " \t\r\n"


@dataclass(slots=True)
class _Met:
    """The offsets at which expat met the elements that are wanted, by their numbers."""

    names: dict[int, str] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)
    ends: dict[int, int] = field(default_factory=dict)
    texts: dict[tuple[int, int | None], int] = field(default_factory=dict)
    """Where the first words stand, by the element and the child that follows."""
    childless: set[int] = field(default_factory=set)


def locate(faults: Sequence[Fault], elements: Elements, data: bytes) -> list[Finding]:
    """The findings with their lines, columns and excerpts, in the order of their places."""
    lines = SourceLines(as_utf8(data))
    numbers = _numbers(faults, elements)
    met = _met(faults, set(numbers.values()), lines.data)
    located = [_located(fault, numbers, met, lines) for fault in faults]
    return sorted(located, key=lambda finding: (finding.line, finding.column))


def _met(faults: Sequence[Fault], wanted: set[int], data: bytes) -> "_Met":
    """Where the elements stand; what lies within an element needs expat, a start tag does not."""
    if all(fault.spot is Spot.ATTRIBUTE or fault.spot is Spot.START for fault in faults):
        tags = find_start_tags(wanted, data)
        if tags is not None:
            return _Met({n: name for n, (_, name) in tags.items()}, {n: start for n, (start, _) in tags.items()})
    return _Walk(wanted).read(data)


def _numbers(faults: Iterable[Fault], elements: Elements) -> dict[object, int]:
    """The numbers, in document order, of the elements that the faults name."""
    wanted: set[object] = {fault.element for fault in faults}
    wanted |= {fault.before for fault in faults if fault.before is not None}
    return {element: number for number, element in enumerate(elements) if element in wanted}


class _Walk:
    """One reading with expat, which knows where tags and texts stand."""

    def __init__(self, wanted: set[int]) -> None:
        self.wanted, self.met, self.count = wanted, _Met(), 0
        self.opened: list[int] = []
        self.words: list[int | None] = []
        """For each open element where its words began since its last child."""
        self.parser = expat.ParserCreate("utf-8")
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def read(self, data: bytes) -> _Met:
        try:
            self.parser.Parse(data, True)  # noqa: FBT003 - this is all
        except expat.ExpatError:
            return self.met  # libxml2 was content with it; the lines that are missing are the tree's
        return self.met

    def _start(self, name: str, _: dict[str, str]) -> None:
        number, self.count = self.count, self.count + 1
        if number in self.wanted:
            self.met.names[number], self.met.starts[number] = name, self.parser.CurrentByteIndex
        self._settle(number)
        self.opened.append(number)
        self.words.append(None)

    def _end(self, _: str) -> None:
        self._settle(None)
        number = self.opened.pop()
        self.words.pop()
        if number in self.wanted:
            self.met.ends[number] = self.parser.CurrentByteIndex
            if self.count == number + 1:
                self.met.childless.add(number)

    def _settle(self, child: int | None) -> None:
        """Notes where the words before this child, or before the end, began."""
        if self.words and self.words[-1] is not None:
            if self.opened[-1] in self.wanted:
                self.met.texts[self.opened[-1], child] = self.words[-1]
            self.words[-1] = None

    def _text(self, text: str) -> None:
        if self.words[-1] is None:
            words = text.lstrip(_BLANK)
            if words:
                self.words[-1] = self.parser.CurrentByteIndex + len(text) - len(words)


def _located(fault: Fault, numbers: dict[object, int], met: _Met, lines: SourceLines) -> Finding:
    number = numbers.get(fault.element)
    if number is None or met.names.get(number, "").rpartition(":")[2] != local(str(fault.element.tag)):
        return fault.finding
    before = None if fault.before is None else numbers.get(fault.before)
    offset, length = _meant(fault, number, before, met, lines.data)
    line, column = lines.place(offset)
    return replace(fault.finding, line=line, column=column, excerpt=lines.excerpt(offset, length))


def _meant(fault: Fault, number: int, before: int | None, met: _Met, data: bytes) -> tuple[int, int]:
    """The offset and length of what is meant; the start tag where that can't be found."""
    start = met.starts[number]
    if fault.spot is Spot.ATTRIBUTE:
        return _attribute(fault.attribute, data, start)
    if fault.spot is Spot.TEXT and (number, before) in met.texts:
        return _matched(_WORDS, data, met.texts[number, before])
    if fault.spot is Spot.END and not _is_empty_tag(number, met, data):
        return _matched(_TAG, data, met.ends[number])
    return _matched(_TAG, data, start)


def _is_empty_tag(number: int, met: _Met, data: bytes) -> bool:
    """Whether the element is written `<list/>`: then expat has its end behind the tag."""
    end = met.ends.get(number, 0)
    return not data.startswith(b"</", end) or (number in met.childless and data[end - 2 : end] == b"/>")


def _matched(pattern: re.Pattern[bytes], data: bytes, offset: int) -> tuple[int, int]:
    found = pattern.match(data, offset)
    return offset, len(found[0]) if found else 1


_ATTRIBUTE = re.compile(rb"""\s([^\s=<>"']+)\s*=\s*("[^"]*"|'[^']*')""")
_LONGEST = 100_000
"""A start tag is searched so far."""


def _attribute(name: str, data: bytes, start: int) -> tuple[int, int]:
    wanted = local(name).encode("utf-8")
    for found in _ATTRIBUTE.finditer(data, start, start + _LONGEST):
        if b"<" in data[start + 1 : found.start()]:
            break
        own = found[1].rpartition(b":")
        if own[2] == wanted and own[0] != b"xmlns" and bool(own[0]) == name.startswith("{"):
            return found.start(1), found.end() - found.start(1)
    return _matched(_TAG, data, start)
