"""GitHub: workflow commands that become annotations at the lines, and the table of the step's summary.

::error file=tei.xml,line=7,col=17,title=bad-attribute-value::@when="1999-5-1" on <date> is no value …

GitHub shows ten annotations of each level a step; the tenth says how many more there are, and the log holds them all.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from tei_miasnikov.findings import Finding, Severity
from tei_miasnikov.validation.quoting import speakable
from tei_miasnikov.validation.reports.concise import one_line, place
from tei_miasnikov.validation.reports.report import Report, in_words

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
SHOWN = 10
"""So many annotations of a level does GitHub show a step."""
ROWS = 200
"""So many rows the summary has at most; GitHub takes a mebibyte."""


def iter_lines(report: Report) -> Iterator[str]:
    """The annotations, then every finding that has none; the summary is written where GitHub wants it."""
    findings = list(report.findings)
    rest: list[Finding] = []
    for severity in LEVELS:
        graded = [finding for finding in findings if finding.severity is severity]
        shown = graded if len(graded) <= SHOWN else graded[: SHOWN - 1]
        yield from map(_annotation, shown)
        if len(graded) > len(shown):
            more = (
                f"{len(graded) - len(shown)} more {LEVELS[severity]}s: GitHub shows {SHOWN} a step; all are in the log"
            )
            yield f"::{LEVELS[severity]} title=tei-miasnikov::{_data(more)}"
        rest += graded[len(shown) :]
    yield from _grouped(rest)
    _summarise(report, findings)


def _annotation(finding: Finding) -> str:
    places = {"file": finding.path, "line": finding.line, "col": finding.column, "title": finding.code}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in places.items() if value)
    hint = f"\n{finding.hint}" if finding.hint else ""
    return f"::{LEVELS[finding.severity]} {properties}::{_data(finding.message + hint)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _grouped(findings: Sequence[Finding]) -> Iterator[str]:
    """Findings without annotations; a blank first keeps a path from being read as a command."""
    if findings:
        yield "::group::the other findings"
        yield from (f" {speakable(one_line(finding))}" for finding in findings)
        yield "::endgroup::"


def _summarise(report: Report, findings: Sequence[Finding]) -> None:
    target = os.environ.get("GITHUB_STEP_SUMMARY")
    if not target:
        return
    rows = [f"| {_cell(place(finding))} | {_cell(finding.code)} | {_cell(finding.message)} |" for finding in findings]
    table = ["", "| place | code | finding |", "|---|---|---|", *rows[:ROWS]] if rows else []
    more = ["", f"… and {len(rows) - ROWS} more"] if len(rows) > ROWS else []
    text = "\n".join(["### TEI validation", "", _cell(in_words(report)), *table, *more, ""])
    with suppress(OSError), Path(target).open("a", encoding="utf-8", errors="replace") as file:
        file.write(text + "\n")


_MARKUP = {ord(char): f"&#{ord(char)};" for char in "&<>|`*_[]~\\"}


def _cell(text: str) -> str:
    return speakable(text).translate(_MARKUP)
