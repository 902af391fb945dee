"""The files of tests/fixtures/validation/mistakes: each begins with comments that say what is to be told of it.

<!-- 12:8 unknown-element | <dele> | did you mean <del>? -->      place, code, and words that message or hint must hold
"""

import re
from dataclasses import dataclass
from pathlib import Path

from tests.shared import FIXTURES

MISTAKES = sorted((FIXTURES / "validation" / "mistakes").glob("*.xml"))
_WANTED = re.compile(r"<!-- (\d+)(?::(\d+))? ([a-z-]+) \| (.*) -->")


@dataclass(frozen=True)
class Wanted:
    line: int
    column: int | None
    code: str
    words: tuple[str, ...]


def wanted(path: Path) -> list[Wanted]:
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        match = _WANTED.match(line)
        if match is None:
            break
        row, column, code, words = match.groups()
        found.append(Wanted(int(row), int(column) if column else None, code, tuple(words.split(" | "))))
    return found
