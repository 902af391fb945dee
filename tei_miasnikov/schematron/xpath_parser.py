"""XPath expressions read into what they are made of (xpath_syntax.py).

    parse("../@from | ../@to")

Where an expression is wrong, or uses what came after XPath 2.0 (maps, arrows, inline functions), that is said, and the
caller gives it to a full engine. XPath 2.0 (W3C 2010), appendix A.1.
"""

import re
from collections.abc import Callable, Mapping

from tei_miasnikov.schematron.xpath_syntax import (
    Binding,
    Call,
    Expression,
    Filter,
    Here,
    If,
    Negative,
    Number,
    Operation,
    Path,
    Root,
    Several,
    Step,
    Text,
    Typed,
    Variable,
)

_NAME = r"[^\W\d][\w.\-·]*"
_TOKEN = re.compile(
    rf"""(?P<space>\s+|\(:.*?:\))
    |(?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<text>"(?:[^"]|"")*"|'(?:[^']|'')*')
    |(?P<name>{_NAME}(?::(?:{_NAME}|\*))?|\*:{_NAME})
    |(?P<sign>::|//|\.\.|<<|>>|<=|>=|!=|\|\||[()\[\].,/@$|+\-*=<>?])""",
    re.VERBOSE | re.DOTALL,
)
_COMPARISONS = frozenset(["=", "!=", "<", "<=", ">", ">=", "eq", "ne", "lt", "le", "gt", "ge", "is", "<<", ">>"])
_LEVELS = (
    frozenset(["or"]),
    frozenset(["and"]),
    _COMPARISONS,
    frozenset(["||"]),
    frozenset(["to"]),
    frozenset(["+", "-"]),
    frozenset(["*", "div", "idiv", "mod"]),
    frozenset(["|", "union"]),
    frozenset(["intersect", "except"]),
)
_BINDS = {operator: level for level, operators in enumerate(_LEVELS) for operator in operators}
"""How tightly each operator binds."""
_TYPES = {"instance": "of", "treat": "as", "castable": "as", "cast": "as"}
_BINDINGS = {"for": "return", "some": "satisfies", "every": "satisfies"}
_NODE_TESTS = frozenset(["node", "text", "comment", "processing-instruction", "element", "attribute", "document-node"])
_AXES = frozenset(
    [
        "ancestor",
        "ancestor-or-self",
        "attribute",
        "child",
        "descendant",
        "descendant-or-self",
        "following",
        "following-sibling",
        "parent",
        "preceding",
        "preceding-sibling",
        "self",
    ]
)
_ANYWHERE = Step("descendant-or-self", "node()")


class XPathError(ValueError):
    """An expression can't be read; says what was met where something else was meant."""


def parse(expression: str) -> Expression:
    """The expression. Raises XPathError."""
    parser = _Parser(_split(expression))
    found = parser.sequence()
    if parser.next != ("end", ""):
        raise XPathError(f"{parser.next[1]!r} is not expected here")
    return found


def respelled(expression: str, spellings: Mapping[str, str]) -> str:
    """The same text with other words for a function and its bracket; what begins with `$` is the whole call."""
    tokens, position = [], 0
    while position < len(expression):
        found = _TOKEN.match(expression, position)
        if found is None:
            return expression
        tokens.append((str(found.lastgroup), found[0]))
        position = found.end()
    solid = [index for index, (kind, _) in enumerate(tokens) if kind != "space"]
    for place, index in enumerate(solid[:-1]):
        kind, text = tokens[index]
        if kind == "name" and text in spellings and tokens[solid[place + 1]] == ("sign", "("):
            tokens[index] = ("name", spellings[text])
            tokens[solid[place + 1]] = ("space", " ")
            if spellings[text].startswith("$"):
                tokens[solid[place + 2]] = ("space", " ")
    return "".join(text for _, text in tokens)


def _split(expression: str) -> list[tuple[str, str]]:
    tokens, position = [], 0
    while position < len(expression):
        found = _TOKEN.match(expression, position)
        if found is None:
            raise XPathError(f"{expression[position]!r} is not expected here")
        if found.lastgroup != "space":
            tokens.append((str(found.lastgroup), found[0]))
        position = found.end()
    return [*tokens, ("end", ""), ("end", "")]


