"""Content models as particles of XML Schema.

    Loop(OneOf({"p"}), 1, None)      <xs:element name="p" type="tei:p" maxOccurs="unbounded"/>

Elements are declared where they stand, so that only those that the ODD starts with may be the root of a document. A
definition of the grammar is a group; where an element of it has other forms beside it, the group is written out.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tei_miasnikov.odd.documents import Node
from tei_miasnikov.odd.xsd.content import Contents, Rivals
from tei_miasnikov.odd.xsd.expressions import (
    Alternation,
    Expression,
    Loop,
    Named,
    OneOf,
    Sequence,
    Shuffle,
    choices,
    names_in,
)
from tei_miasnikov.odd.xsd.namespaces import Files, local, namespace
from tei_miasnikov.odd.xsd.parts import occurring, xs
from tei_miasnikov.odd.xsd.patterns import AnyName, Element, Names, Ref

State = frozenset[Element]
"""The forms of one element that may stand in the same place: they have one type."""
MANY = 4
ANY = "anyElement"
GROUPING = ("sequence", "choice", "all", "group")


@dataclass(frozen=True, slots=True)
class Particles:
    """Writes particles; `type_of` gives the name of the type of a state, and sees that it is written."""

    contents: Contents
    files: Files
    type_of: Callable[[State], str]

    def content(self, item: Expression, rivals: Rivals, ns: str) -> Node:
        """An expression as the one particle of a type or a group, within the file of a namespace."""
        made = self.particle(item, rivals, ns)
        return made if local(str(made.tag)) in GROUPING else xs("sequence", [made])

    def particle(self, item: Expression, rivals: Rivals, ns: str) -> Node:
        """An expression, elements that share their name with others in the forms that `rivals` says."""
        match item:
            case OneOf(names):
                return self._one_of(names, rivals, ns)
            case Sequence(items):
                return xs("sequence", [self.particle(each, rivals, ns) for each in items])
            case Alternation(items):
                return xs("choice", [self.particle(each, rivals, ns) for each in items])
            case Shuffle(items):
                return xs("all", [self.particle(each, rivals, ns) for each in items])
            case Loop(inner, minimum, maximum):
                return occurring(self.particle(inner, rivals, ns), minimum, maximum)
            case Named(name, body):
                own = self.contents.rivals(Ref(name))
                same = all(rivals.get(each) == forms for each, forms in own.items())
                return self._group(item, ns) if same else self.particle(body, rivals, ns)

    def _one_of(self, names: frozenset[Names], rivals: Rivals, ns: str) -> Node:
        groups = [*self._covering(names, rivals)] if len(names) >= MANY else []
        rest = names.difference(*(choices(group) or () for group in groups))
        made = [self._group(group, ns) for group in groups]
        made += [self._element(name, rivals, ns) for name in sorted(rest, key=str)]
        return made[0] if len(made) == 1 else xs("choice", made)

    def _covering(self, names: frozenset[Names], rivals: Rivals) -> Iterator[Named]:
        """Groups that say part of an alternation, the largest first."""
        known = [each for each in self.contents.named_known.values() if isinstance(each, Named)]
        sized = [(each, covered) for each in known if (covered := choices(each)) and len(covered) > 1]
        for each, covered in sorted(sized, key=lambda pair: (-len(pair[1]), pair[0].name)):
            if covered <= names and not covered & rivals.keys():
                names -= covered
                yield each

    def _element(self, name: Names, rivals: Rivals, ns: str) -> Node:
        if isinstance(name, AnyName):
            return self._any(name, ns)
        state = rivals.get(name) or frozenset(self.contents.forms[name])
        if namespace(name) == ns:
            return xs("element", name=local(name), type=self.files.reference(self.type_of(state), ns, ns))
        return xs("group", ref=self._single(name, state, ns))

    def _single(self, name: str, state: State, ns: str) -> str:
        """A group of one element, for the files of other namespaces."""
        space = namespace(name)
        known = self.files.is_named("group", state)
        group = self.files.name("group", space, state, local(name))
        if not known:
            element = xs("element", name=local(name), type=self.files.reference(self.type_of(state), space, space))
            self.files.declare(space, group, xs("group", [xs("sequence", [element])]))
        return self.files.reference(group, space, ns)

    def _any(self, name: AnyName, ns: str) -> Node:
        if not name.excluded:
            return xs("any", namespace=_spaces(name), processContents="skip")
        main = self.files.main
        known = self.files.is_named("group", name)
        group = self.files.name("group", main, name, ANY)
        if not known:
            spaces = ("##other", "##local") if main else ("##other",)
            others = [xs("any", namespace=each, processContents="skip") for each in spaces]
            self.files.declare(main, group, xs("group", [xs("choice", others)]))
        return xs("group", ref=self.files.reference(group, main, ns))

    def _group(self, item: Named, ns: str) -> Node:
        space = self._space(item)
        known = self.files.is_named("group", item)
        group = self.files.name("group", space, item, item.name)
        if not known:
            made = self.content(item.body, self.contents.rivals(Ref(item.name)), space)
            self.files.declare(space, group, xs("group", [_alone(made)]))
        return xs("group", ref=self.files.reference(group, space, ns))

    def _space(self, item: Named) -> str:
        spaces = {namespace(name) if isinstance(name, str) else self.files.main for name in names_in(item)}
        return spaces.pop() if len(spaces) == 1 else self.files.main


def _spaces(name: AnyName) -> str:
    if name.namespaces is None:
        return "##any"
    return " ".join(ns or "##local" for ns in sorted(name.namespaces))


def _alone(made: Node) -> Node:
    """A particle as a definition may hold it: one that bears no bounds, and is no reference."""
    bounded = "minOccurs" in made.attrib or "maxOccurs" in made.attrib
    return xs("sequence", [made]) if bounded or local(str(made.tag)) == "group" else made


def is_all(item: Expression) -> bool:
    """Whether an expression is what xs:all can say: single elements in any order, each once or not at all."""
    if not isinstance(item, Shuffle):
        return False
    single = [each.item if isinstance(each, Loop) and each.maximum == 1 else each for each in item.items]
    names = [next(iter(each.names)) for each in single if isinstance(each, OneOf) and len(each.names) == 1]
    return len(names) == len(single) == len(set(names)) and all(isinstance(name, str) for name in names)
