"""Random valid documents, made by walking a RELAX NG grammar: at each choice one way is taken, each value from a table.

    definitions = read_definitions(Path("schema/tei_miasnikov.rng"))
    Walk(definitions, Random(7), budget=40).element_of("documentDiv")    <div type="document" …>…</div>

A way is taken only if it ends within the depth that is left; when the budget of elements is spent, the shortest one.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

RNG = "{http://relaxng.org/ns/structure/1.0}"
NAMESPACE = "http://www.tei-c.org/ns/1.0"
Node = etree._Element
ENDLESS = 1000
DEPTH = 26
WORDS = ("", " ", "He fled.", "Арест & суд", "\n")
SAMPLES = {
    "ID": (),
    "NCName": ("introduction", "letter"),
    "Name": ("tei",),
    "anyURI": ("#a", "https://example.org/a?b=c"),
    "boolean": ("true",),
    "date": ("1945-01-18", "1889-12-31"),
    "double": ("0.5",),
    "gYear": ("1945",),
    "gYearMonth": ("1945-01",),
    "language": ("en", "ru-Latn"),
    "nonNegativeInteger": ("0", "12"),
    "positiveInteger": ("1", "162"),
    "string": ("", "3", "31 f."),
    "time": ("20:50:00",),
    "token": ("(.+)",),
}
"""Values of each datatype; an ID is made anew each time."""
PATTERNS = {
    r"[^\p{C}\p{Z}]+": ("bold", "95v", "undated-in-original"),
    r"\S+": ("#a", "doc.xml#b"),
    r"[\d]+(\.[\d]+){0,2}": ("4.9.0",),
    r"[\d]+[a-z]*[\d]*(\.[\d]+[a-z]*[\d]*){0,3}": ("0.1.0",),
    r".+": ("3-4v.",),
    r"[a-z][a-z0-9\+\.\-]*": ("arch",),
}
"""Values of the datatypes that a pattern restricts."""


class Piece(NamedTuple):
    """What a pattern was made into: attributes, and the content in order."""

    attributes: tuple[tuple[str, str], ...] = ()
    content: tuple[str, ...] = ()

    def __add__(self, other: object) -> "Piece":
        assert isinstance(other, Piece)
        return Piece(self.attributes + other.attributes, self.content + other.content)


class Definitions(NamedTuple):
    """The patterns of a grammar by name, and the least depth of elements that each needs."""

    patterns: dict[str, Node]
    depths: dict[str, int]

    @property
    def elements(self) -> list[str]:
        """The names of the patterns that are elements."""
        return [name for name, pattern in self.patterns.items() if pattern.find(f"{RNG}element") is not None]

    def depth(self, node: Node) -> int:
        """How many elements deep a pattern must at least go."""
        kind = node.tag.removeprefix(RNG)
        below = [self.depth(child) for child in node if isinstance(child.tag, str)]
        return LEAST.get(kind, _deepest)(self, node, below)


def _deepest(_definitions: Definitions, _node: Node, below: list[int]) -> int:
    return max(below, default=0)


LEAST: dict[str, Callable[[Definitions, Node, list[int]], int]] = {
    "ref": lambda definitions, node, _: definitions.depths[node.get("name", "")],
    "element": lambda _, __, below: 1 + max(below, default=0),
    "choice": lambda _, __, below: min(below, default=ENDLESS),
    "notAllowed": lambda *_: ENDLESS,
    "optional": lambda *_: 0,
    "zeroOrMore": lambda *_: 0,
}


@cache
def read_definitions(path: Path) -> Definitions:
    """The definitions of a grammar in XML syntax, without includes."""
    root = etree.parse(path).getroot()
    etree.strip_elements(root, "{http://relaxng.org/ns/compatibility/annotations/1.0}*", with_tail=False)
    patterns = {node.get("name", ""): node for node in root.iter(f"{RNG}define")}
    definitions = Definitions(patterns, dict.fromkeys(patterns, ENDLESS))
    changed = True
    while changed:
        depths = {name: min(ENDLESS, definitions.depth(node)) for name, node in patterns.items()}
        changed = depths != definitions.depths
        definitions.depths.update(depths)
    return definitions


def starting_anywhere(path: Path) -> bytes:
    """The same grammar for documents whose root may be any of its elements."""
    tree = etree.parse(path)
    for start in list(tree.iter(f"{RNG}start")):
        start.getparent().remove(start)
    roots = etree.SubElement(etree.SubElement(tree.getroot(), f"{RNG}start"), f"{RNG}choice")
    for name in read_definitions(path).elements:
        etree.SubElement(roots, f"{RNG}ref", name=name)
    return etree.tostring(tree)


class Walk:
    """One way through a grammar."""

    def __init__(self, definitions: Definitions, random: Random, budget: int) -> None:
        self.definitions = definitions
        self.random = random
        self.ids = 0
        self.left = budget

    def element_of(self, name: str) -> str:
        """An element by the name of its pattern, as text."""
        return "".join(self._all(self.definitions.patterns[name], DEPTH).content)

    def _make(self, node: Node, depth: int) -> Piece:
        return MAKERS[node.tag.removeprefix(RNG)](self, node, depth)

    def _all(self, node: Node, depth: int) -> Piece:
        return sum((self._make(child, depth) for child in node), Piece())

    def ref(self, node: Node, depth: int) -> Piece:
        return self._all(self.definitions.patterns[node.get("name", "")], depth)

    def element(self, node: Node, depth: int) -> Piece:
        self.left -= 1
        made = self._all(node, depth - 1)
        name, space = node.get("name", ""), f' xmlns="{NAMESPACE}"' if depth == DEPTH else ""
        attributes = "".join(f" {key}={quoteattr(value)}" for key, value in made.attributes)
        return Piece(content=(f"<{name}{space}{attributes}>{''.join(made.content)}</{name}>",))

    def attribute(self, node: Node, depth: int) -> Piece:
        return Piece(((node.get("name", ""), "".join(self._all(node, depth).content)),))

    def choice(self, node: Node, depth: int) -> Piece:
        depths = {child: self.definitions.depth(child) for child in node}
        shortest = min(depths.values())
        ways = [child for child, least in depths.items() if least <= (depth if self.left > 0 else shortest)]
        return self._make(self.random.choice(ways or list(node)), depth)

    def optional(self, node: Node, depth: int) -> Piece:
        return self._times(node, depth, self.random.choice((0, 0, 1)))

    def zero_or_more(self, node: Node, depth: int) -> Piece:
        return self._times(node, depth, self.random.choice((0, 1, 1, 2)))

    def one_or_more(self, node: Node, depth: int) -> Piece:
        return self._all(node, depth) + self._times(node, depth, self.random.choice((0, 0, 1)))

    def _times(self, node: Node, depth: int, times: int) -> Piece:
        possible = self.left > 0 and max(self.definitions.depth(child) for child in node) <= depth
        return sum((self._all(node, depth) for _ in range(times)), Piece()) if possible else Piece()

    def interleave(self, node: Node, depth: int) -> Piece:
        pieces = [self._make(child, depth) for child in node]
        order = [index for index, piece in enumerate(pieces) for _ in piece.content]
        self.random.shuffle(order)
        waiting = [iter(piece.content) for piece in pieces]
        attributes = tuple(pair for piece in pieces for pair in piece.attributes)
        return Piece(attributes, tuple(next(waiting[index]) for index in order))

    def list(self, node: Node, depth: int) -> Piece:
        return Piece(content=(" ".join(self._all(node, depth).content),))

    def text(self, _node: Node, _depth: int) -> Piece:
        return Piece(content=(escape(self.random.choice(WORDS)),))

    def value(self, node: Node, _depth: int) -> Piece:
        return Piece(content=(node.text or "",))

    def data(self, node: Node, _depth: int) -> Piece:
        if node.get("type") == "ID":
            self.ids += 1
            return Piece(content=(f"id-{self.ids}",))
        pattern = node.findtext(f"{RNG}param[@name='pattern']")
        return Piece(content=(self.random.choice(PATTERNS[pattern] if pattern else SAMPLES[node.get("type", "")]),))


MAKERS: dict[str, Callable[[Walk, Node, int], Piece]] = {
    "ref": Walk.ref,
    "element": Walk.element,
    "attribute": Walk.attribute,
    "choice": Walk.choice,
    "optional": Walk.optional,
    "zeroOrMore": Walk.zero_or_more,
    "oneOrMore": Walk.one_or_more,
    "interleave": Walk.interleave,
    "group": Walk._all,
    "list": Walk.list,
    "text": Walk.text,
    "value": Walk.value,
    "data": Walk.data,
    "empty": lambda *_: Piece(),
}
