"""Schematron schemas read: a .sch file, or the rules that stand in a RELAX NG grammar.

    read_rules("tei_all.sch")              everything in it
    read_rules("letters.sch", "#ALL")      whatever phase it says is usual
    read_embedded("tei_all.rng")           the patterns in the grammar

ISO/IEC 19757-3:2020; for rules in a grammar its annex on embedding. An include is followed within the folder of the
schema; nothing is fetched.
"""

from pathlib import Path

from lxml import etree

from tei_miasnikov.errors import SchemaError
from tei_miasnikov.findings import Severity
from tei_miasnikov.parsing import safe_parser
from tei_miasnikov.schematron.abstraction import SCH, Node, line_of, sch, write_out
from tei_miasnikov.schematron.rules import (
    BINDINGS,
    SEVERITIES,
    Assertion,
    Key,
    Let,
    Message,
    Pattern,
    Place,
    Rule,
    Rules,
    ValueOf,
)

XSL = "http://www.w3.org/1999/XSL/Transform"
UNNAMED = "schematron-rule"
"""The code of an assertion that bears no id, in a rule and a pattern without."""
DEEPEST = 20
PLACED = "{urn:tei-miasnikov:place}at"
"""Notes on a node of which file and line it is, before nodes of several files are put together."""


def read_rules(path: str | Path, phase: str = "") -> Rules:
    """The rules of a .sch file, those of a phase where it is named, or is the schema's default.

    Raises SchemaError where the file can't be read, is no Schematron schema, or names what is not there.
    """
    root = _parse(Path(path))
    if root.tag != sch("schema"):
        raise SchemaError(f"{path}: is no Schematron schema: its root is <{etree.QName(root).localname}>")
    _include(root, Path(path), 0)
    return _Reader(root, str(path)).rules(phase or root.get("defaultPhase", "#ALL"))


def read_embedded(source: str | Path | bytes) -> Rules:
    """The rules in a RELAX NG grammar. Raises SchemaError where it can't be read, or there is none."""
    path = Path("the grammar") if isinstance(source, bytes) else Path(source)
    grammar = _read(source, path) if isinstance(source, bytes) else _parse(path)
    root = etree.Element(sch("schema"), nsmap={"sch": SCH}, queryBinding="xslt2")
    for node in list(grammar.iter(sch("schema"))):
        root.attrib.update(node.attrib)
    for node in list(grammar.iter(sch("ns"), sch("let"), sch("pattern"), f"{{{XSL}}}key", f"{{{XSL}}}function")):
        parent = node.getparent()
        if parent is None or parent.tag not in (sch("rule"), sch("pattern")):
            root.append(node)
    if root.find(sch("pattern")) is None:
        raise SchemaError(f"{path}: there are no Schematron rules in this grammar")
    return _Reader(root, str(path)).rules("#ALL")


def _parse(path: Path) -> Node:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SchemaError(f"{path}: {(error.strerror or 'cannot be read').lower()}") from None
    return _read(data, path)


def _read(data: bytes, path: Path) -> Node:
    try:
        root = etree.fromstring(data, safe_parser(remove_comments=True, remove_pis=True))
    except etree.XMLSyntaxError as error:
        raise SchemaError(f"{path}:{error.lineno}: not well-formed: {error.msg}") from None
    for node in root.iter(f"{{{SCH}}}*", f"{{{XSL}}}*"):
        node.set(PLACED, f"{line_of(node)} {path}")
    return root


def _include(root: Node, path: Path, depth: int) -> None:
    """Put what is included in its place; the files must lie in the folder of the schema or below."""
    for node in list(root.iter(sch("include"), sch("extends"))):
        href = node.get("href")
        if href is None:
            continue
        found = path.parent / href.partition("#")[0]
        if "://" in href or not found.resolve().is_relative_to(path.parent.resolve()) or depth > DEEPEST:
            raise SchemaError(f"{path}:{line_of(node)}: {href}: only files in the folder of the schema are included")
        made = _chosen(_parse(found), href, path)
        _include(made, found, depth + 1)
        _put(node, list(made) if node.tag == sch("extends") else [made])


def _chosen(root: Node, href: str, path: Path) -> Node:
    fragment = href.partition("#")[2]
    if not fragment:
        return root
    found = [
        node
        for node in root.iter("*")
        if fragment in (node.get("id"), node.get("{http://www.w3.org/XML/1998/namespace}id"))
    ]
    if not found:
        raise SchemaError(f"{path}: {href}: nothing there has that id")
    return found[0]


