"""IDs and references to them (RELAX NG DTD Compatibility, section 5), apart from validity.

    <attribute name="xml:id"><data type="ID"/></attribute>       an ID on each element whose pattern has this

The compatibility specification also forbids grammars in which one attribute of one element is an ID here and a string
there; TEI's own is one of those, so here every declaration counts and none is refused.
"""

from collections.abc import Iterable, Iterator

from lxml import etree

from tei_miasnikov.relaxng.datatypes import words
from tei_miasnikov.relaxng.error import Error, Kind
from tei_miasnikov.relaxng.lines import start_line
from tei_miasnikov.relaxng.names import Name, iter_included
from tei_miasnikov.relaxng.pattern import Attribute, Data, Element, ListOf, Pattern, below

IDENTITY_TYPES = frozenset(["ID", "IDREF", "IDREFS"])

_Declared = dict[str, dict[str, Data]]
_Found = tuple[etree._Element, str, str, Data]


class Identities:
    """The attributes that a grammar's elements declare as IDs or references."""

    def __init__(self, elements: Iterable[Element]) -> None:
        self._declared: _Declared = {}
        for element in elements:
            types = dict(_iter_declared(element.content))
            for names in iter_included(element.names):
                if types and isinstance(names, Name):
                    self._declared.setdefault(names.tag, {}).update(types)

    def iter_errors(self, root: etree._Element) -> Iterator[Error]:
        """Second owners of an ID, then references to IDs that no element has."""
        owners: set[str] = set()
        references: list[tuple[_Found, str]] = []
        for found in self._iter_found(root):
            _, _, value, data = found
            if data.datatype.name != "ID":
                references += [(found, word) for word in words(value)]
            elif value.strip() in owners:
                yield _error(Kind.DUPLICATE_ID, found, value.strip())
            else:
                owners.add(value.strip())
        for found, word in references:
            if word not in owners:
                yield _error(Kind.DANGLING_IDREF, found, word)

    def _iter_found(self, root: etree._Element) -> Iterator[_Found]:
        for element in root.iter("*"):
            for name, data in self._declared.get(element.tag, {}).items():
                value = element.get(name)
                if value is not None:
                    yield element, name, value, data


def _error(kind: Kind, found: _Found, value: str) -> Error:
    element, name, _, data = found
    return Error(kind, element, start_line(element), name, value, left=(data,))


def _iter_declared(content: Pattern) -> Iterator[tuple[str, Data]]:
    waiting, seen = [content], {content}
    while waiting:
        node = waiting.pop()
        if isinstance(node, Attribute):
            yield from _iter_typed(node)
            continue
        new = [part for part in below(node) if part not in seen and not isinstance(node, ListOf | Data)]
        seen.update(new)
        waiting += new


def _iter_typed(attribute: Attribute) -> Iterator[tuple[str, Data]]:
    part = attribute.part
    if isinstance(part, Data) and part.datatype.name in IDENTITY_TYPES:
        for names in iter_included(attribute.names):
            if isinstance(names, Name):
                yield names.tag, part
