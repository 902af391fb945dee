"""A grammar: read, checked, and ready to judge documents.

grammar = load("tei_all.rng")
for error in grammar.iter_errors(etree.parse("speech.xml")): print(error.line, error.kind, error.name)
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import etree

from tei_miasnikov.relaxng.derivative import Derivatives
from tei_miasnikov.relaxng.error import Error
from tei_miasnikov.relaxng.identity import Identities
from tei_miasnikov.relaxng.judgement import Judgement
from tei_miasnikov.relaxng.nodes import Node, broken
from tei_miasnikov.relaxng.pattern import Element, Patterns
from tei_miasnikov.relaxng.restrictions import RestrictionError, Restrictions
from tei_miasnikov.relaxng.scopes import read_nodes
from tei_miasnikov.relaxng.simplification import Simplifier
from tei_miasnikov.relaxng.sources import Sources, parse, read_file
from tei_miasnikov.relaxng.state import Automaton


class Grammar:
    """A grammar that keeps all the rules of RELAX NG."""

    def __init__(self, automaton: Automaton) -> None:
        self._automaton = automaton

    def iter_errors(self, document: etree._Element | etree._ElementTree) -> Iterator[Error]:
        """All faults of a document, in document order, found as they are asked for (specification, section 6)."""
        return Judgement(self._automaton).iter_errors(_root(document))

    def iter_identity_errors(self, document: etree._Element | etree._ElementTree) -> Iterator[Error]:
        """Duplicate IDs and IDREFs that lead nowhere (RELAX NG DTD Compatibility, section 5).

        Attributes count as ID, IDREF or IDREFS where an element pattern that names the element declares them so.
        """
        return Identities(self._automaton.elements).iter_errors(_root(document))

    def is_valid(self, document: etree._Element | etree._ElementTree) -> bool:
        """Whether the document has no fault (identities are not looked at)."""
        return next(self.iter_errors(document), None) is None

    def parents(self, tag: str) -> tuple[str, ...]:
        """The elements, sorted, that may have a child of that name somewhere; a message may say where one belongs."""
        return self._automaton.parents(tag)


def load(source: Path | str | bytes, *, folders: tuple[Path, ...] = ()) -> Grammar:
    """The grammar in a file, or in bytes, in XML syntax.

    Files that it includes are read from its own folder and below, and from `folders`; nothing is fetched. In bytes,
    relative names are looked for in the first of the `folders`. Raises SchemaError, with file and line, for a grammar
    that can't be read or breaks a rule of the specification.
    """
    if isinstance(source, bytes):
        root = parse(source, str(folders[0].absolute() / "grammar") if folders else "")
    else:
        root = read_file(Path(source).absolute())
        folders = (Path(source).absolute().parent, *folders)
    with _uncollected():
        return _checked(read_nodes(root, Sources(folders)))


@contextmanager
def _uncollected() -> Iterator[None]:
    """No garbage is looked for meanwhile: a grammar is many small objects, and all of them stay."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _checked(top: Node) -> Grammar:
    simplifier, restrictions = Simplifier(Patterns()), Restrictions()
    start = simplifier.pattern(simplifier.resolve(top))
    try:
        restrictions.check_start(start)
    except RestrictionError as error:
        raise broken(top.place, str(error)) from error
    for element in restrictions.elements:  # which become more, until all that a document can reach are there (4.19)
        element.content = simplifier.content(element)
        _check(element, simplifier.nodes[element], restrictions)
    for scope in simplifier.scopes:
        scope.dissolve()
    return Grammar(Automaton(Derivatives(simplifier.patterns), start, restrictions.elements))


def _check(element: Element, node: Node, restrictions: Restrictions) -> None:
    try:
        restrictions.check_content(element.content)
    except RestrictionError as error:
        raise broken(node.place, f"element {node.name or '(any)'}: {error}") from error


def _root(document: etree._Element | etree._ElementTree) -> etree._Element:
    return document if isinstance(document, etree._Element) else document.getroot()
