"""The words of dates in some languages, read from languages/*.toml.

A word listed in lower case is found in any case; one listed with a capital (May, März) only so, or all in capitals.
Where two languages use one word differently, the language named first has its way.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
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
    "verb": "V",  # a verb in the singular that no number is the subject of: wurde 1848 gebaut
    "clause": "v",  # how a clause goes on after "In 1900" or "1934": he, was
}
"""The roles of words, by their names in the tables, each with the letter that stands for it in forms.py."""

GAP = r"[\s\ufffc]*"
"""What may stand between two words of a date: space, a line break, a masked note anchor."""

WORD = re.compile(r"[^\W\d_]+['’]?|[^\w\s\ufffc]")

TABLES = Path(__file__).with_name("languages")


class Meaning(NamedTuple):
    """What a word is for (the letter of a role, or M, S, E: month, season, part) and what it says (1, early)."""

    kind: str
    value: str


class Language(NamedTuple):
    """One table: its phrases with their meanings, what may follow the digits of a number, its order of 18.01.1945."""

    code: str
    phrases: tuple[tuple[str, Meaning], ...]
    suffixes: Mapping[str, tuple[str, ...]]
    order: Order | None


class Entry(NamedTuple):
    """A phrase, or the words that a longer one begins with, which have no meaning of their own."""

    meaning: Meaning | None = None
    spelling: str = ""
    """The phrase with its capitals, where it is found only so."""
    goes_on: bool = False
    """Whether longer phrases begin with these words."""

    def fits(self, printed: str) -> bool:
        """Whether the phrase may be printed so: in any case, or with its capitals or all in capitals."""
        return not self.spelling or printed in (self.spelling, self.spelling.upper())


NO_ENTRY = Entry()


class Vocabulary:
    """The words of all languages of a call, ready to be looked up; there is one object for each choice of languages."""

    def __init__(self, tables: Sequence[Language], order: Order | None) -> None:
        self.entries = read_entries(pair for table in tables for pair in table.phrases)
        """The phrases and their beginnings, folded."""
        self.suffixes = {name: merged(table.suffixes.get(name, ()) for table in tables) for name in SUFFIXES}
        self.order = order

    @property
    def months(self) -> list[str]:
        """The first words of the names of months, folded."""
        named = (key for key, entry in self.entries.items() if entry.meaning and entry.meaning.kind == "M")
        return sorted({key.partition(" ")[0] for key in named})

    def phrase(self, words: Iterable[str]) -> tuple[Meaning, int] | None:
        """The meaning of the longest phrase that these words begin with, and how many words it has."""
        printed, found = "", None
        for count, word in enumerate(words, 1):
            printed = f"{printed} {word}" if printed else word
            entry = self.entries.get(printed.casefold(), NO_ENTRY)
            if entry.meaning and entry.fits(printed):
                found = entry.meaning, count
            if not entry.goes_on:
                break
        return found


def plain(word: str) -> str:
    """A word with the apostrophe of a typewriter."""
    return word.replace("’", "'")


def spaced(phrase: str) -> str:
    """The words of a phrase with one space between them: Mar. → Mar ."""
    return plain(" ".join(WORD.findall(phrase)))


@lru_cache(maxsize=32)
def read_vocabulary(languages: tuple[str, ...]) -> Vocabulary:
    """The words of some languages; one without a table (see `known_languages`) adds none. en-GB is read as en."""
    codes = [code.partition("-")[0] for code in languages]
    tables = [read_language(code) for code in codes if code in known_languages()]
    return Vocabulary(tables, tables[0].order if tables and tables[0].code == codes[0] else None)


def read_entries(phrases: Iterable[tuple[str, Meaning]]) -> dict[str, Entry]:
    """Phrases and their beginnings; of two meanings of one phrase the first stays."""
    entries: dict[str, Entry] = {}
    for phrase, meaning in phrases:
        words = spaced(phrase)
        key = words.casefold()
        known = entries.get(key, NO_ENTRY)
        if not known.meaning:
            entries[key] = Entry(meaning, "" if phrase == phrase.lower() else words, known.goes_on)
        while " " in key:
            key = key.rpartition(" ")[0]
            entries[key] = entries.get(key, NO_ENTRY)._replace(goes_on=True)
    return entries


SUFFIXES = ("ordinal", "decade", "hour", "clock", "am", "pm")


def merged(lists: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Several lists as one, the longest words first, none twice."""
    return tuple(sorted({word for words in lists for word in words}, key=lambda word: (-len(word), word)))


@cache
def known_languages() -> frozenset[str]:
    """The codes of the languages that have a table."""
    return frozenset(table.stem for table in TABLES.glob("*.toml"))


@cache
def read_language(code: str) -> Language:
    """The table of a known language."""
    data = tomllib.loads((TABLES / f"{code}.toml").read_text(encoding="utf-8"))
    suffixes = {name: tuple(words) for name, words in data.get("numbers", {}).items()}
    return Language(code, tuple(iter_phrases(data)), suffixes, data.get("order"))


def iter_phrases(data: Mapping[str, Any]) -> Iterator[tuple[str, Meaning]]:
    """The phrases of a table with their meanings, in its order."""
    for section, kind in (("months", "M"), ("seasons", "S"), ("parts", "E")):
        for value, words in data.get(section, {}).items():
            meaning = Meaning(kind, value)
            yield from ((word, meaning) for word in words)
    for role, words in data.get("words", {}).items():
        meaning = Meaning(ROLES[role], role)
        yield from ((word, meaning) for word in words)
