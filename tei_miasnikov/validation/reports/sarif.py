"""SARIF 2.1.0 (OASIS), which code hosts and editors read: each code is a rule with its explanation.

{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "tei-miasnikov", "rules": […]}}, "results": […]}]}
"""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from tei_miasnikov.findings import Finding, Severity
from tei_miasnikov.validation.explanations import Explanation, load_explanations
from tei_miasnikov.validation.reports.report import Report
from tei_miasnikov.version import VERSION

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
Object = dict[str, Any]


def iter_lines(report: Report) -> Iterator[str]:
    """The report as one text."""
    findings = list(report.findings)
    codes = sorted({finding.code for finding in findings})
    explanations = load_explanations()
    driver = {"name": "tei-miasnikov", "version": VERSION, "rules": [_rule(code, explanations) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": report.status != 3}],
        "results": [_result(finding, codes.index(finding.code)) for finding in findings],
    }
    yield json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _rule(code: str, explanations: dict[str, Explanation]) -> Object:
    found = explanations.get(code)
    if found is None:
        return {"id": code}
    return {
        "id": code,
        "shortDescription": {"text": found.title},
        "fullDescription": {"text": f"{found.meaning} {found.why}"},
        "help": {"text": f"{found.mend}\n\n{found.example}"},
    }


def _result(finding: Finding, rule: int) -> Object:
    hint = f"\n{finding.hint}" if finding.hint else ""
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": LEVELS[finding.severity],
        "message": {"text": finding.message + hint},
        "locations": [_location(finding)],
        "properties": {"path": finding.path, "source": finding.source},
    }


def _location(finding: Finding) -> Object:
    physical: Object = {"artifactLocation": {"uri": _address(finding.path)}}
    if finding.line:
        physical["region"] = _region(finding)
    location: Object = {"physicalLocation": physical}
    if finding.xpath:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.xpath, "kind": "element"}]
    return location


def _address(path: str) -> str:
    """The path as a URI reference; a plain one stays what it is."""
    quoted = quote(path.encode("utf-8", "surrogateescape"), safe="/~!$&'()*+,;=@")
    return f"./{quoted}" if ":" in path.split("/")[0] else quoted


def _region(finding: Finding) -> Object:
    region: Object = {"startLine": finding.line}
    if finding.column:
        region["startColumn"] = finding.column
    if finding.column and finding.excerpt:
        region["endColumn"] = finding.column + finding.excerpt.length
    return region
