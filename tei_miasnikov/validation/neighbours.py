"""Neighbours: other local files that a document's pointers name, read only inside the folders that are allowed.

Neighbours((Path("edition"),)).find("personography.xml", "edition/letters/1.xml")
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from urllib.parse import unquote

from tei_miasnikov.errors import SourceError
from tei_miasnikov.validation.documents import parse_document

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
ENDINGS = frozenset([".xml", ".tei", ".odd"])
"""Files of these names are read for their ids."""
LARGEST = 50_000_000
"""A larger neighbour is not read."""


class Standing(Enum):
    """What became of a file that a pointer names."""

    THERE = auto()
    MISSING = auto()
    OUTSIDE = auto()
    """It lies outside the folders that may be read, and was not even looked for."""


@dataclass(slots=True)
class Neighbours:
    """The files in the folders that may be read; the ids of each are read once."""

    folders: tuple[Path, ...]
    _ids: dict[str, frozenset[str] | None] = field(default_factory=dict)

    def stand(self, target: str) -> Standing:
        """Whether there is such a file. The path is a real one, without links."""
        if not any(Path(target).is_relative_to(folder) for folder in self.folders):
            return Standing.OUTSIDE
        return Standing.THERE if Path(target).exists() else Standing.MISSING

    def ids(self, target: str) -> frozenset[str] | None:
        """The ids of a file that is there; None where it can't be read as XML."""
        if target not in self._ids:
            self._ids[target] = _read_ids(Path(target))
        return self._ids[target]


def _read_ids(path: Path) -> frozenset[str] | None:
    try:
        if path.suffix.lower() not in ENDINGS or not path.is_file() or path.stat().st_size > LARGEST:
            return None
        tree, _ = parse_document(path)
    except (SourceError, OSError):
        return None
    return None if tree is None else frozenset(str(element.get(XML_ID)) for element in tree.iter("*"))


def real(path: str | Path) -> Path:
    """The path without links, made absolute."""
    return Path(os.path.realpath(path))


def resolve(pointer: str, document: str, bases: Iterator[str]) -> str:
    """The real path of what a pointer names, seen from the document; `bases` are the xml:base around it."""
    path = unquote(pointer)
    for base in bases:
        path = os.path.join(os.path.dirname(unquote(base)), path)  # noqa: PTH118, PTH120 - a Path forgets a final /
    folder = real(document).parent
    return str(real(folder / path))
