"""What a report tells: the verdicts in their order, and how many findings a baseline knew already."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tei_miasnikov.findings import Finding, Severity
from tei_miasnikov.validation.rules import Verdict

GRAVITY = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one run; findings of `fail_on` or graver fail it."""

    verdicts: tuple[Verdict, ...]
    fail_on: Severity = Severity.ERROR
    known: int = 0

    @property
    def findings(self) -> Iterator[Finding]:
        """All findings, in the order of the files and places."""
        return (finding for verdict in self.verdicts for finding in verdict.findings)

    def fails(self, finding: Finding) -> bool:
        """Whether a finding makes the run fail."""
        return GRAVITY[finding.severity] >= GRAVITY[self.fail_on]

    @property
    def status(self) -> int:
        """What the program ends with: the worst of the files."""
        if not all(verdict.is_usable for verdict in self.verdicts):
            return 3
        return int(any(self.fails(finding) for finding in self.findings))

    @property
    def counts(self) -> dict[str, int]:
        """How many files and findings there are."""
        found = Counter(finding.severity for finding in self.findings)
        return {
            "files": len(self.verdicts),
            "errors": found[Severity.ERROR],
            "warnings": found[Severity.WARNING],
            "infos": found[Severity.INFO],
            "known": self.known,
            "unusable": sum(not verdict.is_usable for verdict in self.verdicts),
        }


NOUNS = (("error", "error"), ("warning", "warning"), ("info", "note"))


def in_words(report: Report) -> str:
    """`3 files: 2 errors, 1 warning`."""
    counts = report.counts
    files = f"{counts['files']} file" + ("" if counts["files"] == 1 else "s")
    parts = [
        _number(counts["errors"], "error"),
        _number(counts["warnings"], "warning"),
        _number(counts["infos"], "note"),
    ]
    found = ", ".join(filter(None, parts)) or "no new findings" * bool(report.known) or "valid"
    known = f" ({report.known} known from the baseline)" if report.known else ""
    return f"{files}: {found}{known}"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}" if count else ""
