"""The witness: what a TEI file says as text, in its order, each character with its place in the file.

    <p>He met <choice><sic>Avrigh</sic><corr resp="#ed">Avrich</corr></choice>.</p>
    text      He met Avrigh.
    apart     Avrich                (line 1, corr, #ed): what an editor added, and declared as an addition

Only `text` counts; the header and standOff are what was said about it. White space between elements that hold no text
of their own (div, sp, list …) is layout. A note behind its anchor (`--notes inline`) is a witness of its own.
"""

import re
from dataclasses import dataclass, field, replace
from xml.parsers import expat

XML_ID = "http://www.w3.org/XML/1998/namespace id"
ADDED = frozenset(["corr", "reg", "expan"])
"""What only an editor writes: the source's own words stand beside it in sic, orig and abbr."""
ELEMENTS_ONLY = frozenset(
    [
        "text", "group", "front", "body", "back", "div", "div1", "div2", "div3", "div4", "div5", "div6", "div7", "lg",
        "sp", "list", "castList", "castGroup", "table", "row", "titlePage", "listBibl", "floatingText",
    ]
)  # fmt: skip
"""TEI's elements without text of their own: white space in them is layout."""
ALTERNATIVES = frozenset(["choice", "app", "subst"])
"""Those that stand within a line: white space in them is nothing at all."""
HOLDING = ("n", "rend")
"""The attributes in which the converter keeps words of the source …"""
HOLDERS = frozenset(["note", "item", "milestone", "pb", "cb", "lb", "fw"])
"""… and the elements: the number of a note or an item, the signs of a rule, of a page."""
EMPTY_FOR = {"pb": "\f"}


@dataclass(frozen=True, slots=True)
class Addition:
    """Words that an editor added and declared: where, in which element, on whose word."""

    line: int
    element: str
    resp: str
    words: str


@dataclass(frozen=True, slots=True)
class Event:
    """What comes before the character at `offset`: a boundary where white space is layout, or an attribute's words."""

    offset: int
    held: tuple[str, ...] = ()
    is_layout: bool = False
    is_behind: bool = False
    """Whether a list or the like has just ended within running text: then the space that follows is layout too."""
    is_addition: bool = False
    """Whether an editor's words were left out here: of the space on both sides of them, one is the editor's."""


@dataclass(slots=True, eq=False)
class Witness:
    """The text of a TEI file, or of one note of it that was moved.

    `places` are (offset, line, column) of each stretch of text, in order; offsets are code points of the text.
    """

    pieces: list[str] = field(default_factory=list)
    places: list[tuple[int, int, int]] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    length: int = 0
    _text: str | None = None
    _ends: frozenset[int] | None = None

    @property
    def text(self) -> str:
        """All of it."""
        if self._text is None:
            self._text = "".join(self.pieces)
        return self._text

    def ends_block(self, offset: int) -> bool:
        """Whether a block of text ends there."""
        if self._ends is None:
            self._ends = frozenset([self.length, *(event.offset for event in self.events if event.is_layout)])
        return offset in self._ends

    def is_blank(self, start: int, end: int) -> bool:
        """Whether there is nothing but white space between these offsets."""
        return start <= end and not self.text[start:end].strip()

    def add(self, words: str, line: int, column: int) -> None:
        """The next words, and where they stand."""
        self.pieces.append(words)
        self.places.append((self.length, line, column))
        self.length += len(words)


@dataclass(slots=True)
class Testimony:
    """All that a TEI file says: its text, the notes that were moved, what was added, and how much stands outside."""

    main: Witness = field(default_factory=Witness)
    notes: list[Witness] = field(default_factory=list)
    additions: list[Addition] = field(default_factory=list)
    outside: dict[str, int] = field(default_factory=dict)
    """Characters, white space aside, of the header, of standOff and of whatever else stands beside the text."""


def read_testimony(data: bytes, voices: frozenset[str]) -> Testimony:
    """What a well-formed TEI document, in UTF-8, says.

    `voices` are those whose `supplied` is the source's own (see `voices_of`); what others supply is an addition.
    """
    return _Reader(voices).read(data)


