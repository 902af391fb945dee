"""`tei-miasnikov validate`: TEI files judged."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

import click

from tei_miasnikov.errors import SourceError
from tei_miasnikov.findings import Finding, Severity
from tei_miasnikov.validation.judgement import judge_file
from tei_miasnikov.validation.schema import load_judge, project_schema


@click.command("validate")
@click.argument("paths", metavar="FILE…", nargs=-1, required=True)
@click.option("--schema", metavar="FILE", help="A RELAX NG grammar; without it, the project's own.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For people, or for programs."
)
def command(paths: tuple[str, ...], schema: str | None, form: str) -> int:
    """Judge TEI files: well-formed, valid against the grammar, every pointer leading somewhere.

    \b
    tei-miasnikov validate tei.xml
    tei-miasnikov validate --schema tei_all.rng a.xml b.xml --format json
    """
    judge = load_judge(schema or project_schema())
    findings: list[Finding] = []
    status = 0
    for path in paths:
        try:
            findings += judge_file(path, judge)
        except SourceError as error:
            click.echo(f"tei-miasnikov: {error}", err=True)
            status = error.exit_status
    FORMATS[form](findings)
    click.echo(_summary(paths, findings), err=True)
    return status or int(any(finding.severity is Severity.ERROR for finding in findings))


def _text(findings: Sequence[Finding]) -> None:
    for finding in findings:
        click.echo(str(finding))


def _json(findings: Sequence[Finding]) -> None:
    counts = Counter(finding.severity.value for finding in findings)
    shown = [asdict(finding) for finding in findings]
    click.echo(json.dumps({"findings": shown, "summary": counts}, ensure_ascii=False, indent=1))


FORMATS = {"text": _text, "json": _json}


def _summary(paths: Sequence[str], findings: Sequence[Finding]) -> str:
    files = "1 file" if len(paths) == 1 else f"{len(paths)} files"
    return f"{files}: " + (f"{len(findings)} findings" if findings else "valid")
