"""`tei-miasnikov diff`: two conversions compared, in words of the encoding."""

import click

from tei_miasnikov.collation.revision import Change, compare_statements
from tei_miasnikov.errors import SourceError
from tei_miasnikov.validation.documents import Tree, parse_document


@click.command("diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
def command(old: str, new: str) -> int:
    """Say what changed between two conversions: which turn begins elsewhere, which date has another value.

    White space and numbers that merely count on are no change. Exit status 1 where anything changed.

    \b
    tei-miasnikov diff before.xml after.xml
    git show HEAD:letter.xml > /tmp/before.xml && tei-miasnikov diff /tmp/before.xml letter.xml
    """
    changes = compare_statements(_parsed(old), _parsed(new))
    for change in changes:
        click.echo(_line(change, old, new))
    counted = f"{len(changes)} change{'s' * (len(changes) > 1)}" if changes else "nothing changed"
    click.echo(f"{new}: {counted}", err=True)
    return int(bool(changes))


def _parsed(path: str) -> Tree:
    tree, findings = parse_document(path)
    if tree is None:
        raise SourceError(f"{path}:{findings[0].line}:{findings[0].column}: {findings[0].message}")
    return tree


def _line(change: Change, old: str, new: str) -> str:
    path = old if change.is_old else new
    words = f"{change.about}: {change.words}" if change.about else change.words
    return f"{path}:{change.line}: {words}" if change.line else f"{path}: {words}"
