"""What an expression gives, as far as can be told without a document.

@when                     Kind.NODES, one at most
count(tei:p)              Kind.WHOLE
@n eq '2'                 Kind.MAYBE: true, false, or nothing where there is no @n
"""

from enum import Enum, auto
from typing import NamedTuple


class Kind(Enum):
    """The kind of a value: nodes, or what XPath 2.0 calls an atomic value of that type."""

    NODES = auto()
    TEXT = auto()
    TEXTS = auto()
    """A sequence of strings."""
    WHOLE = auto()
    NUMBER = auto()
    TRUTH = auto()
    TRUTHS = auto()
    """A sequence of truths, held as strings."""
    MAYBE = auto()
    """A truth, or an empty sequence: good enough where only yes or no is asked."""
    DAY = auto()
    SPAN = auto()
    """A number of days."""


NUMBERS = frozenset([Kind.WHOLE, Kind.NUMBER])
YES_OR_NO = frozenset([Kind.TRUTH, Kind.MAYBE])


class Code(NamedTuple):
    """An expression in XPath 1.0, the kind of its value, whether it is one item at most, elements only …"""

    text: str
    kind: Kind
    is_single: bool = True
    is_elements: bool = False
    may_be_document: bool = False


class UntranslatableError(Exception):
    """An expression that XPath 1.0 can't say with the same meaning."""


class UnknownNameError(UntranslatableError):
    """A function that is not known here; it may be wrong."""


class UnknownPrefixError(UntranslatableError):
    """A prefix that the schema does not declare; says so."""


class EvaluationError(Exception):
    """An expression that can't be evaluated at all; says why.

    `function` is the one that nobody knows, where that is why: it may be written in XSLT.
    """

    def __init__(self, why: str, function: str = "") -> None:
        super().__init__(why)
        self.function = function
