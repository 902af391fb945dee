"""For people: the finding, the line of the file with a mark under what is meant, what to do, and where it is.

tei.xml:7:17: bad-attribute-value @when="1999-5-1" on <date> is no value that is allowed
    <p>On <date when="1999-5-1">1 May</date></p>
                ^^^^^^^^^^^^^^^
    write when="1999-05-01"; allowed: a date such as 1999, 1999-05 or 1999-05-01
    in tei:TEI/text/body/p/date/@when
"""

import unicodedata
from collections.abc import Iterator

from tei_miasnikov.findings import Excerpt, Finding, Severity
from tei_miasnikov.validation.reports.concise import place
from tei_miasnikov.validation.reports.report import Report

WORD = {Severity.ERROR: "", Severity.WARNING: "warning: ", Severity.INFO: "note: "}
INDENT = "\n    "


def iter_lines(report: Report) -> Iterator[str]:
    """The report, a finding at a time; what can't be read is told apart."""
    for finding in report.findings:
        if finding.code != "unreadable":
            yield told(finding)


def told(finding: Finding) -> str:
    """A finding on several lines."""
    where = f"in {finding.xpath}" if finding.xpath else ""
    shown = list(_iter_shown(finding.excerpt)) if finding.excerpt else []
    first = f"{place(finding)}: {finding.code} {WORD[finding.severity]}{finding.message}"
    return INDENT.join(line for line in [first, *shown, finding.hint, where] if line)


def _iter_shown(excerpt: Excerpt) -> Iterator[str]:
    if excerpt.line.strip():
        yield excerpt.line
        end = excerpt.start + excerpt.length
        yield " " * _width(excerpt.line[: excerpt.start]) + "^" * max(1, _width(excerpt.line[excerpt.start : end]))


def _width(text: str) -> int:
    """The columns that a text takes on a terminal: wide letters two, combining marks none."""
    return len(text) if text.isascii() else sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
