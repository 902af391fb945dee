"""Functions in XPath 1.0: those that it has with the same meaning, and extension functions for those that it lacks.

    ends-with(@target, '.xml')      _x:ends-with(string(@target), '.xml')

An extension function that meets what XPath 2.0 would refuse raises an error; the full engine then says what is wrong.
"XQuery 1.0 and XPath 2.0 Functions and Operators" (W3C 2010); XSLT 2.0, section 16, for current() and key().
"""

import os
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from typing import Any

from lxml import etree

from tei_miasnikov.schematron.document import OPENED, string_value
from tei_miasnikov.schematron.kinds import NUMBERS, Code, Kind, UntranslatableError
from tei_miasnikov.schematron.xpath1 import Scope, Translator, Writer
from tei_miasnikov.schematron.xpath_syntax import Expression, Here, Number

Extension = Callable[..., Any]
NAMESPACE = "urn:tei-miasnikov:xpath"

# What is written


def _plain(
    name: str, wanted: str, kind: Kind, translator: Translator, arguments: tuple[Expression, ...], scope: Scope
) -> Code:
    """A function of XPath 1.0 with arguments that are strings (s) or numbers (n)."""
    if len(arguments) != len(wanted):
        raise UntranslatableError(f"{name}() with {len(arguments)} arguments")
    found = [translator.write(argument, scope) for argument in arguments]
    written = [
        translator.string(each) if letter == "s" else translator.number(each).text
        for each, letter in zip(found, wanted, strict=True)
    ]
    return Code(f"{name}({', '.join(written)})", kind, is_single=kind is not Kind.TEXTS)


def _extension(
    name: str,
    wanted: tuple[int, int],
    kind: Kind,
    translator: Translator,
    arguments: tuple[Expression, ...],
    scope: Scope,
) -> Code:
    """A function of ours whose arguments are strings."""
    if not wanted[0] <= len(arguments) <= wanted[1]:
        raise UntranslatableError(f"{name}() with {len(arguments)} arguments")
    return _plain(translator.function(name), "s" * len(arguments), kind, translator, arguments, scope)


def _of_context(name: str, kind: Kind, translator: Translator, arguments: tuple[Expression, ...], scope: Scope) -> Code:
    """A function of one string, without argument of the context."""
    found = translator.write(arguments[0] if arguments else Here(), scope)
    written = translator.text(found) if name == "string" else translator.string(found)
    return Code(written if name == "string" else f"{name}({written})", kind)


def _of_node(name: str, translator: Translator, arguments: tuple[Expression, ...], scope: Scope) -> Code:
    """A function of one node, without argument of the context."""
    found = translator.write(arguments[0] if arguments else Here(), scope)
    if found.kind is not Kind.NODES:
        raise UntranslatableError(f"{name}() of what is no node")
    return Code(f"{name}({translator.one(found).text})", Kind.TEXT)


def _truth(form: str, translator: Translator, arguments: tuple[Expression, ...], scope: Scope) -> Code:
    (argument,) = arguments
    return Code(form.format(translator.truth(translator.write(argument, scope))), Kind.TRUTH)


def _existence(form: str, translator: Translator, arguments: tuple[Expression, ...], scope: Scope) -> Code:
    return Code(form.format(_nodes(translator, arguments, scope).text), Kind.TRUTH)


def _count(translator: Translator, arguments: tuple[Expression, ...], scope: Scope) -> Code:
    return Code(f"count({_nodes(translator, arguments, scope).text})", Kind.WHOLE)


def _nodes(translator: Translator, arguments: tuple[Expression, ...], scope: Scope) -> Code:
    (argument,) = arguments
    found = translator.write(argument, scope)
    if found.kind not in (Kind.NODES, Kind.TEXTS):
        raise UntranslatableError("what are no nodes")
    return found


def _sum(translator: Translator, arguments: tuple[Expression, ...], scope: Scope) -> Code:
    return Code(f"sum({translator.numeric(_nodes(translator, arguments, scope)).text})", Kind.NUMBER)


