"""The judge of the grammar, behind one seam: a schema is loaded once and says what is wrong with a tree."""

from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from tei_miasnikov.errors import SchemaError
from tei_miasnikov.findings import Finding, Severity
from tei_miasnikov.validation.documents import Tree

Judge = Callable[[Tree, str], Iterator[Finding]]
"""What is wrong with a tree, the path being what findings call it."""


def project_schema() -> Path:
    """The grammar of our own encoding: the packaged copy, else the checkout's."""
    packaged = Path(__file__).parents[1] / "schema" / "tei_miasnikov.rng"
    return packaged if packaged.is_file() else Path(__file__).parents[2] / "schema" / "tei_miasnikov.rng"


def load_judge(path: str | Path) -> Judge:
    """The judge for a RELAX NG grammar. Raises SchemaError where it is missing or broken."""
    try:
        grammar = etree.RelaxNG(etree.parse(str(path)))
    except OSError:
        raise SchemaError(f"{path}: no such schema") from None
    except (etree.RelaxNGError, etree.XMLSyntaxError) as error:
        raise SchemaError(f"{path}: {error}") from None

    def judge(tree: Tree, name: str) -> Iterator[Finding]:
        if not grammar.validate(tree):
            for entry in grammar.error_log:
                yield Finding("invalid", entry.message, name, entry.line, 0, "", "", Severity.ERROR, "schema")

    return judge