_RESP = re.compile(rb"""<(?:note|ellipsis|gap)\b[^>]*?\bresp\s*=\s*["']([^"']+)["']""")


def voices_of(data: bytes) -> frozenset[str]:
    """The editors who speak in the source itself: its notes and its marks of omission are theirs."""
    return frozenset(resp for found in _RESP.findall(data) for resp in found.decode("utf-8", "replace").split())


class _Reader:
    """One reading with expat, which knows the line and column of everything."""

    def __init__(self, voices: frozenset[str]) -> None:
        self.voices = voices
        self.found = Testimony()
        self.open: list[tuple[str, str]] = []
        """The elements that are open, with their ids."""
        self.texts = 0
        """How many of them are `text`."""
        self.apart: list[tuple[int, Addition]] = []
        """The addition that is being read, with its depth."""
        self.moved: list[tuple[int, Witness]] = []
        """The moved notes that are being read, with their depths."""
        self.anchor = ""
        """The id of the `ref` that ended just before."""
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words

    def read(self, data: bytes) -> Testimony:
        self.parser.Parse(data, True)  # noqa: FBT003 - this is all
        return self.found

    @property
    def witness(self) -> Witness:
        return self.moved[-1][1] if self.moved else self.found.main

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        own = name.rpartition(" ")[2]
        self._boundary()
        self.open.append((own, attributes.get(XML_ID, "")))
        self.texts += own == "text"
        if not self.texts or self.apart:
            return
        resp, depth = attributes.get("resp", ""), len(self.open)
        if own in ADDED or (own == "supplied" and resp and self.voices.isdisjoint(resp.split())):
            self.apart.append((depth, Addition(self.parser.CurrentLineNumber, own, resp, "")))
            return
        if own == "note" and self.anchor and attributes.get("target") == f"#{self.anchor}":
            self.moved.append((depth, Witness()))
            self.found.notes.append(self.witness)
        self._note_held(own, attributes)
        self.anchor = ""
        self._boundary()

    def _note_held(self, own: str, attributes: dict[str, str]) -> None:
        if own not in HOLDERS:
            return
        held = [value for key in HOLDING if (value := " ".join(attributes.get(key, "").split()))]
        held += [EMPTY_FOR[own]] if own in EMPTY_FOR else []
        if held:
            self.witness.events.append(Event(self.witness.length, tuple(sorted(held, key=len, reverse=True))))

    def _end(self, _: str) -> None:
        depth = len(self.open)
        self._boundary(is_behind=depth > 1 and self.open[-2][0] not in ELEMENTS_ONLY)
        own, own_id = self.open.pop()
        self.texts -= own == "text"
        if self.apart and self.apart[-1][0] == depth:
            self.found.additions.append(self.apart.pop()[1])
            self.witness.events.append(Event(self.witness.length, is_addition=True))
        if self.moved and self.moved[-1][0] == depth:
            self.moved.pop()
        self.anchor = own_id if own == "ref" else ""
        self._boundary()

    def _boundary(self, *, is_behind: bool = False) -> None:
        """Between elements that hold no text of their own the source's white space may be laid out anew."""
        if self.texts and not self.apart and self.open[-1][0] in ELEMENTS_ONLY:
            self.witness.events.append(Event(self.witness.length, is_layout=True, is_behind=is_behind))

    def _words(self, words: str) -> None:
        own = self.open[-1][0]
        if self.apart:
            depth, addition = self.apart[-1]
            self.apart[-1] = depth, replace(addition, words=addition.words + words)
        elif not self.texts:
            place = self.open[min(1, len(self.open) - 1)][0]
            self.found.outside[place] = self.found.outside.get(place, 0) + sum(map(len, words.split()))
        elif words.strip() or own not in ELEMENTS_ONLY | ALTERNATIVES:
            self.anchor = ""
            self.witness.add(words, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
