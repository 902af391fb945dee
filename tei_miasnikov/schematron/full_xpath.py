"""The full engine for XPath 2.0 and 3.0 (the library elementpath), with the functions that XSLT adds for Schematron.

    engine = FullEngine(rules)
    engine.evaluate("$srcs[2]", Focus(document, element), {"srcs": [...]})

It is imported where a rule needs it, and builds a tree of its own for a document. document() and doc() read files
in the folders of the schema and of the document only; nothing is fetched.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple

import elementpath
from elementpath import collations
from elementpath.xpath3 import XPath30Parser, XPath31Parser
from lxml import etree

from tei_miasnikov.parsing import safe_parser
from tei_miasnikov.schematron.document import Document
from tei_miasnikov.schematron.extensions import now
from tei_miasnikov.schematron.kinds import EvaluationError
from tei_miasnikov.schematron.rules import XPATH_1, XPATH_3, Key, Rules
from tei_miasnikov.schematron.xpath_parser import XPathError, respelled

setattr(collations, "_locale_collate_lock", RLock())  # noqa: B010 - contains() within contains() would wait for itself
NAMESPACE = "urn:tei-miasnikov:full-xpath"
ANY = "item()*"
SPELLINGS = {
    "current": "$_current",
    "key": "_x:key($_current,",
    "document": "_x:document($_current,",
    "doc": "_x:document($_current,",
}
"""How functions of XSLT are written for the engine; it would evaluate a call with constants once for all documents."""
_UNKNOWN = re.compile("unknown function '([^']+)'")
STANDARD = {"xs": "http://www.w3.org/2001/XMLSchema", "_x": NAMESPACE}


class Focus(NamedTuple):
    """Where an expression is evaluated: an element, an attribute of it, or (here is `/`) the document.

    A text or a comment is `judged` by its number in the engine's tree, `#12`, and the element is that around it.
    """

    element: etree._Element
    judged: str = ""
    here: str = ""


class FullEngine:
    """Evaluates the expressions of one schema."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        parser: type[Any] = XPath31Parser if rules.xpath == XPATH_3 else XPath30Parser
        if rules.xpath == XPATH_1:
            self.parser = parser(namespaces={**rules.namespaces, **STANDARD}, compatibility_mode=True)
        else:
            self.parser = parser(namespaces={**rules.namespaces, **STANDARD})
        self.parser.external_function(
            lambda _, name, wanted: self._key(name, wanted), "key", "_x", (ANY, ANY, ANY, "node()*")
        )
        self.parser.external_function(
            lambda _, address: self._document(address), "document", "_x", (ANY, ANY, "node()*")
        )
        self.parsed: dict[str, Any] = {}
        self.opened: Opened | None = None

    def open(self, document: Document, path: str) -> None:
        """Judge this document from now on."""
        if self.opened is None or self.opened.document is not document:
            self.opened = Opened(document, Path(path).parent)

    def focus(self, element: etree._Element, judged: str) -> Focus:
        """The focus on an element, its attribute, or (judged is `/`) the document."""
        return Focus(element, here="/") if judged == "/" else Focus(element, judged)

    def parse(self, expression: str) -> Any:
        """The expression, ready. Raises EvaluationError where it is wrong."""
        if expression not in self.parsed:
            self.parsed[expression] = self._parse(expression)
        found = self.parsed[expression]
        if isinstance(found, EvaluationError):
            raise found
        return found

    def _parse(self, expression: str) -> Any:
        try:
            return self.parser.parse(respelled(expression, SPELLINGS))
        except (elementpath.ElementPathError, XPathError) as error:
            unknown = _UNKNOWN.search(reason(error))
            return EvaluationError(reason(error), unknown[1] if unknown else "")

    def truth(self, expression: str, focus: Focus, variables: Mapping[str, Any]) -> bool:
        """The effective boolean value."""
        token = self.parse(expression)
        with guarded():
            return bool(token.boolean_value(list(token.select(self._context(focus, variables)))))

    def values(self, expression: str, focus: Focus, variables: Mapping[str, Any]) -> list[Any]:
        """The items of the value."""
        token = self.parse(expression)
        with guarded():
            return list(token.select(self._context(focus, variables)))

    def words(self, expression: str, focus: Focus, variables: Mapping[str, Any]) -> str:
        """The value as xsl:value-of writes it."""
        token = self.parse(expression)
        items = self.values(expression, focus, variables)
        shown = items[:1] if self.rules.xpath == XPATH_1 else items
        with guarded():
            return " ".join(str(token.string_value(item)) for item in shown)

    def name(self, expression: str, focus: Focus, variables: Mapping[str, Any]) -> str:
        """The name of the node."""
        return self.words(f"name({expression})", focus, variables)

    def select(self, pattern: str) -> list[Focus]:
        """What matches a pattern, in the document that is open."""
        root = Focus(self._opened.document.root, here="/")
        return [self._opened.focus_on(node) for node in self.values(f"//({pattern})", root, {})]

    @property
    def _opened(self) -> "Opened":
        if self.opened is None:
            raise EvaluationError("no document is open")
        return self.opened

    def _context(self, focus: Focus, variables: Mapping[str, Any]) -> Any:
        item = self._opened.node(focus)
        return elementpath.XPathContext(
            self._opened.tree, item=item, variables={**variables, "_current": item}, current_dt=now()
        )

    def _key(self, name: Any, wanted: Any) -> list[Any]:
        table = self._opened.tables.get(str(_only(name)))
        if table is None:
            table = self._opened.tables[str(_only(name))] = self._table(str(_only(name)))
        found = [node for value in _strings(wanted) for node in table.get(value, ())]
        return list(dict.fromkeys(found))

    def _table(self, name: str) -> dict[str, list[Any]]:
        table: dict[str, list[Any]] = {}
        for key in self.rules.keys:
            if key.name == name:
                self._fill(table, key)
        return table

    def _fill(self, table: dict[str, list[Any]], key: Key) -> None:
        use = self.parse(key.use)
        root = Focus(self._opened.document.root, here="/")
        for node in self.values(f"//({key.match})", root, {}):
            context = elementpath.XPathContext(self._opened.tree, item=node, variables={"_current": node})
            for value in _strings(list(use.select(context))):
                table.setdefault(value, []).append(node)

    def _document(self, address: Any) -> list[Any]:
        return [self._opened.neighbour(value, Path(self.rules.folder)) for value in _strings(address)]


