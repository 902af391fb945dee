"""What an XPath expression is made of.

    parse("@when and not(@from)")

    Operation("and", Path(None, (Step("attribute", "when"),)), Call("not", (Path(None, (Step("attribute", "from"),)),)))

XPath 2.0 (W3C 2010), section 3, without comments and types of nodes; `//` is written out as descendant-or-self::node().
"""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A string between quotes."""

    value: str


@dataclass(frozen=True, slots=True)
class Variable:
    """`$name`."""

    name: str


@dataclass(frozen=True, slots=True)
class Here:
    """The context item, `.`."""


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    name: str
    arguments: "tuple[Expression, ...]" = ()


@dataclass(frozen=True, slots=True)
class Operation:
    """Two operands and what stands between them: and, or, =, eq, +, |, except, to …"""

    operator: str
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Negative:
    """`-` before a number."""

    operand: "Expression"


@dataclass(frozen=True, slots=True)
class If:
    """`if (test) then … else …`."""

    test: "Expression"
    then: "Expression"
    other: "Expression"


@dataclass(frozen=True, slots=True)
class Binding:
    """`for`, `some` or `every` (the kind) $name in source: body."""

    kind: str
    name: str
    source: "Expression"
    body: "Expression"


@dataclass(frozen=True, slots=True)
class Typed:
    """`cast`, `castable`, `instance` or `treat` (the kind), and the name of the type as it is written."""

    kind: str
    operand: "Expression"
    type: str


@dataclass(frozen=True, slots=True)
class Several:
    """A sequence, `(a, b)`; an empty one too."""

    items: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Step:
    """`axis::test[predicate]`; the test is `tei:p`, `*`, `node()` … as it is written."""

    axis: str
    test: str
    predicates: "tuple[Expression, ...]" = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """An expression that is no step, with its predicates."""

    primary: "Expression"
    predicates: "tuple[Expression, ...]" = ()


@dataclass(frozen=True, slots=True)
class Root:
    """The document, `/`."""


@dataclass(frozen=True, slots=True)
class Path:
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
