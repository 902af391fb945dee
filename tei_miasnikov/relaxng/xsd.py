"""The datatypes of XML Schema (part 2), as the RELAX NG library that their specification makes of them.

Each type is a row: how white space is treated, how a string is read (ValueError where it is none), and, for the facets,
what its length is and whether its values are ordered. A facet is a row too: what it reads, and what it demands.

    nonNegativeInteger       collapse, an integer from 0 up, ordered, with digits
"""

import operator
import re
import struct
from collections.abc import Callable
from decimal import Decimal
from functools import cache, partial
from typing import NamedTuple

from tei_miasnikov.relaxng.datatypes import BLANK, DatatypeError, Namespaces, Params, collapse, words
from tei_miasnikov.relaxng.names import NAME_MORE, NAME_START, as_class, is_ncname, is_qname
from tei_miasnikov.relaxng.regex import PatternError, XsdPattern

Reader = Callable[[str, Namespaces], object]
Measure = Callable[[object], int]

_DIGITS = r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"


class Type(NamedTuple):
    """One type: `space` normalises white space, `read` gives the value; the rest says which facets it takes."""

    space: Callable[[str], str]
    read: Reader
    measure: Measure | None = None
    is_ordered: bool = False
    has_digits: bool = False
    is_contextual: bool = False


class Restricted:
    """A type under the name and the facets that a grammar gives it; each is made once."""

    __slots__ = ("demands", "name", "params", "patterns", "type")

    def __init__(
        self,
        name: str,
        params: Params,
        type_: Type,
        patterns: tuple[XsdPattern, ...],
        demands: tuple[Callable[[object], bool], ...],
    ) -> None:
        self.name, self.params, self.type = name, params, type_
        self.patterns, self.demands = patterns, demands

    @property
    def is_contextual(self) -> bool:
        """Whether prefixes matter."""
        return self.type.is_contextual

    def value(self, text: str, namespaces: Namespaces) -> object:
        """The value. Raises ValueError where the string is no such thing, or a facet forbids it."""
        normal = self.type.space(text)
        value = self.type.read(normal, namespaces)
        if not self.params:
            return value
        if all(pattern.matches(normal) for pattern in self.patterns) and all(ask(value) for ask in self.demands):
            return value
        raise ValueError(text)


def replace(text: str) -> str:
    """Every white space character a space."""
    return text.translate(_SPACES)


_SPACES = str.maketrans(BLANK, " " * len(BLANK))


def _plain(text: str, namespaces: Namespaces) -> str:
    return text


def _matching(expression: str) -> Reader:
    return _satisfying(lambda text: _compiled(expression).fullmatch(text) is not None)


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


def _satisfying(ask: Callable[[str], bool]) -> Reader:
    def read(text: str, namespaces: Namespaces) -> str:
        if not ask(text):
            raise ValueError(text)
        return text

    return read


def _is_nmtoken(text: str) -> bool:
    return _compiled(f"[:{as_class(NAME_START, NAME_MORE)}]+").fullmatch(text) is not None


def _is_name(text: str) -> bool:
    """A name with colons anywhere, which count as letters."""
    return text != "" and is_ncname("_" + text.replace(":", "_")) and is_ncname(text.replace(":", "_")[0])


def _each(read: Reader) -> Reader:
    def read_all(text: str, namespaces: Namespaces) -> tuple[object, ...]:
        found = tuple(read(word, namespaces) for word in words(text))
        if not found:
            raise ValueError(text)
        return found

    return read_all


def _then(lexical: str, convert: Callable[[str], object]) -> Reader:
    check = _matching(lexical)
    return lambda text, namespaces: convert(str(check(text, namespaces)))


def _whole(least: int | None, most: int | None) -> Reader:
    check = _matching("[+-]?[0-9]+")

    def read(text: str, namespaces: Namespaces) -> Decimal:
        check(text, namespaces)
        number = Decimal(text)
        if (least is not None and number < least) or (most is not None and number > most):
            raise ValueError(text)
        return number

    return read


class _NotANumber:
    """NaN: the same as itself here, and neither more nor less than anything."""

    def __lt__(self, other: object) -> bool:
        return False

    __le__ = __gt__ = __ge__ = __lt__


