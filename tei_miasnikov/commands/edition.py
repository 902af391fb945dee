"""`tei-miasnikov edition`: TEI as one HTML page to read, cite and search."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import click

from tei_miasnikov.edition.page import make_page, make_volumes
from tei_miasnikov.edition.transcripts import assign, is_the_named
from tei_miasnikov.edition.volume import Volume
from tei_miasnikov.encoded import Publication, read_publication
from tei_miasnikov.errors import TeiMiasnikovError, UsageError
from tei_miasnikov.output import write_new, write_over
from tei_miasnikov.text.source import read_source

Read = TypeVar("Read")


@click.command("edition")
@click.argument("files", metavar="TEI…", nargs=-1, required=True)
@click.option("-o", "--output", metavar="FILE", required=True, help="Write the page here; - for standard output.")
@click.option(
    "--source", "sources", metavar="FILE", multiple=True, help="The transcript: shows the lines it came from."
)
@click.option("--force", is_flag=True, help="Write over a file that stands already with other bytes.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but faults.")
def command(files: tuple[str, ...], output: str, sources: tuple[str, ...], *, force: bool, quiet: bool) -> int:
    """Make a reading edition of TEI files: one HTML file that opens offline.

    It is read without scripts, and better with them: notes in the margin, search, the TEI of each passage and, with
    --source, the lines of the transcript that it came from. Several files become volumes of one edition; if one of
    them can't be read, none is written.

    \b
    tei-miasnikov edition tei.xml -o edition.html
    tei-miasnikov edition tei.xml -o edition.html --source source.md
    """
    if len(sources) > len(files):
        raise UsageError(f"{len(sources)} transcripts for {len(files)} TEI files; give at most one for each")
    publications, status = _read_all(files, read_publication)
    transcripts, other = _read_all(sources, read_source)
    if status := max(status, other):
        return status
    volumes = make_volumes(publications, assign(publications, transcripts))
    page = make_page(volumes)
    if output == "-":
        sys.stdout.buffer.write(page)
    else:
        write: Callable[[Path, bytes], None] = write_over if force else write_new
        write(Path(output), page)
    if not quiet:
        _tell(output, page, volumes)
    return 0


def _read_all(names: Iterable[str], read: Callable[[str], Read]) -> tuple[list[Read], int]:
    """What can be read, and the worst status of what can't; each of these is told."""
    found, status = [], 0
    for name in names:
        try:
            found.append(read(name))
        except TeiMiasnikovError as error:
            click.echo(f"tei-miasnikov: {error}", err=True)
            status = max(status, error.exit_status)
    return found, status


def _tell(output: str, page: bytes, volumes: list[Volume]) -> None:
    for volume in volumes:
        _tell_volume(volume.publication, volume)
    click.echo(f"{output}: {len(page):,} bytes", err=True)


def _tell_volume(publication: Publication, volume: Volume) -> None:
    turns, notes = len(volume.turns), len(volume.calls.numbers)
    counts = f"{len(publication.documents)} documents, {turns} turns, {notes} notes"
    click.echo(f"{publication.path}: {counts}", err=True)
    if volume.source is None:
        return
    if not is_the_named(publication, volume.source):
        click.echo(f"{volume.source.name}: is not the file that {publication.path} names as its source", err=True)
    passages = [one for text in volume.texts for one in text.iter("{*}*") if volume.has_letters(one)]
    placed = sum(passage in volume.lines for passage in passages)
    click.echo(f"{volume.source.name}: {placed} of {len(passages)} passages have their lines in it", err=True)