def _put(node: Node, made: list[Node]) -> None:
    parent = node.getparent()
    if parent is not None:
        at = parent.index(node)
        parent[at : at + 1] = made


class _Reader:
    """One schema in XML, all in one tree."""

    def __init__(self, root: Node, path: str) -> None:
        self.root, self.path, self.count = root, path, 0
        write_out(root, path)
        self.diagnostics = {node.get("id", ""): self._message(node) for node in root.iter(sch("diagnostic"))}
        self.code = self.severity = ""

    def rules(self, phase: str) -> Rules:
        root = self.root
        binding = root.get("queryBinding", "").strip().lower()
        if binding not in BINDINGS:
            known = ", ".join(filter(None, BINDINGS))
            raise SchemaError(f"{self.path}: queryBinding={binding!r} is not known; {known} are")
        active, lets = self._active(phase)
        patterns = tuple(self._pattern(node) for node in root.iter(sch("pattern")) if active is None or node in active)
        if not patterns:
            raise SchemaError(f"{self.path}: there is no pattern in this schema")
        spaces = {node.get("prefix", ""): node.get("uri", "") for node in root.iter(sch("ns"))}
        return Rules(
            patterns,
            {prefix: uri for prefix, uri in spaces.items() if prefix},
            (*self._lets(root), *lets),
            tuple(self._key(node) for node in root.iter(f"{{{XSL}}}key")),
            tuple(
                etree.tostring(node, encoding="unicode", with_tail=False)
                for node in root.iterchildren()
                if node.tag.startswith(f"{{{XSL}}}")
            ),
            BINDINGS[binding],
            str(Path(self.path).parent),
        )

    def _active(self, phase: str) -> tuple[set[Node] | None, tuple[Let, ...]]:
        """The patterns of a phase, None for all of them, and its variables."""
        if phase in ("", "#ALL"):
            return None, ()
        if phase == "#DEFAULT":
            return self._active(self.root.get("defaultPhase", "#ALL"))
        found = [node for node in self.root.iterchildren(sch("phase")) if node.get("id") == phase]
        if not found:
            raise SchemaError(f"{self.path}: there is no phase {phase!r}")
        names = {node.get("pattern") for node in found[0].iterchildren(sch("active"))}
        return {node for node in self.root.iter(sch("pattern")) if node.get("id") in names}, self._lets(found[0])

    def _pattern(self, node: Node) -> Pattern:
        rules = tuple(self._rule(rule, node) for rule in node.iterchildren(sch("rule")))
        return Pattern(rules, self._lets(node), node.get("documents", ""))

    def _rule(self, node: Node, pattern: Node) -> Rule:
        owners = (node, pattern)
        assertions = tuple(self._assertion(each, owners) for each in node.iterchildren(sch("assert"), sch("report")))
        return Rule(node.get("context", ""), self._lets(node), assertions, self._place(node))

    def _assertion(self, node: Node, owners: tuple[Node, ...]) -> Assertion:
        self.count += 1
        return Assertion(
            node.get("test", ""),
            node.tag == sch("report"),
            self._message(node),
            _first("id", (node, *owners)) or UNNAMED,
            SEVERITIES.get((_first("role", (node, *owners)) or node.get("flag", "")).lower(), Severity.ERROR),
            self._place(node),
            tuple(self.diagnostics[name] for name in node.get("diagnostics", "").split() if name in self.diagnostics),
            self.count - 1,
        )

    def _message(self, node: Node) -> Message:
        parts: list[str | ValueOf] = [node.text or ""]
        for child in node:
            if child.tag == sch("value-of"):
                parts.append(ValueOf(child.get("select", "")))
            elif child.tag == sch("name"):
                parts.append(ValueOf(child.get("path", "."), is_name=True))
            else:
                parts += self._message(child)
            parts.append(child.tail or "")
        return tuple(parts)

    def _lets(self, node: Node) -> tuple[Let, ...]:
        return tuple(
            Let(each.get("name", ""), each.get("value") or f"'{each.text or ''}'", self._place(each))
            for each in node.iterchildren(sch("let"))
        )

    def _key(self, node: Node) -> Key:
        return Key(node.get("name", ""), node.get("match", ""), node.get("use", ""), self._place(node))

    def _place(self, node: Node) -> Place:
        line, _, path = node.get(PLACED, f"0 {self.path}").partition(" ")
        return Place(path, int(line))


def _first(name: str, nodes: tuple[Node, ...]) -> str:
    return next((value for node in nodes if (value := node.get(name))), "")
