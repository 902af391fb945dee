"""Content models: the frozen types of Pure ODD, into which embedded RELAX NG is read as well where it can be.

    <sequence><elementRef key="head" minOccurs="0"/><classRef key="model.pLike" maxOccurs="unbounded"/></sequence>

    Sequence((ElementRef("head", occurs=Occurs(0, 1)), ClassRef("model.pLike", occurs=Occurs(1, None))))

The Guidelines, chapter TD, "Content Model".
"""

from dataclasses import dataclass, field
from typing import TypeAlias

from tei_miasnikov.odd.places import NOWHERE, Place


@dataclass(frozen=True, slots=True)
class Occurs:
    """How often: at least `minimum` times, at most `maximum` (None is without bound)."""

    minimum: int = 1
    maximum: int | None = 1


ONCE = Occurs()


@dataclass(frozen=True, slots=True)
class Sequence:
    """One after the other; in any order where `ordered` is false (@preserveOrder)."""

    items: tuple["Content", ...]
    occurs: Occurs = ONCE
    ordered: bool = True


@dataclass(frozen=True, slots=True)
class Alternate:
    """One of them."""

    items: tuple["Content", ...]
    occurs: Occurs = ONCE


@dataclass(frozen=True, slots=True)
class ElementRef:
    """An element, or a pattern of a foreign grammar, by its key."""

    key: str
    occurs: Occurs = ONCE
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class ClassRef:
    """The members of a model class: one of them, or a sequence of them as `expand` says."""

    key: str
    expand: str = ""
    include: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    occurs: Occurs = ONCE
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class MacroRef:
    """The content that a macro stands for."""

    key: str
    occurs: Occurs = ONCE
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class PatternRef:
    """A pattern that embedded RELAX NG names (rng:ref); `prefixed` says that TEI names take the schema's prefix."""

    name: str
    prefixed: bool = True
    occurs: Occurs = ONCE
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class DataFacet:
    """A restriction of an XML Schema datatype, such as maxInclusive 1."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class DataRef:
    """A datatype: a dataSpec by `key`, or an XML Schema datatype by `name`, restricted by `facets`."""

    key: str = ""
    name: str = ""
    facets: tuple[DataFacet, ...] = ()
    occurs: Occurs = ONCE
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class TextNode:
    """Character data."""


@dataclass(frozen=True, slots=True)
class AnyElement:
    """Any element of the namespaces in `require` (of any, where empty), but none of `excluded`."""

    require: tuple[str, ...] = ()
    excluded: tuple["NameTest", ...] = ()
    occurs: Occurs = ONCE


@dataclass(frozen=True, slots=True)
class NameTest:
    """A whole namespace, or one name in it."""

    ns: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class EveryElement:
    """Any one of the schema's elements: the processing instruction NameList, which old ODDs use."""


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing at all."""


@dataclass(frozen=True, slots=True)
class Prose:
    """Words of a declaration in one language, its white space normalised."""

    lang: str
    text: str


@dataclass(frozen=True, slots=True)
class Documentation:
    """What a declaration says of itself: glosses and descriptions, one or more for each language."""

    glosses: tuple[Prose, ...] = ()
    descs: tuple[Prose, ...] = ()

    def said(self, lang: str) -> str:
        """`(gloss) description`, in that language or none that is named, else in English; "" where there is neither."""
        gloss, desc = _in(lang, self.glosses), _in(lang, self.descs)
        return " ".join(filter(None, [f"({gloss})" if gloss else "", desc]))


def _in(lang: str, words: tuple[Prose, ...]) -> str:
    ranked = [*(each for each in words if each.lang in ("", lang)), *(each for each in words if each.lang == "en")]
    return ranked[0].text if ranked else ""


NO_DOCUMENTATION = Documentation()


@dataclass(frozen=True, slots=True)
class ValItem:
    """One value of a list; `alt_ident` is what is written in documents where it is given."""

    ident: str
    alt_ident: str = ""
    mode: str = "add"
    documentation: Documentation = NO_DOCUMENTATION


@dataclass(frozen=True, slots=True)
class ValList:
    """A list of values: closed (these only), semi (or what the datatype allows), open (examples; "" is the same).

    Where `mode` is not written (""), the list is part of a whole attribute; in a change of one it counts for nothing.
    """

    items: tuple[ValItem, ...]
    type: str = ""
    mode: str = ""


@dataclass(frozen=True, slots=True)
class Embedded:
    """A RELAX NG pattern that Pure ODD has no word for, kept as XML; `prefixed` as in PatternRef."""

    xml: str
    prefixed: bool = True
    place: Place = field(default=NOWHERE, compare=False)


Content: TypeAlias = (
    Sequence
    | Alternate
    | ElementRef
    | ClassRef
    | MacroRef
    | PatternRef
    | DataRef
    | TextNode
    | AnyElement
    | EveryElement
    | Empty
    | ValList
    | Embedded
)
EMPTY = Empty()
TEXT = TextNode()
