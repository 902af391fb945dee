"""A passage as words and numbers with a role, each role a letter; only the surroundings of numbers are looked at.

"in the summer of 1927, at"  →  i j S o Y , c

Beside the letters of vocabulary.ROLES:
M month, S season, E part (beginning, early)
D day, Y year, C a number that may be a year but looks like a count (1500), R two years (1921-1928), r two counts
K decade, F full date, T time of day, U time of day with its unit, Z any other number
^ and _ an unknown word with and without a capital, < and > the ends of the passage, - any dash
= a sign of money or calculation, " any other sign, and , . ; : / ( ) [ ] ? themselves
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tei_miasnikov.recognition.calendar.conventions import DateConventions
from tei_miasnikov.recognition.calendar.numbers import JUNK, is_free, read_number
from tei_miasnikov.recognition.calendar.vocabulary import Vocabulary

REACH = 90
"""How many characters before and after a number are looked at."""

CANDIDATE = re.compile(r"\d\d")
RAW = re.compile(r"\d+|[^\W\d_]+['’]?|[^\s\ufffc]")
DASHES = frozenset("-‐‑‒–—―−")
PLAIN = frozenset(",.;:/()[]?")
SIGNS = frozenset("$€£¥₽%°‰×=+*^\\~#@&<>")


class Token(NamedTuple):
    """A word or number: its role as a letter, what it says, and its half-open place in code points."""

    kind: str
    value: str
    start: int
    end: int


def iter_windows(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text that are near two digits or more, in order and apart."""
    first, last = -1, -1
    for found in CANDIDATE.finditer(text):
        if first >= 0 and found.start() - REACH > last:
            yield first, last
            first = -1
        if first < 0:
            first = word_start(text, max(0, found.start() - REACH), found.start())
        last = min(len(text), found.end() + REACH)
    if first >= 0:
        yield first, last


def word_start(text: str, start: int, end: int) -> int:
    """The first place from `start` on where a word begins; `start` where none does before `end`."""
    space = re.compile(r"\s").search(text, start, end) if start else None
    return space.end() if space else start


def tokenize(text: str, window: tuple[int, int], vocabulary: Vocabulary, conventions: DateConventions) -> list[Token]:
    """The tokens of a window of the text, with < and > where it touches the ends of the text."""
    position, end = window
    found = [] if position else [Token("<", "", 0, 0)]
    for raw in RAW.finditer(text, position, end):
        if raw.start() >= position:
            found.append(read_token(text, raw, found[-1:], vocabulary, conventions))
            position = found[-1].end
    return [*found, Token(">", "", end, end)] if end == len(text) else found


def read_token(
    text: str, raw: re.Match[str], before: list[Token], vocabulary: Vocabulary, conventions: DateConventions
) -> Token:
    """The longest token that begins where `raw` does: a phrase, else a number, else a word or sign."""
    start = raw.start()
    if phrase := vocabulary.phrase(text, *raw.span()):
        (kind, value), end = phrase
        return Token(kind, value, start, end)
    if not raw[0].isdecimal():
        return Token(sign(raw[0]), raw[0], start, raw.end())
    if is_free(text, start) or any(follows_phrase(text, start, token) for token in before):
        return Token(*read_number(text, start, vocabulary, conventions))
    junk = JUNK.match(text, start)
    return Token("Z", "", start, junk.end() if junk else raw.end())


def follows_phrase(text: str, start: int, token: Token) -> bool:
    """Whether a number stands right after the sign that ends a known phrase: mid-1930s, p.1934."""
    return token.end == start and token.kind.isalpha() and not text[start - 1].isalnum()


def sign(raw: str) -> str:
    """The letter of an unknown word or a sign."""
    if raw[0].isalpha():
        return "^" if raw[0].isupper() else "_"
    if raw in PLAIN:
        return raw
    if raw in DASHES:
        return "-"
    return "=" if raw in SIGNS else '"'
