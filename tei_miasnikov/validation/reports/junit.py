"""JUnit XML, which test runners of CI read: a suite a file, a case a finding; a file without any is a case that passes.

<testsuite name="tei.xml" tests="1" failures="1"><testcase name="7:17 bad-attribute-value" …><failure …/></testcase>
"""

from collections.abc import Iterator

from lxml import etree

from tei_miasnikov.findings import Finding
from tei_miasnikov.validation.quoting import speakable
from tei_miasnikov.validation.reports.report import Report
from tei_miasnikov.validation.reports.text import told
from tei_miasnikov.validation.rules import Verdict


def iter_lines(report: Report) -> Iterator[str]:
    """The report as one text."""
    root = etree.Element("testsuites", name="tei-miasnikov validate")
    for verdict in report.verdicts:
        _add_suite(root, verdict, report)
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name) or 0) for suite in root)))
    etree.indent(root)
    yield etree.tostring(root, encoding="unicode")


def _add_suite(root: etree._Element, verdict: Verdict, report: Report) -> None:
    suite = etree.SubElement(root, "testsuite", name=_safe(verdict.path))
    for finding in verdict.findings:
        _add_case(suite, finding, report)
    if not verdict.findings:
        etree.SubElement(suite, "testcase", name="valid", classname=_safe(verdict.path))
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", str(len(suite.findall("testcase/error"))))


def _add_case(suite: etree._Element, finding: Finding, report: Report) -> None:
    name = " ".join(filter(None, [f"{finding.line}:{finding.column}" if finding.line else "", finding.code]))
    case = etree.SubElement(suite, "testcase", name=name, classname=_safe(finding.path), file=_safe(finding.path))
    if finding.line:
        case.set("line", str(finding.line))
    text = "\n".join(_safe(line) for line in told(finding).splitlines())
    if finding.code == "unreadable":
        etree.SubElement(case, "error", message=_safe(finding.message), type=finding.code).text = text
    elif report.fails(finding):
        etree.SubElement(case, "failure", message=_safe(finding.message), type=finding.code).text = text
    else:
        etree.SubElement(case, "system-out").text = text


def _safe(text: str) -> str:
    """The text as XML can hold it; document text can, but a file's name may be anything."""
    return speakable(text)