class _Parser:
    """One reading of the tokens from left to right."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens, self.at = tokens, 0
        self.words = [text if kind in ("name", "sign") else "" for kind, text in tokens]

    @property
    def next(self) -> tuple[str, str]:
        return self.tokens[self.at]

    @property
    def word(self) -> str:
        """The next token, if it is a name or a sign."""
        return self.words[self.at]

    @property
    def after(self) -> str:
        return self.tokens[self.at + 1][1]

    def take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1][1]

    def want(self, text: str) -> None:
        if self.word != text:
            raise XPathError(f"{self.next[1] or 'the end'!r} where {text!r} is meant")
        self.at += 1

    def sequence(self) -> Expression:
        items = [self.single()]
        while self.word == ",":
            self.take()
            items.append(self.single())
        return items[0] if len(items) == 1 else Several(tuple(items))

    def single(self) -> Expression:
        if self.word in _BINDINGS and self.after == "$":
            return self._binding(self.take())
        if self.word == "if" and self.after == "(":
            return self._if()
        return self._operation(0)

    def _binding(self, kind: str) -> Expression:
        self.want("$")
        name = self._name()
        self.want("in")
        source = self.single()
        if self.word == ",":
            self.take()
            return Binding(kind, name, source, self._binding(kind))
        self.want(_BINDINGS[kind])
        return Binding(kind, name, source, self.single())

    def _if(self) -> Expression:
        self.take()
        self.want("(")
        test = self.sequence()
        self.want(")")
        self.want("then")
        then = self.single()
        self.want("else")
        return If(test, then, self.single())

    def _operation(self, least: int) -> Expression:
        left = self._typed()
        while (level := _BINDS.get(self.word, -1)) >= least:
            left = Operation(self.take(), left, self._operation(level + 1))
        return left

    def _typed(self) -> Expression:
        operand = self._unary()
        while _TYPES.get(self.word, "") == self.after != "":
            kind = self.take()
            self.take()
            operand = Typed(kind, operand, self._type())
        return operand

    def _type(self) -> str:
        name = self._name()
        if self.word == "(":
            self.take()
            self.want(")")
            name += "()"
        return name + self.take() if self.word in ("?", "*", "+") else name

    def _unary(self) -> Expression:
        if self.word in ("+", "-"):
            sign = self.take()
            return Negative(self._unary()) if sign == "-" else self._unary()
        return self._path()

    def _path(self) -> Expression:
        start: Root | Filter | None = None
        steps: list[Step | Filter] = []
        if self.word in ("/", "//"):
            start = Root()
            if self.take() == "//":
                steps.append(_ANYWHERE)
            elif not self._begins_step():
                return start
        steps.append(self._step())
        while self.word in ("/", "//"):
            steps += [_ANYWHERE] if self.take() == "//" else []
            steps.append(self._step())
        if start is None and isinstance(steps[0], Filter):
            if steps[1:]:
                return Path(steps[0], tuple(steps[1:]))
            return steps[0] if steps[0].predicates else steps[0].primary
        return Path(start, tuple(steps))

    def _begins_step(self) -> bool:
        kind, text = self.next
        return kind == "name" or text in ("@", ".", "..", "*")

    def _step(self) -> Step | Filter:
        kind, text = self.next
        if text == "@" and kind == "sign":
            self.take()
            return Step("attribute", self._test(), self._predicates())
        if text == ".." and kind == "sign":
            self.take()
            return Step("parent", "node()", self._predicates())
        if kind == "name" and self.after == "::":
            axis = self.take()
            if axis not in _AXES:
                raise XPathError(f"there is no axis {axis!r}")
            self.take()
            return Step(axis, self._test(), self._predicates())
        if (kind == "name" and (self.after != "(" or text in _NODE_TESTS)) or (kind == "sign" and text == "*"):
            test = self._test()
            return Step("attribute" if test.startswith("attribute(") else "child", test, self._predicates())
        return Filter(self._primary(), self._predicates())

    def _test(self) -> str:
        kind, text = self.next
        if kind != "name" and text != "*":
            raise XPathError(f"{text or 'the end'!r} where a name is meant")
        self.take()
        if text in _NODE_TESTS and self.word == "(":
            self.take()
            inside = self.take() if self.word != ")" else ""
            self.want(")")
            return f"{text}({inside})"
        return text

    def _predicates(self) -> tuple[Expression, ...]:
        found = []
        while self.word == "[":
            self.take()
            found.append(self.sequence())
            self.want("]")
        return tuple(found)

    def _primary(self) -> Expression:
        kind, text = self.next
        read = _PRIMARIES.get(kind) or _PRIMARIES.get(text)
        if read is None:
            raise XPathError(f"{text or 'the end'!r} is not expected here")
        return read(self)

    def _name(self) -> str:
        if self.next[0] != "name":
            raise XPathError(f"{self.next[1] or 'the end'!r} where a name is meant")
        return self.take()

    def number(self) -> Expression:
        return Number(self.take())

    def text(self) -> Expression:
        text = self.take()
        return Text(text[1:-1].replace(text[0] * 2, text[0]))

    def variable(self) -> Expression:
        self.take()
        return Variable(self._name())

    def here(self) -> Expression:
        self.take()
        return Here()

    def call(self) -> Expression:
        name = self._name()
        self.want("(")
        arguments = []
        while self.word != ")":
            arguments.append(self.single())
            if self.word != ")":
                self.want(",")
        self.take()
        return Call(name.removeprefix("fn:"), tuple(arguments))

    def brackets(self) -> Expression:
        self.take()
        if self.word == ")":
            self.take()
            return Several(())
        found = self.sequence()
        self.want(")")
        return found


_PRIMARIES: dict[str, Callable[[_Parser], Expression]] = {
    "number": _Parser.number,
    "text": _Parser.text,
    "name": _Parser.call,
    "$": _Parser.variable,
    ".": _Parser.here,
    "(": _Parser.brackets,
}
