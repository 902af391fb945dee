"""By what files are judged: what a call of `validate` lays down for all of them.

Rules(schema="tei_all.rng")      that grammar for every file, and nothing that the files themselves name
"""

from dataclasses import dataclass
from enum import StrEnum

from tei_miasnikov.findings import Finding
from tei_miasnikov.validation.messages import SHOWN


class Engine(StrEnum):
    """The schema language that judges."""

    RNG = "rng"
    XSD = "xsd"


@dataclass(frozen=True, slots=True)
class Rules:
    """`schema` is a file or a name, None where each file says by itself; `most` expected names are told at once.

    Grammars may include files of their own folder and of `folders`, pointers lead into the document's own folder, into
    `folders` and into `corpora`, the folders that are judged.
    """

    schema: str | None = None
    engine: Engine = Engine.RNG
    folders: tuple[str, ...] = ()
    corpora: tuple[str, ...] = ()
    may_fetch: bool = False
    most: int = SHOWN
    schematron: str | None = None
    """A file of Schematron rules, or `embedded`, those in the grammar; None where each file says by itself."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with one file; it `is_usable` if it and its schema could be read."""

    path: str
    findings: tuple[Finding, ...]
    is_usable: bool = True
