"""Typical mistakes: each is told once, at its place, with the bad value and the cure."""

from functools import cache
from pathlib import Path

import pytest

from tei_miasnikov.findings import Finding, Severity
from tei_miasnikov.validation.judgement import Bench
from tei_miasnikov.validation.rules import Rules
from tei_miasnikov.validation.schema import project_schema
from tests.shared import CORPUS, shared
from tests.validation.mistakes import MISTAKES, wanted


@cache
def bench(schema: Path) -> Bench:
    return Bench(Rules(str(schema)))


def errors(findings: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is Severity.ERROR]


@pytest.mark.parametrize("path", MISTAKES, ids=lambda path: path.stem)
def test_a_mistake_is_one_finding_at_its_place(path: Path) -> None:
    findings = errors(bench(shared("tei/tei_all.rng")).judge(str(path)).findings)
    expected = wanted(path)
    assert [(f.line, f.code) for f in findings] == [(w.line, w.code) for w in expected], "\n".join(map(str, findings))
    for finding, want in zip(findings, expected, strict=True):
        assert want.column in (None, finding.column)
        missing = [words for words in want.words if words not in f"{finding.message}\n{finding.hint}"]
        assert not missing, str(finding)


IN_OUR_OWN = {
    "unknown element": ("<p>Iranian parliament.</p>", "<p><dele>Iranian</dele> x</p>", "unknown-element", "<dele>"),
    "wrong case": ("<p>Iranian parliament.</p>", "<P>Iranian</P>", "unknown-element", "did you mean <p>?"),
    "bad date": ('<date when="1982">', '<date when="1982-5-1">', "bad-attribute-value", 'write when="1982-05-01"'),
    "dangling who": ('who="#ulrich"', 'who="#ulrish"', "pointer-dangling", "did you mean #ulrich"),
    "id twice": ('xml:id="doc-3-s7"', 'xml:id="doc-3-s8"', "id-twice", "first in line 367"),
    "unknown attribute": ('n="7" who="#ulrich"', 'nn="7" who="#ulrich"', "unknown-attribute", "did you mean @n?"),
    "stray text": ('<sp xml:id="doc-3-s7"', 'stray<sp xml:id="doc-3-s7"', "misplaced-text", '"stray"'),
}


@pytest.mark.parametrize("name", IN_OUR_OWN)
def test_our_own_encoding_is_judged_as_well(name: str) -> None:
    old, new, code, words = IN_OUR_OWN[name]
    text = (CORPUS / "tei.xml").read_text(encoding="utf-8")
    assert old in text
    data = text.replace(old, new, 1).encode()
    (finding,) = errors(bench(project_schema()).judge_bytes(data, "tei.xml").findings)
    assert finding.code == code
    assert words in f"{finding.message} {finding.hint}"
    assert new.split()[0][:8] in text.replace(old, new, 1).splitlines()[finding.line - 1]


TABLE = "<p/><table><cell/><cell/><cell/></table>"


def test_what_follows_from_a_mistake_is_not_told() -> None:
    """Each of these would be two errors to a validator that does not ask why."""
    judge = bench(shared("tei/tei_all.rng"))
    head = (MISTAKES[0].read_text(encoding="utf-8")).partition("<text>")[0]
    for body in ("<hi>x</hi>", "stray", '<p xmlns="">x</p>', "<list><p>x</p></list>", "<ul>x</ul>", TABLE):
        data = f"{head}<text><body>{body}</body></text></TEI>".encode()
        found = [f for f in errors(judge.judge_bytes(data, "x.xml").findings) if f.source == "schema"]
        assert len(found) == 1, (body, found)


def test_a_gloss_is_told_where_it_is_known() -> None:
    from lxml import etree

    from tei_miasnikov.validation.schema import load_judge

    path = next(path for path in MISTAKES if path.stem == "unknown-element")
    judge = load_judge(shared("tei/tei_all.rng"), most=1)
    (finding,) = judge(etree.parse(path), "x.xml")
    assert "did you mean <del> (deletion)?" in finding.hint
    assert "more (-v)" in finding.hint


def test_what_is_required_later_is_not_wanted_before() -> None:
    text = next(path for path in MISTAKES if path.stem == "missing-child").read_text(encoding="utf-8")
    whole = text.replace("    <sourceDesc>", "    <publicationStmt><p/></publicationStmt>\n    <sourceDesc>")
    data = whole.replace("<titleStmt><title>A letter</title></titleStmt>", "").encode()
    (finding,) = errors(bench(shared("tei/tei_all.rng")).judge_bytes(data, "x.xml").findings)
    assert finding.message == "before <publicationStmt> there must be <titleStmt>"


def test_a_value_that_the_schema_refuses_is_not_followed() -> None:
    text = next(path for path in MISTAKES if path.stem == "missing-file").read_text(encoding="utf-8")
    data = text.replace('<ref target="people.xml#SMI">', '<graphic url="a b.png"/><ref>').encode()
    (finding,) = bench(shared("tei/tei_all.rng")).judge_bytes(data, "x.xml").findings
    assert (finding.code, finding.words) == ("bad-attribute-value", "a b.png")
