"""The types of elements: one for the forms of an element that may stand in the same place.

    <p>      <xs:complexType name="p" mixed="true"> … </xs:complexType>

Forms that never stand beside each other keep types of their own. Forms that do, and that only an attribute tells apart,
have one type with the attributes and content of all: the smallest that XSD can give them (W. Gelade, T. Idziaszek,
W. Martens, F. Neven, "Simplifying XML Schema: single-type approximations of regular tree languages", JCSS 79, 2013).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tei_miasnikov.odd.documents import Node
from tei_miasnikov.odd.xsd.attribute_groups import AttributeGroups
from tei_miasnikov.odd.xsd.attributes import either
from tei_miasnikov.odd.xsd.content import ELEMENTS, TEXT, VALUES, Contents, united
from tei_miasnikov.odd.xsd.expressions import NOTHING, Expression, alternation, names_in
from tei_miasnikov.odd.xsd.looser import LooserPlaces
from tei_miasnikov.odd.xsd.models import model_of
from tei_miasnikov.odd.xsd.namespaces import Files, local, namespace
from tei_miasnikov.odd.xsd.particles import Particles, State, is_all
from tei_miasnikov.odd.xsd.parts import explained, xs
from tei_miasnikov.odd.xsd.patterns import NEVER, AnyName, Element, Pattern, choice
from tei_miasnikov.odd.xsd.values import Values

SHOWN_FORMS = 3


@dataclass(slots=True)
class Types:
    """Writes types into files, each when it is first asked for; `waiting` are those asked for, in that order."""

    contents: Contents
    files: Files
    looser: LooserPlaces
    values: Values
    attributes: AttributeGroups
    waiting: list[State] = field(default_factory=list)

    def name_of(self, state: State) -> str:
        """The name of the type of some forms, in the file of their namespace."""
        if not self.files.is_named("complexType", state):
            self.waiting.append(state)
        labels = [form.label for form in in_order(state)]
        more = [f"{len(labels) - SHOWN_FORMS}_more"] if len(labels) > SHOWN_FORMS else []
        return self.files.name("complexType", _space(state), state, "_or_".join([*labels[:SHOWN_FORMS], *more]))

    def write_all(self) -> None:
        """Write the types that wait, and those they ask for."""
        for state in self.waiting:  # which grows
            self.files.declare(_space(state), self.name_of(state), _Writing(self, in_order(state)).complex_type())


def in_order(state: State) -> list[Element]:
    """Forms by their labels."""
    return sorted(state, key=lambda form: form.label)


def _space(state: State) -> str:
    return namespace(str(next(iter(state)).names))


@dataclass(slots=True)
class _Writing:
    """The type of some forms of one element."""

    types: Types
    forms: list[Element]

    @property
    def _contents(self) -> list[Pattern]:
        return [form.content for form in self.forms]

    @property
    def _ns(self) -> str:
        return namespace(str(self.forms[0].names))

    @property
    def _place(self) -> str:
        """What the type is called in the list of looser places."""
        labels = ", ".join(form.label for form in self.forms)
        return labels if len(self.forms) == 1 else f"{local(str(self.forms[0].names))} ({labels})"

    def _tell(self, sort: str, names: Iterable[str] = ()) -> None:
        self.types.looser.add(sort, self._place, names)

    def complex_type(self) -> Node:
        """Its content and its attributes."""
        if len(self.forms) > 1:
            self._tell("forms")
        says = next((form.says for form in self.forms if form.says), "") if len(self.forms) == 1 else ""
        return explained(self._typed(self._attributes()), says)

    def _typed(self, attributes: list[Node]) -> Node:
        parts = 0
        for each in self._contents:
            parts |= self.types.contents.parts(each)
        if choice(self._contents) == NEVER:
            return xs("complexType", [xs("choice"), *attributes])
        if parts & ELEMENTS:
            return self._with_elements(parts, attributes)
        if parts & TEXT:
            return xs("complexType", attributes, mixed="true")
        return self._simple(choice(self._contents), attributes) if parts & VALUES else _empty(attributes)

    def _attributes(self) -> list[Node]:
        attributes = self.types.attributes
        if len(self.forms) == 1:
            return attributes.of(self.forms[0].content, self._place, self._ns)
        for each in self._contents:
            attributes.tell(each, self._place)
        every = either([attributes.known.of(each) for each in self._contents])
        return attributes.listed(every, self._place, self._ns)

    def _simple(self, value: Pattern, attributes: list[Node]) -> Node:
        base = self.types.values.named(value, self._place, f"{self.forms[0].label}.value", self._ns)
        return xs("complexType", [xs("simpleContent", [xs("extension", attributes, base=base)])])

    def _with_elements(self, parts: int, attributes: list[Node]) -> Node:
        contents = self.types.contents
        mixed = {"mixed": "true"} if parts & (TEXT | VALUES) else {}
        if parts & VALUES:
            self._tell("mixed")
        elif parts & TEXT and not all(map(contents.is_free, self._contents)):
            self._tell("text")
        model = self._model()
        if model == NOTHING:
            return xs("complexType", attributes, **mixed) if mixed else _empty(attributes)
        rivals = united(contents.rivals(each) for each in self._contents)
        particles = Particles(contents, self.types.files, self.types.name_of)
        return xs("complexType", [particles.content(model, rivals, self._ns), *attributes], **mixed)

    def _model(self) -> Expression:
        whole = alternation(self.types.contents.expression(each) for each in self._contents)
        if is_all(whole):
            return whole
        model = model_of(whole)
        if model.loosened:
            names = (local(name) if isinstance(name, str) else "any element" for name in model.loosened)
            self._tell("order", sorted(names))
        if any(isinstance(name, AnyName) for name in names_in(model.expression)):
            self._tell("wildcard")
        return model.expression


def _empty(attributes: list[Node]) -> Node:
    """A type without content; XSD's own empty content would refuse white space, which RELAX NG does not."""
    return xs("complexType", [xs("sequence", [xs("choice")], minOccurs="0"), *attributes])
