"""The context of a rule: which nodes it judges, found through the index of a document.

    tei:content//tei:elementRef      every <elementRef>, if ancestor::tei:content
    tei:*[@when]                     every element that bears @when, if self::tei:*
    tei:rt/@target                   @target of every <rt>
    /                                the document

A pattern is read from its end, as XSLT does it. What this can't read (positions, text(), key()) a full engine selects.
XSLT 2.0 (W3C 2007), 5.5.2.
"""

from collections.abc import Iterator
from typing import NamedTuple

from tei_miasnikov.schematron.kinds import NUMBERS, Kind, UntranslatableError
from tei_miasnikov.schematron.xpath1 import Scope, Translator, is_name, uses_position
from tei_miasnikov.schematron.xpath_syntax import Expression, Filter, Operation, Path, Root, Step

ANYWHERE = Step("descendant-or-self", "node()")


class Selection(NamedTuple):
    """Elements by `name`, or those that bear one of the `attributes`, if `condition` (XPath 1.0) holds of them.

    `here` is how what is judged is written from there: nothing for the element itself, `@target` for an attribute, of
    which `judged` is the name as lxml writes it, `/` for the document.
    """

    name: str = ""
    attributes: tuple[str, ...] = ()
    condition: str = ""
    here: str = ""
    judged: str = ""


def read_context(pattern: Expression, translator: Translator, namespaces: dict[str, str]) -> list[Selection]:
    """The alternatives of a pattern. Raises UntranslatableError."""
    return [_Reader(translator, namespaces).read(each) for each in _iter_alternatives(pattern)]


def _iter_alternatives(pattern: Expression) -> Iterator[Expression]:
    if isinstance(pattern, Operation) and pattern.operator in ("|", "union"):
        yield from _iter_alternatives(pattern.left)
        yield from _iter_alternatives(pattern.right)
    else:
        yield pattern


class _Reader:
    """Reads one alternative."""

    def __init__(self, translator: Translator, namespaces: dict[str, str]) -> None:
        self.translator, self.namespaces = translator, namespaces

    def read(self, pattern: Expression) -> Selection:
        if isinstance(pattern, Root):
            return Selection(here="/")
        if not isinstance(pattern, Path):
            raise UntranslatableError("a pattern")
        *above, last = pattern.steps
        if isinstance(last, Step) and last.axis == "attribute":
            return self._attribute(pattern.start, above, last)
        return self._element(pattern.start, above, last)

    def _attribute(self, start: Root | Filter | None, above: list[Step | Filter], last: Step) -> Selection:
        if not is_name(last.test) or last.predicates:
            raise UntranslatableError("a pattern of attributes")
        name = self.clark(last.test)
        if not above or above[-1] == ANYWHERE:
            if start is None or above == [ANYWHERE]:
                return Selection(attributes=(name,), here=f"@{last.test}", judged=name)
            raise UntranslatableError("a pattern of attributes")
        found = self._element(start, above[:-1], above[-1])
        bearing = " and ".join(filter(None, [found.condition, f"@{last.test}"]))
        attributes = found.attributes or (() if found.name else (name,))
        return Selection(found.name, attributes, bearing, f"@{last.test}", name)

    def _element(self, start: Root | Filter | None, above: list[Step | Filter], last: Step | Filter) -> Selection:
        tests = [*self._own(last), *self._around(start, above)]
        name = self.clark(last.test) if isinstance(last, Step) and is_name(last.test) else ""
        return Selection(name, () if name else self._borne(last), " and ".join(tests))

    def clark(self, test: str) -> str:
        """A name as lxml writes it."""
        prefix, colon, name = test.rpartition(":")
        if prefix == "xml":
            return f"{{http://www.w3.org/XML/1998/namespace}}{name}"
        if colon and prefix not in self.namespaces:
            raise UntranslatableError(f"the prefix {prefix}")
        return f"{{{self.namespaces[prefix]}}}{name}" if colon else name

    def _borne(self, last: Step | Filter) -> tuple[str, ...]:
        """Attributes of which a predicate asks for one: no other elements need be tried."""
        asked = (self._asked(each) for predicate in last.predicates for each in _parts("and", predicate))
        return next((names for names in asked if names), ())

    def _asked(self, predicate: Expression) -> tuple[str, ...]:
        names = []
        for each in _parts("or", predicate):
            match each:
                case Path(None, (Step("attribute", test, ()),)) if is_name(test):
                    names.append(self.clark(test))
                case _:
                    return ()
        return tuple(names)

    def _own(self, last: Step | Filter) -> list[str]:
        """What the node itself must be, but for its name."""
        if not isinstance(last, Step) or last.axis != "child":
            raise UntranslatableError("a pattern")
        if not is_name(last.test) and last.test != "*" and not last.test.endswith(":*"):
            raise UntranslatableError(last.test)
        named = [] if is_name(last.test) or last.test == "*" else [f"self::{last.test}"]
        return [*named, *self._predicates(last)]

    def _predicates(self, step: Step | Filter) -> list[str]:
        found = [self.translator.write(each, Scope(is_top=False)) for each in step.predicates]
        if any(each.kind in NUMBERS or uses_position(each.text) for each in found):
            raise UntranslatableError("a position in a pattern")
        return [f"({self.translator.truth(each)})" for each in found if each.kind is not Kind.SPAN]

    def _around(self, start: Root | Filter | None, above: list[Step | Filter]) -> list[str]:
        """What the node must stand in, from the nearest out."""
        if not above:
            return self._at_start(start)
        *further, nearest = above
        if nearest == ANYWHERE:
            if not further:
                return [] if isinstance(start, Root) else self._within("ancestor", start, [])
            return self._within("ancestor", start, further)
        return self._within("parent", start, above)

    def _within(self, axis: str, start: Root | Filter | None, above: list[Step | Filter]) -> list[str]:
        if not above:
            return [self._of_start(axis, start)]
        *further, nearest = above
        if not isinstance(nearest, Step) or nearest.axis != "child":
            raise UntranslatableError("a pattern")
        tests = [*self._predicates(nearest), *self._around(start, further)]
        brackets = "".join(f"[{test}]" for test in tests)
        return [f"{axis}::{nearest.test}{brackets}"]

    def _at_start(self, start: Root | Filter | None) -> list[str]:
        if start is None:
            return []
        return ["not(parent::*)"] if isinstance(start, Root) else [self._of_start("parent", start)]

    def _of_start(self, axis: str, start: Root | Filter | None) -> str:
        """`(tei:a | tei:b)/`: one of them is the parent."""
        if not isinstance(start, Filter) or start.predicates:
            raise UntranslatableError("a pattern")
        tests = []
        for each in _iter_alternatives(start.primary):
            match each:
                case Path(None, (Step("child", test, ()),)) if is_name(test):
                    tests.append(f"{axis}::{test}")
                case _:
                    raise UntranslatableError("a pattern")
        return f"({' or '.join(tests)})"


def _parts(operator: str, predicate: Expression) -> Iterator[Expression]:
    """The operands of a chain of `and`, or of `or`."""
    if isinstance(predicate, Operation) and predicate.operator == operator:
        yield from _parts(operator, predicate.left)
        yield from _parts(operator, predicate.right)
    else:
        yield predicate
