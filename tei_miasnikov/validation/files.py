"""Files to judge: named ones, those of a folder (every .xml below it), those that a pattern matches.

find_files(["a.xml", "corpus/", "letters/**/*.xml"])      in that order, each once, a folder's in the order of names
"""

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_MAGIC = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Found:
    """The files, as they were named, and what was wrong with the names."""

    files: tuple[str, ...]
    problems: tuple[str, ...]


def find_files(names: Iterable[str]) -> Found:
    """The files that the names stand for."""
    files: list[str] = []
    problems: list[str] = []
    for name in names:
        found = list(_iter_named(name))
        files += found
        if not found:
            problems.append(_problem(name))
    return Found(tuple(dict.fromkeys(files)), tuple(problems))


def _iter_named(name: str) -> Iterator[str]:
    if "\0" in name:
        return
    if os.path.isdir(name):  # noqa: PTH112 - names stay as they were given
        yield from _below(name)
    elif os.path.lexists(name) or not _MAGIC & set(name):
        yield name
    else:
        for match in sorted(glob.glob(name, recursive=True)):  # noqa: PTH207
            yield from _below(match) if os.path.isdir(match) else [match]  # noqa: PTH112


def _below(folder: str) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (os.path.join(place, name) for name in sorted(names) if name.lower().endswith(".xml"))  # noqa: PTH118


def _problem(name: str) -> str:
    if "\0" in name:
        return f"{name!r}: no file can have this name"
    return f"{name}: no .xml file is in it" if os.path.isdir(name) else f"{name}: nothing matches"  # noqa: PTH112
