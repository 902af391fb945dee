"""`tei-miasnikov profile`: what labels and layout a transcript has, learned, listed, shown."""

from pathlib import Path

import click

from tei_miasnikov.errors import UsageError
from tei_miasnikov.output import write_new, write_over
from tei_miasnikov.recognition.profile import SHIPPED, Profile, find_profile
from tei_miasnikov.recognition.settings import load_settings
from tei_miasnikov.text.readers import read
from tei_miasnikov.text.source import read_source


@click.group("profile")
def command() -> None:
    """Profiles: what is true of a transcript, or of a kind of transcripts, as data.

    \b
    tei-miasnikov profile learn hearing.txt -o hearing.toml
    tei-miasnikov convert hearing.txt --profile hearing.toml -o hearing.xml
    tei-miasnikov profile list
    """


@command.command("learn")
@click.argument("source", metavar="SOURCE")
@click.option("-o", "--output", metavar="FILE", help="Write the profile here; without it, to standard output.")
@click.option("--encoding", metavar="NAME", help="The encoding of the source, where it is not UTF-8 and bears no mark.")
@click.option("--force", is_flag=True, help="Write over a file that stands already with other bytes.")
def learn_command(source: str, output: str | None, encoding: str | None, *, force: bool) -> int:
    """Learn the profile of a transcript from its text: a draft with comments, to be corrected by hand.

    Converting with it gives the same as converting without a profile.

    \b
    tei-miasnikov profile learn play.txt -o play.toml
    """
    from tei_miasnikov.recognition.learning.lesson import learn
    from tei_miasnikov.recognition.learning.telling import tell
    from tei_miasnikov.recognition.learning.writing import write_profile

    lesson = learn(read(read_source(source, encoding)))
    text = write_profile(lesson, source)
    if output and output != "-":
        {False: write_new, True: write_over}[force](Path(output), text.encode())
    else:
        click.echo(text, nl=False)
    for line in tell(lesson):
        click.echo(f"{source}: {line}" if not line.startswith(" ") else line, err=True)
    return 0


@command.command("list")
def list_command() -> int:
    """List the shipped profiles."""
    paths = sorted(SHIPPED.glob("*.toml"))
    width = max((len(path.stem) for path in paths), default=0)
    for path in paths:
        click.echo(f"{path.stem:<{width}}  {load_settings(path, Profile).description}")
    return 0


@command.command("show")
@click.argument("name", metavar="NAME|FILE")
def show_command(name: str) -> int:
    """Show a profile, shipped or a file, after reading it: what is shown can be used.

    \b
    tei-miasnikov profile show play > mine.toml
    """
    find_profile(name)
    shipped = SHIPPED / f"{name}.toml"
    path = shipped if shipped.is_file() and not Path(name).exists() else Path(name)
    try:
        click.echo(path.read_text(encoding="utf-8"), nl=False)
    except OSError as error:
        raise UsageError(f"{path}: {(error.strerror or 'cannot be read').lower()}") from None
    return 0
