"""Values: datatypes, lists of values and words as simple types of XML Schema.

    <choice><value>high</value><value>low</value></choice>      an enumeration
    <list><oneOrMore><ref name="teidata.pointer"/></oneOrMore></list>      a list of teidata.pointer, minLength 1

Definitions of values become named types, so that a processor reads each pattern once. XML Schema 1.0 Part 2.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from tei_miasnikov.odd.datatypes import XSD_TYPES
from tei_miasnikov.odd.documents import Node
from tei_miasnikov.odd.xsd.content import TEXT, VALUES, Contents
from tei_miasnikov.odd.xsd.parts import explained, xs
from tei_miasnikov.odd.xsd.patterns import (
    NEVER,
    Choice,
    Data,
    Group,
    Interleave,
    ListOf,
    Pattern,
    Ref,
    Repeat,
    Text,
    Value,
    choice,
)

STRING = "xs:string"
INSTEAD = {"ENTITY": "NCName", "ENTITIES": "NMTOKENS", "NOTATION": "QName"}
"""Types that ask for a DTD, or that XSD lets nobody use as they are."""
SINGLE = {"NMTOKENS": "NMTOKEN", "IDREFS": "IDREF", "ENTITIES": "NCName"}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a list: what each may be, and how many there are; `exact` where all of that is so."""

    each: tuple[Pattern, ...]
    minimum: int
    maximum: int | None
    exact: bool = True


@dataclass(slots=True)
class SimpleTypes:
    """Writes the values of a grammar.

    `name_of` gives the qualified name of a definition's type, and sees that it is written, `empty` that of the type of
    no text; `tell` is called where less is said than in the grammar.
    """

    contents: Contents
    name_of: Callable[[str], str]
    empty: Callable[[], str]
    tell: Callable[[str], None]

    def type_of(self, pattern: Pattern) -> str | Node:
        """The name of a type, or a simpleType element."""
        match pattern:
            case _ if not self.contents.parts(pattern) & (VALUES | TEXT) and pattern != NEVER:
                return self.empty()
            case Ref(name):
                return self.name_of(name)
            case Data(type_, ()) if not pattern.excluded:
                return f"xs:{self._builtin(type_)}"
            case _:
                return WRITERS.get(type(pattern), SimpleTypes.anything)(self, pattern)

    def anything(self, pattern: Pattern) -> str:
        """Any text."""
        if not isinstance(pattern, Text):
            self.tell("any text")
        return STRING

    def data(self, data: Data) -> str | Node:
        """A datatype, one step of restriction for each pattern, since all of them must match."""
        if data.excluded:
            self.tell(f"allows {', '.join(data.excluded)} too")
        base = f"xs:{self._builtin(data.type)}"
        steps = [[xs("pattern", value=value)] for name, value in data.facets if name == "pattern"] or [[]]
        steps[0] += [xs(name, value=value) for name, value in data.facets if name != "pattern"]
        if not any(steps):
            return base
        made: str | Node = base
        for step in steps:
            restriction = xs("restriction", [made] if not isinstance(made, str) else [])
            if isinstance(made, str):
                restriction.set("base", made)
            restriction.extend(step)
            made = xs("simpleType", [restriction])
        return made

    def _builtin(self, name: str) -> str:
        if name in XSD_TYPES and name not in INSTEAD:
            return name
        self.tell(f"the datatype {name}")
        return INSTEAD.get(name, "string")

    def value(self, value: Value) -> Node:
        """One value."""
        return self._enumeration(value.type, [value])

    def _enumeration(self, type_: str, values: Iterable[Value]) -> Node:
        allowed = [explained(xs("enumeration", value=each.value), each.says) for each in values]
        return xs("simpleType", [xs("restriction", allowed, base=f"xs:{self._builtin(type_)}")])

    def either(self, alternatives: Choice) -> str | Node:
        """One of several types; the values among them are one enumeration."""
        if any(isinstance(item, Text) for item in alternatives.items):
            return STRING
        values: dict[str, list[Value]] = {}
        for item in alternatives.items:
            if isinstance(item, Value):
                values.setdefault(item.type, []).append(item)
        members: list[str | Node] = [self._enumeration(type_, listed) for type_, listed in values.items()]
        members += [self.type_of(item) for item in alternatives.items if not isinstance(item, Value)]
        return _union(members) if members else _never()

    def repeat(self, repeated: Repeat) -> str | Node:
        """A value or nothing."""
        if repeated.maximum != 1:
            return self.anything(repeated)
        if isinstance(repeated.item, Text):
            return STRING
        return _union([self.type_of(repeated.item), self.empty()])

    def both(self, items: Group | Interleave) -> str | Node:
        """What is left of a content when its attributes are taken off."""
        kept = [item for item in items.items if self.contents.parts(item) & (VALUES | TEXT)]
        return self.type_of(kept[0]) if len(kept) == 1 else self.anything(items)

    def list_of(self, list_: ListOf) -> Node:
        """Words of one type, as many as there may be."""
        words = self._words(list_.item)
        if not words.exact:
            self.tell("the order of words")
        item = self.type_of(choice(words.each))
        made = xs("list", **{"itemType": item} if isinstance(item, str) else {})
        made.extend([] if isinstance(item, str) else [item])
        if words.minimum == 0 and words.maximum is None:
            return xs("simpleType", [made])
        counts = {"minLength": words.minimum or None, "maxLength": words.maximum}
        facets = [xs(name, value=str(count)) for name, count in counts.items() if count is not None]
        return xs("simpleType", [xs("restriction", [xs("simpleType", [made]), *facets])])

    def _words(self, pattern: Pattern) -> Words:
        match pattern:
            case Data(type_) if type_ in SINGLE:
                return Words((Data(SINGLE[type_]),), 1, None)
            case Ref():
                inner = self._words(self.contents.grammar.resolve(pattern))
                one = (inner.minimum, inner.maximum, inner.exact) == (1, 1, True)
                return Words((pattern,), 1, 1) if one else inner
            case Group(items) | Interleave(items):
                return _one_after_another([self._words(item) for item in items])
            case Choice(items):
                return _one_of([self._words(item) for item in items])
            case Repeat(item, minimum, maximum):
                return _repeated(self._words(item), minimum, maximum)
            case _:
                return Words((pattern,), 1, 1)


