"""`tei-miasnikov export`: TEI in the formats that archives, repositories and people take."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from tei_miasnikov.errors import OutputError, TeiMiasnikovError, UsageError
from tei_miasnikov.exports import EXPORTERS, Exporter

FOLDER = ""
"""The suffix of a format that is a folder of files."""
EAD_VERSIONS = {"3": "ead3", "2002": "ead2002"}
"""The formats of `--to ead`, by --ead-version. EAD 4 has its place here once its schema is to be had."""


@click.command("export")
@click.argument("files", metavar="TEI…", nargs=-1)
@click.option("--to", "form", metavar="FORMAT", help="Of those that --list names; `ead` takes --ead-version.")
@click.option("-o", "--output", metavar="PATH", help="The file, or the folder of a bag; without it, standard output.")
@click.option("--source", metavar="FILE", help="The transcript that the TEI was made from: for bags and source lines.")
@click.option("--ead-version", metavar="N", help="With --to ead: 3 (without this option) or 2002.")
@click.option("--list", "is_list", is_flag=True, help="Name the formats, a line on each.")
@click.option("--strict", is_flag=True, help="Exit with 1 where anything that the format wants is missing.")
@click.option("--force", is_flag=True, help="Write over what stands there already with other bytes.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but faults.")
def command(
    files: tuple[str, ...],
    form: str | None,
    output: str | None,
    source: str | None,
    ead_version: str | None,
    *,
    is_list: bool,
    strict: bool,
    force: bool,
    quiet: bool,
) -> int:
    """Export TEI files to the formats that archives, repositories and people take.

    What the TEI doesn't know is never made up: what a format wants and the file lacks is told, with the key of
    header.toml that fills it, and left out.

    \b
    tei-miasnikov export tei.xml --to ead3 -o ead.xml
    tei-miasnikov export tei.xml --to bagit --source source.md -o deposit
    tei-miasnikov export --list
    """
    if is_list:
        _list()
        return 0
    if not files:
        raise UsageError("name the TEI file to export, or --list for the formats")
    exporter = EXPORTERS[_form(form, ead_version)]
    targets = _targets(files, output, exporter)
    if source and len(files) > 1:
        raise UsageError("--source is the transcript of one TEI file; export the others one by one")
    statuses = []
    for name, target in zip(files, targets, strict=True):
        try:
            findings = _export(name, target, exporter, source, force=force)
        except TeiMiasnikovError as error:
            click.echo(f"tei-miasnikov: {error}", err=True)
            statuses.append(error.exit_status)
            continue
        for finding in () if quiet else findings:
            click.echo(finding, err=True)
        statuses.append(int(strict and bool(findings)))
    return max(statuses)


def _list() -> None:
    width = max(map(len, EXPORTERS))
    for name, exporter in EXPORTERS.items():
        click.echo(f"{name:{width}}  {exporter.about}")


def _form(form: str | None, ead_version: str | None) -> str:
    """The format that is meant. Raises UsageError."""
    if form is None:
        raise UsageError("name the format with --to; --list names them all")
    if form in ("ead", *EAD_VERSIONS.values()) and (ead_version or form == "ead"):
        form = _ead(form, ead_version or "3")
    elif ead_version:
        raise UsageError(f"--ead-version belongs to --to ead, not to --to {form}")
    if form not in EXPORTERS:
        raise UsageError(f"--to {form}: there is no such format; --list names {', '.join(EXPORTERS)}")
    return form


def _ead(form: str, version: str) -> str:
    named = EAD_VERSIONS.get(version)
    if named is None:
        raise UsageError(f"--ead-version {version}: is not written yet; {' and '.join(EAD_VERSIONS)} are")
    if form not in ("ead", named):
        raise UsageError(f"--to {form} and --ead-version {version} contradict each other")
    return named


def _targets(files: tuple[str, ...], output: str | None, exporter: Exporter) -> list[Path | None]:
    """Where each export goes; None is standard output. Raises UsageError."""
    target = Path(output) if output and output != "-" else None
    if target is None:
        if exporter.suffix == FOLDER:
            raise UsageError("this format is a folder of files; name it with -o")
        if len(files) > 1:
            raise UsageError("several TEI files need -o, an existing folder")
        return [None]
    if len(files) == 1 and (exporter.suffix == FOLDER or not target.is_dir()):
        return [target]
    if not target.is_dir():
        raise OutputError(f"{target}: there is no such folder; make it first, several TEI files are written into it")
    names = [f"{Path(name).stem}{exporter.suffix}" for name in files]
    if len(set(names)) < len(names):
        raise UsageError("two TEI files have the same name; they would be written to the same place")
    return [target / name for name in names]


def _export(
    name: str, target: Path | None, exporter: Exporter, source: str | None, *, force: bool
) -> tuple[object, ...]:
    """Make one export and put it in its place; what is missing comes back."""
    from tei_miasnikov.encoded import read_publication
    from tei_miasnikov.exports import read_source_file
    from tei_miasnikov.exports.folders import write_new_folder, write_over_folder
    from tei_miasnikov.exports.material import Material
    from tei_miasnikov.output import write_new, write_over

    material = Material(read_publication(name), read_source_file(source) if source else None, _date())
    made = exporter(material)
    if target is None:
        sys.stdout.buffer.write(made.data)
        sys.stdout.buffer.flush()
    elif exporter.suffix == FOLDER:
        (write_over_folder if force else write_new_folder)(target, made.files)
    else:
        (write_over if force else write_new)(target, made.data)
    return made.findings


def _date() -> str:
    """The day of SOURCE_DATE_EPOCH, "" without it: no clock is asked."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date().isoformat() if epoch.isdigit() else ""
