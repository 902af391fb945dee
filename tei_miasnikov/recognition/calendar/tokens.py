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
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from tei_miasnikov.recognition.calendar.conventions import DateConventions
from tei_miasnikov.recognition.calendar.numbers import JUNK, is_free, read_number
from tei_miasnikov.recognition.calendar.vocabulary import NO_ENTRY, Meaning, Vocabulary, plain

BEFORE, AFTER = 80, 40
"""How many characters before and after a number that may be a year or a time of day are looked at."""

CANDIDATE = re.compile(
    r"\d(?:\d\d\d|[:.]\d\d|[./-] ?\d\d?[./-] ?\d\d|[\s\ufffc]*[^\W\d_](?:[^\W\d_]|[. ]){0,14}[\s\ufffc]*\d\d)"
)
"""1945, 20:50, 18.1.45, 20 h 50: what every date and time of day has in it."""

RAW = re.compile(r"\d+|[^\W\d_]+(?:['’]|[\d_](?:\w|[.,:/'’-](?=\w))*)?|[^\s\ufffc]")
"""A run of digits, a word (with what is glued to it: d', May68) or a sign."""

SPACE = re.compile(r"\s")
DASHES = frozenset("-‐‑‒–—―−")
PLAIN = frozenset(",.;:/()[]?")
SIGNS = frozenset("$€£¥₽%°‰×=+*^\\~#@&<>")


Token = tuple[Meaning, tuple[int, int]]
"""A word or number: its role as a letter with what it says, and its half-open place in the window."""

OPENING, CLOSING = Meaning("<", ""), Meaning(">", "")


class Window(NamedTuple):
    """A stretch of a text: its words, where it begins, and which ends of the text it touches: < or > or both."""

    words: str
    start: int
    edges: str


def iter_windows(text: str) -> Iterator[Window]:
    """The stretches of a text that are near a year or a time of day, in order and apart."""
    for start, end in iter_stretches(text):
        yield Window(text[start:end], start, "<" * (start == 0) + ">" * (end == len(text)))


def iter_stretches(text: str) -> Iterator[tuple[int, int]]:
    """Where the windows begin and end."""
    first, last = -1, -1
    for found in CANDIDATE.finditer(text):
        start, end = found.span()
        if first >= 0 and start - BEFORE > last:
            yield first, last
            first = -1
        if first < 0:
            first = word_start(text, max(0, start - BEFORE), start)
        last = min(len(text), end + AFTER)
    if first >= 0:
        yield first, last


def word_start(text: str, start: int, end: int) -> int:
    """The first place from `start` on where a word begins; `start` where none does before `end`."""
    space = SPACE.search(text, start, end) if start else None
    return space.end() if space else start


def tokenize(words: str, edges: str, vocabulary: Vocabulary, conventions: DateConventions) -> list[Token]:
    """The tokens of a window, with < and > where it touches the ends of the text."""
    tokens: list[Token] = [(OPENING, (0, 0))] if "<" in edges else []
    raws = list(RAW.finditer(words))
    position = 0
    for index, raw in enumerate(raws):
        place = raw.span()
        if place[0] < position:
            continue
        if meaning := read_word(vocabulary, raw[0]):
            tokens.append((meaning, place))
            continue
        token = (
            read_digits(raw, tokens[-1:], vocabulary, conventions)
            if raw[0].isdecimal()
            else read_phrase(raws, index, vocabulary)
        )
        tokens.append(token)
        position = token[1][1]
    return [*tokens, (CLOSING, (len(words), len(words)))] if ">" in edges else tokens


@lru_cache(maxsize=1 << 14)
def read_word(vocabulary: Vocabulary, word: str) -> Meaning | None:
    """The role of a word or sign and what it says; None for digits, and for a word that phrases begin with."""
    entry = vocabulary.entries.get(plain(word).casefold(), NO_ENTRY)
    if word.isdecimal() or entry.goes_on:
        return None
    return entry.meaning if entry.meaning and entry.fits(plain(word)) else Meaning(sign(word), word)


def read_phrase(raws: Sequence[re.Match[str]], index: int, vocabulary: Vocabulary) -> Token:
    """The longest phrase that begins with a word, or the word itself."""
    start, end = raws[index].span()
    if phrase := vocabulary.phrase(plain(raws[place][0]) for place in range(index, len(raws))):
        meaning, count = phrase
        return meaning, (start, raws[index + count - 1].end())
    return Meaning(sign(raws[index][0]), raws[index][0]), (start, end)


def read_digits(
    raw: re.Match[str], before: Sequence[Token], vocabulary: Vocabulary, conventions: DateConventions
) -> Token:
    """The number that begins where digits do; one that is the rest of something longer is none."""
    words, start = raw.string, raw.start()
    if is_free(words, start) or any(follows_phrase(words, start, token) for token in before):
        number, end = read_number(words, start, vocabulary, conventions)
        return Meaning(*number), (start, end)
    junk = JUNK.match(words, start)
    return Meaning("Z", ""), (start, junk.end() if junk else raw.end())


def follows_phrase(words: str, start: int, token: Token) -> bool:
    """Whether a number stands right after the sign that ends a known phrase: mid-1930s, p.1934."""
    (kind, _), (_, end) = token
    return end == start and kind.isalpha() and not words[start - 1].isalnum()


def sign(raw: str) -> str:
    """The letter of an unknown word or a sign."""
    if raw[0].isalpha():
        return "^" if raw[0].isupper() and raw.rstrip("'’").isalpha() else "_"
    if raw in PLAIN:
        return raw
    if raw in DASHES:
        return "-"
    return "=" if raw in SIGNS else '"'
