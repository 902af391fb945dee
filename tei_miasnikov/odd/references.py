"""References that lead nowhere are taken out of content models, for a customization may leave out what TEI names.

    <sequence><elementRef key="titleStmt"/><elementRef key="extent"/></sequence>      (the schema has no extent)
    <sequence><elementRef key="titleStmt"/></sequence>

What no source has ever declared is a finding; so is what the ODD deletes although the content model requires it.
The processing instruction NameList stands for every element that something else brings in.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tei_miasnikov.odd.content import (
    EMPTY,
    Alternate,
    ClassRef,
    Content,
    DataRef,
    ElementRef,
    Embedded,
    EveryElement,
    MacroRef,
    PatternRef,
    Sequence,
)
from tei_miasnikov.odd.datatypes import FACETS, XSD_TYPES
from tei_miasnikov.odd.patterns import Patterns
from tei_miasnikov.odd.places import Faults, Place, near

REF = re.compile(r"<(?:\w+:)?ref\s[^>]*name\s*=\s*[\"']([^\"']+)[\"']")


@dataclass(frozen=True, slots=True)
class References:
    """What a schema has, what its source has, what the ODD deletes, and the elements that NameList means (`named`)."""

    patterns: Patterns
    named: frozenset[str]
    source: dict[str, frozenset[str]]
    deleted: dict[str, Place]
    faults: Faults


Members = Iterable[Iterable[ElementRef | ClassRef]]


def elements_named(contents: Iterable[Content | None], members: Members, start: Iterable[str]) -> frozenset[str]:
    """The elements that a content model names, that a model class has, or that documents start with."""
    of_classes = (each.key for refs in members for each in refs if isinstance(each, ElementRef))
    return frozenset(start).union(of_classes, *map(_iter_names, contents))


def _iter_names(content: Content | None) -> Iterator[str]:
    match content:
        case Sequence(items) | Alternate(items):
            for item in items:
                yield from _iter_names(item)
        case ElementRef(name) | PatternRef(name):
            yield name
        case Embedded(xml):
            yield from REF.findall(xml)


def settle_content(content: Content | None, references: References, owner: str) -> Content:
    """The content without references to what is not there; EMPTY where nothing is left."""
    settled = None if content is None else _settle(content, references, owner)
    return EMPTY if settled is None else settled


def _settle(content: Content, references: References, owner: str) -> Content | None:
    match content:
        case Sequence(items) | Alternate(items):
            kept = tuple(item for each in items if (item := _settle(each, references, owner)) is not None)
            _check_required(content, references, owner)
            return replace(content, items=kept) if kept else None if content.occurs.minimum else EMPTY
        case EveryElement():
            return Alternate(
                tuple(ElementRef(key) for key in sorted(references.named & references.patterns.elements.keys()))
            )
        case PatternRef(name):
            found = _resolved(name, content, references, owner)
        case Embedded(xml):
            resolved = [_resolved(name, content, references, owner) for name in REF.findall(xml)]
            found = all(resolved)
        case DataRef("", name):
            return _data(content, name, references)
        case ElementRef() | ClassRef() | MacroRef() | DataRef():
            found = _known(content, references)
        case _:
            found = True
    return content if found else None


def _data(content: DataRef, name: str, references: References) -> DataRef:
    wrong = [facet for facet in content.facets if facet.name not in FACETS]
    for facet in wrong:
        message = f"XML Schema has no facet {facet.name!r}{near(facet.name, FACETS)}"
        references.faults.add("odd-unknown-key", content.place, message, f'name="{facet.name}"')
    if name not in XSD_TYPES:
        message = f"XML Schema has no datatype {name!r}{near(name, XSD_TYPES)}; any text is allowed"
        references.faults.add("odd-unknown-key", content.place, message, f'name="{name}"')
        return DataRef(name="string", occurs=content.occurs)
    return replace(content, facets=tuple(facet for facet in content.facets if facet not in wrong))


def _check_required(content: Sequence | Alternate, references: References, owner: str) -> None:
    required = [each for each in content.items if isinstance(each, ElementRef) and each.occurs.minimum]
    for each in required if isinstance(content, Sequence) else ():
        if each.key in references.deleted and not references.patterns.element(each.key):
            message = f"{owner} requires {each.key}, which is deleted here; the schema does without it"
            references.faults.add("odd-deleted-required", references.deleted[each.key], message, each.key)


def _known(content: ElementRef | ClassRef | MacroRef | DataRef, references: References) -> bool:
    patterns = references.patterns
    match content:
        case ElementRef(key):
            kind, found, known = "element", bool(patterns.element(key)), frozenset(patterns.elements)
        case ClassRef(key):
            kind, found, known = "class", key in patterns.models, patterns.models
        case MacroRef(key):
            kind, found, known = "macro", key in patterns.macros, patterns.macros
        case DataRef(key):
            kind, found, known = "data", key in patterns.datatypes, patterns.datatypes
    names = references.source[kind]
    if not found and key not in names:
        message = f"there is no {kind} {key!r}{near(key, names | known)}"
        references.faults.add("odd-unknown-key", content.place, message, f'key="{key}"')
    return found


def _resolved(name: str, content: PatternRef | Embedded, references: References, owner: str) -> bool:
    patterns = references.patterns
    found = patterns.resolve(name) if content.prefixed else patterns.literal(name)
    known = content.prefixed and any(name in names for names in references.source.values())
    if not found and not known:
        words = near(name, {*patterns.elements, *patterns.models, *patterns.macros, *patterns.datatypes})
        message = f"{owner} refers to the pattern {name!r}, which nothing defines{words}; the schema is made without it"
        references.faults.add("odd-dangling", content.place, message, f'name="{name}"')
    return bool(found)