_NAN = _NotANumber()


def _floating(text: str) -> object:
    return _NAN if text == "NaN" else float(text)


def _single(text: str) -> object:
    if text == "NaN":
        return _NAN
    try:
        return struct.unpack("f", struct.pack("f", float(text)))[0]
    except OverflowError:
        return float("-inf" if text.startswith("-") else "inf")


def _qname(text: str, namespaces: Namespaces) -> tuple[str, str]:
    prefix, colon, local = text.rpartition(":")
    if not is_qname(text):
        raise ValueError(text)
    if not colon:
        return namespaces.get(None, ""), local
    if prefix == "xml":
        return "http://www.w3.org/XML/1998/namespace", local
    if prefix not in namespaces:
        raise ValueError(text)
    return namespaces[prefix], local


def _base64(text: str, namespaces: Namespaces) -> str:
    return str(_BASE64(text.replace(" ", ""), namespaces))


_BASE64 = _matching("(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=|[A-Za-z0-9+/][AQgw]==)?")


def _octets(value: object) -> int:
    text = str(value)
    return len(text) * 3 // 4 - text.count("=")


def _count(value: object) -> int:
    return len(value)  # type: ignore[arg-type]  # only rows whose values have a length name this


def _word(ask: Callable[[str], bool]) -> Type:
    return Type(collapse, _satisfying(ask), _count)


def _list(ask: Callable[[str], bool]) -> Type:
    return Type(collapse, _each(_satisfying(ask)), _count)


def _integer(least: int | None = None, most: int | None = None) -> Type:
    return Type(collapse, _whole(least, most), is_ordered=True, has_digits=True)


def _moment(name: str) -> Type:
    """A row for a date or time, or for `duration`; few grammars need them at once, so they are imported when needed."""

    def read(text: str, namespaces: Namespaces) -> object:
        from tei_miasnikov.relaxng.moments import duration, moment

        return duration(text) if name == "duration" else moment(name, text)

    return Type(collapse, read, is_ordered=True)


_ESCAPE = "%[0-9A-Fa-f]{2}"
_PATH = rf"(?:[^%#?\[\]]|{_ESCAPE})*"
_REST = f"(?:[^%#]|{_ESCAPE})*"
_SERVER = rf"(?:[^%#?/\[\]]|{_ESCAPE})+|(?:[^%#?/\[\]@]*@)?\[[0-9A-Fa-f:.]+\](?::[0-9]*)?|(?=[/?#])"
_HIERARCHY = rf"(?://(?:{_SERVER})(?=[/?#]|$)|(?!//)){_PATH}(?:\?{_REST})?"
_SCHEME = r"[A-Za-z][A-Za-z0-9+.\-]*:"
_URI = rf"(?:(?![^:/?#]*:){_HIERARCHY}|{_SCHEME}(?:(?=/){_HIERARCHY}|(?![/#]|$){_REST}))(?:#{_REST})?"
"""A URI as RFC 2396 and 2732 have it, where characters that need escaping may stand unescaped (XLink)."""
_FLOAT = rf"[+-]?{_DIGITS}(?:[eE][+-]?[0-9]+)?|-?INF|NaN"

_SIGNED = {"long": 63, "int": 31, "short": 15, "byte": 7}
_UNSIGNED = {"Long": 64, "Int": 32, "Short": 16, "Byte": 8}

