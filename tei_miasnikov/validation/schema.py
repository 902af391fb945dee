"""The judge of the grammar, behind one seam: a schema is loaded once and says what is wrong with a tree."""

from collections.abc import Callable, Iterator
from pathlib import Path

from tei_miasnikov.findings import Finding
from tei_miasnikov.relaxng import load
from tei_miasnikov.validation.documents import Tree
from tei_miasnikov.validation.messages import told

Judge = Callable[[Tree, str], Iterator[Finding]]
"""What is wrong with a tree, the path being what findings call it."""


def project_schema() -> Path:
    """The grammar of our own encoding: the packaged copy, else the checkout's."""
    packaged = Path(__file__).parents[1] / "schema" / "tei_miasnikov.rng"
    return packaged if packaged.is_file() else Path(__file__).parents[2] / "schema" / "tei_miasnikov.rng"


def load_judge(path: str | Path) -> Judge:
    """The judge for a RELAX NG grammar. Raises SchemaError where it is missing or broken."""
    grammar = load(Path(path))

    def judge(tree: Tree, name: str) -> Iterator[Finding]:
        for error in grammar.iter_errors(tree):
            yield told(error, tree, name)

    return judge
