"""Reading the XML of an ODD safely: no network, no DTD, XIncludes only from the folders that are allowed.

    document = read_document(Path("my.odd"), Folders((Path("included"),)), faults)
    document.place(node)    # Place("my.odd", 12), or the file that an XInclude took the node from

A file named by URL or by a path that is not there is looked for by its last segment in each folder, never fetched.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree

from tei_miasnikov.errors import SchemaError, SourceError
from tei_miasnikov.odd.places import Faults, Place
from tei_miasnikov.parsing import safe_parser

Node = etree._Element

TEI = "http://www.tei-c.org/ns/1.0"
RNG = "http://relaxng.org/ns/structure/1.0"
EXAMPLES = "http://www.tei-c.org/ns/Examples"
XML_NS = "http://www.w3.org/XML/1998/namespace"
XINCLUDE = "{http://www.w3.org/2001/XInclude}"
BASE = f"{{{XML_NS}}}base"
ID = f"{{{XML_NS}}}id"
LANG = f"{{{XML_NS}}}lang"
NAME_LIST = f"{{{TEI}}}NameList"  # stands for the processing instruction of that name
DEFAULT_RNG: Any = {None: RNG}  # a namespace map; the stubs want a prefix
DEPTH = 8  # of XIncludes within XIncludes


@dataclass(frozen=True, slots=True)
class Folders:
    """Where files named by an ODD may be found besides its own folder."""

    include: tuple[Path, ...] = ()

    def find(self, reference: str, beside: Path) -> Path | None:
        """The file that a reference names: beside the ODD, or by its last segment in a folder of `include`."""
        parts = urlsplit(reference)
        named = unquote(parts.path)
        if not parts.scheme and named:
            near = beside.parent / named
            if near.is_file() and self._allowed(near, beside.parent):
                return near
        candidates = (folder / Path(named).name for folder in self.include if Path(named).name)
        return next((path for path in candidates if path.is_file()), None)

    def _allowed(self, path: Path, home: Path) -> bool:
        return any(path.resolve().is_relative_to(folder.resolve()) for folder in (home, *self.include))


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file; `spliced` says that XIncludes brought in parts of other files."""

    root: Node
    path: Path
    spliced: bool = False
    ids: dict[str, Node] = field(default_factory=dict)

    def place(self, node: Node) -> Place:
        """The file and line where an element begins."""
        path = _base(node) if self.spliced else ""
        line = node.sourceline
        return Place(path or str(self.path), line if isinstance(line, int) else 0)

    def by_id(self, ident: str) -> Node | None:
        """The element with this xml:id; the first where there are several."""
        if not self.ids:
            for node in self.root.iter():
                if found := node.get(ID):
                    self.ids.setdefault(found, node)
        return self.ids.get(ident)


def local(node: Node) -> str:
    """An element's name without its namespace."""
    tag = node.tag
    return tag.rpartition("}")[2]


def language(node: Node) -> str:
    """The language that is said for an element, or for one around it."""
    return next((found for each in (node, *node.iterancestors()) if (found := each.get(LANG)) is not None), "")


@cache
def tei(name: str) -> str:
    """A name in the TEI namespace, as lxml writes it."""
    return f"{{{TEI}}}{name}"


def parse(path: Path) -> Node:
    """The root of an XML file.

    Raises SourceError where the file can't be read, SchemaError where it is not well-formed.
    """
    try:
        return _without_instructions(etree.fromstring(path.read_bytes(), safe_parser(remove_comments=True)))
    except OSError as error:
        raise SourceError(f"{path}: can't be read: {error.strerror}") from error
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 0
        raise SchemaError(f"{path}:{line}: not well-formed XML: {error}") from error


def _without_instructions(root: Node) -> Node:
    instructions: list[Any] = list(root.iter(etree.PI))
    for instruction in instructions:
        if instruction.target == "NameList":
            instruction.addprevious(etree.Element(NAME_LIST))
    if instructions:
        etree.strip_tags(root, etree.PI)
    return root


def read_document(path: Path, folders: Folders, faults: Faults) -> Document:
    """A file with its local XIncludes in place; those that can't be followed are findings."""
    root = parse(path)
    document = Document(root, path, spliced=next(root.iter(f"{XINCLUDE}include"), None) is not None)
    if document.spliced:
        _splice(document, folders, faults, DEPTH)
    return document


def _splice(document: Document, folders: Folders, faults: Faults, depth: int) -> None:
    for include in list(document.root.iter(f"{XINCLUDE}include")):
        if not any(etree.QName(above).namespace == EXAMPLES for above in include.iterancestors()):
            _replace(include, _included(include, document, folders, faults, depth))


def _included(include: Node, document: Document, folders: Folders, faults: Faults, depth: int) -> list[Node]:
    href = include.get("href", "")
    place = document.place(include)
    path = folders.find(href, Path(place.path)) if depth else None
    if path is None:
        faults.add("odd-xinclude", place, f"the XInclude of {href!r} finds no file", f'href="{href}"')
        return _fallback(include)
    nodes = list(_pointed(parse(path), include.get("xpointer", "")))
    if not nodes:
        faults.add("odd-xinclude", place, f"the XInclude finds nothing in {path}", include.get("xpointer", ""))
    for node in nodes:
        node.set(BASE, str(path))
        inner = Document(node, path, spliced=True)
        _splice(inner, folders, faults, depth - 1)
    return nodes


def _fallback(include: Node) -> list[Node]:
    fallback = include.find(f"{XINCLUDE}fallback")
    return [] if fallback is None else list(fallback)


def _pointed(root: Node, pointer: str) -> Iterator[Node]:
    if not pointer:
        return iter([deepcopy(root)])
    spaces = dict(re.findall(r"xmlns\(\s*([^=\s)]+)\s*=\s*([^)\s]+)\s*\)", pointer))
    scheme = re.search(r"xpointer\((.*)\)\s*$", pointer, re.DOTALL)
    path = scheme.group(1) if scheme else f"//*[@xml:id='{pointer}']"
    try:
        found = root.xpath(path, namespaces=spaces)
    except etree.XPathError:
        return iter(())
    nodes = found if isinstance(found, list) else []
    return (deepcopy(node) for node in nodes if isinstance(node, etree._Element))


def _replace(node: Node, others: list[Node]) -> None:
    parent = node.getparent()
    if parent is not None:
        at = parent.index(node)
        parent[at : at + 1] = others


def _base(node: Node) -> str:
    holders = (node, *node.iterancestors())
    return next((base for holder in holders if (base := holder.get(BASE))), "")
