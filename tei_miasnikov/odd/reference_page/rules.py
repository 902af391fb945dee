"""Rules beyond the grammar in their own words: what a constraintSpec's Schematron says, and of what.

<rule context="tei:sp"><assert test="tei:p">A turn says something.</assert></rule>

Rule("A turn says something.", context="tei:sp", test="tei:p", holds=True, severity="error")
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from tei_miasnikov.odd.declarations import Constraint
from tei_miasnikov.odd.documents import Node, local
from tei_miasnikov.parsing import safe_parser

MILD = {"warning": "warning", "nonfatal": "warning", "info": "hint", "information": "hint"}
STOPGAPS = {"name": "<…>", "value-of": "…"}


@dataclass(frozen=True, slots=True)
class Rule:
    """An assertion: its words; where `holds` the test must hold, else it must not."""

    ident: str
    words: str
    context: str
    test: str
    holds: bool
    severity: str


def rules_of(constraints: tuple[Constraint, ...]) -> tuple[Rule, ...]:
    """The assertions of constraintSpecs that are Schematron."""
    return tuple(rule for each in constraints for rule in _iter_rules(each))


def _iter_rules(constraint: Constraint) -> Iterator[Rule]:
    for check in etree.fromstring(f"<rules>{constraint.xml}</rules>", safe_parser()).iter("{*}assert", "{*}report"):
        parent = check.getparent()
        context = parent.get("context", "") if parent is not None else ""
        severity = MILD.get(check.get("role", "").lower(), "error")
        test = " ".join(check.get("test", "").split())
        yield Rule(constraint.ident, _words(check), context, test, local(check) == "assert", severity)


def _words(check: Node) -> str:
    """The message; what is filled in when a document is judged is left open."""
    parts = [check.text or ""]
    for child in check:
        parts += [STOPGAPS.get(local(child)) or "".join(map(str, child.itertext())), child.tail or ""]
    return " ".join("".join(parts).split())
