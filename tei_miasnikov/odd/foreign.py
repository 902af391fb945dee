"""Grammars of other vocabularies, brought in by moduleRef/@url: MathML, SVG, DocBook …

    <moduleRef url="https://example.org/svg11.rng" prefix="svg_">
      <content><rng:define name="model.graphicLike" combine="choice"><rng:ref name="svg"/></rng:define></content>
    </moduleRef>

The file is found by its last path segment, never fetched. Its includes are resolved, its start is left out, its pattern
names take the prefix; the definitions in <content> join those of the grammar, or replace them where they don't combine.
The Guidelines, chapter TD, "TEI customizations".
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from tei_miasnikov.odd.documents import DEFAULT_RNG, RNG, Folders, Node, local, parse, tei
from tei_miasnikov.odd.places import NOWHERE, Faults, Place
from tei_miasnikov.odd.pure_odd import Reading

TEXTUAL = ("value", "param", "name")


@dataclass(frozen=True, slots=True)
class ForeignGrammar:
    """A grammar made of one piece: `xml` is a RELAX NG div, `names` the patterns it defines."""

    url: str
    path: str
    xml: str
    names: frozenset[str]
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class _Opening:
    """What is needed to open a grammar and those it includes."""

    ref: Node
    reading: Reading
    folders: Folders
    opened: tuple[Path, ...] = ()

    def find(self, url: str, beside: Path) -> Path | None:
        path = self.folders.find(url, beside)
        if path is None or path in self.opened:
            why = "is not there" if path is None else "includes itself"
            self.reading.fault("odd-foreign", self.ref, f"the grammar {url!r} {why}", f'url="{url}"')
            return None
        return path

    def inside(self, path: Path) -> "_Opening":
        return _Opening(self.ref, self.reading, self.folders, (*self.opened, path))


def q(name: str) -> str:
    """A name in the RELAX NG namespace, as lxml writes it."""
    return f"{{{RNG}}}{name}"


def read_grammar(url: str, ref: Node, reading: Reading, folders: Folders) -> ForeignGrammar | None:
    """The grammar that a moduleRef names; None, and a finding, where it is not found.

    Raises SchemaError where the file is not well-formed.
    """
    opening = _Opening(ref, reading, folders)
    path = opening.find(url, reading.document.path)
    if path is None:
        return None
    div = _flattened(path, opening.inside(path))
    for start in list(div.iter(q("start"))):
        _remove(start)
    _prefix(div, ref.get("prefix", ""))
    whole = etree.Element(q("div"), nsmap=DEFAULT_RNG)
    whole.extend([div, *_additions(div, ref)])
    names = frozenset(define.get("name", "") for define in whole.iter(q("define")))
    return ForeignGrammar(url, str(path), etree.tostring(whole, encoding="unicode"), names, reading.place(ref))


def without_clashes(grammar: ForeignGrammar, own: Callable[[str], str], faults: Faults) -> ForeignGrammar:
    """The grammar without patterns that bear a name of the schema's own: both can't stand; each is a finding."""
    root = etree.fromstring(grammar.xml)
    for define in [
        each for each in root.iter(q("define")) if each.get("combine") is None and own(each.get("name", ""))
    ]:
        name = define.get("name", "")
        message = f"{Path(grammar.path).name} and TEI both name a pattern {name!r}; that of TEI is used"
        faults.add("odd-foreign-clash", grammar.place, message, f'name="{name}"')
        _remove(define)
    return replace(grammar, xml=etree.tostring(root, encoding="unicode"))


def _flattened(path: Path, opening: _Opening) -> Node:
    grammar = parse(path)
    if grammar.tag != q("grammar"):
        opening.reading.fault("odd-foreign", opening.ref, f"{path} is no RELAX NG grammar", path.name)
        return etree.Element(q("div"))
    bind_names(grammar)
    for include in list(grammar.iter(q("include"))):
        _include(include, path, opening)
    for outside in grammar.iter(q("externalRef")):
        words = outside.get("href", "")
        opening.reading.fault("odd-unsupported", opening.ref, f"{path} uses externalRef", words)
    return _as_div(grammar)


def _as_div(grammar: Node) -> Node:
    div = etree.Element(q("div"), nsmap=DEFAULT_RNG)
    div.set("ns", grammar.get("ns", ""))
    div.set("datatypeLibrary", grammar.get("datatypeLibrary", ""))
    div.extend(copied(child) for child in grammar if child.tag.startswith(f"{{{RNG}}}"))
    return div


def copied(pattern: Node) -> Node:
    """A pattern built anew, without annotations and without the namespace declarations of where it stood."""
    made = etree.Element(
        pattern.tag, {str(name): str(value) for name, value in pattern.attrib.items()}, nsmap=DEFAULT_RNG
    )
    made.extend(copied(child) for child in pattern if child.tag.startswith(f"{{{RNG}}}"))
    if local(pattern) in TEXTUAL:
        made.text = pattern.text
    return made


def _include(include: Node, path: Path, opening: _Opening) -> None:
    found = opening.find(include.get("href", ""), path)
    if found is None:
        _remove(include)
        return
    included = _flattened(found, opening.inside(found))
    _override(included, include)
    include.tag = q("div")
    include.attrib.pop("href")
    include.insert(0, included)


def _override(included: Node, include: Node) -> None:
    overriding = {define.get("name", "") for define in include.iter(q("define"))}
    for define in list(included.iter(q("define"))):
        if define.get("name", "") in overriding:
            _remove(define)
    if next(include.iter(q("start")), None) is not None:
        for start in list(included.iter(q("start"))):
            _remove(start)


def _additions(div: Node, ref: Node) -> Iterator[Node]:
    for content in ref.iterchildren(tei("content")):
        bind_names(content)
        replacing = {each.get("name") for each in content.iter(q("define")) if each.get("combine") is None}
        for define in list(div.iter(q("define"))):
            if define.get("name") in replacing:
                _remove(define)
        yield from map(copied, content)


def bind_names(root: Node) -> None:
    """Turn prefixed names into @ns and a local name, so that patterns can move to other places."""
    for node in root.iter(q("element"), q("attribute"), q("name")):
        written = (node.text or "") if local(node) == "name" else node.get("name", "")
        prefix, colon, name = written.strip().partition(":")
        if colon and prefix != "xml" and prefix in node.nsmap:
            node.set("ns", node.nsmap[prefix] or "")
            _rename(node, name)


def _rename(node: Node, name: str) -> None:
    if local(node) == "name":
        node.text = name
    else:
        node.set("name", name)


def _prefix(div: Node, prefix: str) -> None:
    for node in div.iter(q("define"), q("ref"), q("parentRef")) if prefix else ():
        node.set("name", prefix + node.get("name", ""))


def _remove(node: Node) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)
