"""JSON: one object with all findings and a summary.

{"findings": [{"path": "tei.xml", "line": 7, "column": 17, "xpath": …, "code": …, …}], "summary": {"files": 1, …}}
"""

import json
from collections.abc import Iterator

from tei_miasnikov.findings import Finding
from tei_miasnikov.validation.reports.report import Report

KEYS = ("path", "line", "column", "xpath", "code", "severity", "source", "message", "hint", "words")


def iter_lines(report: Report) -> Iterator[str]:
    """The report as one text."""
    said = {"findings": [as_object(finding) for finding in report.findings], "summary": report.counts}
    yield json.dumps(said, ensure_ascii=False, indent=1)


def as_object(finding: Finding) -> dict[str, str | int]:
    """A finding as JSON has it."""
    return {key: getattr(finding, key) for key in KEYS}
