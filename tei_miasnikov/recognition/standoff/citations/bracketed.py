"""Bracketed citations: a bracket that says where in the file a document lies, in the words of a profile.

    [Vol. 3, pp. 31, 32, 34-36.]     volume 3; pages 31, 32 and 34 to 36
    [Vol. 3, pp. 95v.-96v.]          folio 95 verso to 96 verso
    [Vol. 3, separate envelope.]     volume 3, and a place without a number

The words before each unit are the profile's; a word without its point (`pp 56-62`) is understood, and a finding.
Source: TEI Guidelines 3.12.2.5 (scopes and ranges), biblScope.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from tei_miasnikov.recognition.profile import Citations
from tei_miasnikov.recognition.spelling import spelled
from tei_miasnikov.text.span import Annotation, Span, annotate

SINGLE = frozenset(
    {"volume", "box", "folder", "record-group", "entry", "reel", "fonds", "opis", "delo", "item", "shelfmark"}
)
"""Units of which a citation names one; the others run from a leaf to a leaf."""


@lru_cache(maxsize=16)
def _grammar(
    units: tuple[tuple[str, tuple[str, ...]], ...], places: tuple[str, ...], verso: tuple[str, ...]
) -> re.Pattern[str]:
    leaf = rf"\d+(?:\s?(?:{'|'.join(map(re.escape, verso))}))?" if verso else r"\d+"
    leaves = rf"{leaf}(?:\s*[-–—]\s*{leaf})?"
    words = "|".join(_unit_word(word) for _, all_words in units for word in all_words) or "(?!)"
    scope = rf"(?:(?:{words})\s*{leaves}(?:\s*,\s*{leaves})*)"
    place = "|".join(map(spelled, places)) or "(?!)"
    part = rf"(?:{scope}|{place})"
    return re.compile(rf"\[\s*{scope}(?:\s*[,;]\s*{part})*\s*\.?\s*\]")


def _unit_word(word: str) -> str:
    return re.escape(word.rstrip(".")) + (r"\.?" if word.endswith(".") else r"\b")


def _pattern(rules: Citations) -> re.Pattern[str]:
    return _grammar(tuple(rules.units.items()), rules.places, rules.verso)


def is_citation(words: str, rules: Citations) -> bool:
    """Whether these words are one citation and nothing else."""
    if not rules.units or not words.startswith("["):
        return False
    return _pattern(rules).fullmatch(words.removesuffix(".")) is not None


def find_citations(text: str, rules: Citations) -> Iterator[Annotation]:
    """A `bibl` for each citation, with a `biblScope` for each volume, page or leaf range."""
    for found in _pattern(rules).finditer(text) if rules.units else ():
        yield annotate(Span(*found.span()), "bibl", type="archive")
        for scope in _scopes(found.group(), rules):
            yield scope.shift(found.start())


def _scopes(citation: str, rules: Citations) -> Iterator[Annotation]:
    words = {word.rstrip("."): unit for unit, all_words in rules.units.items() for word in all_words}
    verso = rf"(?:\s?(?:{'|'.join(map(re.escape, rules.verso))}))?" if rules.verso else ""
    token = re.compile(
        rf"(?P<word>{'|'.join(map(_unit_word, words))})|(?P<from>\d+{verso})(?:\s*[-–—]\s*(?P<to>\d+{verso}))?"
    )
    unit, word_start = "", -1
    for found in token.finditer(citation):
        if found["word"]:
            unit, word_start = words[found["word"].rstrip(".")], found.start()
            continue
        yield _scope(unit, found, word_start)
        word_start = -1


def _scope(unit: str, found: re.Match[str], word_start: int) -> Annotation:
    """One range; a single unit takes its word in (`Vol. 3`), a leaf with a letter is a folio."""
    low, high = (_leaf(found[end] or found["from"]) for end in ("from", "to"))
    if unit in SINGLE:
        start = word_start if word_start >= 0 else found.start()
        return annotate(Span(start, found.end()), "biblScope", unit=unit, n=low)
    unit = "folio" if unit == "page" and not (low + high).isdigit() else unit
    return annotate(Span(*found.span()), "biblScope", unit=unit, from_=low, to=high)


def _leaf(printed: str) -> str:
    return "".join(printed.rstrip(".").split())


def pointless(citation: str, rules: Citations) -> str | None:
    """The word of a unit that lacks its point in this citation, None where all have theirs."""
    for words in rules.units.values():
        for word in words:
            if word.endswith(".") and re.search(rf"(?<!\w){re.escape(word[:-1])}(?![\w.])", citation):
                return word
    return None
