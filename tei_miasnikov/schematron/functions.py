"""Functions written in XPath 1.0: those that it has with the same meaning, and extensions for those that it lacks.

    ends-with(@target, '.xml')      _x:ends-with(string(@target), '.xml')

"XQuery 1.0 and XPath 2.0 Functions and Operators" (W3C 2010); XSLT 2.0, section 16, for current() and key().
"""

from functools import partial

from tei_miasnikov.schematron.kinds import NUMBERS, Code, Kind, UntranslatableError
from tei_miasnikov.schematron.xpath1 import Scope, Translator, Writer
from tei_miasnikov.schematron.xpath_syntax import Expression, Here, Number


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
    if found.kind is not Kind.NODES or not (found.is_single or found.is_elements):
        raise UntranslatableError(f"{name}() of what is no node, or may be several attributes")
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
    return Code(f"{translator.function('distinct-values')}({translator.handed(found)})", Kind.TEXTS, is_single=False)


def _join(translator: Translator, arguments: tuple[Expression, ...], scope: Scope) -> Code:
    found = _nodes(translator, arguments[:1], scope)
    separator = translator.string(translator.write(arguments[1], scope)) if arguments[1:] else "''"
    return Code(f"{translator.function('string-join')}({translator.handed(found)}, {separator})", Kind.TEXT)


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
    if isinstance(argument, Number) and argument.text.isdigit() and kind in NUMBERS:
        return Code(argument.text, Kind.WHOLE)
    return translator.cast(argument, function, kind, scope)


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
