"""Claims: what a TEI file says of its text, each with the stretch that it speaks of.

    <sp n="14" who="#smith"><speaker>A.</speaker> <p>In 1906.</p></sp>
    Claim("sp", {"who": "#smith"}, Span(310, 319), "turn 14 of document 2", …)

Offsets count the characters of the text without white space, so that another layout says nothing else.
"""

from dataclasses import dataclass
from itertools import count

from lxml import etree

from tei_miasnikov.relaxng.lines import start_line
from tei_miasnikov.text.span import Span
from tei_miasnikov.validation.documents import TEI, Tree
from tei_miasnikov.validation.quoting import local

TERMS = {
    "sp": "turn", "u": "turn", "p": "paragraph", "div": "division", "head": "heading", "stage": "narration",
    "speaker": "label", "bibl": "citation", "biblScope": "part of a citation", "ref": "reference", "l": "verse",
    "ellipsis": "omission", "hi": "emphasis", "foreign": "foreign words", "gap": "gap", "pb": "page break",
    "lb": "line break", "milestone": "rule", "persName": "name", "item": "list item", "castList": "cast list",
    "opener": "opening", "closer": "closing", "abbr": "abbreviation", "supplied": "supplied words", "note": "note",
}  # fmt: skip
"""What people call the elements; others go by their TEI names."""
SILENT = frozenset(["text", "front", "body", "back", "group", "certainty", "metamark"])
"""Elements that say nothing of their own."""
COUNTED = frozenset(["{http://www.w3.org/XML/1998/namespace}id", "target", "corresp", "decls", "synch", "next", "prev"])
"""Attributes that only count or point: a turn more, and all that follow have others."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One element of the text: its attributes that mean something, its stretch, what people call it, and its line."""

    element: str
    attributes: tuple[tuple[str, str], ...]
    span: Span
    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Statement:
    """The text of a file without white space, and the claims about it in the order of their beginnings.

    Editorial notes come last, wherever they stand. `plain` is the text as it is, `places` where in it each character
    stands.
    """

    text: str
    claims: tuple[Claim, ...]
    plain: str
    places: tuple[int, ...]

    def words(self, span: Span) -> str:
        """The words of a stretch as they are printed."""
        return self.plain[self.places[span.start] : self.places[span.end - 1] + 1] if span.end > span.start else ""


def read_statement(tree: Tree) -> Statement:
    """What the file says of its text."""
    reader = _Reader()
    for text in tree.iter(f"{{{TEI}}}text"):
        if next(text.iterancestors(f"{{{TEI}}}text"), None) is None:
            reader.read(text)
    for note in reader.notes:
        reader.read(note)
    plain = "".join(reader.pieces)
    places = tuple([place for place, character in enumerate(plain) if not character.isspace()])
    claims = tuple(sorted(reader.claims, key=lambda claim: (claim.span.start, -claim.span.end)))
    return Statement("".join(plain.split()), claims, plain, places)


class _Reader:
    """One walk through the text; notes are put off."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.claims: list[Claim] = []
        self.notes: list[etree._Element] = []
        self._length = 0
        self._documents: list[str] = []
        self._turns = count(1)

    def read(self, node: etree._Element) -> None:
        """An element and all within it."""
        own = local(str(node.tag))
        if own == "div":
            self._documents.append(_document(node))
            self._turns = count(1)
        start, name = self._length, self._name(node, own)
        self._add(node.text)
        for child in node:
            self._read_child(child)
            self._add(child.tail)
        if own not in SILENT:
            self.claims.append(Claim(own, _meant(node), Span(start, self._length), name, start_line(node)))
        if own == "div":
            self._documents.pop()

    def _read_child(self, child: etree._Element) -> None:
        if not isinstance(child.tag, str):
            return
        if local(child.tag) == "note" and child.get("type") == "editorial":
            self.notes.append(child)
        else:
            self.read(child)

    def _add(self, words: str | None) -> None:
        if words:
            self.pieces.append(words)
            self._length += sum(map(len, words.split()))

    def _name(self, node: etree._Element, own: str) -> str:
        """What people call it: `turn 14 of document 2`."""
        if own == "div":
            return self._documents[-1]
        number = node.get("n") or (str(next(self._turns)) if own in ("sp", "u") else "")
        where = f" of {self._documents[-1]}" if self._documents else ""
        return f"{TERMS.get(own, own)}{f' {number}' if number else ''}{where}"


def _meant(node: etree._Element) -> tuple[tuple[str, str], ...]:
    hidden = COUNTED | {"n"} if local(str(node.tag)) in ("sp", "div", "u") else COUNTED
    return tuple(sorted((local(str(name)), str(value)) for name, value in node.items() if name not in hidden))


def _document(node: etree._Element) -> str:
    kind = node.get("subtype") or node.get("type") or "division"
    return f"{'document' if node.get('type') == 'document' else kind} {node.get('n') or ''}".strip()
