"""The judge of the grammar, behind one seam: a schema is loaded once and says what is wrong with a tree.

judge = load_judge(project_schema())
list(judge(tree, "speech.xml"))        findings, as near as the tree knows their places
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from tei_miasnikov.errors import SchemaError
from tei_miasnikov.findings import Finding
from tei_miasnikov.relaxng import load
from tei_miasnikov.validation.documents import Tree
from tei_miasnikov.validation.fault import Fault
from tei_miasnikov.validation.glosses import Glosses
from tei_miasnikov.validation.messages import SHOWN, Teller

PROJECT = "tei_miasnikov"


class Judge(Protocol):
    """What is wrong with a tree; the path is what findings call it."""

    def __call__(self, tree: Tree, path: str) -> Iterator[Finding]:
        """The findings, with the lines that the tree knows."""
        ...

    def iter_faults(self, tree: Tree, path: str) -> Iterator[Fault]:
        """The same with the elements, so that their places can be looked up."""
        ...


class GrammarJudge:
    """The judge by a RELAX NG grammar."""

    def __init__(self, teller: Teller) -> None:
        self._teller = teller

    def __call__(self, tree: Tree, path: str) -> Iterator[Finding]:
        """What is wrong with a tree."""
        return (fault.finding for fault in self.iter_faults(tree, path))

    def iter_faults(self, tree: Tree, path: str) -> Iterator[Fault]:
        """What is wrong with a tree, with the elements."""
        return self._teller.iter_faults(tree, path)


def shipped_schemas() -> Path:
    """The folder of the grammars that come with the program: the packaged copy, else the checkout's."""
    packaged = Path(__file__).parents[1] / "schema"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "schema"


def project_schema() -> Path:
    """The grammar of our own encoding."""
    return shipped_schemas() / f"{PROJECT}.rng"


def load_judge(
    source: str | Path | bytes,
    *,
    most: int = SHOWN,
    folders: tuple[Path, ...] = (),
) -> Judge:
    """The judge for a RELAX NG grammar, in a file or as bytes. Raises SchemaError where it is missing or broken.

    `most` expected names are told at once, with what the grammar itself says that they mean; it may include files of
    its own folder and of `folders`.
    """
    known = source if isinstance(source, bytes) else readable(source)
    return GrammarJudge(Teller(load(known, folders=folders), Glosses(known), most))


def readable(path: str | Path) -> Path:
    """The path, if there is a file. Raises SchemaError: a device or a folder would hang or confuse what reads it."""
    file = Path(path)
    if file.is_dir():
        raise SchemaError(f"{path}: is a folder, no schema")
    if not file.exists():
        raise SchemaError(f"{path}: no such schema")
    if not file.is_file():
        raise SchemaError(f"{path}: is no file")
    return file