class Opened:
    """The document that is judged, as the engine sees it."""

    def __init__(self, document: Document, folder: Path) -> None:
        self.document, self.folder = document, folder
        self.tables: dict[str, dict[str, list[Any]]] = {}
        self.neighbours: dict[Path, Any] = {}
        self.others: dict[str, Any] = {}
        """The texts and comments that are judged, by their numbers."""

    @cached_property
    def tree(self) -> Any:
        """The engine's own tree."""
        return elementpath.get_node_tree(self.document.tree)

    def node(self, focus: Focus) -> Any:
        """The node that is meant."""
        if focus.here == "/":
            return self.tree
        found = self.tree.elements[focus.element]
        if not focus.judged:
            return found
        if focus.judged.startswith("#"):
            return self.others[focus.judged]
        return next(each for each in found.attributes if each.name == focus.judged)

    def focus_on(self, found: Any) -> Focus:
        """The focus on a node of the engine."""
        node: Any = found
        if isinstance(found, elementpath.DocumentNode):
            return Focus(self.document.root, here="/")
        if isinstance(found, elementpath.AttributeNode):
            return Focus(node.parent.obj, node.name)
        if isinstance(found, elementpath.ElementNode):
            return Focus(node.obj)
        self.others[f"#{node.position}"] = node
        around = node.parent if isinstance(node.parent, elementpath.ElementNode) else None
        return Focus(around.obj if around else self.document.root, f"#{node.position}")

    def neighbour(self, address: str, home: Path) -> Any:
        """Another file, from the folder of the schema or of the document."""
        if not address:
            return self.tree
        for folder in (self.folder, home):
            path = (folder / address.partition("#")[0]).resolve()
            if path.is_relative_to(folder.resolve()) and path.is_file():
                if path not in self.neighbours:
                    self.neighbours[path] = _read(path)
                return self.neighbours[path]
        raise EvaluationError(
            f"document({address!r}): there is no such file in the folder of the schema or the document"
        )


def _read(path: Path) -> Any:
    try:
        root = etree.fromstring(path.read_bytes(), safe_parser())
    except (OSError, etree.XMLSyntaxError) as error:
        raise EvaluationError(f"{path}: {error}") from None
    return elementpath.get_node_tree(etree.ElementTree(root))


@contextmanager
def guarded() -> Iterator[None]:
    """Whatever the engine refuses is an EvaluationError."""
    try:
        yield
    except (elementpath.ElementPathError, XPathError) as error:
        raise EvaluationError(reason(error)) from None
    except (ArithmeticError, LookupError, TypeError, ValueError, RecursionError) as error:
        raise EvaluationError(f"{type(error).__name__}: {error}") from None


def reason(error: Exception) -> str:
    """Why an expression can't be evaluated, without what only the library's authors want to know."""
    return str(getattr(error, "message", "") or error).replace("_x:", "").replace("$_current", "current()")


def _only(value: Any) -> str:
    return next(iter(_strings(value)), "")


def _strings(value: Any) -> list[str]:
    items: Iterable[Any] = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    return [each.string_value if isinstance(each, elementpath.XPathNode) else str(each) for each in items]
