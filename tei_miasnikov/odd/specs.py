"""A schema, resolved: every element, class, macro and datatype that is in it, complete, with nothing left to look up.

    schema.elements[0]    ElementSpec("p", name="p", ns="http://…", content=MacroRef("macro.paraContent"), …)

What the writers (to_relaxng.py, to_json.py) write. The Guidelines, chapter TD, "Specification Elements".
"""

from dataclasses import dataclass, field
from typing import TypeAlias

from tei_miasnikov.odd.content import NO_DOCUMENTATION, ClassRef, Content, Documentation, ElementRef, NameTest
from tei_miasnikov.odd.declarations import NO_ATTRIBUTES, AttList, Constraint
from tei_miasnikov.odd.documents import Document, Node
from tei_miasnikov.odd.foreign import ForeignGrammar
from tei_miasnikov.odd.patterns import Patterns
from tei_miasnikov.odd.places import NOWHERE, Place
from tei_miasnikov.odd.source import Library


@dataclass(frozen=True, slots=True)
class InheritedClass:
    """All attributes of a class, and of the classes it belongs to."""

    key: str


@dataclass(frozen=True, slots=True)
class InheritedAttribute:
    """One attribute of a class, where others of the class are deleted or defined anew."""

    class_key: str
    ident: str


Inherited: TypeAlias = InheritedClass | InheritedAttribute


@dataclass(frozen=True, slots=True)
class ElementSpec:
    """An element: `ident` is TEI's name, `name` and `ns` are written in documents, `pattern` names it in a grammar."""

    ident: str
    name: str
    ns: str
    pattern: str
    content: Content
    module: str = ""
    classes: tuple[str, ...] = ()
    inherited: tuple[Inherited, ...] = ()
    attributes: AttList = NO_ATTRIBUTES
    documentation: Documentation = NO_DOCUMENTATION
    constraints: tuple[Constraint, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class ModelClass:
    """A class of elements that may stand in the same place; `members` in the order of the source."""

    ident: str
    members: tuple[ElementRef | ClassRef, ...]
    module: str = ""
    classes: tuple[str, ...] = ()
    documentation: Documentation = NO_DOCUMENTATION
    constraints: tuple[Constraint, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class AttributeClass:
    """A class of elements that share attributes."""

    ident: str
    inherited: tuple[Inherited, ...]
    attributes: AttList
    module: str = ""
    classes: tuple[str, ...] = ()
    documentation: Documentation = NO_DOCUMENTATION
    constraints: tuple[Constraint, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class MacroSpec:
    """A content model with a name."""

    ident: str
    content: Content
    module: str = ""
    documentation: Documentation = NO_DOCUMENTATION
    constraints: tuple[Constraint, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class DataSpec:
    """A datatype with a name."""

    ident: str
    content: Content
    module: str = ""
    documentation: Documentation = NO_DOCUMENTATION
    constraints: tuple[Constraint, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Origin:
    """What a schema was made from: its schemaSpec, all that its source declares, and the files read, the ODD first."""

    spec: Node
    library: Library
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Schema:
    """One schemaSpec, resolved; `stem` is the name of its files without extension, `lang` the language of its words."""

    ident: str
    stem: str
    ns: str
    prefix: str
    lang: str = "en"
    start: tuple[str, ...] = ()
    elements: tuple[ElementSpec, ...] = ()
    model_classes: tuple[ModelClass, ...] = ()
    attribute_classes: tuple[AttributeClass, ...] = ()
    macros: tuple[MacroSpec, ...] = ()
    datatypes: tuple[DataSpec, ...] = ()
    grammars: tuple[ForeignGrammar, ...] = ()
    exceptions: tuple[NameTest, ...] = ()
    patterns: Patterns = field(default_factory=Patterns)
    documentation: Documentation = NO_DOCUMENTATION
    constraints: tuple[Constraint, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)
    origin: Origin | None = field(default=None, compare=False)
