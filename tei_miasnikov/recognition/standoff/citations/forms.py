"""Forms: the tables of words by which archives are cited, one a language, and the patterns made of them.

    load_forms()          one Form for each file in forms/: en, ru, ru-Latn, fr, de, es
    forms_in(text)        those of which a citation may stand in this text, by a look at its words

A new form is a new line in a table; nothing here is of one language.
"""

import re
from collections.abc import Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path
from re import Pattern

from msgspec import Struct

from tei_miasnikov.recognition.profile import Rule
from tei_miasnikov.recognition.settings import load_settings

FOLDER = Path(__file__).parent / "forms"
BRACKET = re.compile(r"\[[^\[\]]{3,120}\]")
DIGIT = re.compile(r"\d")
LETTERS = re.compile(r"[^\W\d_]+")
VALUE = re.compile(r"[IVXLC]{1,7}(?!\w)|(?:[A-ZА-ЯЁ]{1,2}-)?\d")
"""What the value of a unit begins with."""
BEFORE = 24
"""So many characters before it hold the last letters of the unit's word."""
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
    sign: str
    """A short pattern that stands in each such call number: where it does not, none is looked for."""


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


class Form(Struct, frozen=True, dict=True, eq=False):
    """A table with its patterns, each made when it is first needed."""

    language: str
    table: Table

    @cached_property
    def head(self) -> Pattern[str]:
        """What a citation may begin with: a repository, a call number."""
        return re.compile(rf"(?<![\w./-])(?:{_heads(self.table)})")

    @cached_property
    def start(self) -> Pattern[str]:
        """The unit that a citation may begin with."""
        return re.compile(rf"(?<![\w./-]){self._scope}")

    @cached_property
    def scope(self) -> Pattern[str]:
        """A unit's word before its values."""
        return re.compile(self._scope)

    @cached_property
    def _scope(self) -> str:
        words = {_group(unit): "|".join(map(_word, _longest(words))) for unit, words in self.table.units.items()}
        units = "|".join(f"(?P<{group}>{pattern})" for group, pattern in words.items())
        return rf"(?:{units})\s*{SIGN}(?=[\dIVXLCА-ЯЁA-Z])"

    @cached_property
    def values(self) -> dict[str, Pattern[str]]:
        """The values of each unit."""
        return {unit: re.compile(_values(unit, self.table)) for unit in self.table.units}

    @cached_property
    def ibid(self) -> Pattern[str]:
        """What stands for the citation before."""
        ibid = "|".join(map(re.escape, self.table.ibid)) or "(?!)"
        return re.compile(rf"(?<![\w./-])(?:{ibid})(?!\w)")

    def may_stand_in(self, text: str, brackets: Sequence[str]) -> bool:
        """Whether a text has words enough for a citation of this form; `brackets` are its square brackets."""
        names = (name for one in self.table.repositories for name in one.names)
        if any(word in text for word in (*self.table.ibid, *names)) or self._sign.search(text):
            return True
        units = self._units_in(text)
        return any(pair <= units for pair in self.table.sure) or any(len(self._units_in(one)) > 1 for one in brackets)

    @cached_property
    def _sign(self) -> Pattern[str]:
        return re.compile("|".join(one.sign for one in self.table.shelfmarks) or "(?!)")

    @cached_property
    def _units(self) -> dict[str, frozenset[str]]:
        """The last letters of the words of each unit."""
        return {
            unit: frozenset(LETTERS.findall(word)[-1] for word in words) for unit, words in self.table.units.items()
        }

    def _units_in(self, text: str) -> set[str]:
        """The units whose words stand before what may be their value."""
        words = _words_before_values(text)
        return {unit for unit, letters in self._units.items() if not letters.isdisjoint(words)}


@lru_cache(maxsize=64)
def _words_before_values(text: str) -> frozenset[str]:
    """The last two words before each value; the last may be a sign such as No."""
    before = {text[max(value.start() - BEFORE, 0) : value.start()] for value in VALUE.finditer(text)}
    return frozenset(word for words in before for word in LETTERS.findall(words)[-2:])


@cache
def load_forms() -> tuple[Form, ...]:
    """The forms of all languages, in the order of their names."""
    return tuple(Form(path.stem, load_settings(path, Table)) for path in sorted(FOLDER.glob("*.toml")))


@lru_cache(maxsize=8)
def forms_in(text: str, languages: tuple[str, ...] | None = None) -> tuple[Form, ...]:
    """The forms of these languages, or of all, of which a citation may stand in a text, a whole transcript."""
    if languages == ():
        return ()
    brackets = [bracket for bracket in BRACKET.findall(text) if DIGIT.search(bracket)]
    asked = (form for form in load_forms() if languages is None or form.language in languages)
    return tuple(form for form in asked if form.may_stand_in(text, brackets))


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
