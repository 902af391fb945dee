"""`tei-miasnikov schema`: ODDs compiled, releases of TEI fetched, and what is at hand listed."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import click

from tei_miasnikov.errors import UsageError
from tei_miasnikov.findings import Severity
from tei_miasnikov.odd import (
    Compilation,
    Schema,
    Words,
    Xsd,
    compile_odd,
    write_json,
    write_relaxng,
    write_schematron,
    write_xsd,
)
from tei_miasnikov.output import write_new, write_over
from tei_miasnikov.releases import CURRENT, PARTS, cached_releases, fetch_release, find_source, read_sums
from tei_miasnikov.validation.schema import shipped_schemas


def _write_page(schema: Schema, lang: str | None = None, examples: str | None = None) -> bytes:
    from tei_miasnikov.odd.documents import parse
    from tei_miasnikov.odd.reference_page import write_page  # Jinja takes its time

    return write_page(schema, lang or "", parse(Path(examples)) if examples else None)


Writer = Callable[[Schema], bytes | Xsd]
WRITERS: dict[str, Writer] = {
    "rng": write_relaxng,
    "json": write_json,
    "sch": write_schematron,
    "xsd": write_xsd,
    "html": _write_page,
}
"""The forms of a schema, by the ending of their files; an XSD is several, one for each namespace."""


@click.group("schema")
def command() -> None:
    """Compile an ODD into schemas; fetch the TEI release that it needs; list what is at hand."""


@command.command("compile", short_help="A TEI customization becomes RELAX NG, XSD, a page.")
@click.argument("odd", metavar="ODD")
@click.option("--source", metavar="FILE|RELEASE", help="TEI's specifications; without it, the newest release fetched.")
@click.option("--include", multiple=True, metavar="DIR", help="Grammars and ODDs are looked for here too.")
@click.option("--to", "forms", metavar="FORM,…", default="rng", show_default=True, help=f"Of {', '.join(WRITERS)}.")
@click.option("-o", "--output", metavar="DIR", default=".", help="The folder of the schemas; without it, this one.")
@click.option("--own-words", is_flag=True, help="Only the ODD's own glosses and descriptions, none of its source's.")
@click.option("--lang", metavar="LANG", help="The language of the words in html; without it, the ODD's own.")
@click.option("--examples", metavar="FILE", help="A TEI file: html takes examples from it where the ODD has none.")
@click.option("--force", is_flag=True, help="Write over a file that stands already with other bytes.")
def compile_command(
    odd: str,
    source: str | None,
    include: tuple[str, ...],
    forms: str,
    output: str,
    lang: str | None,
    examples: str | None,
    *,
    own_words: bool,
    force: bool,
) -> int:
    """Compile a TEI customization: DIR/STEM.rng …, with several schemaSpecs DIR/STEM-IDENT.rng …

    What is wrong in the ODD is told with its line; status 1 where there is an error. Nothing is fetched.

    \b
    tei-miasnikov schema compile letters.odd --to rng,json -o schema
    tei-miasnikov schema compile letters.odd --source p5subset.xml --include grammars
    tei-miasnikov schema compile letters.odd --to html --lang fr --examples letters/1.xml
    """
    wanted = _wanted(forms)
    words = Words.OWN if own_words else Words.ALL
    compilation = compile_odd(Path(odd), find_source(source), [Path(folder) for folder in include], words)
    for finding in compilation.findings:
        click.echo(str(finding), err=True)
    write = write_over if force else write_new
    writers: dict[str, Writer] = {**WRITERS, "html": partial(_write_page, lang=lang, examples=examples)}
    for path, data in _files(compilation, {form: writers[form] for form in wanted}, Path(output)):
        write(path, data)
        click.echo(path)
    return int(any(finding.severity is Severity.ERROR for finding in compilation.findings))


def _wanted(forms: str) -> list[str]:
    """The forms named. Raises UsageError for one that is not made."""
    names = [name.strip() for name in forms.split(",") if name.strip()]
    unknown = [name for name in names if name not in WRITERS]
    if unknown or not names:
        raise UsageError(f"--to {forms}: {', '.join(unknown) or 'nothing'} is not made; {', '.join(WRITERS)} are")
    return names


def _files(compilation: Compilation, writers: Mapping[str, Writer], folder: Path) -> list[tuple[Path, bytes]]:
    """Each file and its bytes; all are made before the first is written."""
    made = (
        (f"{schema.stem}.{form}", write(schema)) for schema in compilation.schemas for form, write in writers.items()
    )
    return [(folder / file, data) for name, whole in made for file, data in _named(name, whole).items()]


def _named(name: str, made: bytes | Xsd) -> Mapping[str, bytes]:
    """What was made, by the names of its files; where an XSD is looser than the ODD, that is told."""
    if isinstance(made, bytes):
        return {name: made}
    if made.looser:
        places = "1 place" if len(made.looser) == 1 else f"{len(made.looser)} places"
        click.echo(f"{name}: allows more than the ODD in {places}, which its head lists", err=True)
    return made.files


@command.command("fetch", short_help="A TEI release comes into your cache.")
@click.option("--release", metavar="N", default=CURRENT, show_default=True, help="The release: 4.9.0 …")
@click.option("--checksums", metavar="FILE", help="Keep only what has these SHA-256 sums, as sha256sum writes them.")
def fetch_command(release: str, checksums: str | None) -> int:
    """Fetch p5subset.xml and tei_all.rng of a TEI release into your cache.

    They come from the TEI Consortium's vault, or from the mirror that TEI_MIASNIKOV_VAULT names. Their checksums are
    written beside them, and looked at whenever they are used.

    \b
    tei-miasnikov schema fetch
    tei-miasnikov schema fetch --release 4.9.0 --checksums SHA256SUMS
    """
    fetched = fetch_release(release, read_sums(Path(checksums)) if checksums else None)
    for part in PARTS:
        click.echo(fetched.folder / part)
    click.echo(f"TEI P5 {fetched.name}: {len(PARTS)} files in the cache", err=True)
    return 0


@command.command("list", short_help="The schemas and releases at hand.")
def list_command() -> int:
    """List the schemas that come with the program, and the TEI releases in your cache."""
    for path in sorted(shipped_schemas().glob("*.rng")):
        click.echo(f"{path.stem}\tshipped\t{path}")
    for release in cached_releases():
        click.echo(f"{release.name}\tfetched\t{release.folder}")
    return 0
