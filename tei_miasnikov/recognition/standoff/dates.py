"""Dates and times of day in a passage: words → TEI `date` and `time`, never more precise than the words.

He fled in 1928.                       date when="1928"                                       1928
He has lived abroad since 1928.        date from="1928"                                       since 1928
In the summer of 1927 we met.          date notBefore="1927-06-01" notAfter="1927-08-31"      the summer of 1927
At 20:50 the session was opened.       time when="20:50:00"                                   20:50

The element holds the words that decide its attributes, so the preposition only where it does. Not marked: durations,
dates without a year, and numbers that are no years (1500 copies, H-1794, pp. 1921-1928). How: recognition/calendar.
"""

from collections.abc import Iterator, Sequence

from tei_miasnikov.recognition.calendar.conventions import DateConventions
from tei_miasnikov.recognition.calendar.edtf import old_style, tei_attributes
from tei_miasnikov.recognition.calendar.expression import Expression, ImpossibleDate, iter_expressions
from tei_miasnikov.text.span import Annotation, Span

DEFAULT = DateConventions()


def find_dates(
    text: str, languages: Sequence[str] = ("en",), conventions: DateConventions = DEFAULT
) -> Iterator[Annotation]:
    """The dates and times of one passage, in order and apart.

    `text` is a paragraph or head, note anchors masked by U+FFFC; spans are its code points, half-open. `languages` are
    codes of recognition/calendar/languages, that of the text first: month names of all of them are understood; of a
    language without a table only dates in numbers. Attributes are those of att.datable.w3c (TEI P5, chapter ND,
    “Dates and Times”): one family, or `when`, and `cert`.
    """
    for found in iter_expressions(text, languages, conventions):
        if isinstance(found, Expression):
            yield annotated(found, conventions)


def iter_impossible_dates(
    text: str, languages: Sequence[str] = ("en",), conventions: DateConventions = DEFAULT
) -> Iterator[Span]:
    """Words in the form of a date that no calendar has, and that `find_dates` leaves unmarked: 31 February 1945."""
    for found in iter_expressions(text, languages, conventions):
        if isinstance(found, ImpossibleDate):
            yield found.span


def annotated(found: Expression, conventions: DateConventions) -> Annotation:
    """The element of an expression."""
    element = "time" if found.edtf.startswith("T") else "date"
    attributes = tei_attributes(found.edtf, found.family, found.cert)
    old = conventions.calendar == "julian" and element == "date"
    return Annotation(found.span, element, old_style(attributes) if old else attributes)