def _distinct(translator: Translator, arguments: tuple[Expression, ...], scope: Scope) -> Code:
    found = _nodes(translator, arguments, scope)
    return Code(f"{translator.function('distinct-values')}({found.text})", Kind.TEXTS, is_single=False)


def _join(translator: Translator, arguments: tuple[Expression, ...], scope: Scope) -> Code:
    found = _nodes(translator, arguments[:1], scope)
    separator = translator.string(translator.write(arguments[1], scope)) if arguments[1:] else "''"
    return Code(f"{translator.function('string-join')}({found.text}, {separator})", Kind.TEXT)


def _concat(translator: Translator, arguments: tuple[Expression, ...], scope: Scope) -> Code:
    written = [translator.text(translator.write(argument, scope)) for argument in arguments]
    return Code(f"concat({', '.join(written)})", Kind.TEXT)


def _substring(translator: Translator, arguments: tuple[Expression, ...], scope: Scope) -> Code:
    return _plain("substring", "s" + "n" * (len(arguments) - 1), Kind.TEXT, translator, arguments, scope)


def _rounded(name: str, translator: Translator, arguments: tuple[Expression, ...], scope: Scope) -> Code:
    found = translator.number(translator.write(arguments[0], scope))
    return Code(f"{name}({found.text})", found.kind)


def _number(translator: Translator, arguments: tuple[Expression, ...], scope: Scope) -> Code:
    found = translator.write(arguments[0] if arguments else Here(), scope)
    if found.kind in NUMBERS:
        return found
    return Code(f"number({translator.string(found)})", Kind.NUMBER)


def _position(name: str, _: Translator, __: tuple[Expression, ...], scope: Scope) -> Code:
    if scope.is_top or scope.bound:
        raise UntranslatableError(f"{name}() of the context")
    return Code(f"{name}()", Kind.WHOLE)


def _constant(text: str, _: Translator, __: tuple[Expression, ...], ___: Scope) -> Code:
    return Code(text, Kind.TRUTH)


def _current(translator: Translator, _: tuple[Expression, ...], scope: Scope) -> Code:
    return translator.current(scope)


def _identified(translator: Translator, arguments: tuple[Expression, ...], scope: Scope) -> Code:
    (argument,) = arguments
    wanted = translator.string(translator.write(argument, scope))
    return Code(f"{translator.function('id')}({wanted})", Kind.NODES, is_single=False, is_elements=True)


def _keyed(translator: Translator, arguments: tuple[Expression, ...], scope: Scope) -> Code:
    name, wanted = (translator.write(argument, scope) for argument in arguments)
    if wanted.kind not in (Kind.NODES, Kind.TEXT, Kind.TEXTS):
        raise UntranslatableError("key() of a number")
    call = f"{translator.function('key')}({translator.string(name)}, {wanted.text})"
    return Code(call, Kind.NODES, is_single=False, is_elements=True)


def _today(translator: Translator, _: tuple[Expression, ...], __: Scope) -> Code:
    return Code(f"{translator.function('current-date')}()", Kind.DAY)


def _cast(function: str, kind: Kind, translator: Translator, arguments: tuple[Expression, ...], scope: Scope) -> Code:
    (argument,) = arguments
    return argument_of(argument) or translator.cast(argument, function, kind, scope)


def argument_of(argument: Expression) -> Code | None:
    """A number that is written as such."""
    return Code(argument.text, Kind.WHOLE) if isinstance(argument, Number) and argument.text.isdigit() else None


