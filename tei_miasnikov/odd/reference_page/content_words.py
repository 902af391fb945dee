"""Content models in words, as a reader says them, not as a grammar writes them.

<sequence><elementRef key="head" minOccurs="0"/><classRef key="model.pLike" maxOccurs="unbounded"/></sequence>

in this order: optionally head, one or more model.pLike
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tei_miasnikov.odd.content import (
    ONCE,
    Alternate,
    AnyElement,
    ClassRef,
    Content,
    DataRef,
    ElementRef,
    Embedded,
    Empty,
    MacroRef,
    Occurs,
    PatternRef,
    Sequence,
    TextNode,
    ValList,
)
from tei_miasnikov.odd.reference_page.links import Anchors, Link

OPTIONAL, SOME, ANY = Occurs(0, 1), Occurs(1, None), Occurs(0, None)
LEADS = {
    "one": {ONCE: "", OPTIONAL: "optionally ", SOME: "one or more ", ANY: "any number of "},
    "choice": {ONCE: "one of: ", OPTIONAL: "optionally one of: ", SOME: "one or more of: ", ANY: "any number of: "},
    "order": {
        ONCE: "in this order: ",
        OPTIONAL: "optionally, in this order: ",
        SOME: "one or more times, in this order: ",
        ANY: "any number of times, in this order: ",
    },
    "set": {
        ONCE: "in any order: ",
        OPTIONAL: "optionally, in any order: ",
        SOME: "one or more times, in any order: ",
        ANY: "any number of times, in any order: ",
    },
}
EXPANDED = {
    "": "",
    "alternation": "",
    "sequence": "all, in order, of ",
    "sequenceOptional": "any, in order, of ",
    "sequenceOptionalRepeatable": "any number of each, in order, of ",
    "sequenceRepeatable": "one or more of each, in order, of ",
}
COUNTED = {"one": "", "choice": "of: ", "order": ", in this order: ", "set": ", in any order: "}
XSD = "https://www.w3.org/TR/xmlschema-2/#{}"
INLINE = 4
"""So many names of a sequence stand in one line; of a choice all do."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a content model: words, then names in one line or parts below them."""

    lead: str = ""
    names: tuple[Link, ...] = ()
    parts: tuple["Part", ...] = ()


def in_words(content: Content, anchors: Anchors) -> Part:
    """A content model for readers."""
    match content:
        case Sequence((item,), occurs) | Alternate((item,), occurs) if occurs == ONCE:
            return in_words(item, anchors)
        case Sequence(items, occurs, ordered):
            return _several("order" if ordered else "set", items, occurs, anchors)
        case Alternate(items, occurs) if any(isinstance(item, TextNode) for item in items) and occurs.maximum is None:
            others = tuple(item for item in _flat(items) if not isinstance(item, TextNode))
            part = _several("choice", others, ANY, anchors) if others else Part()
            return replace(part, lead=f"text{', mixed with ' if others else ''}{part.lead}")
        case Alternate(items, occurs):
            return _several("choice", tuple(_flat(items)), occurs, anchors)
        case _:
            return Part("", (_leaf(content, anchors),))


def iter_links(part: Part) -> Iterator[Link]:
    """All that a content model names."""
    yield from part.names
    for each in part.parts:
        yield from iter_links(each)


def _several(kind: str, items: tuple[Content, ...], occurs: Occurs, anchors: Anchors) -> Part:
    parts = tuple(in_words(item, anchors) for item in items)
    lead = _lead(kind, occurs)
    inline = all(len(part.names) == 1 and not part.parts and not part.lead for part in parts)
    if inline and (kind == "choice" or len(parts) <= INLINE):
        return Part(lead, tuple(part.names[0] for part in parts))
    return Part(lead, (), parts)


def _lead(kind: str, occurs: Occurs) -> str:
    most = "any number" if occurs.maximum is None else str(occurs.maximum)
    times = f"{occurs.minimum} to {most}" if occurs.minimum != occurs.maximum else most
    of = COUNTED[kind]
    counted = f"{times} times{of}" if of.startswith(",") else f"{times} {of}"
    return LEADS[kind].get(occurs, counted)


def _flat(items: tuple[Content, ...]) -> Iterator[Content]:
    """The alternatives, those within an alternative that counts once among them."""
    for item in items:
        if isinstance(item, Alternate) and item.occurs == ONCE:
            yield from _flat(item.items)
        else:
            yield item


def _leaf(content: Content, anchors: Anchors) -> Link:
    match content:
        case ElementRef(key, occurs):
            link = anchors.element(key)
        case ClassRef(key, expand):
            link, occurs = _class(content, anchors), content.occurs
            return replace(link, lead=_lead("one", occurs) + EXPANDED.get(expand, ""))
        case MacroRef(key, occurs):
            link = anchors.macro(key)
        case PatternRef(name, _, occurs):
            link = anchors.named(name)
        case DataRef():
            link, occurs = datatype(content, anchors), content.occurs
        case AnyElement(require, excluded, occurs):
            link = Link("element" + _limits(require, tuple(f"{each.ns} {each.name}".strip() for each in excluded)))
        case ValList(items):
            return Link(" or ".join(f'"{item.alt_ident or item.ident}"' for item in items), lead="the word ")
        case Embedded(xml):
            return Link(xml, lead="RELAX NG: ")
        case TextNode():
            return Link("text")
        case _:
            return Link("nothing" if isinstance(content, Empty) else "anything")
    return replace(link, lead=_lead("one", occurs))


def _class(ref: ClassRef, anchors: Anchors) -> Link:
    link = anchors.class_(ref.key)
    only = f" (only {', '.join(sorted(ref.include))})" if ref.include else ""
    without = f" (without {', '.join(sorted(ref.excluded))})" if ref.excluded else ""
    return replace(link, name=f"{link.name}{only}{without}")


def _limits(require: tuple[str, ...], excluded: tuple[str, ...]) -> str:
    return (f" of {', '.join(require)}" if require else " of any kind") + (
        f", but not {', '.join(excluded)}" if excluded else ""
    )


def datatype(ref: DataRef, anchors: Anchors) -> Link:
    """A datatype of TEI, or one of XML Schema with what restricts it."""
    link = anchors.datatype(ref.key) if ref.key else Link(ref.name, XSD.format(ref.name))
    facets = ", ".join(f"{facet.name} {facet.value}" for facet in ref.facets)
    return replace(link, name=f"{link.name} ({facets})") if facets else link
