"""Validation: each file is parsed, then judged by the grammar and by the pointers; every finding is told.

validate(["corpus/last-testament/tei.xml"])      the findings, in the order of files and lines
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from tei_miasnikov.findings import Finding
from tei_miasnikov.validation.documents import parse_document
from tei_miasnikov.validation.pointers import check_pointers
from tei_miasnikov.validation.schema import Judge, load_judge, project_schema


def validate(paths: Iterable[str | Path], schema: str | Path | None = None) -> list[Finding]:
    """Judge files by a grammar, the project's own where none is named, and check their pointers.

    Raises SchemaError for a grammar that can't be used, SourceError for a file that can't be read.
    """
    judge = load_judge(schema or project_schema())
    return [finding for path in paths for finding in judge_file(str(path), judge)]


def judge_file(path: str, judge: Judge) -> Iterator[Finding]:
    """What is wrong with one file, in the order of its lines. Raises SourceError where it can't be read."""
    tree, findings = parse_document(path)
    if tree is not None:
        findings = [*judge(tree, path), *check_pointers(tree, path)]
    yield from sorted(findings, key=lambda finding: (finding.line, finding.column))
