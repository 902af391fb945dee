"""A Schematron schema as it is judged by: patterns of rules, each with its assertions, everything abstract written out.

    schema.patterns[0].rules[0].assertions[0].test      "@target and @cRef"

ISO/IEC 19757-3:2020, section 5. Places are lines of the files that the schema was read from.
"""

from typing import NamedTuple, TypeAlias

from tei_miasnikov.findings import Severity

SEVERITIES = {
    "warning": Severity.WARNING,
    "warn": Severity.WARNING,
    "nonfatal": Severity.WARNING,
    "info": Severity.INFO,
    "information": Severity.INFO,
    "hint": Severity.INFO,
    "debug": Severity.INFO,
    "trace": Severity.INFO,
}
"""The roles that are no errors; ISO leaves the words to those who write rules."""
XPATH_1, XPATH_2, XPATH_3 = 1, 2, 3
BINDINGS = {
    "": XPATH_1,
    "xslt": XPATH_1,
    "xslt1": XPATH_1,
    "xpath": XPATH_1,
    "exslt": XPATH_1,
    "xslt2": XPATH_2,
    "xpath2": XPATH_2,
    "xslt3": XPATH_3,
    "xpath3": XPATH_3,
    "xpath31": XPATH_3,
}
"""The query languages (@queryBinding), by their versions of XPath."""


class Place(NamedTuple):
    """A line of a file."""

    path: str
    line: int


NOWHERE = Place("", 0)


class ValueOf(NamedTuple):
    """Words of the document in a message: an expression, or the name of a node (`is_name`)."""

    select: str
    is_name: bool = False


Message: TypeAlias = tuple[str | ValueOf, ...]


class Let(NamedTuple):
    """A variable."""

    name: str
    value: str
    place: Place


class Assertion(NamedTuple):
    """What must be so (assert), or must not (report); `diagnostics` say more to whoever mends it."""

    test: str
    is_report: bool
    message: Message
    code: str
    severity: Severity
    place: Place
    diagnostics: tuple[Message, ...] = ()
    number: int = 0
    """Its number among the asserts and reports of the schema as it is written out."""


class Rule(NamedTuple):
    """Assertions on the nodes that match the context."""

    context: str
    lets: tuple[Let, ...]
    assertions: tuple[Assertion, ...]
    place: Place


class Pattern(NamedTuple):
    """Rules of which only the first that matches a node judges it."""

    rules: tuple[Rule, ...]
    lets: tuple[Let, ...] = ()
    documents: str = ""


class Key(NamedTuple):
    """An index of nodes (xsl:key)."""

    name: str
    match: str
    use: str
    place: Place


class Rules(NamedTuple):
    """A schema: `xpath` is the version of XPath; `xslt` are the functions in XSLT that came with it, as XML."""

    patterns: tuple[Pattern, ...]
    namespaces: dict[str, str]
    lets: tuple[Let, ...] = ()
    keys: tuple[Key, ...] = ()
    xslt: tuple[str, ...] = ()
    xpath: int = XPATH_2
    folder: str = ""
    """Where document() may read."""