TYPES: dict[str, Type] = {
    "string": Type(str, _plain, _count),
    "normalizedString": Type(replace, _plain, _count),
    "token": Type(collapse, _plain, _count),
    "language": Type(collapse, _matching("[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*"), _count),
    "Name": _word(_is_name),
    "NMTOKEN": _word(_is_nmtoken),
    "NMTOKENS": _list(_is_nmtoken),
    **{name: _word(is_ncname) for name in ("NCName", "ID", "IDREF", "ENTITY")},
    **{name: _list(is_ncname) for name in ("IDREFS", "ENTITIES")},
    "QName": Type(collapse, _qname, is_contextual=True),
    "NOTATION": Type(collapse, _qname, is_contextual=True),
    "anyURI": Type(collapse, _matching(_URI), _count),
    "boolean": Type(collapse, _then("true|false|0|1", {"true": True, "1": True, "false": False, "0": False}.get)),
    "hexBinary": Type(collapse, _then("(?:[0-9A-Fa-f]{2})*", bytes.fromhex), _count),
    "base64Binary": Type(collapse, _base64, _octets),
    "float": Type(collapse, _then(_FLOAT, _single), is_ordered=True),
    "double": Type(collapse, _then(_FLOAT, _floating), is_ordered=True),
    "decimal": Type(collapse, _then(f"[+-]?{_DIGITS}", Decimal), is_ordered=True, has_digits=True),
    "integer": _integer(),
    "nonPositiveInteger": _integer(most=0),
    "negativeInteger": _integer(most=-1),
    "nonNegativeInteger": _integer(least=0),
    "positiveInteger": _integer(least=1),
    **{name: _integer(-(2**bits), 2**bits - 1) for name, bits in _SIGNED.items()},
    **{f"unsigned{name}": _integer(0, 2**bits - 1) for name, bits in _UNSIGNED.items()},
    **{
        name: _moment(name)
        for name in ("duration", "dateTime", "date", "time", "gYearMonth", "gYear", "gMonthDay", "gMonth", "gDay")
    },
}


def _digits(value: object) -> tuple[int, int]:
    """All digits of a number, and those after the point, without idle zeros."""
    assert isinstance(value, Decimal)  # noqa: S101 - rows with digits read decimals
    whole, _, fraction = f"{abs(value):f}".partition(".")
    fraction = fraction.rstrip("0")
    return max(1, len(whole.lstrip("0") + fraction)), len(fraction)


_LENGTHS = {"length": operator.eq, "minLength": operator.ge, "maxLength": operator.le}
_BOUNDS = {
    "minInclusive": operator.ge,
    "minExclusive": operator.gt,
    "maxInclusive": operator.le,
    "maxExclusive": operator.lt,
}
_DIGIT_COUNTS = {"totalDigits": 0, "fractionDigits": 1}


def restricted(name: str, params: Params) -> Restricted:
    """The type of that name with these facets. Raises DatatypeError where one of them does not exist."""
    kind = TYPES.get(name)
    if kind is None:
        raise DatatypeError(f"XML Schema has no datatype {name!r}")
    patterns = tuple(_pattern(value) for facet, value in params if facet == "pattern")
    demands = tuple(_demand(name, kind, facet, value) for facet, value in params if facet != "pattern")
    return Restricted(name, params, kind, patterns, demands)


def _pattern(expression: str) -> XsdPattern:
    try:
        return XsdPattern(expression)
    except PatternError as error:
        raise DatatypeError(f"{expression!r} is not a pattern of XML Schema: {error}") from error


def _demand(name: str, kind: Type, facet: str, value: str) -> Callable[[object], bool]:
    if facet in _LENGTHS and kind.measure is not None:
        return _by(_LENGTHS[facet], kind.measure, _number(facet, value))
    if facet in _BOUNDS and kind.is_ordered:
        return _by(_BOUNDS[facet], lambda found: found, _bound(name, kind, facet, value))
    if facet in _DIGIT_COUNTS and kind.has_digits:
        return _by(operator.le, partial(_digit_count, _DIGIT_COUNTS[facet]), _number(facet, value))
    raise DatatypeError(f"the datatype {name!r} takes no parameter {facet!r}")


def _by(compare: Callable[..., object], of: Callable[[object], object], limit: object) -> Callable[[object], bool]:
    return lambda value: bool(compare(of(value), limit))


def _digit_count(which: int, value: object) -> int:
    return _digits(value)[which]


def _number(facet: str, value: str) -> int:
    if not re.fullmatch(r"\+?[0-9]+", value.strip(BLANK)):
        raise DatatypeError(f"{facet} must be a whole number, not {value!r}")
    return int(value)


def _bound(name: str, kind: Type, facet: str, value: str) -> object:
    try:
        return kind.read(kind.space(value), {})
    except ValueError as error:
        raise DatatypeError(f"{facet} must be a value of {name!r}, which {value!r} is not") from error
