"""Cases as text files: a title, then sections `== schema`, `== document`, `== findings`.

A schema is written whole, or its parts are (XPath 2.0; the prefixes t, for urn:t, and xs are declared). A finding is
`LINE SEVERITY CODE message`, with ` | hint` if it has diagnostics; one about a rule has `FILE:LINE` for its line, or
`1:words` of the line of the schema where the rule stands, and the beginning or a part of the message. Those of the
document are all there must be, in the order of places and rules; those about rules in any order.
"""

import re
from pathlib import Path

import pytest

from tei_miasnikov.findings import Finding
from tei_miasnikov.validation.documents import parse_bytes
from tei_miasnikov.validation.schematron import load_rules
from tests.shared import FIXTURES

FOLDER = FIXTURES / "schematron"
OPENING = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">\
<ns prefix="t" uri="urn:t"/><ns prefix="xs" uri="http://www.w3.org/2001/XMLSchema"/>
{}</schema>
"""


def read_case(path: Path) -> dict[str, str]:
    _, *sections = path.read_text(encoding="utf-8").split("\n== ")
    return dict(section.split("\n", 1) for section in sections)


def judged(schema: str, document: str, folder: Path) -> tuple[list[Finding], list[Finding]]:
    path = folder / "case.sch"
    path.write_text(schema if schema.startswith("<schema") else OPENING.format(schema), encoding="utf-8")
    tree, _ = parse_bytes(document.strip().encode(), "case.xml")
    assert tree is not None
    faults, findings = load_rules(path).judge(tree, str(folder / "case.xml"))
    order = {element: number for number, element in enumerate(tree.iter())}
    faults.sort(key=lambda fault: order.get(fault.element, 0))
    return [fault.finding for fault in faults], findings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of its own, with what schemas include."""
    (tmp_path / "included").mkdir()
    for path in (FOLDER / "included").iterdir():
        (tmp_path / "included" / path.name).write_bytes(path.read_bytes())
    return tmp_path


@pytest.mark.parametrize("path", sorted((FOLDER / "cases").glob("*.txt")), ids=lambda path: path.stem)
def test_a_case(path: Path, folder: Path) -> None:
    case = read_case(path)
    expected = case["findings"].strip().splitlines()
    found, broken = judged(case["schema"], case["document"], folder)
    about_rules = [line for line in expected if "schematron-rule-broken" in line]
    assert sorted(map(in_a_line, found)) == sorted(set_apart(expected, about_rules))
    assert len(broken) == len(about_rules), broken
    for line in about_rules:
        assert any(is_told(line, finding, folder) for finding in broken), (line, broken)


def set_apart(lines: list[str], others: list[str]) -> list[str]:
    return [line for line in lines if line not in others]


def in_a_line(finding: Finding) -> str:
    hint = f" | {finding.hint}" if finding.hint else ""
    return f"{finding.line} {finding.severity} {finding.code} {finding.message}{hint}"


def is_told(line: str, finding: Finding, folder: Path) -> bool:
    place, _, message = line.partition(" error schematron-rule-broken ")
    file, _, where = place.partition(":")
    if not where.isdigit():
        standing = (folder / "case.sch").read_text(encoding="utf-8").splitlines()[finding.line - 1]
        return where in standing and message in finding.message
    path = Path(finding.path).relative_to(folder)
    return (str(path), str(finding.line)) == (file, where) and message in finding.message


def test_titles_are_told_apart() -> None:
    titles = [path.read_text(encoding="utf-8").splitlines()[0] for path in (FOLDER / "cases").glob("*.txt")]
    assert len(set(titles)) == len(titles)
    assert all(re.match("[A-Z]", title) for title in titles)
