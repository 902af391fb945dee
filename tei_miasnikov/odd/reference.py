"""How TEI's own declarations are read: as the reference compilers read them, where that is looser.

Three things that a source says are not enforced by the grammars that TEI publishes, so documents rely on their absence:

    <attDef ident="type" mode="change"><valList type="closed">…    an element whose class has @type: an open list
    <attList org="choice"> as the whole list of an element         any of the attributes (a list within a list counts)
    <anyElement require="http://relaxng.org/ns/structure/1.0"/>    any element, as if @require were not there

All count in full where an ODD says them. Compared with TEI P5 4.9.0a, the language is the same in all else.
"""

from dataclasses import replace

from tei_miasnikov.odd.content import Alternate, AnyElement, Content, Sequence
from tei_miasnikov.odd.declarations import AttDef, AttList, AttMember, Declaration


def as_published(declaration: Declaration) -> Declaration:
    """A declaration of a source, with what the published grammars leave open left open."""
    attributes = declaration.attributes
    if declaration.kind == "element":
        attributes = replace(_attributes(attributes), org="group")
    content = declaration.content and _content(declaration.content)
    return replace(declaration, attributes=attributes, content=content)


def _attributes(attributes: AttList) -> AttList:
    return replace(attributes, members=tuple(_member(member) for member in attributes.members))


def _member(member: AttMember) -> AttMember:
    if isinstance(member, AttList):
        return _attributes(member)
    if isinstance(member, AttDef) and member.mode == "change" and member.values:
        return replace(member, values=replace(member.values, type="open", mode="replace"))
    return member


def _content(content: Content) -> Content:
    match content:
        case AnyElement(require) if require:
            return replace(content, require=())
        case Sequence(items) | Alternate(items):
            return replace(content, items=tuple(_content(item) for item in items))
        case _:
            return content
