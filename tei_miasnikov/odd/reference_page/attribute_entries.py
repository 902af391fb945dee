"""What the page says of attributes: each that a list declares, and those that come from classes.

entries.declared(sp.attributes, "element-sp")      Attribute("element-sp-n", "n", "required", …)
entries.inherited(sp)                              Inheritance(att.global, (@xml:id, @xml:lang))
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tei_miasnikov.odd.content import ONCE, Alternate, Content, DataRef, Empty, MacroRef, TextNode, ValItem, ValList
from tei_miasnikov.odd.declarations import AttDef, AttList
from tei_miasnikov.odd.reference_page.content_words import datatype
from tei_miasnikov.odd.reference_page.inheritance import Classes, iter_inherited, iter_own
from tei_miasnikov.odd.reference_page.links import Anchors, Link
from tei_miasnikov.odd.reference_page.rules import Rule, rules_of
from tei_miasnikov.odd.reference_page.words import Said, Words
from tei_miasnikov.odd.specs import AttributeClass, ElementSpec

USAGES = {"req": "required", "mwa": "required where it applies", "rec": "recommended", "rwa": "recommended"}
LISTS = {"closed": "one of these", "semi": "one of these, or another", "open": "for example", "": "for example"}


@dataclass(frozen=True, slots=True)
class Value:
    """A listed value, and what it means."""

    name: str
    said: Said


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute; `rivals` may not stand beside it."""

    anchor: str
    name: str
    usage: str
    said: Said
    datatypes: tuple[Link, ...]
    times: str
    listed: str
    values: tuple[Value, ...]
    default: str
    rivals: tuple[str, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Inheritance:
    """The attributes that come from one class."""

    owner: Link
    attributes: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class AttributeEntries:
    """Makes the entries of the attributes of one schema."""

    words: Words
    classes: Classes

    def inherited(self, spec: ElementSpec | AttributeClass) -> tuple[Inheritance, ...]:
        """The attributes that come from classes, class by class."""
        found: dict[str, dict[str, Link]] = {}
        for key, attribute in iter_inherited(spec, self.classes):
            found.setdefault(key, {})[attribute.ident] = self.words.anchors.attribute(key, attribute.ident)
        return tuple(Inheritance(self.words.anchors.class_(key), tuple(links.values())) for key, links in found.items())

    def own(self, attributes: AttList, owner: str) -> tuple[Attribute, ...]:
        """The attributes of a list; `owner` is the anchor of what bears them."""
        return tuple(self._attribute(each, rivals, owner) for each, rivals in iter_own(attributes))

    def _attribute(self, each: AttDef, rivals: tuple[str, ...], owner: str) -> Attribute:
        values = each.values or ValList(())
        return Attribute(
            f"{owner}-{each.ident.replace(':', '-')}",
            each.alt_ident or each.ident,
            USAGES.get(each.usage or "", "optional"),
            self.words.said(each.documentation),
            tuple(_iter_datatypes(each, self.words.anchors)),
            _times(each),
            _listed(values),
            tuple(map(self._value, values.items)),
            each.default or "",
            rivals,
            rules_of(each.constraints),
        )

    def _value(self, item: ValItem) -> Value:
        return Value(item.alt_ident or item.ident, self.words.said(item.documentation))


def _listed(values: ValList) -> str:
    if len(values.items) == 1 and values.type == "closed":
        return "always"
    return LISTS[values.type] if values.items else ""


def _iter_datatypes(attribute: AttDef, anchors: Anchors) -> Iterator[Link]:
    """What a value may be; nothing where a closed list says it."""
    if attribute.values and attribute.values.type == "closed" and attribute.values.items:
        return
    content = attribute.datatype.content if attribute.datatype else TextNode()
    for each in content.items if isinstance(content, Alternate) else (content,):
        yield _datatype(each, anchors)


def _datatype(content: Content, anchors: Anchors) -> Link:
    match content:
        case DataRef():
            return datatype(content, anchors)
        case MacroRef(key):
            return anchors.macro(key)
        case ValList(items):
            return Link(" or ".join(item.ident for item in items))
        case TextNode() | Empty():
            return Link("text")
        case _:
            return Link("a value that RELAX NG describes")


def _times(attribute: AttDef) -> str:
    occurs = attribute.datatype.occurs if attribute.datatype else ONCE
    if occurs.maximum == 1:
        return ""
    return f"{occurs.minimum} {'or more' if occurs.maximum is None else f'to {occurs.maximum}'}, with spaces between"
