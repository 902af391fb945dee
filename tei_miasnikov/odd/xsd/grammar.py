"""A RELAX NG grammar in XML syntax, read into patterns; what can never be there is taken out.

    <zeroOrMore><ref name="model.pLike"/></zeroOrMore>      Repeat(Ref("model.pLike"), 0, None)

A class without members is `notAllowed`: wherever its name is one of several, it vanishes. RELAX NG specification,
sections 3 and 4.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from tei_miasnikov.odd.documents import RNG, XML_NS, Node
from tei_miasnikov.odd.xsd.patterns import (
    EMPTY,
    NEVER,
    TEXT,
    AnyName,
    Attribute,
    Data,
    Element,
    ListOf,
    Names,
    Pattern,
    Ref,
    Value,
    choice,
    group,
    interleave,
    optional,
    repeat,
)

DOCUMENTATION = "{http://relaxng.org/ns/compatibility/annotations/1.0}documentation"
LEAVES = (f"{{{RNG}}}value", f"{{{RNG}}}data")
ANYTHING = interleave(
    [
        repeat(Attribute(AnyName(), TEXT), 0, None),
        repeat(choice([TEXT, Element(AnyName(), TEXT, "anything")]), 0, None),
    ]
)
"""What a grammar within the grammar, or one outside of it, is taken for."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """The start and the definitions, by name."""

    start: Pattern
    definitions: dict[str, Pattern]

    def resolve(self, pattern: Pattern) -> Pattern:
        """A pattern, or what is defined under its name."""
        return self.definitions[pattern.name] if isinstance(pattern, Ref) else pattern


def read_grammar(rng: bytes) -> Grammar:
    """The grammar of a file in one piece (no includes), as to_relaxng.py writes it."""
    root = etree.fromstring(rng, etree.XMLParser(remove_comments=True, remove_pis=True))
    reader = _Reader()
    for node in root.iter(_rng("define")):
        reader.sources[node.get("name", "")].append(node)
    starts = [reader.group(node) for node in root.iter(_rng("start"))]
    definitions = {name: reader.define(name) for name in reader.sources}
    return Grammar(choice(starts) or NEVER, definitions)


def _rng(name: str) -> str:
    return f"{{{RNG}}}{name}"


@dataclass(slots=True)
class _Reader:
    """The definitions met so far.

    `owner` is the one being read, `open` those that no element separates from it, `labels` how often each was given.
    """

    sources: dict[str, list[Node]] = field(default_factory=lambda: defaultdict(list))
    known: dict[str, Pattern] = field(default_factory=dict)
    owner: str = "start"
    open: frozenset[str] = frozenset()
    labels: Counter[str] = field(default_factory=Counter)

    def define(self, name: str) -> Pattern:
        """What is defined under a name; NEVER where nothing is, or where it needs itself."""
        if name not in self.known:
            self.known[name] = Ref(name)
            outer, self.owner, self.open = (self.owner, self.open), name, self.open | {name}
            nodes = self.sources.get(name, [])
            combined = any(node.get("combine") == "interleave" for node in nodes)
            self.known[name] = (interleave if combined else choice)(self.group(node) for node in nodes)
            self.owner, self.open = outer
        return self.known[name]

    def read(self, node: Node) -> Pattern:
        """The pattern of a node."""
        return READERS[node.tag](self, node)

    def group(self, node: Node) -> Pattern:
        """Its children as one pattern."""
        return group(map(self.read, _patterns(node)))

    def ref(self, node: Node) -> Pattern:
        name = node.get("name", "").strip()
        if self._is_element(name):
            return Ref(name)
        made = NEVER if name in self.open else self.define(name)
        return made if made in (EMPTY, NEVER) else Ref(name)

    def _is_element(self, name: str) -> bool:
        nodes = self.sources.get(name, [])
        return len(nodes) == 1 and [child.tag for child in _patterns(nodes[0])] == [_rng("element")]

    def element(self, node: Node) -> Pattern:
        names, children = _names(node, _inherited(node, "ns"))
        outer, self.open = self.open, frozenset()
        content = group(map(self.read, children))
        self.open = outer
        return choice(Element(each, content, self._label(node), _said(node)) for each in names)

    def _label(self, node: Node) -> str:
        if self._is_element(self.owner) and node.getparent() is self.sources[self.owner][0]:
            return self.owner
        label = f"{self.owner}.{node.get('name', 'any').rpartition(':')[2]}"
        self.labels[label] += 1
        return label if self.labels[label] == 1 else f"{label}.{self.labels[label]}"

    def attribute(self, node: Node) -> Pattern:
        names, children = _names(node, node.get("ns", "") if node.get("name") else _inherited(node, "ns"))
        value = group(map(self.read, children)) if children else TEXT
        return choice(Attribute(each, value, _said(node)) for each in names)

    def choice(self, node: Node) -> Pattern:
        return choice(map(self.read, _patterns(node)))

    def list_of(self, node: Node) -> Pattern:
        item = self.group(node)
        return item if item in (EMPTY, NEVER) else ListOf(item)

    def data(self, node: Node) -> Pattern:
        facets = tuple((each.get("name", ""), each.text or "") for each in node.iterchildren(_rng("param")))
        excluded = [each for except_ in node.iterchildren(_rng("except")) for each in except_.iter(*LEAVES)]
        return Data(node.get("type", ""), facets, tuple(each.get("type") or each.text or "" for each in excluded))

    def value(self, node: Node) -> Pattern:
        following = node.getnext()
        says = following.text or "" if following is not None and following.tag == DOCUMENTATION else ""
        return Value(node.get("type", "token"), node.text or "", says)


def _inherited(node: Node, name: str) -> str:
    holder: Node | None = node
    while holder is not None:
        found = holder.get(name)
        if found is not None:
            return found
        holder = holder.getparent()
    return ""


def _names(node: Node, ns: str) -> tuple[list[Names], list[Node]]:
    """The names of an element or attribute, and its other children."""
    if (name := node.get("name")) is not None:
        return [_qualified(name.strip(), ns, node)], list(_patterns(node))
    name_class, *children = (child for child in node if child.tag.startswith(f"{{{RNG}}}"))
    return _name_class(name_class), [child for child in children if child.tag in READERS]


def _qualified(name: str, ns: str, node: Node) -> str:
    prefix, colon, local = name.partition(":")
    if not colon:
        return f"{{{ns}}}{name}" if ns else name
    return f"{{{XML_NS if prefix == 'xml' else node.nsmap.get(prefix, '')}}}{local}"


def _name_class(node: Node) -> list[Names]:
    if node.tag == _rng("name"):
        return [_qualified((node.text or "").strip(), _inherited(node, "ns"), node)]
    if node.tag == _rng("choice"):
        return [each for child in node for each in _name_class(child)]
    excluded = [each for child in node for inner in child for each in _name_class(inner)]
    names = frozenset(each for each in excluded if isinstance(each, str))
    spaces = frozenset(ns for each in excluded if isinstance(each, AnyName) for ns in each.namespaces or ())
    only = frozenset([_inherited(node, "ns")]) if node.tag == _rng("nsName") else None
    return [AnyName(only, spaces, names)]


def _patterns(node: Node) -> Iterator[Node]:
    """Its children that are patterns: no annotations, no parameters."""
    return (child for child in node if child.tag in READERS)


def _said(node: Node) -> str:
    return node.findtext(DOCUMENTATION, "")


READERS: dict[str, Callable[[_Reader, Node], Pattern]] = {
    _rng("ref"): _Reader.ref,
    _rng("element"): _Reader.element,
    _rng("attribute"): _Reader.attribute,
    _rng("group"): _Reader.group,
    _rng("choice"): _Reader.choice,
    _rng("interleave"): lambda reader, node: interleave(map(reader.read, _patterns(node))),
    _rng("mixed"): lambda reader, node: interleave([TEXT, reader.group(node)]),
    _rng("optional"): lambda reader, node: optional(reader.group(node)),
    _rng("zeroOrMore"): lambda reader, node: repeat(reader.group(node), 0, None),
    _rng("oneOrMore"): lambda reader, node: repeat(reader.group(node), 1, None),
    _rng("list"): _Reader.list_of,
    _rng("data"): _Reader.data,
    _rng("value"): _Reader.value,
    _rng("text"): lambda *_: TEXT,
    _rng("empty"): lambda *_: EMPTY,
    _rng("notAllowed"): lambda *_: NEVER,
    _rng("grammar"): lambda *_: ANYTHING,
    _rng("parentRef"): lambda *_: ANYTHING,
    _rng("externalRef"): lambda *_: ANYTHING,
}
