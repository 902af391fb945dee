"""The named types of values, each written once, into the file of the schema's own namespace.

teidata.word      <xs:simpleType name="teidata.word"> … </xs:simpleType>
"""

from dataclasses import dataclass

from tei_miasnikov.odd.documents import Node
from tei_miasnikov.odd.xsd.content import Contents
from tei_miasnikov.odd.xsd.looser import LooserPlaces
from tei_miasnikov.odd.xsd.namespaces import Files
from tei_miasnikov.odd.xsd.parts import xs
from tei_miasnikov.odd.xsd.patterns import EMPTY, Pattern, Ref
from tei_miasnikov.odd.xsd.simple_types import SimpleTypes

NO_TEXT = "_empty"


@dataclass(frozen=True, slots=True)
class Values:
    """Writes the types of values that are asked for."""

    contents: Contents
    files: Files
    looser: LooserPlaces

    def type_of(self, value: Pattern, place: str, ns: str) -> str | Node:
        """The name of the type of a value, or a simpleType element, within the file of a namespace."""
        return self._writer(place, ns).type_of(value)

    def named(self, value: Pattern, place: str, name: str, ns: str) -> str:
        """The name of the type of a value, which is defined under `name` if it has none."""
        made = self.type_of(value, place, ns)
        return made if isinstance(made, str) else self._declared(value, name, made, ns)

    def _writer(self, place: str, ns: str) -> SimpleTypes:
        return SimpleTypes(
            self.contents,
            lambda name: self._definition(name, ns),
            lambda: self._declared(EMPTY, NO_TEXT, xs("simpleType", [_no_text()]), ns),
            lambda what: self.looser.add("value", place, [what]),
        )

    def _definition(self, name: str, ns: str) -> str:
        pattern = self.contents.grammar.resolve(Ref(name))
        if self.files.is_named("simpleType", (ns, name)):
            return self._reference((ns, name), name, ns)
        made = self.type_of(pattern, name, ns)
        whole = xs("simpleType", [xs("restriction", base=made)]) if isinstance(made, str) else made
        return self._declared(name, name, whole, ns)

    def _declared(self, key: object, name: str, node: Node, ns: str) -> str:
        known = self.files.is_named("simpleType", (ns, key))
        reference = self._reference((ns, key), name, ns)
        if not known:
            self.files.declare(ns, self.files.name("simpleType", ns, (ns, key), name), node)
        return reference

    def _reference(self, key: object, name: str, ns: str) -> str:
        return self.files.reference(self.files.name("simpleType", ns, key, name), ns, ns)


def _no_text() -> Node:
    return xs("restriction", [xs("length", value="0")], base="xs:token")
