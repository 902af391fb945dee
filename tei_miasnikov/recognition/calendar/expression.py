"""The dates of a passage as EDTF, with what they say: words → Expression.

“in the summer of 1927 he …” → Expression(the summer of 1927, "1927-22", Family.UNCERTAIN)
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from tei_miasnikov.recognition.calendar.conventions import DateConventions
from tei_miasnikov.recognition.calendar.edtf import Family, bounds
from tei_miasnikov.recognition.calendar.forms import Form, Phrase, iter_phrases
from tei_miasnikov.recognition.calendar.groups import Range
from tei_miasnikov.recognition.calendar.moment import Moment
from tei_miasnikov.recognition.calendar.numbers import decade
from tei_miasnikov.recognition.calendar.tokens import Token, iter_windows, tokenize
from tei_miasnikov.recognition.calendar.vocabulary import Meaning, Vocabulary, read_vocabulary
from tei_miasnikov.text.span import Span


class Expression(NamedTuple):
    """A date in the words of a passage.

    `span` are code points of the passage, half-open; `edtf` is ISO 8601-2; `family` what the interval says; `cert`
    how far the words go with it: None where they leave no doubt.
    """

    span: Span
    edtf: str
    family: Family = Family.POINT
    cert: str | None = None


class ImpossibleDate(NamedTuple):
    """Words in the form of a date that no calendar has: 31 February 1945, from 1945 to 1921."""

    span: Span


def iter_expressions(
    text: str, languages: Sequence[str], conventions: DateConventions
) -> Iterator[Expression | ImpossibleDate]:
    """The dates of a passage, in order and apart."""
    vocabulary = read_vocabulary(tuple(languages))
    conventions = conventions._replace(day_month_order=conventions.day_month_order or vocabulary.order)
    for window in iter_windows(text):
        for found in read_window(window.words, window.edges, vocabulary, conventions):
            yield found._replace(span=found.span.shift(window.start))


@lru_cache(maxsize=4096)
def read_window(
    words: str, edges: str, vocabulary: Vocabulary, conventions: DateConventions
) -> tuple[Expression | ImpossibleDate, ...]:
    """The dates of a window; kept, since one text is asked for its dates and again for its impossible ones."""
    tokens = tokenize(words, edges, vocabulary, conventions)
    phrases = iter_phrases("".join([meaning.kind for meaning, _ in tokens]))
    return tuple(read_phrase(phrase, tokens, conventions) for phrase in phrases)


def read_phrase(phrase: Phrase, tokens: Sequence[Token], conventions: DateConventions) -> Expression | ImpossibleDate:
    """What a phrase says."""
    first, last = phrase.words
    opening, (start, _) = tokens[first]
    span = Span(start, tokens[last - 1][1][1])
    if opening.kind in "TU":
        return Expression(span, opening.value)
    a, b = (read_moment(tokens, place, conventions) for place in (phrase.a, phrase.b))
    if a and b:
        a, b = a.completed(b), b.completed(a)
    moments = [moment for moment in (a, b) if moment]
    if not all(moment.exists(julian=conventions.calendar == "julian") for moment in moments):
        return ImpossibleDate(span)
    return expressed(phrase, span, moments)


def expressed(phrase: Phrase, span: Span, moments: Sequence[Moment]) -> Expression | ImpossibleDate:
    """The EDTF of a phrase, its moments put into the form; a duration has no ends finer than the month they name."""
    form = phrase.form
    lasting = form.family is Family.DURATION
    whole = [moment.unit() if lasting and moment.month else moment.edtf() for moment in moments]
    first, last = whole[0].partition("/")[0], whole[-1].rpartition("/")[2]
    edtf = form.edtf.format(a=whole[0], first=first, last=last, about=whole[0].replace("/", "~/") + "~")
    if is_backwards(edtf):
        return ImpossibleDate(span)
    family = form.family
    if family is Family.POINT and len(set(bounds(edtf))) > 1:
        family = Family.UNCERTAIN
    return Expression(span, edtf, family, form.cert or certainty(form, moments))


def is_backwards(edtf: str) -> bool:
    """Whether an interval ends before it begins; ends of unlike precision are compared as far as both go."""
    low, high = bounds(edtf)
    if low is None or high is None:
        return False
    shared = min(len(low), len(high))
    return low[:shared] > high[:shared]


def certainty(form: Form, moments: Sequence[Moment]) -> str | None:
    """Medium where a duration has an end without a sharp edge (since the early 1930s), or two years claim a winter."""
    has_ends = form.family is Family.DURATION and form.edtf != "{a}"
    if has_ends and any(moment.is_approximate for moment in moments):
        return "medium"
    return "medium" if any(moment.season in (24, 30) and not moment.last_year for moment in moments) else None


def read_moment(tokens: Sequence[Token], place: Range | None, conventions: DateConventions) -> Moment | None:
    """What the tokens of a moment give."""
    if place is None:
        return None
    named = [meaning for meaning, _ in tokens[slice(*place)]]
    given: dict[str, Any] = {}
    for meaning in named:
        given |= fields(meaning)
    moment = Moment(**given)
    if moment.season and conventions.hemisphere == "southern":
        moment = moment._replace(season=moment.season + SOUTHERN)
    return with_decade(moment) if any(meaning.kind == "q" for meaning in named) else moment


SOUTHERN = 8
"""What EDTF adds to the number of a season (21–24) to say that it is a southern one (29–32)."""

FIELDS: dict[str, tuple[str, ...]] = {
    "Y": ("year",),
    "C": ("year",),
    "M": ("month",),
    "D": ("day",),
    "S": ("season",),
    "E": ("part",),
    "K": ("decade",),
    "R": ("year", "last_year"),
    "r": ("year", "last_year"),
    "F": ("year", "month", "day"),
}
"""What the tokens of a kind give to a moment, in the order of the numbers in their values."""


@lru_cache(maxsize=1024)
def fields(meaning: Meaning) -> Mapping[str, Any]:
    """What one token gives to a moment: R, 1921/1928 → year 1921, last_year 1928; nothing where it is no part."""
    kind, value = meaning
    if kind in ("E", "K"):
        return {FIELDS[kind][0]: value}
    if kind not in FIELDS:
        return {}
    return dict(zip(FIELDS[kind], map(int, re.split("[-/]", value)), strict=False))


def with_decade(moment: Moment) -> Moment:
    """années 1920 → 192X; the words “les années 1917” name no decade and stay a year."""
    if moment.decade or moment.year is None or moment.year % 10:
        return moment
    return moment._replace(year=None, decade=decade(moment.year))