def _one_after_another(parts: list[Words]) -> Words:
    each = tuple(dict.fromkeys(item for part in parts for item in part.each))
    bounds = [part.maximum for part in parts if part.maximum is not None]
    maximum = sum(bounds) if len(bounds) == len(parts) else None
    exact = len({part.each for part in parts}) <= 1 and all(part.exact for part in parts)
    return Words(each, sum(part.minimum for part in parts), maximum, exact)


def _one_of(parts: list[Words]) -> Words:
    each = tuple(dict.fromkeys(item for part in parts for item in part.each))
    bounds = [part.maximum for part in parts if part.maximum is not None]
    maximum = max(bounds, default=0) if len(bounds) == len(parts) else None
    exact = all((part.minimum, part.maximum, part.exact) == (1, 1, True) for part in parts)
    return Words(each, min((part.minimum for part in parts), default=0), maximum, exact)


def _repeated(part: Words, minimum: int, maximum: int | None) -> Words:
    bound = part.maximum * maximum if part.maximum is not None and maximum is not None else None
    exact = part.exact and (part.minimum, part.maximum) in ((1, 1), (0, 1), (1, None), (0, None))
    return Words(part.each, part.minimum * minimum, bound, exact)


def _union(members: list[str | Node]) -> str | Node:
    names = list(dict.fromkeys(each for each in members if isinstance(each, str)))
    types = [each for each in members if not isinstance(each, str)]
    if STRING in names:
        return STRING
    if len(members) == 1:
        return members[0]
    made = xs("union", types)
    if names:
        made.set("memberTypes", " ".join(names))
    return xs("simpleType", [made])


def _never() -> Node:
    """A type without values: no name token is empty."""
    return xs("simpleType", [xs("restriction", [xs("maxLength", value="0")], base="xs:NMTOKEN")])


WRITERS: dict[type, Callable[[SimpleTypes, Any], str | Node]] = {
    Data: SimpleTypes.data,
    Value: SimpleTypes.value,
    Choice: SimpleTypes.either,
    Repeat: SimpleTypes.repeat,
    Group: SimpleTypes.both,
    Interleave: SimpleTypes.both,
    ListOf: SimpleTypes.list_of,
}
