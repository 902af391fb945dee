"""`tei-miasnikov validate`: TEI files judged."""

import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

import click

from tei_miasnikov.errors import UsageError
from tei_miasnikov.findings import Severity
from tei_miasnikov.validation.choice_of_rules import told_once
from tei_miasnikov.validation.files import Found, find_files
from tei_miasnikov.validation.judgement import Bench
from tei_miasnikov.validation.messages import SHOWN
from tei_miasnikov.validation.reports.report import Report, in_words
from tei_miasnikov.validation.rules import Engine, Rules, Verdict
from tei_miasnikov.validation.workers import jobs_for, judge_files

FORMATS = {
    "text": "text",
    "concise": "concise",
    "json": "json_object",
    "sarif": "sarif",
    "junit": "junit",
    "github": "github",
}
"""The forms of a report, and the modules that write them."""
FOR_PEOPLE = frozenset(["text", "concise"])
ALL = 100_000
"""So many expected names are told with -v."""


@click.command("validate")
@click.argument("paths", metavar="PATH…", nargs=-1, required=True)
@click.option("--schema", metavar="NAME|FILE", help="Judge all files by this one; else by their own, or the project's.")
@click.option("--engine", type=click.Choice(list(Engine)), help="RELAX NG or XSD; else as the schema's name says.")
@click.option("--schematron", metavar="FILE|embedded", help="Apply these rules too, or those in the grammar.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", help="For people, or for programs.")
@click.option("--baseline", metavar="FILE", help="Known findings: counted, not told; only new ones fail.")
@click.option("--write-baseline", is_flag=True, help="Write what is wrong now to the --baseline file.")
@click.option("--include", multiple=True, metavar="DIR", help="Schemas and pointers may lead into this folder too.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="So many processes; without it, as many as pay off.")
@click.option("--allow-fetch", is_flag=True, help="Fetch a schema from the web where a file names one.")
@click.option("--fail-on", type=click.Choice(["error", "warning"]), default="error", help="What makes the status 1.")
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
@click.option("-v", "--verbose", is_flag=True, help="All expected names, not the likeliest five.")
def command(
    paths: tuple[str, ...],
    schema: str | None,
    engine: str | None,
    schematron: str | None,
    form: str,
    baseline: str | None,
    include: tuple[str, ...],
    jobs: int | None,
    fail_on: str,
    *,
    write_baseline: bool,
    allow_fetch: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Judge TEI files, folders of them (every .xml below), or patterns: well-formed, valid, every pointer leading
    somewhere.

    \b
    tei-miasnikov validate tei.xml
    tei-miasnikov validate corpus/ --schema tei_all.rng --format github
    tei-miasnikov validate "letters/**/*.xml" --baseline known.json

    Status: 0 clean, 1 findings, 2 wrong usage, 3 something that can't be read, 4 a fault of the program.
    `tei-miasnikov explain CODE` says what a finding means and how to mend it.
    """
    if write_baseline and not baseline:
        raise UsageError("--write-baseline needs --baseline FILE, where it is written")
    rules = Rules(
        schema,
        _engine(engine, schema),
        include,
        tuple(path for path in paths if Path(path).is_dir()),
        allow_fetch,
        ALL if verbose else SHOWN,
        schematron,
    )
    found = find_files(paths)
    verdicts = _judged(found, rules, jobs)
    if write_baseline and baseline:
        return _written(baseline, verdicts, found)
    report = _compared(verdicts, baseline, Severity(fail_on))
    _print(import_module(f"tei_miasnikov.validation.reports.{FORMATS[form]}").iter_lines(report))
    _tell(found.problems)
    if form in FOR_PEOPLE:
        _tell(f"{finding.path}: {finding.message}" for finding in report.findings if finding.code == "unreadable")
    if not quiet and verdicts:
        click.echo(in_words(report), err=True)
    return 3 if found.problems else report.status


def _engine(engine: str | None, schema: str | None) -> Engine:
    """The engine that is named, else the one that the schema's name asks for."""
    asked = Engine.XSD if schema and schema.lower().endswith(".xsd") else Engine.RNG
    if engine and schema and Path(schema).suffix.lower() in (".rng", ".xsd") and engine != asked:
        raise UsageError(f"--engine {engine} can't judge by {schema}")
    return Engine(engine) if engine else asked


def _judged(found: Found, rules: Rules, jobs: int | None) -> tuple[Verdict, ...]:
    """The verdicts, in the order of the files. Raises SchemaError where the schema that was named can't be used."""
    bench = Bench(rules)
    if rules.schema is not None:
        bench.judges.named()
    bench.rule_judges.named()
    return tuple(told_once(judge_files(found.files, bench, jobs or jobs_for(found.files))))


def _written(baseline: str, verdicts: tuple[Verdict, ...], found: Found) -> int:
    from tei_miasnikov.validation.baseline import write_baseline

    count = write_baseline(baseline, verdicts)
    click.echo(f"{baseline}: {count} findings are known from now on", err=True)
    _tell(found.problems)
    unusable = bool(found.problems) or not all(verdict.is_usable for verdict in verdicts)
    return 3 if unusable else 0


def _compared(verdicts: tuple[Verdict, ...], baseline: str | None, fail_on: Severity) -> Report:
    if baseline is None:
        return Report(verdicts, fail_on)
    from tei_miasnikov.validation.baseline import read_baseline

    compared = read_baseline(baseline).compare(verdicts)
    if compared.gone:
        click.echo(f"{baseline}: {compared.gone} known findings are gone; --write-baseline forgets them", err=True)
    return Report(compared.verdicts, fail_on, compared.known)


def _print(texts: Iterable[str]) -> None:
    """To standard output in UTF-8, whatever the terminal's locale; names of files keep their bytes."""
    for text in texts:
        sys.stdout.buffer.write(f"{text}\n".encode("utf-8", "surrogateescape"))
    sys.stdout.buffer.flush()


def _tell(problems: Iterable[str]) -> None:
    for problem in problems:
        click.echo(f"tei-miasnikov: {problem}", err=True)
