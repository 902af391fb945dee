"""What an attribute's value may be, from its datatype and its list of values together.

    closed list        one of the values
    semi-open list     one of the values, or what the datatype allows
    open list, none    what the datatype allows; any text where there is none

A restricted reference (@restriction, dataFacet) to a dataSpec restricts each XML Schema datatype that it is made of.
The Guidelines, chapter TD, "Datatypes" and "Value Specification".
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from tei_miasnikov.odd.content import ONCE, TEXT, Alternate, Content, DataFacet, DataRef, Sequence, TextNode, ValList
from tei_miasnikov.odd.declarations import AttDef, Datatype

STRINGS = (
    "string",
    "normalizedString",
    "token",
    "language",
    "Name",
    "NCName",
    "NMTOKEN",
    "NMTOKENS",
    "anyURI",
    "QName",
)
IDENTITIES = (
    "ID",
    "IDREF",
    "IDREFS",
    "ENTITY",
    "ENTITIES",
    "NOTATION",
    "base64Binary",
    "hexBinary",
    "boolean",
    "QName",
)
REALS = ("decimal", "float", "double", "integer", "long", "int", "short", "byte", "nonNegativeInteger")
WHOLES = ("positiveInteger", "nonPositiveInteger", "negativeInteger", "unsignedLong", "unsignedInt", "unsignedShort")
TIMES = ("date", "time", "dateTime", "duration", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay")
XSD_TYPES = frozenset((*STRINGS, *IDENTITIES, *REALS, *WHOLES, *TIMES, "unsignedByte"))
BOUNDS = ("minInclusive", "minExclusive", "maxInclusive", "maxExclusive")
FACETS = frozenset(("pattern", "length", "minLength", "maxLength", "totalDigits", "fractionDigits", *BOUNDS))


def value_of(attribute: AttDef) -> Datatype:
    """The datatype of an attribute, its list of values taken in."""
    datatype = attribute.datatype or Datatype(TEXT)
    values = attribute.values
    if values is None or values.type in ("", "open") or not values.items:
        return datatype
    if values.type == "closed":
        return replace(datatype, content=values)
    if isinstance(datatype.content, TextNode):
        return datatype
    return replace(datatype, content=Alternate((replace(values, type="closed"), datatype.content)))


def is_text(content: Content, datatypes: Mapping[str, Content]) -> bool:
    """Whether content is any text at all, by itself or by the dataSpec it names."""
    if isinstance(content, DataRef) and content.key in datatypes and not content.facets:
        return is_text(datatypes[content.key], datatypes)
    return isinstance(content, TextNode)


def restricted(ref: DataRef, datatypes: Mapping[str, Content]) -> Content:
    """The content of a dataSpec with the facets of a reference to it."""
    content = _restrict(datatypes[ref.key], ref.facets, datatypes)
    return content if ref.occurs == ONCE else Sequence((content,), ref.occurs)


def _restrict(content: Content, facets: tuple[DataFacet, ...], datatypes: Mapping[str, Content]) -> Content:
    match content:
        case DataRef(key) if key in datatypes:
            return _restrict(datatypes[key], content.facets + facets, datatypes)
        case DataRef():
            return replace(content, facets=content.facets + facets)
        case Alternate(items) | Sequence(items):
            return replace(content, items=tuple(_restrict(item, facets, datatypes) for item in items))
        case TextNode():
            return DataRef(name="string", facets=facets)
        case ValList():
            return replace(content, items=tuple(each for each in content.items if _allowed(each.ident, facets)))
        case _:
            return content


def _allowed(value: str, facets: tuple[DataFacet, ...]) -> bool:
    try:
        return all(re.fullmatch(facet.value, value) for facet in facets if facet.name == "pattern")
    except re.error:  # a construct that only XML Schema's expressions have
        return True
