"""Forms: the tables of words by which archives are cited, one a language, and the patterns made of them.

    load_forms()      one Form for each file in forms/: en, ru, ru-Latn, fr, de, es

A new form is a new line in a table; nothing here is of one language.
"""

import re
from functools import cache
from pathlib import Path
from re import Pattern
from typing import NamedTuple

from tei_miasnikov.recognition.profile import Rule
from tei_miasnikov.recognition.settings import load_settings

FOLDER = Path(__file__).parent / "forms"
LEAVES = frozenset({"page", "folio", "frame"})
"""Units that run from a leaf to a leaf; of the others a citation names one, or a few that follow each other."""
SIGN = r"(?:№|No\.|Nr\.|n\.º)?\s*"
NUMBER = r"(?:(?:[A-ZА-ЯЁ]{1,2}-)?\d{1,6}(?:/\d{1,6})*[a-zа-яё]?|[IVXLC]{1,7})(?!\w)"
LAST = r"(?:\s*[-–—]\s*\d{1,6}(?!\w))?"
YEAR = r"(?!(?:1[5-9]|20)\d\d(?!\w))"


class Repository(Rule, frozen=True):
    """Archives and libraries that are cited in the same way.

    `marks` is the pattern of their call numbers, `place` that of what stands behind the name, `section` that of a
    section of the archive before the numbers.
    """

    names: tuple[str, ...]
    marks: str = ""
    place: str = ""
    section: str = ""


class Shelfmark(Rule, frozen=True):
    """A call number that is sure by itself."""

    name: str
    pattern: str


class Table(Rule, frozen=True):
    """How archives are cited in a language (see forms/en.toml)."""

    units: dict[str, tuple[str, ...]]
    ranks: tuple[str, ...]
    sure: tuple[frozenset[str], ...]
    bracketed: tuple[frozenset[str], ...]
    sides: dict[str, tuple[str, ...]]
    begins: str = ""
    ibid: tuple[str, ...] = ()
    repositories: tuple[Repository, ...] = ()
    shelfmarks: tuple[Shelfmark, ...] = ()


class Form(NamedTuple):
    """A table with its patterns: what a citation may begin with (`head`, `start`), a further part, values, "ibid."."""

    language: str
    table: Table
    head: Pattern[str]
    start: Pattern[str]
    scope: Pattern[str]
    values: dict[str, Pattern[str]]
    ibid: Pattern[str]


@cache
def load_forms() -> tuple[Form, ...]:
    """The forms of all languages, in the order of their names."""
    tables = {path.stem: load_settings(path, Table) for path in sorted(FOLDER.glob("*.toml"))}
    return tuple(_form(language, table) for language, table in tables.items())


def _form(language: str, table: Table) -> Form:
    words = {_group(unit): "|".join(map(_word, _longest(all_words))) for unit, all_words in table.units.items()}
    scope = "|".join(f"(?P<{group}>{pattern})" for group, pattern in words.items())
    ibid = "|".join(map(re.escape, table.ibid)) or "(?!)"
    return Form(
        language,
        table,
        re.compile(rf"(?<![\w./-])(?:{_heads(table)})"),
        re.compile(rf"(?<![\w./-])(?:{scope})\s*{SIGN}(?=[\dIVXLCА-ЯЁA-Z])"),
        re.compile(rf"(?:{scope})\s*{SIGN}(?=[\dIVXLCА-ЯЁA-Z])"),
        {unit: re.compile(_values(unit, table)) for unit in table.units},
        re.compile(rf"(?<![\w./-])(?:{ibid})(?!\w)"),
    )


def _group(unit: str) -> str:
    return unit.replace("-", "_")


def _longest(words: tuple[str, ...]) -> list[str]:
    return sorted(words, key=len, reverse=True)


def _word(word: str) -> str:
    """A unit's word; a point may be missing behind two letters or more."""
    spelled = r"\s+".join(map(re.escape, word.rstrip(".").split()))
    if not word.endswith("."):
        return spelled + r"(?!\w)"
    return spelled + (r"\.?" if len(word) > 2 else r"\.")


def _heads(table: Table) -> str:
    """Repositories with their call numbers, or without; call numbers alone."""
    marks = "|".join(shelfmark.pattern for shelfmark in table.shelfmarks) or "(?!)"
    named = [
        rf"(?P<r{index}>{'|'.join(map(re.escape, _longest(one.names)))})(?!\w)(?:{one.place})?"
        rf"(?:[,.:]?\s+(?P<m{index}>(?:{one.marks or '(?!)'})(?!\w))|(?:{one.section or '(?!)'}){{0,2}}[,.:]?\s+)"
        for index, one in enumerate(table.repositories)
    ]
    return "|".join([*named, rf"(?P<s>(?:{marks})(?!\w))"])


def _values(unit: str, table: Table) -> str:
    if unit not in LEAVES:
        return NUMBER + LAST
    sides = "|".join(re.escape(word) for words in table.sides.values() for word in _longest(words)) or "(?!)"
    leaf = r"\d{1,7}[a-zа-яё]?" + (rf"(?:\s*(?:{sides}))?" if unit == "folio" else "") + r"(?!\w)"
    leaves = rf"{leaf}(?:\s*[-–—]\s*{leaf})?"
    return rf"{leaves}(?:\s*,\s*{YEAR}{leaves}){{0,40}}"