WRITERS: dict[str, Writer] = {
    "boolean": partial(_truth, "boolean({})"),
    "ceiling": partial(_rounded, "ceiling"),
    "concat": _concat,
    "contains": partial(_plain, "contains", "ss", Kind.TRUTH),
    "count": _count,
    "current": _current,
    "current-date": _today,
    "distinct-values": _distinct,
    "empty": partial(_existence, "not({})"),
    "ends-with": partial(_extension, "ends-with", (2, 2), Kind.TRUTH),
    "exists": partial(_existence, "boolean({})"),
    "false": partial(_constant, "false()"),
    "floor": partial(_rounded, "floor"),
    "id": _identified,
    "key": _keyed,
    "last": partial(_position, "last"),
    "local-name": partial(_of_node, "local-name"),
    "lower-case": partial(_extension, "lower-case", (1, 1), Kind.TEXT),
    "matches": partial(_extension, "matches", (2, 3), Kind.TRUTH),
    "name": partial(_of_node, "name"),
    "namespace-uri": partial(_of_node, "namespace-uri"),
    "normalize-space": partial(_of_context, "normalize-space", Kind.TEXT),
    "not": partial(_truth, "not({})"),
    "number": _number,
    "position": partial(_position, "position"),
    "replace": partial(_extension, "replace", (3, 4), Kind.TEXT),
    "round": partial(_rounded, "round"),
    "starts-with": partial(_plain, "starts-with", "ss", Kind.TRUTH),
    "string": partial(_of_context, "string", Kind.TEXT),
    "string-join": _join,
    "string-length": partial(_of_context, "string-length", Kind.WHOLE),
    "substring": _substring,
    "substring-after": partial(_plain, "substring-after", "ss", Kind.TEXT),
    "substring-before": partial(_plain, "substring-before", "ss", Kind.TEXT),
    "sum": _sum,
    "tokenize": partial(_extension, "tokenize", (2, 3), Kind.TEXTS),
    "translate": partial(_plain, "translate", "sss", Kind.TEXT),
    "true": partial(_constant, "true()"),
    "upper-case": partial(_extension, "upper-case", (1, 1), Kind.TEXT),
    "xs:date": partial(_cast, "as-day", Kind.DAY),
    "xs:dayTimeDuration": partial(_cast, "as-span", Kind.SPAN),
    "xs:decimal": partial(_cast, "as-number", Kind.NUMBER),
    "xs:double": partial(_cast, "as-number", Kind.NUMBER),
    "xs:float": partial(_cast, "as-number", Kind.NUMBER),
    "xs:integer": partial(_cast, "as-integer", Kind.WHOLE),
}
"""How each function is written; where the number of arguments is wrong, a ValueError says that it is no such call."""
XPATH_1 = frozenset(
    [
        "boolean", "ceiling", "concat", "contains", "count", "current", "false", "floor", "id", "key", "last",
        "local-name", "name", "namespace-uri", "normalize-space", "not", "number", "position", "round", "starts-with",
        "string", "string-length", "substring", "substring-after", "substring-before", "sum", "translate", "true",
    ]
)  # fmt: skip
"""The functions of XPath 1.0, and of XSLT 1.0 those two that Schematron knows."""

# What is called

_NUMBER = re.compile(r"\s*[+-]?(\d+(\.\d*)?|\.\d+)\s*")
_INTEGER = re.compile(r"\s*[+-]?\d+\s*")
_DAY = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)(?:Z|([+-])(\d\d):(\d\d))?\s*")
_SPAN = re.compile(r"\s*(-?)P(\d+)D\s*")


def _values(argument: object) -> list[str]:
    """The strings of what an argument holds."""
    if isinstance(argument, list):
        return [string_value(each) for each in argument]
    return [str(argument)]


def _single(argument: object) -> str:
    (value,) = _values(argument)
    return value


def _matched(pattern: re.Pattern[str], argument: object) -> re.Match[str]:
    found = pattern.fullmatch(_single(argument))
    if found is None:
        raise ValueError(argument)
    return found


def _one(_: object, nodes: list[Any]) -> list[Any]:
    if len(nodes) > 1:
        raise ValueError("more than one item")
    return nodes


def _is_number(_: object, nodes: list[Any]) -> bool:
    return bool(_matched(_NUMBER, nodes))


def _as_number(_: object, argument: object) -> float:
    return float(_matched(_NUMBER, argument)[0])


def _as_integer(_: object, argument: object) -> float:
    return float(_matched(_INTEGER, argument)[0])


def _is_integer(_: object, argument: object) -> bool:
    values = _values(argument)
    return len(values) == 1 and _INTEGER.fullmatch(values[0]) is not None


def _perhaps_integer(_: object, argument: object) -> float:
    return _as_integer(_, argument) if _is_integer(_, argument) else float("nan")


