"""The forms of a report, read back by what they are for."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from junitparser import Error, Failure, JUnitXml, TestCase, TestSuite

from tei_miasnikov.findings import Excerpt, Finding, Severity
from tei_miasnikov.validation.reports import concise, github, json_object, junit, sarif, text
from tei_miasnikov.validation.reports.report import Report, in_words
from tei_miasnikov.validation.rules import Verdict

BAD = Finding(
    "bad-attribute-value", '@when="1999-5-1" is no date', "a b,1.xml", 7, 9, "1999-5-1", 'write when="1999-05-01"',
    Severity.ERROR, "schema", "tei:TEI/text/body/p/date/@when", Excerpt('日本<date when="1999-5-1"/>', 8, 15),
)  # fmt: skip
ODD_ONE = Finding(
    "file-missing", "100% gone\n::error::x", "a b,1.xml", 9, 2, severity=Severity.WARNING, source="pointer"
)
NOTE = Finding("schema-none", "no TEI", "c.xml", severity=Severity.INFO, source="schema")
UNREAD = Finding("unreadable", "no such file", "d.xml", severity=Severity.ERROR, source="xml")
VERDICTS = (
    Verdict("a b,1.xml", (BAD, ODD_ONE)),
    Verdict("b.xml", ()),
    Verdict("c.xml", (NOTE,)),
    Verdict("d.xml", (UNREAD,), is_usable=False),
)
REPORT = Report(VERDICTS)


def lines(form: Any, report: Report = REPORT) -> list[str]:
    return list(form.iter_lines(report))


def test_text_marks_what_is_meant() -> None:
    first = lines(text)[0].splitlines()
    assert first[0] == 'a b,1.xml:7:9: bad-attribute-value @when="1999-5-1" is no date'
    assert first[1] == '    日本<date when="1999-5-1"/>'
    assert first[2] == "    " + " " * 10 + "^" * 15, "wide letters take two columns"
    assert first[3:] == ['    write when="1999-05-01"', "    in tei:TEI/text/body/p/date/@when"]


def test_what_cannot_be_read_is_talk_not_result() -> None:
    assert "d.xml" not in "".join(lines(text) + lines(concise))


def test_concise_is_a_line_a_finding() -> None:
    found = lines(concise)
    assert len(found) == 3
    assert all("\n" not in line for line in found)
    assert found[0].startswith("a b,1.xml:7:9: error bad-attribute-value ")
    assert found[0].endswith('[write when="1999-05-01"]')


def test_json_has_the_keys_and_paths_as_given() -> None:
    said = json.loads(lines(json_object)[0])
    assert set(said) == {"findings", "summary"}
    keys = {"path", "line", "column", "xpath", "code", "severity", "source", "message", "hint"}
    assert all(keys <= set(finding) for finding in said["findings"])
    assert said["findings"][0]["path"] == "a b,1.xml"
    assert said["summary"] == {"files": 4, "errors": 2, "warnings": 1, "infos": 1, "known": 0, "unusable": 1}


def test_sarif_has_the_shape_of_its_schema() -> None:
    """The properties that SARIF 2.1.0 requires, and the bounds that it sets."""
    said = json.loads(lines(sarif)[0])
    assert said["version"] == "2.1.0"
    (run,) = said["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"none", "note", "warning", "error"}
        assert result["message"]["text"]
        (location,) = result["locations"]
        physical = location["physicalLocation"]
        assert re.fullmatch(r"[A-Za-z0-9/._~%!$&'()*+,;=@-]+", physical["artifactLocation"]["uri"])
        assert all(number >= 1 for number in physical.get("region", {}).values())
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 7, "startColumn": 9, "endColumn": 24,
    }  # fmt: skip
    assert run["results"][0]["properties"]["path"] == "a b,1.xml"
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["invocations"] == [{"executionSuccessful": False}]


def test_junit_is_read_back(tmp_path: Path) -> None:
    (tmp_path / "junit.xml").write_text(lines(junit)[0], encoding="utf-8")
    suites = JUnitXml.fromfile(str(tmp_path / "junit.xml"))
    assert (suites.tests, suites.failures, suites.errors) == (5, 1, 1)
    cases: dict[str, list[TestCase]] = {
        str(suite.name): list(suite) for suite in suites if isinstance(suite, TestSuite)
    }
    assert [type(result) for result in cases["a b,1.xml"][0].result] == [Failure]
    assert cases["a b,1.xml"][1].is_passed, "a warning fails only where it is asked to"
    assert cases["b.xml"][0].is_passed
    assert [type(result) for result in cases["d.xml"][0].result] == [Error]
    strict = Report(VERDICTS, Severity.WARNING)
    assert JUnitXml.fromstring(lines(junit, strict)[0].encode()).failures == 2


def test_github_annotations_are_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    found = lines(github)
    assert found[0] == (
        "::error file=a b%2C1.xml,line=7,col=9,title=bad-attribute-value::"
        '@when="1999-5-1" is no date%0Awrite when="1999-05-01"'
    )
    assert "::warning file=a b%2C1.xml,line=9,col=2,title=file-missing::100%25 gone%0A::error::x" in found
    assert all("\n" not in line for line in found)


def test_github_says_how_many_more_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    found = lines(github, Report((Verdict("a.xml", (BAD,) * 25),)))
    annotations = [line for line in found if line.startswith("::error")]
    assert len(annotations) == 10
    assert "16 more errors" in annotations[-1]
    logged = found[found.index("::group::the other findings") + 1 : found.index("::endgroup::")]
    assert len(logged) == 16
    assert all(line.startswith(" ") for line in logged), "no line of the log may be read as a command"
    summary = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert "1 file: 25 errors" in summary
    assert summary.count("| a b,1.xml:7:9 |") == 25


def test_the_summary_cannot_be_broken_by_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    hostile = Finding("misplaced-text", "<img src=x> | [a](b) `c`", "a.xml", severity=Severity.ERROR)
    lines(github, Report((Verdict("a.xml", (hostile,)),)))
    (row,) = [
        line for line in (tmp_path / "summary.md").read_text(encoding="utf-8").splitlines() if "misplaced" in line
    ]
    assert row.count("|") == 4
    assert "<img" not in row


def test_in_words() -> None:
    assert in_words(REPORT) == "4 files: 2 errors, 1 warning, 1 note"
    assert in_words(Report(VERDICTS[1:2])) == "1 file: valid"
    assert in_words(Report(VERDICTS[1:2], known=3)) == "1 file: no new findings (3 known from the baseline)"


def test_the_status_is_the_worst() -> None:
    assert REPORT.status == 3
    assert Report(VERDICTS[:3]).status == 1
    assert Report(VERDICTS[1:3]).status == 0
    warned = (Verdict("a.xml", (ODD_ONE,)),)
    assert (Report(warned).status, Report(warned, Severity.WARNING).status) == (0, 1)
