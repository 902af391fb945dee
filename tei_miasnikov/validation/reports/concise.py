"""One line a finding, for grep and for editors.

tei.xml:7:17: error bad-attribute-value @when="1999-5-1" on <date> is no value that is allowed [write when="1999-05-01"]
"""

from collections.abc import Iterator

from tei_miasnikov.findings import Finding
from tei_miasnikov.validation.reports.report import Report


def iter_lines(report: Report) -> Iterator[str]:
    """The report, a line a finding; what can't be read is told apart."""
    return (one_line(finding) for finding in report.findings if finding.code != "unreadable")


def one_line(finding: Finding) -> str:
    """A finding on one line."""
    hint = f" [{finding.hint}]" if finding.hint else ""
    said = f"{place(finding)}: {finding.severity} {finding.code} {finding.message}{hint}"
    return " ".join(said.splitlines())


def place(finding: Finding) -> str:
    """`path:line:column`, as far as it is known."""
    return ":".join([finding.path, *(str(number) for number in (finding.line, finding.column) if number)])
