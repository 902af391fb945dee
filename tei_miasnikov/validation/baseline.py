"""A baseline: the findings of an old corpus that are known, so that only new ones fail.

    tei-miasnikov validate corpus --baseline known.json --write-baseline     once
    tei-miasnikov validate corpus --baseline known.json                      then always

A finding is known by its file (seen from the baseline's folder), its code, its XPath without numbers and the words
concerned, never by its line: what is written above it doesn't make it new. Each is counted, so that one more is new.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tei_miasnikov.errors import SourceError
from tei_miasnikov.findings import Finding, Severity
from tei_miasnikov.output import write_over
from tei_miasnikov.validation.rules import Verdict

VERSION = 1
Key = tuple[str, str, str, str]
_NUMBER = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Compared:
    """The verdicts without what is known, how many findings were known, and how many of the known ones are gone."""

    verdicts: tuple[Verdict, ...]
    known: int = 0
    gone: int = 0


class Baseline:
    """The findings that a file lists."""

    def __init__(self, path: str, counts: Counter[Key]) -> None:
        self.path, self.counts = path, counts

    def compare(self, verdicts: Iterable[Verdict]) -> Compared:
        """What is new."""
        left = Counter(self.counts)
        fresh = tuple([self._fresh(verdict, left) for verdict in verdicts])
        judged = {_place(verdict.path, self.path) for verdict in fresh}
        gone = sum(count for key, count in left.items() if key[0] in judged)
        return Compared(fresh, self.counts.total() - left.total(), gone)

    def _fresh(self, verdict: Verdict, left: Counter[Key]) -> Verdict:
        findings = []
        for finding in verdict.findings:
            key = _key(finding, self.path)
            if left[key] > 0 and _counts(finding):
                left[key] -= 1
            else:
                findings.append(finding)
        return replace(verdict, findings=tuple(findings))


def read_baseline(path: str) -> Baseline:
    """The baseline in a file. Raises SourceError where it can't be used."""
    try:
        said = json.loads(Path(path).read_bytes())
        if said["version"] != VERSION:
            raise SourceError(
                f"{path}: is a baseline of version {said['version']}; write it anew with --write-baseline"
            )
        return Baseline(path, Counter(dict(_iter_read(said["findings"]))))
    except FileNotFoundError:
        raise SourceError(f"{path}: no such baseline; --write-baseline makes it") from None
    except OSError as error:
        raise SourceError(f"{path}: {(error.strerror or 'cannot be read').lower()}") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise SourceError(f"{path}: is no baseline; write it anew with --write-baseline") from None


def _iter_read(found: list[dict[str, str | int]]) -> Iterator[tuple[Key, int]]:
    for entry in found:
        yield (str(entry["path"]), str(entry["code"]), str(entry["xpath"]), str(entry["words"])), int(entry["count"])


def write_baseline(path: str, verdicts: Iterable[Verdict]) -> int:
    """Write what is wrong now as known; how many findings that are. Raises OutputError."""
    findings = [finding for verdict in verdicts for finding in verdict.findings if _counts(finding)]
    counts = Counter(_key(finding, path) for finding in findings)
    entries = [
        {"path": file, "code": code, "xpath": xpath, "words": words, "count": count}
        for (file, code, xpath, words), count in sorted(counts.items())
    ]
    text = json.dumps({"version": VERSION, "findings": entries}, ensure_ascii=True, indent=1)
    write_over(Path(path), f"{text}\n".encode())
    return counts.total()


def _counts(finding: Finding) -> bool:
    """Notes need no baseline, and a file that can't be read is never known."""
    return finding.severity is not Severity.INFO and finding.code != "unreadable"


def _key(finding: Finding, baseline: str) -> Key:
    words = finding.words or (finding.message if not finding.xpath else "")
    return _place(finding.path, baseline), finding.code, _NUMBER.sub("", finding.xpath), words


def _place(path: str, baseline: str) -> str:
    """The path seen from the baseline's folder."""
    folder = os.path.dirname(os.path.abspath(baseline))  # noqa: PTH100, PTH120
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        return path