def _chosen(_: object, asked: bool, yes: float, no: float) -> float:  # noqa: FBT001 - XPath calls it
    chosen = yes if asked else no
    if chosen != chosen:
        raise ValueError("no number")
    return chosen


def _truths(_: object, true: list[Any], false: list[Any]) -> list[str]:
    return ["true"] * len(true) + ["false"] * len(false)


def _as_day(_: object, argument: object) -> float:
    found = _matched(_DAY, argument)
    sign, hours, minutes = found[4] or "+", int(found[5] or 0), int(found[6] or 0)
    offset = timedelta(hours=hours, minutes=minutes) / timedelta(days=1)
    day = date(int(found[1]), int(found[2]), int(found[3])).toordinal()
    return day - offset if sign == "+" else day + offset


def _as_span(_: object, argument: object) -> float:
    found = _matched(_SPAN, argument)
    return float(f"{found[1]}{found[2]}")


def now() -> datetime:
    """The moment of the run: that of SOURCE_DATE_EPOCH, else by the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)


def _current_date(_: object) -> float:
    return now().date().toordinal()


FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL}


@cache
def _pattern(pattern: str, flags: str) -> re.Pattern[str]:
    from elementpath.regex import RegexError, translate_pattern  # it takes its time, and few rules need it

    chosen = 0
    for letter in flags:
        chosen |= FLAGS[letter]
    try:
        return re.compile(translate_pattern(pattern, chosen), chosen)
    except (re.error, RegexError) as error:
        raise ValueError(str(error)) from None


def _matches(_: object, text: str, pattern: str, flags: str = "") -> bool:
    return _pattern(pattern, flags).search(text) is not None


def _tokenize(_: object, text: str, pattern: str, flags: str = "") -> list[str]:
    if pattern == " " and not flags:
        return text.split(" ") if text else []
    found = _pattern(pattern, flags)
    if found.match(""):
        raise ValueError(pattern)
    return [text[start:end] for start, end in _between(found, text)] if text else []


def _between(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    spans = [found.span() for found in pattern.finditer(text)]
    starts, ends = [0, *(end for _, end in spans)], [*(start for start, _ in spans), len(text)]
    return list(zip(starts, ends, strict=True))


def _replace(_: object, text: str, pattern: str, by: str, flags: str = "") -> str:
    found = _pattern(pattern, flags)
    if found.match("") or "\\" in by:
        raise ValueError(pattern)
    return found.sub(re.sub(r"\$(\d)", r"\\g<\1>", by), text)


def _distinct_values(_: object, nodes: list[Any]) -> list[str]:
    return list(dict.fromkeys(_values(nodes)))


def _ids(_: object, wanted: str) -> list[etree._Element]:
    ids = OPENED.get().ids
    return [ids[word] for word in dict.fromkeys(wanted.split()) if word in ids]


def _keys(_: object, name: str, wanted: object) -> list[etree._Element]:
    table = OPENED.get().key(name)
    return list(dict.fromkeys(node for value in _values(wanted) for node in table.get(value, ())))


EXTENSIONS: dict[str, Extension] = {
    "as-day": _as_day,
    "as-integer": _as_integer,
    "as-number": _as_number,
    "as-span": _as_span,
    "chosen": _chosen,
    "chosen-text": lambda _, asked, yes, no: yes if asked else no,
    "current-date": _current_date,
    "distinct-values": _distinct_values,
    "ends-with": lambda _, text, end: text.endswith(end),
    "id": _ids,
    "is-integer": _is_integer,
    "is-number": _is_number,
    "key": _keys,
    "lower-case": lambda _, text: text.lower(),
    "matches": _matches,
    "one": _one,
    "perhaps-integer": _perhaps_integer,
    "replace": _replace,
    "string-join": lambda _, nodes, separator: separator.join(_values(nodes)),
    "tokenize": _tokenize,
    "truths": _truths,
    "upper-case": lambda _, text: text.upper(),
    "words": lambda _, text: text.split(),
}
"""The extension functions, by their names in NAMESPACE; each gets lxml's context first."""
