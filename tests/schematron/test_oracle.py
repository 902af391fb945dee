"""Saxon is the oracle: by TEI's own rules the same assertions fail at the same nodes, in every document at hand.

And the fast form of an expression says what the full engine says. The whole Guidelines are judged in
benchmarks/schematron.py.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tei_miasnikov.parsing import safe_parser
from tei_miasnikov.schematron import Failure, Judge, Trouble, read_rules
from tei_miasnikov.schematron.compilation import Compiler, Fast
from tests.shared import SHARED, shared

from .oracle import Saxon, judge_by_us, stylesheet

TESTS = "tests/*.xml"
ODDS = ("tests/*.odd", "test-odds/*.odd", "exemplars/odd-src/*.odd")
SCHEMAS = {
    "tei_all.sch": (TESTS, *ODDS),
    "exemplars/tei_customization.sch": ODDS,
    "exemplars/isofs.sch": (TESTS, *ODDS),
}
"""Which documents are judged by each. Not tei_jtei.sch: the reference compiler loses variables that its rules name."""


@cache
def documents(patterns: tuple[str, ...] = (TESTS, *ODDS)) -> dict[str, Any]:
    """The documents of TEI's test suite, and ODDs, which break more of the rules."""
    paths = [path for pattern in patterns for path in sorted((SHARED / "tei").glob(pattern))]
    return {str(path): tree for path in paths if (tree := parsed(path)) is not None}


def parsed(path: Path) -> Any:
    try:
        return etree.ElementTree(etree.fromstring(path.read_bytes(), safe_parser()))
    except etree.XMLSyntaxError:
        return None


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_same_assertions_fail_at_the_same_nodes(name: str) -> None:
    pytest.importorskip("saxonche", reason="the oracle is Saxon: pip install saxonche")
    schema = shared(f"tei/{name}")
    saxon, judge = Saxon(stylesheet(schema.read_bytes())), Judge(read_rules(schema))
    failures = 0
    for path, tree in documents(SCHEMAS[name]).items():
        theirs = saxon.judge(etree.tostring(tree.getroot(), encoding="utf-8"))
        assert judge_by_us(judge, tree) == theirs, path
        failures += len(theirs)
    assert failures


def test_every_rule_of_tei_is_evaluated() -> None:
    judge = Judge(read_rules(shared("tei/tei_all.sch")))
    troubles = [fault for tree in documents().values() for fault in judge.judge(tree) if isinstance(fault, Trouble)]
    assert troubles == []


@pytest.mark.parametrize("name", ["tests/detest.odd", "tests/names-demo-en.xml", "exemplars/odd-src/tei_tite.odd"])
def test_the_fast_form_says_what_the_full_engine_says(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = parsed(shared(f"tei/{name}"))
    quick = list(told(Judge(read_rules(shared("tei/tei_all.sch"))), tree))
    monkeypatch.setattr(Compiler, "compile", lambda *_, **__: (None, None))
    slow = list(told(Judge(read_rules(shared("tei/tei_all.sch"))), tree))
    assert quick == slow


def told(judge: Judge, tree: Any) -> Iterator[tuple[str, str, str]]:
    for fault in judge.judge(tree):
        if isinstance(fault, Failure):
            yield fault.assertion.test, tree.getpath(fault.element), fault.message


def test_no_test_of_tei_needs_the_full_engine() -> None:
    judge = Judge(read_rules(shared("tei/tei_all.sch")))
    slow = [check for each in branches(judge) for check in each.checks if not isinstance(check.failing, Fast)]
    assert slow == []
    assert all(rule.branches for pattern in judge.patterns for rule in pattern.rules)


def branches(judge: Judge) -> list[Any]:
    return [branch for pattern in judge.patterns for rule in pattern.rules for branch in rule.branches]
