"""The program: click commands, one a file in commands/, imported when they are called.

Exit status: 0 clean · 1 findings · 2 wrong usage · 3 something that can't be read or used · 4 a fault of the program.
"""

import gc
import os
import sys
from importlib import import_module
from typing import NoReturn

import click

from tei_miasnikov.errors import TeiMiasnikovError
from tei_miasnikov.version import VERSION

COMMANDS = {
    "convert": "transcripts into TEI, nothing lost",
    "prove": "a TEI file says what its transcript says, or where it does not",
    "diff": "two conversions compared, in words of the encoding",
    "batch": "a folder of transcripts, each converted, proved and validated",
    "validate": "TEI files judged by a grammar, and their pointers checked",
    "edition": "TEI as one page of HTML to read, cite and search, without a network",
    "explain": "what a finding means, why it matters, how to mend it",
    "new": "a folder to start a corpus from: source, learned profile, header to fill in",
    "export": "TEI in the formats that archives, repositories and people take",
    "profile": "labels and layout of a transcript, learned from its text; shipped profiles",
    "schema": "ODDs compiled into schemas, releases of TEI fetched",
}
"""The commands and what `--help` says of each."""
FEW_COLLECTIONS = 1_000_000
"""A run makes many small values and no circles of them; Python's own threshold of 700 costs a third of the time."""


class _Commands(click.Group):
    """Loads a command when it is called; `--help` loads none."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"tei_miasnikov.commands.{name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="tei-miasnikov")
def program() -> None:
    """From transcripts to TEI P5: speakers, dates, archive citations and notes, nothing lost.

    \b
    tei-miasnikov convert letter.md --profile profile.toml -o letter.xml
    tei-miasnikov validate letter.xml
    """


def run() -> NoReturn:
    """The program as a process of its own; it ends without freeing what it holds (80 ms for a tree of 7 MB)."""
    try:
        main()
    except SystemExit as ended:
        os._exit(ended.code if isinstance(ended.code, int) else 0)


def main() -> NoReturn:
    """Run the program; whatever happens is one line and an exit status, never a traceback."""
    gc.set_threshold(FEW_COLLECTIONS)
    try:
        status = program(standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except TeiMiasnikovError as error:
        click.echo(f"tei-miasnikov: {error}", err=True)
        sys.exit(error.exit_status)
    except BrokenPipeError:
        sys.exit(0)
    except OSError as error:  # a full disk, a place that went away
        click.echo(f"tei-miasnikov: {error.filename or 'standard output'}: {error.strerror}", err=True)
        sys.exit(3)
    except Exception as error:  # the last resort: no traceback reaches a user
        click.echo(f"tei-miasnikov: a fault of the program: {_described(error)}; please report it", err=True)
        sys.exit(4)
    sys.exit(status if isinstance(status, int) else 0)


def _described(error: Exception) -> str:
    traceback = error.__traceback__
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    where = f"{traceback.tb_frame.f_code.co_qualname}:{traceback.tb_lineno}" if traceback else "somewhere"
    return f"{type(error).__name__} in {where}: {error}"
