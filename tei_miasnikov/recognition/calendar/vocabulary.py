"""The words of dates in some languages, read from languages/*.toml.

A word listed in lower case is found in any case; one listed with a capital (May, März) only so, or all in capitals.
Where two languages use one word differently, the language named first has its way.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, NamedTuple

from tei_miasnikov.recognition.calendar.conventions import Order

ROLES = {
    "since": "s",  # since 1928
    "until": "u",  # until 1936, up to 1938
    "from": "f",  # from 1904
    "to": "t",  # to 1921
    "before": "b",  # prior to 1934
    "after": "a",  # after 1934
    "not_before": "N",  # no earlier than 1934
    "by": "y",  # by the end of 1922
    "between": "w",
    "and": "&",
    "or": "|",
    "throughout": "h",
    "about": "~",  # circa 1920
    "in": "i",  # whatever leads to a year: in, during, born
    "for": "z",  # what leads to a year or to a price: for 1858
    "at": "c",  # what leads to a time of day
    "in_or_at": "e",  # Russian в
    "to_or_at": "p",  # French à
    "about_or_at": "m",  # German um
    "of": "o",
    "of_or_from": "d",  # French de
    "the": "j",
    "determiner": "k",  # what else stands before "1982 article": a, his
    "year": "g",  # the word year: im Jahre 1927, 1928 года
    "decade": "q",  # années 1920
    "before_christ": "B",  # what makes a year one that is not marked: 1323 BC
    "night": "n",  # the night of
    "measure": "l",  # what numbers count: pages, copies, km
    "people": "L",  # what numbers count, but may also do something in 1917: workers, men
    "number": "x",  # what a number follows that is no year: No., p., Art.
    "numbers": "X",  # what several such numbers follow: pp., Nos.
    "clause": "v",  # how a clause goes on after "In 1900" or "1934": he, was
}
"""The roles of words, by their names in the tables, each with the letter that stands for it in forms.py."""

GAP = r"[\s\ufffc]*"
"""What may stand between two words of a date: space, a line break, a masked note anchor."""

WORD = re.compile(r"[^\W\d_]+['’]?|[^\w\s\ufffc]")


class Meaning(NamedTuple):
    """What a word is for (the letter of a role, or M, S, E: month, season, part) and what it says (1, early)."""

    kind: str
    value: str


@dataclass(frozen=True)
class Language:
    """One table: its phrases with their meanings, what may follow the digits of a number, its order of 18.01.1945."""

    code: str
    phrases: tuple[tuple[str, Meaning], ...]
    suffixes: Mapping[str, tuple[str, ...]]
    order: Order | None


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The words of all languages of a call, ready to be looked up."""

    openings: Mapping[str, re.Pattern[str]]
    """By the first word of a phrase, folded: what matches the phrases that it opens, the longest first."""
    meanings: Mapping[str, Meaning]
    suffixes: Mapping[str, tuple[str, ...]]
    order: Order | None

    @property
    def months(self) -> tuple[str, ...]:
        """The first words of the names of months, folded."""
        return tuple(sorted({key.partition(" ")[0] for key, meaning in self.meanings.items() if meaning.kind == "M"}))

    def phrase(self, text: str, word: re.Match[str]) -> tuple[Meaning, int] | None:
        """The meaning of the longest phrase that begins with a word, and where it ends."""
        opening = self.openings.get(folded(word[0]))
        found = opening.match(text, word.start()) if opening else None
        return (self.meanings[folded(found[0])], found.end()) if found else None


def folded(phrase: str) -> str:
    """The words of a phrase in one spelling: case, gaps and apostrophes made alike."""
    return " ".join(WORD.findall(phrase)).casefold().replace("’", "'")


@lru_cache(maxsize=32)
def read_vocabulary(languages: tuple[str, ...]) -> Vocabulary:
    """The words of some languages; one without a table (see `known_languages`) adds none. en-GB is read as en."""
    codes = [code.partition("-")[0] for code in languages]
    tables = [read_language(code) for code in codes if code in known_languages()]
    phrases: dict[str, tuple[str, Meaning]] = {}
    for phrase, meaning in (pair for table in tables for pair in table.phrases):
        phrases.setdefault(folded(phrase), (phrase, meaning))
    return Vocabulary(
        MappingProxyType(compiled_openings(phrase for phrase, _ in phrases.values())),
        MappingProxyType({key: meaning for key, (_, meaning) in phrases.items()}),
        MappingProxyType({name: merged(table.suffixes.get(name, ()) for table in tables) for name in SUFFIXES}),
        tables[0].order if tables and tables[0].code == codes[0] else None,
    )


SUFFIXES = ("ordinal", "decade", "hour", "clock", "am", "pm")


def merged(lists: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Several lists as one, the longest words first, none twice."""
    return tuple(sorted({word for words in lists for word in words}, key=lambda word: (-len(word), word)))


def compiled_openings(phrases: Iterable[str]) -> dict[str, re.Pattern[str]]:
    """For every first word, the pattern of the phrases that it opens."""
    groups: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):
        groups.setdefault(folded(phrase).split(" ")[0], []).append(phrase)
    return {word: re.compile("|".join(map(phrase_pattern, group))) for word, group in groups.items()}


def phrase_pattern(phrase: str) -> str:
    """A phrase as a pattern, in the cases that it may have."""
    if phrase == phrase.lower():
        return f"(?i:{spaced(phrase)})"
    return f"(?:{spaced(phrase)}|{spaced(phrase.upper())})"


def spaced(phrase: str) -> str:
    """A phrase as a pattern: gaps may be wide, and a word ends where it ends."""
    words = (re.escape(word).replace("'", "['’]") for word in WORD.findall(phrase))
    return GAP.join(words) + (r"(?!\w)" if phrase[-1].isalpha() else "")


@lru_cache(maxsize=1)
def known_languages() -> frozenset[str]:
    """The codes of the languages that have a table."""
    names = (table.name for table in files(__package__).joinpath("languages").iterdir())
    return frozenset(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


def read_language(code: str) -> Language:
    """The table of a known language."""
    table = files(__package__).joinpath("languages", f"{code}.toml")
    data = tomllib.loads(table.read_text(encoding="utf-8"))
    suffixes = {name: tuple(words) for name, words in data.get("numbers", {}).items()}
    return Language(code, tuple(iter_phrases(data)), suffixes, data.get("order"))


def iter_phrases(data: Mapping[str, Any]) -> Iterator[tuple[str, Meaning]]:
    """The phrases of a table with their meanings, in its order."""
    for section, kind in (("months", "M"), ("seasons", "S"), ("parts", "E")):
        for value, words in data.get(section, {}).items():
            yield from ((word, Meaning(kind, value)) for word in words)
    for role, words in data.get("words", {}).items():
        yield from ((word, Meaning(ROLES[role], role)) for word in words)
