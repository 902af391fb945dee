"""`tei-miasnikov convert`: transcripts into TEI."""

import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import click

from tei_miasnikov.errors import OutputError, TeiMiasnikovError, UsageError
from tei_miasnikov.findings import Severity
from tei_miasnikov.output import write_new, write_over
from tei_miasnikov.pipeline import Conversion, convert_source, load_settings_of, summary
from tei_miasnikov.text.source import read_source

Writer = Callable[[Path, bytes], None]
WRITERS: dict[bool, Writer] = {False: write_new, True: write_over}
"""Without and with --force."""


@click.command("convert")
@click.argument("sources", metavar="SOURCE…", nargs=-1, required=True)
@click.option("-o", "--output", metavar="FILE", help="Write one transcript's TEI here; without it, to standard output.")
@click.option("--out-dir", metavar="DIR", help="Write each transcript's TEI here; the folder is made.")
@click.option("--profile", metavar="NAME|FILE", help="What is true of the transcript: labels, headings, citations …")
@click.option("--header", metavar="FILE", help="What only the editor knows: header.toml.")
@click.option(
    "--encoding", metavar="NAME", help="The encoding of the source, where it is not UTF-8 and a guess is unsure."
)
@click.option(
    "--notes", type=click.Choice(["end", "inline"]), default="end", help="Where the source has them, or at their words."
)
@click.option("--xml-model", metavar="HREF", help="Name this schema in the file.")
@click.option("--strict", is_flag=True, help="Exit with 1 where there is anything that an editor should look at.")
@click.option("--force", is_flag=True, help="Write over a file that stands already with other bytes.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but faults.")
def command(
    sources: tuple[str, ...],
    output: str | None,
    out_dir: str | None,
    profile: str | None,
    header: str | None,
    encoding: str | None,
    xml_model: str | None,
    notes: Literal["end", "inline"],
    *,
    strict: bool,
    force: bool,
    quiet: bool,
) -> int:
    """Convert transcripts (.md, .txt, .html, .docx, .odt, - for standard input) to TEI P5.

    The file is proved before it is written: every character of the source stands in its text, in named carrier
    syntax, or in an attribute. What an editor should look at is told on standard error. Without a profile the labels
    and the layout are learned from the transcript itself, and what was taken for a label is told with its count.

    \b
    tei-miasnikov convert letter.md -o letter.xml
    tei-miasnikov convert source.md --profile profile.toml --header header.toml -o tei.xml
    tei-miasnikov convert *.txt --profile trial.toml --out-dir tei/
    """
    targets = list(_targets(sources, output, out_dir))
    settings = load_settings_of(profile, header, xml_model, day_of_epoch())._replace(notes=notes)
    write: Writer = WRITERS[force]
    statuses = []
    for name, target in targets:
        try:
            conversion = convert_source(read_source(name, encoding), settings)
            _deliver(conversion, target, write)
        except TeiMiasnikovError as error:
            click.echo(f"tei-miasnikov: {error}", err=True)
            statuses.append(error.exit_status)
            continue
        if not quiet:
            _tell(name, conversion)
        statuses.append(_status(conversion, strict=strict))
    return max(statuses)


def _targets(sources: tuple[str, ...], output: str | None, out_dir: str | None) -> Iterator[tuple[str, Path | None]]:
    """Where each source's TEI goes; None is standard output. Raises UsageError."""
    if output and out_dir:
        raise UsageError("-o and --out-dir exclude each other")
    if len(sources) > 1 and not out_dir:
        raise UsageError("several transcripts need --out-dir")
    if not out_dir:
        yield sources[0], Path(output) if output and output != "-" else None
        return
    folder = Path(out_dir)
    names = [f"{Path(name).stem if name != '-' else 'standard-input'}.xml" for name in sources]
    if len(set(names)) < len(names):
        raise UsageError("two transcripts have the same name; they would be written to the same file")
    _make(folder)
    yield from ((name, folder / target) for name, target in zip(sources, names, strict=True))


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: {(error.strerror or 'cannot be made').lower()}") from None


def day_of_epoch() -> str | None:
    """The day of SOURCE_DATE_EPOCH, so that the same input gives the same bytes."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date().isoformat() if epoch.isdigit() else None


def _deliver(conversion: Conversion, target: Path | None, write: Writer) -> None:
    if target is None:
        sys.stdout.buffer.write(conversion.tei)
    else:
        write(target, conversion.tei)


def _tell(name: str, conversion: Conversion) -> None:
    """The findings, what was learned where there is no profile, and the summary in one line."""
    for finding in conversion.findings:
        click.echo(str(finding), err=True)
    if conversion.lesson is not None:
        from tei_miasnikov.recognition.learning.telling import tell  # only what has no profile needs it

        for line in tell(conversion.lesson):
            click.echo(line if line.startswith(" ") else f"{name}: {line}", err=True)
    click.echo(f"{name}: {summary(conversion)}", err=True)


def _status(conversion: Conversion, *, strict: bool) -> int:
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return int(any(finding.severity in grave for finding in conversion.findings))
