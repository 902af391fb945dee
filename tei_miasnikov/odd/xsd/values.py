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
        if isinstance(made, str):
            return made
        main = self.files.main
        given = self.files.name("simpleType", main, (name, value), name)
        self.files.declare(main, given, self.simple_type(value, place))
        return self.files.reference(given, main, ns)

    def simple_type(self, value: Pattern, place: str) -> Node:
        """A simpleType element for the main file."""
        made = self.type_of(value, place, self.files.main)
        return xs("simpleType", [xs("restriction", base=made)]) if isinstance(made, str) else made

    def _writer(self, place: str, ns: str) -> SimpleTypes:
        return SimpleTypes(
            self.contents,
            lambda name: self._defined(name, ns),
            lambda: self._no_text(ns),
            lambda what: self.looser.add("value", place, [what]),
        )

    def _defined(self, name: str, ns: str) -> str:
        main = self.files.main
        known = self.files.is_named("simpleType", name)
        made = self.files.name("simpleType", main, name, name)
        if not known:
            self.files.declare(main, made, self.simple_type(self.contents.grammar.resolve(Ref(name)), name))
        return self.files.reference(made, main, ns)

    def _no_text(self, ns: str) -> str:
        main = self.files.main
        known = self.files.is_named("simpleType", EMPTY)
        name = self.files.name("simpleType", main, EMPTY, NO_TEXT)
        if not known:
            nothing = xs("restriction", [xs("length", value="0")], base="xs:token")
            self.files.declare(main, name, xs("simpleType", [nothing]))
        return self.files.reference(name, main, ns)
