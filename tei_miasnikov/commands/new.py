"""`tei-miasnikov new`: a folder to start a corpus from."""

import os
import shlex
from pathlib import Path

import click

from tei_miasnikov.errors import OutputError, UsageError
from tei_miasnikov.output import write_new, write_over

HEADER = Path(__file__).parents[1] / "encoding" / "header_to_fill_in.toml"


@click.command("new")
@click.argument("folder", metavar="DIR")
@click.argument("source", metavar="SOURCE")
@click.option("--encoding", metavar="NAME", help="The encoding of the source, where it is not UTF-8 and bears no mark.")
@click.option("--force", is_flag=True, help="Write over files that stand already with other bytes.")
def command(folder: str, source: str, encoding: str | None, *, force: bool) -> int:
    """Make a folder for a transcript: the source, a profile learned from it, a header to fill in.

    profile.toml says what was taken for a label and for a heading; header.toml has every key with its meaning. Correct
    both, then convert. The source is copied byte for byte.

    \b
    tei-miasnikov new corpus/inquest inquest.txt
    """
    if source == "-":
        raise UsageError("name the transcript's file: the folder keeps a copy of it")
    place = Path(folder)
    written = {f"source{Path(source).suffix.lower()}": _copied(source), **_settings(source, encoding)}
    _make(place)
    for name, data in written.items():
        {False: write_new, True: write_over}[force](place / name, data)
        click.echo(f"{place / name}", err=True)
    click.echo(_next(place, next(iter(written))))
    return 0


def _settings(source: str, encoding: str | None) -> dict[str, bytes]:
    """The learned profile and the header, by their names. Raises SourceError where the source can't be read."""
    from tei_miasnikov.recognition.learning.lesson import learn
    from tei_miasnikov.recognition.learning.telling import tell
    from tei_miasnikov.recognition.learning.writing import write_profile
    from tei_miasnikov.text.readers import read
    from tei_miasnikov.text.source import read_source

    lesson = learn(read(read_source(source, encoding)))
    for line in tell(lesson):
        click.echo(line if line.startswith(" ") else f"{source}: {line}", err=True)
    return {"profile.toml": write_profile(lesson, Path(source).name).encode(), "header.toml": HEADER.read_bytes()}


def _copied(source: str) -> bytes:
    try:
        return Path(source).read_bytes()
    except OSError as error:
        raise UsageError(f"{source}: {(error.strerror or 'cannot be read').lower()}") from None


def _make(place: Path) -> None:
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{place}: {(error.strerror or 'cannot be made').lower()}") from None


def _next(place: Path, source: str) -> str:
    """The command that comes next."""
    names = (source, "profile.toml", "header.toml", "tei.xml")
    paths = [shlex.quote(os.fspath(place / name)) for name in names]
    return "tei-miasnikov convert {} --profile {} --header {} -o {}".format(*paths)
