"""What an XPath expression is made of.

    parse("@when and not(@from)")

    Operation("and", Path(None, (Step("attribute", "when"),)), Call("not", (Path(None, (Step("attribute", "from"),)),)))

XPath 2.0 (W3C 2010), section 3, without comments and types of nodes; `//` is written out as descendant-or-self::node().
"""

from typing import NamedTuple, TypeAlias


class Number(NamedTuple):
    """A number as it is written."""

    text: str


class Text(NamedTuple):
    """A string between quotes."""

    value: str


class Variable(NamedTuple):
    """`$name`."""

    name: str


class Here(NamedTuple):
    """The context item, `.`."""


class Call(NamedTuple):
    """A function with its arguments."""

    name: str
    arguments: "tuple[Expression, ...]" = ()


class Operation(NamedTuple):
    """Two operands and what stands between them: and, or, =, eq, +, |, except, to …"""

    operator: str
    left: "Expression"
    right: "Expression"


class Negative(NamedTuple):
    """`-` before a number."""

    operand: "Expression"


class If(NamedTuple):
    """`if (test) then … else …`."""

    test: "Expression"
    then: "Expression"
    other: "Expression"


class Binding(NamedTuple):
    """`for`, `some` or `every` (the kind) $name in source: body."""

    kind: str
    name: str
    source: "Expression"
    body: "Expression"


class Typed(NamedTuple):
    """`cast`, `castable`, `instance` or `treat` (the kind), and the name of the type as it is written."""

    kind: str
    operand: "Expression"
    type: str


class Several(NamedTuple):
    """A sequence, `(a, b)`; an empty one too."""

    items: "tuple[Expression, ...]"


class Step(NamedTuple):
    """`axis::test[predicate]`; the test is `tei:p`, `*`, `node()` … as it is written."""

    axis: str
    test: str
    predicates: "tuple[Expression, ...]" = ()


class Filter(NamedTuple):
    """An expression that is no step, with its predicates."""

    primary: "Expression"
    predicates: "tuple[Expression, ...]" = ()


class Root(NamedTuple):
    """The document, `/`."""


class Path(NamedTuple):
    """Steps from where the path starts: None is the context node."""

    start: "Root | Filter | None"
    steps: "tuple[Step | Filter, ...]"


Expression: TypeAlias = (
    Number
    | Text
    | Variable
    | Here
    | Call
    | Operation
    | Negative
    | If
    | Binding
    | Typed
    | Several
    | Filter
    | Root
    | Path
)
