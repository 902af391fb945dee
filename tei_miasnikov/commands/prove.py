"""`tei-miasnikov prove`: the text of a TEI file is the source's, or where it is not."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from tei_miasnikov.collation.proving import Proof, prove
from tei_miasnikov.output import write_over
from tei_miasnikov.validation.reports.json_object import as_object


@click.command("prove")
@click.argument("source", metavar="SOURCE")
@click.argument("tei", metavar="TEI")
@click.option("--encoding", metavar="NAME", help="The encoding of the source, where it is not UTF-8 and bears no mark.")
@click.option("--report", metavar="FILE", help="Write the account, the additions and the findings here, as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing where the proof succeeds.")
def command(source: str, tei: str, encoding: str | None, report: str | None, *, quiet: bool) -> int:
    """Prove that a TEI file says what its transcript says: nothing lost, nothing added, the order kept.

    An editor may have added markup since. Declared additions (corr, reg, expan, supplied by an editor of the project)
    are set apart and listed. Exit status 1 where words differ, with both places.

    \b
    tei-miasnikov prove letter.md letter.xml
    tei-miasnikov prove letter.md letter.xml --report proof.json
    """
    proof = prove(source, tei, encoding=encoding)
    if report:
        said = json.dumps(_as_object(proof, source, tei), ensure_ascii=False, indent=1)
        write_over(Path(report), f"{said}\n".encode())
    if not quiet or not proof.is_closed:
        for line in _lines(proof, source, tei):
            click.echo(line)
    return int(not proof.is_closed)


def _lines(proof: Proof, source: str, tei: str) -> Iterator[str]:
    yield from map(str, proof.findings)
    for addition in proof.additions:
        by = f" by {addition.resp}" if addition.resp else ""
        yield f"{tei}:{addition.line}: {addition.element}{by}, not in the source: {addition.words!r}"
    account = proof.account
    found = account.total - account.lost
    syntax = ", ".join(f"{count} {rule}" for rule, count in sorted(account.syntax.items()))
    yield (
        f"{tei}: {found} of {account.total} characters of {source} accounted for: {account.text} in text, "
        f"{account.attributes} in attributes, {account.syntax.total()} in syntax ({syntax or 'none'}); "
        f"{len(proof.additions)} additions by editors"
    )
    yield f"{tei}: {PROVED if proof.is_closed else f'{len(proof.findings)} differences'}"


PROVED = "proved: nothing lost, nothing added, the order kept"


def _as_object(proof: Proof, source: str, tei: str) -> dict[str, Any]:
    account = proof.account
    return {
        "source": source,
        "tei": tei,
        "proved": proof.is_closed,
        "characters": {
            "total": account.total,
            "text": account.text,
            "attributes": account.attributes,
            "syntax": dict(sorted(account.syntax.items())),
            "lost": account.lost,
        },
        "outside": proof.outside,
        "additions": [
            {"line": one.line, "element": one.element, "resp": one.resp, "words": one.words} for one in proof.additions
        ],
        "findings": [as_object(finding) for finding in proof.findings],
    }
