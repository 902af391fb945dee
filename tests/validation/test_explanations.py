"""Every code of a finding that the program can emit has an explanation."""

import ast
import re
import subprocess
import sys

import pytest

from tei_miasnikov.relaxng import Kind
from tei_miasnikov.schematron import UNNAMED, read_rules
from tei_miasnikov.schematron.rules import Assertion, Pattern
from tei_miasnikov.validation.choice_of_rules import project_rules
from tei_miasnikov.validation.explanations import load_explanations
from tests.shared import ROOT

CODE = re.compile(r"[a-z]+(-[a-z]+)*")
MAKERS = re.compile(r"(finding|fault|_told|at_attribute|report|remark)$|^add$", re.IGNORECASE)


def first_code(nodes: list[ast.expr]) -> set[str]:
    """The first of the expressions that is a literal code."""
    literals = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return {next((text for text in literals if CODE.fullmatch(text)), "")}


def codes_of(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        return first_code(node.args) if MAKERS.search(name) else set()
    if isinstance(node, ast.Return | ast.Yield) and isinstance(node.value, ast.Tuple) and len(node.value.elts) > 2:
        return first_code(node.value.elts[:1])
    if isinstance(node, ast.FunctionDef):
        return first_code(list(node.args.defaults)) if MAKERS.search(node.name) else set()
    is_odd = isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("odd-")
    return {str(node.value)} if is_odd and CODE.fullmatch(str(node.value)) else set()  # type: ignore[attr-defined]


def emitted() -> set[str]:
    """Every literal code in a call that makes a finding, in a tuple that tells one, or of the ODD compiler."""
    codes = {kind.value for kind in Kind}
    for path in (ROOT / "tei_miasnikov").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            codes |= codes_of(node)
    codes |= {UNNAMED, *(check.code for each in read_rules(project_rules()).patterns for check in checks(each))}
    return {code for code in codes if code and (code in load_explanations() or "-" in code)}


def checks(pattern: Pattern) -> list[Assertion]:
    return [check for rule in pattern.rules for check in rule.assertions]


def test_the_search_finds_codes_of_every_kind() -> None:
    assert {"id-twice", "pointer-dangling", "wrong-namespace", "refused", "sum-wrong", "note-twice"} <= emitted()
    assert {"undefined-entity", "crossing", "header-key-missing", "file-missing", "bad-text"} <= emitted()


def test_every_code_is_explained() -> None:
    assert emitted() - set(load_explanations()) == set()


def test_no_code_is_explained_that_nobody_emits() -> None:
    assert set(load_explanations()) - emitted() == set()


@pytest.mark.parametrize("code", load_explanations())
def test_an_explanation_says_what_why_and_how(code: str) -> None:
    found = load_explanations()[code]
    assert len(found.title) < 80
    for sentence in (found.meaning, found.why, found.mend):
        assert sentence.endswith(".")
    assert found.example.strip()


def explain(*codes: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tei_miasnikov", "explain", *codes], capture_output=True, text=True, check=False
    )


def test_the_command_explains_one_and_lists_all() -> None:
    assert "xml:id" in explain("id-twice").stdout
    assert len(explain().stdout.splitlines()) == len(load_explanations())
    unknown = explain("id-twicee")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "did you mean id-twice?" in unknown.stderr
